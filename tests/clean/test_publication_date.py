from datetime import date

import pytest

from flows.clean.publication_date import read_publication_date


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
        "23/12/2022",
        "12/23/2022",
        "1671796800",
        "1671796800000",
    ],
)
def test_reads(written: str) -> None:
    assert read_publication_date(written) == date(2022, 12, 23)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "10/11/2012", "2022-13-40", "2022", "0000-00-00", "x" * 9999]
)
def test_does_not_guess(written: str) -> None:
    assert read_publication_date(written) is None


def test_a_numeric_date_that_is_the_same_both_ways_is_read() -> None:
    assert read_publication_date("11/11/2012") == date(2012, 11, 11)
