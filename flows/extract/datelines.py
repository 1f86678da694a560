"""Finds the dateline that opens a sentence: `BERLIN (AP) —`, which is no part of what the sentence says."""

import re

_UPPER = "A-ZÀ-ÖØ-Þ"
_DATELINE = re.compile(
    # NEW DELHI, India (AP), Feb. 3 — with the place in capitals, the rest may be wanting;
    rf"\s*(?:[{_UPPER}][{_UPPER}.'’ /-]{{2,40}}(?:,\s[{_UPPER}][\w.]+)?"
    r"(?:\s\([^)\n]{1,20}\))?(?:,[^—–\n(-]{1,25}(?:\([^)\n]{1,30}\))?)?"
    # Nairobi, 6 June (TNA) - with the place in small letters, a day or an agency follows it.
    rf"|[{_UPPER}][\w.'’ /-]{{2,30}}(?:,\s[{_UPPER}][\w.]+)?"
    r"(?:,\s(?=[^—–\n-]{0,20}\d)[^—–\n-]{3,25}|\s\([^)\n]{1,20}\)))"
    # ISLAMABAD, March 21 (APP):The minister — some leave the blank out.
    rf"\s?(?:(?:—|–|--|-|:)\s|(?<=\)):(?=[{_UPPER}“\"]))"
    # New Delhi, May 14 (PTI) The minister — the Indian agency's has no dash.
    rf"|\s*[{_UPPER}][\w.'’ /-]{{2,40}},\s(?:[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}|\d{{1,2}}\s[A-Z][a-z]{{2,8}}\.?)"
    rf"(?:,\s\d{{4}})?\s\([{_UPPER}]{{2,8}}\)\s(?=[{_UPPER}\"“])"
    # BAGHDAD / NINA / The minister — slashes around the agency.
    rf"|\s*[{_UPPER}][{_UPPER}.'’ -]{{2,40}}\s?/\s?[{_UPPER}]{{2,10}}\s?/\s"
)


def dateline_end(text: str, start: int) -> int:
    """Returns where the dateline that a sentence opens with ends; 0 where there is none.

    Args:
        text: The article.
        start: Where the sentence starts.
    """
    found = _DATELINE.match(text, start)
    return found.end() if found else 0
