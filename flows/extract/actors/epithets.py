"""Finds whom a noun means that only calls a person just named something else: "the striker"."""

from flows.extract.actors.entities import Entity, is_named_person
from flows.extract.actors.phrases import Description
from flows.extract.actors.reading import SUBJECTS, Reading

_KIN = frozenset({"mother", "father", "husband", "wife", "grandmother", "grandfather", "widow", "widower"})
_JUST_SPOKEN_OF = 0.7  # salience of a subject two sentences ago


class Epithets:
    """Resolves the epithets of one article; they bring nobody new into it."""

    def __init__(self, reading: Reading) -> None:
        """Prepares to read the article."""
        self._r = reading

    def resolve(self, description: Description) -> Entity | None:
        """Returns the person just spoken of whom a definite subject calls something else, or None."""
        reading, at = self._r, description.head
        pointing = description.definite and reading.table.tokens[at].dep_ in SUBJECTS
        pointing = pointing or self._tells_an_age(description)
        if not pointing or description.owner is not None or description.raw not in reading.words.epithets:
            return None
        if self._brought_in(description):
            return None
        gender = reading.words.title_genders.get(description.raw)
        spoken_of = reading.history.salience(at, reading.table.sentence[at], is_named_person)
        near = [entity for entity, score in spoken_of if score >= _JUST_SPOKEN_OF]
        if gender is None:
            return near[0] if near else None
        known = (entity for entity, _ in spoken_of if entity.gender == gender)
        return next((e for e in near if e.gender == gender), None) or (
            next(known, None)
            if description.raw in _KIN
            else next((e for e in near if e.gender is None), None)
        )

    def _tells_an_age(self, description: Description) -> bool:
        """Tells whether a noun is that of "the 63-year-old", which the parser rarely takes for a subject."""
        words = self._r.table.words
        return (
            description.raw == "old"
            and description.start > 0
            and words[description.start - 1].lower() == "the"
        )

    def _brought_in(self, description: Description) -> bool:
        """Tells whether the noun brought somebody without a name in before: "A teenager was released"."""
        table = self._r.table
        return any(
            table.plain[i] == description.raw
            and table.tokens[i].dep_ in SUBJECTS
            and any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in table.tokens[i].lefts)
            for i in range(description.start)
        )
