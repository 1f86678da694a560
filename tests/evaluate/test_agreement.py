"""When two names, or two places, mean the same."""

import pytest

from flows.evaluate.agreement import count_pairs, names_agree, places_agree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lena Brandt", "Brandt"),
        ("Defence Minister Lena Brandt", "Lena Brandt"),
        ("the Foreign Ministry’s", "Foreign Ministry"),
        ("U.S.", "the United States"),
        ("Britain", "UK"),
        ("officials in Niamey", "officials"),
        ("Jean-Luc Morel", "Luc Morel"),
    ],
)
def test_names_that_agree(one, other):
    assert names_agree(one, other)
    assert names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lena Brandt", "Karl Meier"),
        ("Lena Brandt", None),
        ("", "Brandt"),
        ("Ministry of Health", "Ministry of Trade"),
        ("police", "prosecutors"),
    ],
)
def test_names_that_do_not(one, other):
    assert not names_agree(one, other)
    assert not names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (None, None, True),
        ("", None, True),
        ("Kyiv", None, False),
        ("the White House", "White House", True),
        ("Peshawar", "Peshawar city", True),
        ("Peshawar", "Lahore", False),
    ],
)
def test_places(one, other, agree):
    assert places_agree(one, other) is agree
    assert places_agree(other, one) is agree


def test_pairs_are_one_to_one():
    assert count_pairs(["Brandt", "Brandt", "Kask"], ["Lena Brandt", "Kask", "Kask"], names_agree) == 2
