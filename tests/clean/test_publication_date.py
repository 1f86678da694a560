from datetime import date

import pytest

from flows.clean.publication_date import is_ambiguous, read_publication_date


@pytest.mark.parametrize(
    "written",
    [
        "2022-12-23",
        "2022-12-23T23:30:00-05:00",
        "2022/12/23 10:41",
        "20221223T104100Z",
        "20221223",
        "Fri, 23 Dec 2022 23:10:00 GMT",
        "December 23, 2022",
        "Published Dec. 23, 2022 10:41 IST",
        "23rd December 2022",
        "23-Dec-2022",
        "23-Dec-22",
        "23/12/2022",
        "12/23/2022",
        "1671796800",
        "1671796800000",
    ],
)
def test_reads(written: str) -> None:
    assert read_publication_date(written) == date(2022, 12, 23)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "10/11/2012",
        "2022-13-40",
        "2022",
        "0000-00-00",
        "10/11/12",
        "23/12/22",
        "22-Dec-23-1",
        "x" * 9999,
    ],
)
def test_does_not_guess(written: str) -> None:
    assert read_publication_date(written) is None


def test_a_numeric_date_that_is_the_same_both_ways_is_read() -> None:
    assert read_publication_date("11/11/2012") == date(2012, 11, 11)


@pytest.mark.parametrize("written", ["3/4/2026", "03/04/2026 18:05", "03.04.2026", "03-04-26"])
def test_which_of_day_and_month_stands_first_can_be_told(written: str) -> None:
    assert is_ambiguous(written)
    assert read_publication_date(written) is None
    assert read_publication_date(written, day_first=True) == date(2026, 4, 3)
    assert read_publication_date(written, day_first=False) == date(2026, 3, 4)


@pytest.mark.parametrize("written", ["04/13/2026", "11/11/2012", "2026-03-04", "yesterday", "13/14/2026"])
def test_what_is_one_day_or_none_is_not_ambiguous(written: str) -> None:
    assert not is_ambiguous(written)
