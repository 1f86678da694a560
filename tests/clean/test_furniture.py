import pytest

from flows.clean.furniture import FurnitureRule, drop_furniture, furniture_rules
from flows.clean.mapped_text import MappedText

RULES = [pytest.param(rule, id=rule.id) for rule in furniture_rules()]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_drops_its_example(rule: FurnitureRule) -> None:
    example, _, rest = rule.example.partition("|") if rule.where != "line" else (rule.example, "", "")
    text, dropped = drop_furniture(MappedText.at(example))
    assert text.text == rest
    assert dropped == (rule.id,)


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_drops_a_counter_example(rule: FurnitureRule) -> None:
    text, dropped = drop_furniture(MappedText.at(rule.counter_example))
    assert (text.text, dropped) == (rule.counter_example, ())


@pytest.mark.parametrize(
    "line",
    [
        'He told the BBC: "The image: a country at war."',
        "By the time the minister arrived in Doha, the talks had ended.",
        "Watch this space, the coach said.",
        "Sign up or leave, the rebels told villagers.",
        "Facebook said on Tuesday that it had removed 300 accounts.",
        "Share of votes: Labour 41 per cent, officials said.",
        "Related arrests were made in Leeds, police said.",
        "The Associated Press reported that the two had spoken by phone.",
        "Reporting by the commission was late, she said.",
        "© is the sign that she objected to, the lawyer told the court of appeal in London on Friday. " * 4,
        "The prime minister met President Xi (left) in Beijing.",
        "WASHINGTON (AP) — The president spoke by phone with the king on Sunday.",
        "Thursday, September 12, 2019",
        "Opinion is divided, a diplomat said.",
        "Image is everything, the mayor said, as she opened the new town hall.",
        "Save the Children said that 40 people had died.",
        "Email from the minister's office: he told aides to wait.",
    ],
)
def test_news_stays(line: str) -> None:
    text, dropped = drop_furniture(MappedText.at(f"{line}\n\n{line}\n\n{line}"))
    assert dropped == ()
    assert text.text.count(line) == 3


def test_a_first_line_that_repeats_the_title_goes() -> None:
    text, dropped = drop_furniture(
        MappedText.at("Talks open in Doha\n\nTalks opened."), "Talks Open in Doha!"
    )
    assert text.text.strip() == "Talks opened."
    assert dropped == ("title",)


def test_a_whole_page_of_wire_copy() -> None:
    page = "\n".join(
        [
            "By Ayesha Malik and John Reed",
            "Updated: 23 December 2022, 10:41 IST",
            "FILE PHOTO: The foreign minister in Islamabad, January 4, 2022. REUTERS/Jane Doe",
            "ISLAMABAD, Dec 23 (Reuters) - The foreign minister spoke to his counterpart by phone on Friday.",
            "ADVERTISEMENT",
            "READ MORE: What the border deal says",
            '"We agreed to meet again," he told reporters. (With inputs from agencies)',
            "Reporting by Ayesha Malik; Editing by John Reed",
            "Sign up for our newsletter here.",
            "Share Facebook Twitter Email",
            "© 2022 Thomson Reuters. All rights reserved.",
        ]
    )
    text, _ = drop_furniture(MappedText.at(page))
    assert [line for line in text.text.split("\n") if line] == [
        "ISLAMABAD, Dec 23 (Reuters) - The foreign minister spoke to his counterpart by phone on Friday.",
        '"We agreed to meet again," he told reporters.',
    ]
