"""The forms of time that news uses, each once, on a Wednesday: 15 May 2024."""

from datetime import date

import pytest

from flows.extract.dates.tagger import tag

PUBLISHED = date(2024, 5, 15)

FORMS = {
    "weekdays": {
        "He came on Monday.": "2024-05-13",
        "He came last Monday.": "2024-05-13",
        "He will come next Monday.": "2024-05-20",
        "He will come this Friday.": "2024-05-17",
        "He came this past Monday.": "2024-05-13",
    },
    "days by word": {
        "He came today.": "2024-05-15",
        "He came yesterday.": "2024-05-14",
        "He will speak tonight.": "2024-05-15",
        "He came this morning.": "2024-05-15",
        "He came overnight.": "2024-05-15",
        "He will come tomorrow morning.": "2024-05-16",
    },
    "month and day": {
        "He came on May 3.": "2024-05-03",
        "He came on May 3, 2022.": "2022-05-03",
        "He came on 3 May.": "2024-05-03",
        "He came on the 3rd of May.": "2024-05-03",
        "He came on the third of May.": "2024-05-03",
        "He came on the twenty-first of April, 2022.": "2022-04-21",
        "He came on the first Monday of May.": "2024-05-06",
        "He came on the last day of April.": "2024-04-30",
    },
    "ranges": {
        "It ran December 14-16.": "2023-12-14/2023-12-16",
        "It ran from Monday to Wednesday.": "2024-05-13/2024-05-15",
        "It ran over the weekend.": "2024-05-11/2024-05-12",
        "It ran on the weekend of May 4-5.": "2024-05-04/2024-05-05",
        "It ran between May 3 and May 6.": "2024-05-03/2024-05-06",
        "Sales fell in the first three months of 2023.": "2023-01-01/2023-03-31",
        "Sales fell in the last two months of last year.": "2023-11-01/2023-12-31",
    },
    "units": {
        "Sales fell this week.": "2024-05-13/2024-05-19",
        "Sales fell last month.": "2024-04",
        "Sales fall next quarter.": "2024-07-01/2024-09-30",
        "Sales fell in Q1.": "2024-01-01/2024-03-31",
        "Sales fell last year.": "2023",
    },
    "early, mid, late": {
        "He came in early March.": "2024-03",
        "He came in mid-2011.": "2011",
        "He came late last year.": "2023",
        "He came earlier this month.": "2024-05",
    },
    "seasons": {
        "He came last summer.": "2023-06-01/2023-08-31",
        "He came in spring 2019.": "2019-03-01/2019-05-31",
        "He came in the winter of 2010-11.": "2010-12-01/2011-02-28",
    },
    "counted": {
        "He came two days ago.": "2024-05-13",
        "He came a fortnight ago.": "2024-04-29/2024-05-05",
        "He came three weeks earlier.": "2024-04-22/2024-04-28",
        "He will come in two weeks' time.": "2024-05-27/2024-06-02",
        "They met over the past fortnight.": "2024-05-01/2024-05-15",
    },
    "decades, centuries, years": {
        "It dates from the 1990s.": "199X",
        "It dates from the 19th century.": "18XX",
        "It dates from 1848.": "1848",
    },
    "bounds": {
        "He has been here since Monday.": "2024-05-13",
        "He stays until Friday.": "2024-05-17",
        "He must decide by June 3.": "2024-06-03",
    },
    "times of day and zones": {
        "He spoke at 9 a.m. EDT on Tuesday.": "2024-05-14",
        "He spoke at 16:00 UTC today.": "2024-05-15",
    },
    "figures": {
        "He came on 2024-05-03.": "2024-05-03",
        "He came on 2024/05/03.": "2024-05-03",
        "He came on 25/04/2024.": "2024-04-25",
        "He came on 04/25/2024.": "2024-04-25",
    },
    "open": {
        "They met recently.": "../2024-05-15",
        "They met in recent weeks.": "../2024-05-15",
        "They met in the past few days.": "../2024-05-15",
        "They will meet soon.": "2024-05-15/..",
        "They will meet in the coming days.": "2024-05-15/..",
    },
    "left unresolved": {
        "Sales fell in fiscal 2012.": None,
        "Fees rose in the 2023/24 academic year.": None,
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        pytest.param(text, edtf, id=f"{kind}: {text}")
        for kind, row in FORMS.items()
        for text, edtf in row.items()
    ],
)
def test_form(text: str, edtf: str | None) -> None:
    assert [t.edtf for t in tag(text, PUBLISHED)] == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("He came on May 3. The previous day he left.", "2024-05-02"),
        ("He came on May 3. The following Monday he left.", "2024-05-06"),
        ("He came on May 3. Three weeks earlier he left.", "2024-04-08/2024-04-14"),
        ("He came on May 3. That evening he left.", "2024-05-03"),
    ],
)
def test_form_counted_from_the_event_before(text: str, edtf: str) -> None:
    assert [t.edtf for t in tag(text, PUBLISHED)] == ["2024-05-03", edtf]


@pytest.mark.parametrize(
    "text",
    [
        "He may march in the sun, and sat for a second.",
        "He stayed for three days.",
        "The 24-year-old won $1,998 and 3-2.",
        "He took flight 2010.",
        "It stood on the 1967 border after 9/11, on Black Friday.",
        "It rained in the last week of the campaign and the last day of the fair.",
    ],
)
def test_no_date(text: str) -> None:
    assert tag(text, PUBLISHED) == ()
