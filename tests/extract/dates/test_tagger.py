"""Values, on a publication day that is a Wednesday: 15 May 2024."""

from datetime import date

import pytest

from flows.extract.dates.tagger import TimeExpression, tag

PUBLISHED = date(2024, 5, 15)


def only(text: str, published: date = PUBLISHED) -> TimeExpression:
    (expression,) = tag(text, published)
    return expression


def values(text: str, published: date = PUBLISHED) -> list[str | None]:
    return [e.edtf for e in tag(text, published)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # weekdays
        ("The minister arrived on Monday.", "2024-05-13"),
        ("The minister arrived on Wednesday.", "2024-05-15"),
        ("The minister will arrive on Monday.", "2024-05-20"),
        ("The minister is due to arrive on Wednesday.", "2024-05-15"),
        ("The minister arrived last Monday.", "2024-05-13"),
        ("The minister arrived last Wednesday.", "2024-05-08"),
        ("The minister will arrive next Wednesday.", "2024-05-22"),
        ("The minister arrived late on Sunday.", "2024-05-12"),
        ("The ferry sank on Thursday night.", "2024-05-09"),
        ("Parliament met on Monday of last week.", "2024-05-06"),
        ("The strike ran from Friday to Sunday.", "2024-05-10/2024-05-12"),
        # today and its neighbours
        ("The mayor resigned yesterday.", "2024-05-14"),
        ("The mayor resigned earlier today.", "2024-05-15"),
        ("The mayor will speak tonight.", "2024-05-15"),
        ("The mayor spoke this morning.", "2024-05-15"),
        ("Two boats sank overnight.", "2024-05-15"),
        ("The mayor spoke last night.", "2024-05-14"),
        ("The mayor will speak tomorrow evening.", "2024-05-16"),
        ("The mayor resigned the day before yesterday.", "2024-05-13"),
        ("The mayor returns the day after tomorrow.", "2024-05-17"),
        # days of months
        ("The dam burst on May 3.", "2024-05-03"),
        ("The dam burst on Nov. 2.", "2023-11-02"),
        ("The dam burst on the 3rd of May, 1987.", "1987-05-03"),
        ("The dam burst on 3 May 1987.", "1987-05-03"),
        ("The dam burst on 3rd May.", "2024-05-03"),
        ("The dam burst on Friday, May 3, 2024.", "2024-05-03"),
        ("The dam burst on May 3 last year.", "2023-05-03"),
        ("The fair runs from December 14 to 16.", "2023-12-14/2023-12-16"),
        ("The fair runs December 14-16, 2024.", "2024-12-14/2024-12-16"),
        ("The fair ran 14–16 December 2023 in Lyon.", "2023-12-14/2023-12-16"),
        ("She stayed from January 29 – February 14.", "2024-01-29/2024-02-14"),
        ("She stayed from December 29 to January 3, 2024.", "2023-12-29/2024-01-03"),
        ("They met on March 3 and 4 in Doha.", "2024-03-03/2024-03-04"),
        ("The queen spoke on Christmas Day.", "2023-12-25"),
        ("The rule takes effect on the 5th of next month.", "2024-06-05"),
        # figures
        ("The log of 2024-03-08T23:10:00Z was missing.", "2024-03-08"),
        ("The form was stamped 25/03/2024.", "2024-03-25"),
        ("The form was stamped 03/25/2024.", "2024-03-25"),
        # weeks, months, quarters, years
        ("Prices fell this week.", "2024-05-13/2024-05-19"),
        ("Prices fell last week.", "2024-05-06/2024-05-12"),
        ("Parliament votes next week.", "2024-05-20/2024-05-26"),
        ("Hikers were found over the weekend.", "2024-05-11/2024-05-12"),
        ("The leaders will meet this weekend.", "2024-05-18/2024-05-19"),
        ("Prices fell earlier this month.", "2024-05"),
        ("Prices fell late last month.", "2024-04"),
        ("Prices will fall next month.", "2024-06"),
        ("Prices fell last quarter.", "2024-01-01/2024-03-31"),
        ("Prices fell in the third quarter of 2011.", "2011-07-01/2011-09-30"),
        ("Prices fell in the fourth quarter.", "2023-10-01/2023-12-31"),
        ("Prices fell in Q2 2019.", "2019-04-01/2019-06-30"),
        ("Prices fell in the first half of last year.", "2023-01-01/2023-06-30"),
        ("Prices fell last year.", "2023"),
        ("Prices fell in mid-2011.", "2011"),
        ("Prices fell in early March 2011.", "2011-03"),
        ("Prices fell in January of last year.", "2023-01"),
        ("Prices fell last November.", "2023-11"),
        ("Prices fell in March.", "2024-03"),
        ("Prices fell in August.", "2023-08"),
        ("Prices will fall in August.", "2024-08"),
        ("Prices fell from March to May 2019.", "2019-03-01/2019-05-31"),
        ("Prices fell in the last week of March.", "2024-03-25/2024-03-31"),
        ("The court sat in the week of March 6.", "2024-03-04/2024-03-10"),
        ("The pool opened last summer.", "2023-06-01/2023-08-31"),
        ("The pool opened in the summer of 2012.", "2012-06-01/2012-08-31"),
        ("He was mayor from 2009 to 2011.", "2009-01-01/2011-12-31"),
        ("The church dates from the 1990s.", "199X"),
        ("The church was built in the '60s.", "196X"),
        ("The church dates from the 17th century.", "16XX"),
        ("Prices are at their lowest since '82.", "1982"),
        # counted
        ("The mayor resigned two days ago.", "2024-05-13"),
        ("The mayor resigned about three weeks ago.", "2024-04-22/2024-04-28"),
        ("The mayor resigned five months ago.", "2023-12"),
        ("The mayor resigned a decade ago.", "2014"),
        ("The council votes in two weeks' time.", "2024-05-27/2024-06-02"),
        ("They met over the last three months.", "2024-02-15/2024-05-15"),
        # open
        ("The two have met recently.", "../2024-05-15"),
        ("The ministers will meet soon.", "2024-05-15/.."),
        # left without a value
        ("The deficit shrank in fiscal 2012.", None),
        ("The school year 2011-12 was hard.", None),
    ],
)
def test_value(text: str, edtf: str | None) -> None:
    assert only(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("She landed on March 3 and left two days later.", ["2024-03-03", "2024-03-05"]),
        ("She landed on March 3 and left the following day.", ["2024-03-03", "2024-03-04"]),
        ("She landed on March 3. The previous day she had been in Rome.", ["2024-03-03", "2024-03-02"]),
        ("She landed on March 3 and left the following Monday.", ["2024-03-03", "2024-03-04"]),
        ("She landed on November 20 and left on the 25th.", ["2023-11-20", "2023-11-25"]),
        ("The firm lost money in 2008, but a year earlier it had not.", ["2008", "2007"]),
        ("Stocks rose on Monday. Later in the day they fell.", ["2024-05-13", "2024-05-13"]),
    ],
)
def test_counting_starts_from_what_the_text_spoke_of_last(text: str, edtf: list[str]) -> None:
    assert values(text) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital, and the sun sat low for a second.",
        "The bridge was closed for two days.",
        "A 27-year-old man and his two-year-old son were hurt.",
        "The flat cost $2000, or 1,999 euros.",
        "The visitors won 24-20, then 3-2.",
        "Flight 2010 was late.",
        "The 9/11 attacks changed the city.",
        "Shops opened early for Black Friday.",
        "The state would follow the 1967 borders.",
        "He writes for the Sunday Times.",
        "April Jones and June Brown won, May Smith said.",
        "The council meets every Monday and on Fridays.",
        "The factory employs 2000 workers.",
        "It was known as Bloody Sunday.",
    ],
)
def test_not_dates(text: str) -> None:
    assert tag(text, PUBLISHED) == ()


def test_figures_follow_the_order_of_the_other_dates_of_the_text() -> None:
    assert values("Born 25/12/1990, he was hired on 03/04/2024.") == ["1990-12-25", "2024-04-03"]
    assert values("Born 12/25/1990, he was hired on 03/04/2024.") == ["1990-12-25", "2024-03-04"]
    assert values("On 5 January 2024 a form dated 03/04/2024 came.") == ["2024-01-05", "2024-04-03"]


def test_figures_of_unknown_order_take_the_reading_nearer_to_publication() -> None:
    assert only("The form was dated 04/05/2024.", date(2024, 4, 6)).edtf == "2024-04-05"
    assert only("The form was dated 04/05/2024.", date(2024, 5, 6)).edtf == "2024-05-04"


def test_a_contradiction_keeps_the_calendar_date_and_is_marked() -> None:
    wrong = only("They met on Thursday, December 23, 2022.")
    assert (wrong.edtf, wrong.contradicted) == ("2022-12-23", True)
    right = only("They met on Friday, December 23, 2022.")
    assert (right.edtf, right.contradicted) == ("2022-12-23", False)


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("The shop closed on February 29, 2023.", date(2023, 3, 1), None),
        ("The shop closed on February 29, 2024.", date(2024, 3, 1), "2024-02-29"),
        ("The shop closed on 29 February.", date(2023, 3, 1), "2024-02-29"),
        ("The shop closed on Dec. 31.", date(2025, 1, 2), "2024-12-31"),
        ("The shop will open on Jan. 2.", date(2024, 12, 30), "2025-01-02"),
        ("The shop closed last week.", date(2021, 1, 5), "2020-12-28/2021-01-03"),
        ("The shop closed this week.", date(2021, 1, 2), "2020-12-28/2021-01-03"),
        ("The shop closed yesterday.", date(2025, 1, 1), "2024-12-31"),
        ("The shop closed last month.", date(2025, 1, 31), "2024-12"),
        ("The shop opened on July 4, 1776.", date(2024, 7, 4), "1776-07-04"),
        ("The shop opens on July 4, 2176.", date(2024, 7, 4), "2176-07-04"),
    ],
)
def test_edges_of_the_calendar(text: str, published: date, edtf: str | None) -> None:
    assert only(text, published).edtf == edtf


def test_a_weekday_knows_its_reading_on_the_other_side() -> None:
    expression = only("The minister arrived on Monday.")
    assert expression.other_way is not None
    assert expression.other_way.edtf == "2024-05-20"
    assert only("The minister arrived on Wednesday.").other_way is None


def test_parts_of_days_and_lengths_are_typed() -> None:
    assert only("It sank on Thursday night.").timex == "TIME"
    assert only("The speech began at 16:00 UTC today.").timex == "TIME"
    assert only("They met over the last three months.").timex == "DURATION"
    assert only("They met on Thursday.").timex == "DATE"
