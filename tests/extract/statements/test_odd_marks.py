from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

PIECES = [
    "“", "”", "\"", "‘", "’", "'", "``", "''", "«", "»", "(", ")", "[", "]", "—", "–", "-", ":", ";", ",",
    ".", "…", "?",
    "\n", "\n\n", " ", " said ", " told ", "the minister ", "We will go ", "he ", "according to ", "Reuters ",
    "urged Iran to stop ", "MR. PRICE: ", "QUESTION: ", "- Ann Lee on tax: ", "in a statement ",
    "adding that ", "NATO’s ",
]  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join).filter(str.strip))
@example(".]he .according to  said .")  # an infinitive at the root of its sentence
def test_no_mix_of_marks_brackets_dashes_and_breaks_makes_it_fail(events_of, text: str) -> None:
    for event in events_of(text):
        spans = [m.span for m in event.mentions] + ([event.content] if event.content else [])
        for span in [*spans, *(p.mention for p in event.participants)]:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip()
