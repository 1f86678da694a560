"""Keeps who has been mentioned so far in an article, and tells who is most prominent at a point."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.extract.actors.entities import Entity

_REACH = 12  # sentences after which distance makes no more difference
_ENOUGH = 80  # mentions to look back over: what was said before them has faded
# What a mention still counts, by the sentences since; one in the pronoun's own sentence gains.
_FADING = (1.4, *(0.5**away for away in range(1, _REACH + 1)))
_SPEAKS_ON = 3.0
"""How much likelier "they said" means those who spoke before than others."""
_COLLECTIVE = frozenset({"organisation", "government", "country", "group", "media"})


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention: token and sentence where it stands, whom it means, its prominence, whether it speaks."""

    at: int
    sentence: int
    entities: tuple[Entity, ...]
    weight: float
    speaks: bool = False


class History:
    """The mentions of one article up to some token, in the order in which they were read."""

    def __init__(self) -> None:
        """Starts with no mentions."""
        self._references: list[Reference] = []

    def add(self, reference: Reference) -> None:
        """Adds a mention."""
        self._references.append(reference)

    def salience(
        self, at: int, sentence: int, wanted: Callable[[Entity], bool]
    ) -> list[tuple[Entity, float]]:
        """Returns the entities mentioned before a token that `wanted` lets pass, most prominent first.

        Args:
            at: The token.
            sentence: Number of its sentence; prominence halves with each sentence in between.
            wanted: Which entities to consider.
        """
        scores: dict[Entity, float] = {}
        seen = 0
        for reference in reversed(self._references):
            if reference.at >= at:
                continue
            seen += 1
            if seen > _ENOUGH and scores:
                break
            gain = reference.weight * _FADING[min(max(sentence - reference.sentence, 0), _REACH)]
            for entity in reference.entities:
                if wanted(entity):
                    best, share = scores.get(entity, 0.0), gain / len(reference.entities)
                    scores[entity] = max(best, share) + 0.2 * min(best, share)
        return sorted(scores.items(), key=lambda item: -item[1])

    def plural(self, at: int, sentence: int, speaks: bool) -> tuple[Entity, ...]:
        """Returns whom "they" at a token means: a group, two sides, or a body; nobody where there is none.

        Args:
            at: The token.
            sentence: Number of its sentence.
            speaks: Whether they speak there, as those who spoke before are likely to.
        """
        scores: dict[tuple[Entity, ...], float] = {}
        for reference in reversed(self._references):
            away = sentence - reference.sentence
            if away > 3 and scores:
                break
            one = reference.entities[0]
            if len(reference.entities) > 1 or one.plural:
                share = 1.0
            elif one.kind in _COLLECTIVE and not one.place:
                share = 0.45
            elif one.unnamed and any("spokesperson" in title for title in one.titles):
                share = 0.5  # "A spokesperson said yes. They added …"
            else:
                continue
            if reference.at < at:
                gain = reference.weight * share * 0.45 ** max(away, 0)
                gain *= _SPEAKS_ON if speaks and reference.speaks else 1.0
                scores[reference.entities] = scores.get(reference.entities, 0.0) + gain
        return max(scores, key=lambda group: scores[group]) if scores else ()

    def group(
        self, at: int, sentence: int, count: int | None, wanted: Callable[[Entity], bool]
    ) -> tuple[Entity, ...]:
        """Returns the most prominent actors mentioned together before a token; nobody where there are none.

        Args:
            at: The token.
            sentence: Number of its sentence.
            count: How many they must be, or None for any number.
            wanted: What each of them must be.
        """
        scores: dict[tuple[Entity, ...], float] = {}
        for reference in self._references:
            group = reference.entities
            if reference.at >= at or len(group) < 2 or (count is not None and len(group) != count):
                continue
            if all(wanted(e) and not e.companion for e in group):
                gain = reference.weight * 0.8 ** (sentence - reference.sentence)
                scores[group] = max(scores.get(group, 0.0), gain)
        return max(scores, key=lambda group: scores[group]) if scores else ()

    def recent(self, at: int, count: int, wanted: Callable[[Entity], bool]) -> tuple[Entity, ...]:
        """Returns the last `count` different entities before a token, in text order; nobody if too few."""
        found: list[Entity] = []
        for reference in reversed(self._references):
            if reference.at < at:
                found += [e for e in reference.entities if wanted(e) and e not in found]
            if len(found) >= count:
                return tuple(reversed(found[:count]))
        return ()
