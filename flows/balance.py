"""Balances what became of a run's articles, by kind of source: what the closing table and the reports say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_FATES = ("extracted", "unchanged", "duplicate")


@dataclass(frozen=True, slots=True)
class Balance:
    """What became of the articles of one kind of source, or of all; read = the next four.

    Attributes:
        kind: Name of the reader, `unknown` for what no reader takes, or `all`.
        reasons: How many were rejected, by reason.
    """

    kind: str
    read: int
    extracted: int
    unchanged: int
    duplicate: int
    rejected: int
    reasons: Mapping[str, int]

    @property
    def why(self) -> str:
        """The reasons in words, the most frequent first: `2 no_date, 1 language`."""
        ordered = sorted(self.reasons.items(), key=lambda item: (-item[1], item[0]))
        return ", ".join(f"{n} {reason}" for reason, n in ordered)


def balances(by_kind: Mapping[str, Mapping[str, int]]) -> Iterator[Balance]:
    """Yields a balance for each kind of source, by name, and then one for all.

    Args:
        by_kind: By kind of source, how many articles had which fate; of those rejected the reason is it.
    """
    total: dict[str, int] = {}
    for kind, fates in sorted(by_kind.items()):
        yield _balance(kind, fates)
        for fate, n in fates.items():
            total[fate] = total.get(fate, 0) + n
    yield _balance("all", total)


def _balance(kind: str, fates: Mapping[str, int]) -> Balance:
    reasons = {fate: n for fate, n in fates.items() if fate not in _FATES and n}
    kept = {fate: fates.get(fate, 0) for fate in _FATES}
    return Balance(kind, sum(fates.values()), **kept, rejected=sum(reasons.values()), reasons=reasons)
