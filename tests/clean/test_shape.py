import pytest

from flows.clean.shape import not_an_article, too_short

TABLE = "\n".join(f"Team {i}\t{i * 3}\t{i}\t{40 - i}" for i in range(12))
LIST = "\n".join(["Fixtures this week", *(f"Town {i} v City {i}" for i in range(12))])
INDEX = "\n".join(
    f"{9 + i % 10}:{i:02} Minister arrives for talks in Doha, the ministry says." for i in range(12)
)
POST = (
    "The minister has arrived for talks in Doha, and told reporters on the steps that she did not expect"
    " to leave before the two sides had an agreement."
)
LIVE_BLOG = "\n\n".join(f"{9 + i % 10}.{i:02} {POST if i % 3 else 'Doors close.'}" for i in range(12))
STAMPS_APART = "\n".join(f"{i} minutes ago\n{POST}" for i in range(12))
INDEX_APART = "\n".join(
    f"{i} minutes ago\nMinister arrives for talks in Doha, the ministry says." for i in range(12)
)
ARTICLE = "\n\n".join(
    ["The ministers met in Doha on Monday and agreed to reopen the border, officials said."] * 10
)
ATTENDEES = (
    "The president met leaders of twelve unions at the White House on Monday to speak about pay.\n"
    + "\n".join(f"Union leader {i}, Union {i}" for i in range(12))
)


@pytest.mark.parametrize(
    ("text", "why"),
    [(TABLE, "table"), (LIST, "list"), (INDEX, "live-blog"), (INDEX_APART, "live-blog")],
    ids=["table", "list", "index", "times on their own lines"],
)
def test_is_no_article(text: str, why: str) -> None:
    assert why in (not_an_article(text) or "")


@pytest.mark.parametrize(
    "text",
    [ARTICLE, ATTENDEES, LIVE_BLOG, STAMPS_APART],
    ids=["article", "attendees", "live blog", "live blog, times on their own lines"],
)
def test_is_an_article(text: str) -> None:
    assert not_an_article(text) is None


def test_short() -> None:
    assert too_short("No comment.")
    assert not too_short("He said no to talks.")
