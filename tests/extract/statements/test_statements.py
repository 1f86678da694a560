"""What the statement finder makes of news prose: who speaks, to whom, in which words, through whom."""

import pytest

from flows.records import Event


def statements(events: tuple[Event, ...]) -> list[Event]:
    return [e for e in events if e.event_type == "statement"]


def names(event: Event, role: str = "speaker") -> list[str]:
    return [p.actor.name for p in event.participants if p.role == role]


def contents(text: str, events: tuple[Event, ...]) -> list[str | None]:
    return [e.content.of(text) if e.content else None for e in statements(events)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The harbour master said the pier was unsafe.", "the pier was unsafe"),
        ("The pier, the harbour master said, is unsafe.", "is unsafe."),
        ("The pier is unsafe, said the harbour master.", "The pier is unsafe"),
        ("“The pier is unsafe,” said the harbour master.", "The pier is unsafe,"),
        ("According to the harbour master, the pier is unsafe.", "the pier is unsafe."),
        ("The harbour master warned sailors that the pier was unsafe.", "the pier was unsafe"),
        ("The harbour master urged the city to close the pier.", "to close the pier"),
    ],
)  # fmt: skip
def test_content_stands_before_after_and_around_its_cue(text: str, content: str, events_of) -> None:
    found = statements(events_of(text))
    assert [e.content.of(text) for e in found if e.content] == [content]
    assert names(found[0]) == ["harbour master"]


def test_a_quotation_broken_by_its_cue_is_one_statement_from_first_to_last_word(events_of) -> None:
    text = "“The dam held,” said Rosa Pinto, the engineer. “The road did not.”"
    (event,) = statements(events_of(text))
    assert event.content is not None
    assert event.content.of(text) == "The dam held,” said Rosa Pinto, the engineer. “The road did not."
    assert (names(event), event.content_kind) == (["Rosa Pinto"], "direct")


def test_speech_of_several_paragraphs_is_one_statement(events_of) -> None:
    text = (
        "Rosa Pinto told councillors: “The dam held.\n\n“The road did not.”\n\nThe council meets on Friday."
    )
    (event,) = statements(events_of(text))
    assert event.content is not None
    assert event.content.of(text) == "The dam held.\n\n“The road did not."


def test_cues_with_contents_of_their_own_are_statements_of_their_own(events_of) -> None:
    text = "Rosa Pinto said the dam had held and urged families to stay away, adding that rain was due."
    found = statements(events_of(text))
    assert [e.mentions[0].span.of(text) for e in found] == ["said", "urged", "adding"]
    assert [names(e) for e in found] == [["Rosa Pinto"]] * 3


def test_what_others_say_within_a_speech_is_no_statement_of_the_article(events_of) -> None:
    text = "Rosa Pinto said the mayor had told her that the dam was old. “He said it was safe,” she added."
    assert [e.mentions[0].span.of(text) for e in statements(events_of(text))] == ["said", "added"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor would not say how much the bridge had cost.",
        "The mayor declined to comment on the bridge.",
        "Critics might say that the bridge is ugly.",
        "If the mayor says that the bridge is safe, people will use it.",
        "The mayor believes that the bridge will last and hopes to open it in May.",
        "The two mayors discussed the bridge and agreed to meet again.",
        "It was announced that the bridge would close.",
        "The visit underscored the importance of the bridge.",
        "The flood claimed twelve lives.",
        "Reporters asked whether the bridge was safe.",
        "People say the bridge is haunted.",
        "The town called the bridge Old Tom.",
    ],
)  # fmt: skip
def test_thought_refusal_possibility_and_sourceless_passives_are_no_statements(text: str, events_of) -> None:
    assert statements(events_of(text)) == []


def test_an_outlet_that_relays_is_not_the_speaker(events_of) -> None:
    for text in (
        "The Morning Post quoted Rosa Pinto, the chief engineer, as saying the dam would hold.",
        "Rosa Pinto said the dam would hold, according to the Morning Post.",
        "Rosa Pinto was quoted by the Morning Post as saying the dam would hold.",
        "The dam will hold, the Morning Post quoted the chief engineer, Rosa Pinto, as saying.",
        '"The dam will hold," the Morning Post quoted Rosa Pinto as saying.',
    ):
        (event,) = statements(events_of(text))
        assert (names(event), event.reported_by) == (["Rosa Pinto"], "Morning Post")


def test_an_outlet_that_names_its_sources_gives_the_speech_to_them(events_of) -> None:
    text = "The Morning Post reported, citing two engineers, that the dam had cracked."
    (event,) = statements(events_of(text))
    assert names(event) == ["two engineers"]
    assert event.reported_by == "Morning Post"


def test_the_outlet_spoken_to_is_the_addressee(events_of) -> None:
    (event,) = statements(events_of("Rosa Pinto told the BBC that the dam would hold."))
    assert (names(event), names(event, "addressee"), event.reported_by) == (["Rosa Pinto"], ["BBC"], None)


def test_a_document_speaks_through_its_issuer(events_of) -> None:
    text = "A report by the University of Leeds says that most dams are older than their engineers."
    (event,) = statements(events_of(text))
    assert names(event) == ["University of Leeds"]


def test_medium_and_place_of_a_statement(events_of) -> None:
    text = "Rosa Pinto said at a press conference in Geneva that the dam would hold."
    (event,) = statements(events_of(text))
    assert event.medium == "press conference"
    assert event.place is not None
    assert event.place.name == "Geneva"


def test_what_is_to_be_said_is_planned(events_of) -> None:
    text = "Rosa Pinto will announce the closure of the dam on Friday."
    assert [e.status for e in statements(events_of(text))] == ["planned"]


def test_turns_of_a_transcript_belong_to_their_speakers_and_questions_to_nobody(events_of) -> None:
    text = (
        "MS. HARLOW: Good afternoon. I have one item at the top.\n\n"
        "QUESTION: Is the envoy in Rome?\n\n"
        "MS. HARLOW: He said yesterday that he was."
    )
    found = statements(events_of(text))
    assert [e.content.of(text) for e in found if e.content] == [
        "Good afternoon. I have one item at the top.",
        "He said yesterday that he was.",
    ]


def test_a_noun_with_its_own_content_is_a_cue_unless_a_verb_reports_the_same(events_of) -> None:
    alone = "The minister’s claim that fares would fall was met with laughter."
    repeated = alone + " The minister claimed in March that fares would fall."
    assert [e.mentions[0].span.of(alone) for e in statements(events_of(alone))] == ["claim"]
    assert [e.mentions[0].span.of(repeated) for e in statements(events_of(repeated))] == ["claimed"]


def test_a_dateline_is_no_speaker(events_of) -> None:
    text = "BERLIN (AP) — Chancellor Max Vogel said Tuesday that he would run again."
    (event,) = statements(events_of(text))
    assert names(event) == ["Max Vogel"]


def test_an_opening_participle_is_one_more_mention_of_its_sentence_s_statement(events_of) -> None:
    text = "Opposing the sale, former mayor Rosa Pinto argued that the dam belonged to the town."
    (event,) = statements(events_of(text))
    assert [m.span.of(text) for m in event.mentions] == ["Opposing", "argued"]


def test_the_clause_told_is_found_behind_the_hearer_and_the_occasion(events_of) -> None:
    text = "Rosa Pinto told investors on a call on Wednesday that the dam would pay for itself."
    (event,) = statements(events_of(text))
    assert event.content is not None
    assert event.content.of(text) == "the dam would pay for itself."
    assert names(event, "addressee") == ["investors"]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ms Brennan said she would not, as it was late.", "Brennan", "she would not, as it was late"),
        ("“Which bridge?” interjected Mr Cole.", "Cole", "Which bridge?"),
        ("Ms Brennan denied having seen the plans.", "Brennan", "having seen the plans"),
        ("Ms Brennan denied being paid for it.", "Brennan", "being paid for it"),
        ("“No more corn, please,” pleaded volunteer Jim Stagg.", "Jim Stagg", "No more corn, please,"),
        (
            "As the minister explained after the session, the line is not closed.",
            "minister",
            "the line is not closed.",
        ),
        (
            "The central bank's latest outlook predicts that inflation will slow to 2.1 percent.",
            "central bank",
            "inflation will slow to 2.1 percent",
        ),
        (
            "Anita Singh, who voted against the closure, called on the ministry to step in.",
            "Anita Singh",
            "to step in",
        ),
        ("Azlan also reminded developers to clear blocked drains.", "Azlan", "to clear blocked drains"),
        (
            "Ann Reed blamed cracked concrete ties at the builder.",
            "Ann Reed",
            "cracked concrete ties at the builder",
        ),
        ("The senator questioned why the gates had been shut.", "senator", "why the gates had been shut"),
        ("“We are being mugged twice,” Mr Steyn charged.", "Steyn", "We are being mugged twice,"),
        ("The port has dismissed the suit as baseless.", "port", "the suit as baseless"),
        ("SOUNDBITE (Arabic) Rima Khoury, mayor: “Nobody left us.”", "Rima Khoury", "Nobody left us."),
        ("The train, said the mayor, would be late.", "mayor", "would be late."),
        (
            "The parcel lay in a market, said Minister Rima Khoury, and was found too late.",
            "Rima Khoury",
            "The parcel lay in a market",
        ),
        ("The bridge had moved, sources informed Harbour News.", "sources", "The bridge had moved"),
        (
            "The mayor called on both sides to be patient with the builders.",
            "mayor",
            "to be patient with the builders",
        ),
        ("Those in charge said the pier had sunk.", "Those in charge", "the pier had sunk"),
        ("Joe Cole wept. His words: “I am sorry.”", "Joe Cole", "I am sorry."),
        ("“It is a sad step.”\nsaid Joe Cole, the mayor.", "Joe Cole", "It is a sad step."),
        ("Contributing, Senator Ada Obi (PDP) blamed contractors.", "Ada Obi", "contractors"),
        (
            "Ann Reed said in a Facebook post on Saturday (May 4) that Malta was worried.",
            "Ann Reed",
            "Malta was worried",
        ),
        ("Joe Cole told reporters the raid “ended the peace”.", "Joe Cole", "the raid “ended the peace"),
        ("Striker Joe Cole wept. The 19-year-old said he was sorry.", "Joe Cole", "he was sorry"),
        ("Joe Cole took the minister to task over delays.", "Joe Cole", "over delays"),
        ("The drug cut deaths, the researchers found.", "researchers", "The drug cut deaths"),
        (
            "Joe Cole accused Italy and the union of sloth.",
            "Joe Cole",
            "Italy and the union of sloth",
        ),
        ("Ann Reed shot back that the vote was fair.", "Ann Reed", "the vote was fair"),
        (
            "Council leader Keith Rudge, asked if he would meet Ballard, said he would sooner eat crab.",
            "Keith Rudge",
            "he would sooner eat crab",
        ),
        (
            "Joe Cole appealed for calm and enjoined the youths not to take up arms.",
            "Joe Cole",
            "not to take up arms",
        ),
        ("Reports in Italy claimed that Cole had left.", "Reports in Italy", "Cole had left"),
        ("The route, which the police rejected, was long.", "police", "The route"),
        ("President Ann Reed declared tomorrow a holiday.", "Ann Reed", "tomorrow a holiday."),
        (
            "The plan was criticised as slow, with farmers in two valleys saying their wells were dry.",
            "farmers",
            "their wells were dry",
        ),
        ("Mayor Joe Cole spoke on the matter saying, “We all saw it.”", "Joe Cole", "We all saw it."),
        ("Many in the union say the vote was rigged.", "Many in the union", "the vote was rigged"),
        (
            "The group may sell its mill, clearing the way for a merger of the firm, a banker told Reuters.",
            "banker",
            "The group may sell its mill, clearing the way for a merger of the firm",
        ),
        (
            "Ann Reed told a news briefing that Norway has lodged two protests with the bank.",
            "Ann Reed",
            "Norway has lodged two protests with the bank",
        ),
        (
            "The bank has yet to accept the offer and Chancellor Ann Reed, the judge, said she was ready.",
            "Ann Reed",
            "she was ready",
        ),
    ],
)  # fmt: skip
def test_a_slip_of_the_parser_loses_no_statement(text: str, speaker: str, content: str, events_of) -> None:
    found = [(names(e), e.content and e.content.of(text)) for e in statements(events_of(text))]
    assert ([speaker], content) in found


@pytest.mark.parametrize(
    "text",
    [
        "As the minister announced the closure, protesters blew whistles.",
        "The ministry described the shortage as it relates to schools.",
        "The union rejected claims that the vote was rigged.",
        "She took the stage, said nothing, and left.",
    ],
)
def test_what_only_looks_like_a_slip_of_the_parser_is_left_alone(text: str, events_of) -> None:
    cues = [e.mentions[0].span.of(text) for e in statements(events_of(text))]
    assert not {"relates", "claims"} & set(cues)
    contents_found = [c or "" for c in contents(text, events_of(text))]
    assert not any("whistles" in c for c in contents_found)


def test_the_question_between_two_turns_of_one_label_is_no_part_of_the_answer(events_of) -> None:
    text = (
        "Solheim: Ash, mostly. It is strange to hold.\n\nIs the glacier going to vanish?\n\n"
        "Solheim: The western arm, yes, by about 2060."
    )
    assert contents(text, events_of(text)) == [
        "Ash, mostly. It is strange to hold.",
        "The western arm, yes, by about 2060.",
    ]


def test_a_participle_before_a_colon_has_the_quotation_after_it(events_of) -> None:
    text = "“The dam held,” Rosa Pinto said, later adding: “The road did not.”"
    assert contents(text, events_of(text)) == ["The dam held,", "The road did not."]


def test_the_participle_of_a_set_phrase_ends_before_the_main_clause(events_of) -> None:
    text = "“We lost,” Joe Cole said.\n\nTaking aim at the referee, Ann Reed added: “He never looked.”"
    found = statements(events_of(text))
    assert [(names(e), [m.span.of(text) for m in e.mentions]) for e in found] == [
        (["Joe Cole"], ["said"]),
        (["Ann Reed"], ["Taking", "added"]),
    ]


def test_remarks_made_at_a_place_point_back_to_what_was_said(events_of) -> None:
    text = "Ann Reed said the mill would close. She made the remarks at a briefing in Lyon."
    (event,) = statements(events_of(text))
    assert [m.span.of(text) for m in event.mentions] == ["said", "made"]


def test_a_clause_before_a_colon_is_no_label_of_a_transcript(events_of) -> None:
    text = (
        "Joe Cole, the vicar, spoke first. He said: “The roof leaks.”\n\n"
        "Ann Reed, the organist, agreed.\n\nShe said: “I play in boots.”\n\nHe said: “We all do.”"
    )
    found = [e for e in statements(events_of(text)) if e.mentions[0].span.of(text) == "said"]
    assert [names(e) for e in found] == [["Joe Cole"], ["Ann Reed"], ["Joe Cole"]]


@pytest.mark.parametrize(
    "dateline",
    ["SETÚBAL, Portugal, March 5, 2024 — ", "Nyala/Geneva, 14 November 2023 – ", "Ljubljana (STO) - "],
)
def test_a_dateline_in_any_style_is_no_speaker(dateline: str, events_of) -> None:
    (event,) = statements(events_of(f"{dateline}Heliora Energy today announced the opening of its plant."))
    assert names(event) == ["Heliora Energy"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("LIMA, Oct 31 - Miners lifted a blockade, union leaders said.", "Miners lifted a blockade"),
        (
            "The governor will meet senators on Friday, aides said.",
            "The governor will meet senators on Friday",
        ),
        ("The auditor called for a re-run of the bidding.", "a re-run of the bidding"),
        ("The brewery announced plans Friday to shut two plants.", "plans Friday to shut two plants"),
        (
            "Engineers warned in a 2018 memo seen by an inquiry that one of its silos could split.",
            "one of its silos could split.",
        ),
        ("The ministry urged residents not to return.", "not to return"),
    ],
)
def test_content_runs_to_the_end_of_what_was_said(text: str, content: str, events_of) -> None:
    assert contents(text, events_of(text)) == [content]


@pytest.mark.parametrize(
    "text",
    [
        "Central banks put money into the system to add liquidity, fearing that many firms would fail.",
        "The orange warning issued by the weather service applied to two counties.",
        "The constitution specifies that ministers serve for five years.",
        "The new model pushed other makers to follow suit and drop the “boxy” look.",
        "The carmaker unveiled a new coupé on Monday.",
        "The official, requesting anonymity, met the envoy on Monday.",
        "The chief scout, Per Haugen, left on Monday.",
        "The airline declared bankruptcy in March.",
        "Joe Cole took the minister to the station over the bridge.",
        "The army chief called on Prime Minister Joe Cole on Thursday to discuss the border.",
        "Some have speculated that the vote was timed to distract.",
    ],
)
def test_what_nobody_said_is_no_statement(text: str, events_of) -> None:
    assert statements(events_of(text)) == []
