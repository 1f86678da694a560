"""Tells whether two rows of different articles tell the same event.

They do when type, days, sides and place agree, and for statements their words too; precision goes before
recall. The answer depends on the two rows alone, so that no other row can change it.
"""

import math

from flows.write.story_rows import StoryRow

_NEAR_KM = 50.0  # a venue and its town
_SAME_WORDS = 0.5  # Jaccard similarity at which two contents are the same words
_HELD_WORDS = 0.75  # share of the shorter content found in the longer at which they are
_FEWEST_WORDS = 4  # a shorter content is no evidence


def settled(row: StoryRow) -> bool:
    """Tells whether a row alone says enough for its like to be the same event."""
    if row.event_type == "statement":
        return len(row.words) >= _FEWEST_WORDS
    return len(row.sides) > 1 or bool(row.place)


def agreement(one: StoryRow, other: StoryRow) -> float:
    """Tells how well two rows agree; 0 where they do not tell the same event."""
    if one.article_id == other.article_id:
        return 0.0
    if max(one.first, other.first) > min(one.last, other.last):
        return 0.0
    statement = one.event_type == "statement"
    # The words first: they tell most pairs of one speaker's statements apart, and cost least.
    likeness = _same_words(one.words, other.words) if statement else 0.0
    if statement and likeness == 0:
        return 0.0
    shared = _shared_sides(one, other)
    if shared == 0 or shared * 2 < min(len(one.sides), len(other.sides)):
        return 0.0
    if statement:
        return likeness
    place = _same_place(one, other)
    if place is False:
        return 0.0
    # One shared side is enough only where the place is the same; a meeting or call takes two.
    enough = 2 if one.event_type != "visit" and min(len(one.sides), len(other.sides)) > 1 else 1
    if shared < enough or (shared == 1 and place is None):
        return 0.0
    return shared / max(len(one.sides), len(other.sides)) + (0.5 if place else 0.0)


def _shared_sides(one: StoryRow, other: StoryRow) -> int:
    left, shared = list(other.sides), 0
    for side in one.sides:
        match = next((s for s in left if _same_name(side, s)), None)
        if match is not None:
            left.remove(match)
            shared += 1
    return shared


def _same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tells whether two names can be one's: the words of the one are all in the other, initials too."""
    a, b = ({w for w in side if not w.endswith(".")} for side in (one, other))
    if a <= b or b <= a:
        return True
    surnames = {w for w in one if w.endswith(".")} & {w for w in other if w.endswith(".")}
    if not surnames:
        return False
    rest_a, rest_b = a - b, b - a
    return all(len(w) == 1 for w in rest_a) or all(len(w) == 1 for w in rest_b)


def _same_words(one: frozenset[str], other: frozenset[str]) -> float:
    if min(len(one), len(other)) < _FEWEST_WORDS:
        return 0.0
    both = len(one & other)
    alike, held = both / len(one | other), both / min(len(one), len(other))
    return max(alike, held) if alike >= _SAME_WORDS or held >= _HELD_WORDS else 0.0


def _same_place(one: StoryRow, other: StoryRow) -> bool | None:
    """Tells whether two rows' places are the same; None where one of them has none."""
    if not one.place or not other.place:
        return None
    a, b = set(one.place.split()), set(other.place.split())
    if a <= b or b <= a:
        return one.country == other.country or None in (one.country, other.country)
    if one.country is None or one.country != other.country:
        return False
    if one.position is None or other.position is None:
        return False
    if _distance_km(one.position, other.position) <= _NEAR_KM:
        return True
    # A country beside one of its towns ("Pakistan", "Islamabad"): as good as nothing said.
    return None if _shared_sides(one, other) > 1 else False


def _distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Returns the great-circle distance of two positions in degrees."""
    lat1, lon1, lat2, lon2 = (math.radians(v) for v in (*one, *other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 12_742 * math.asin(math.sqrt(half))
