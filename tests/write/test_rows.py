from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.records import ArticleEvents, Span
from tests.invented_lake import MODEL, actor, article, day, event, lake_of

TEXT = "Brandt held separate meetings with Robleh and Warsame in Djibouti."


def test_events_that_share_their_first_mention_have_ids_of_their_own(tmp_path: Path):
    when = day(date(2024, 5, 15))
    brandt = actor(TEXT, "participant", "Brandt")
    meetings = tuple(
        event(TEXT, "meeting", "held separate meetings", [brandt, actor(TEXT, "participant", name)], when)
        for name in ("Robleh", "Warsame")
    )
    both = lake_of(tmp_path / "both", [ArticleEvents(article(TEXT), meetings, MODEL)]).read("events")
    first = lake_of(tmp_path / "first", [ArticleEvents(article(TEXT), meetings[:1], MODEL)]).read("events")
    assert len(set(both["event_id"].to_pylist())) == 2
    # The id of the first does not depend on there being a second.
    assert first["event_id"][0].as_py() in both["event_id"].to_pylist()


def test_the_line_end_after_the_words_is_no_part_of_the_quote(tmp_path: Path):
    text = "Brandt met Robleh in Djibouti.\nThe port is to be rebuilt."
    met = event(text, "meeting", "met", [actor(text, "participant", "Brandt")], day(date(2024, 5, 15)))
    (mention,) = met.mentions
    met = replace(met, mentions=(replace(mention, sentence=Span(0, text.index("The"))),))
    (row,) = lake_of(tmp_path, [ArticleEvents(article(text), (met,), MODEL)]).read("events").to_pylist()
    assert (row["quote"], row["char_start"], row["char_end"]) == ("Brandt met Robleh in Djibouti.", 0, 30)
