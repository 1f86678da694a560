import pytest

from flows.extract.datelines import dateline_end


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("BERLIN (AP) — The chancellor spoke.", "BERLIN (AP) — "),
        ("NEW DELHI, India (AP), Feb. 3 - The minister spoke.", "NEW DELHI, India (AP), Feb. 3 - "),
        ("Nairobi, 6 June (TNA) - The governor spoke.", "Nairobi, 6 June (TNA) - "),
        ("SEOUL, Sept. 21 (Han River Press) -- The minister spoke.", "SEOUL, Sept. 21 (Han River Press) -- "),
        ("Abuja, Oct. 3, 2024 (NAN) The minister spoke.", "Abuja, Oct. 3, 2024 (NAN) "),
        ("ISLAMABAD, March 21 (APP):The minister spoke.", "ISLAMABAD, March 21 (APP):"),
        ("New Delhi, May 14 (PTI) The minister spoke.", "New Delhi, May 14 (PTI) "),
        ("The minister spoke, May 14 (Tuesday) The rest.", ""),
        ("LIMA -- The president spoke.", "LIMA -- "),
        ("BAGHDAD / NINA / The minister spoke.", "BAGHDAD / NINA / "),
        ("The chancellor spoke — and left.", ""),
        ("Berlin spoke - and left.", ""),
    ],
)
def test_where_a_dateline_ends(text: str, dateline: str) -> None:
    assert text[: dateline_end(text, 0)] == dateline
