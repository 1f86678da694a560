"""Counts over pairs of gold and predicted events, and the measures that rest on them."""

from dataclasses import dataclass, fields


@dataclass(slots=True)
class Scores:
    """Counts for one event type or for all.

    Attributes:
        content: Sum over `content_pairs` of the overlap of contents, as F1 of their words.
        rows: Matched events with status, date, every main actor and, of a visit, the place right.
    """

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    rows: int = 0
    status: int = 0
    date: int = 0
    place: int = 0
    who: int = 0
    actors_gold: int = 0
    actors_predicted: int = 0
    actors_matched: int = 0
    content: float = 0.0
    content_pairs: int = 0

    def __add__(self, other: "Scores") -> "Scores":
        """Adds up the counts of two."""
        return Scores(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def precision(self) -> float:
        """Share of predicted events that are in the gold."""
        return self.matched / max(1, self.predicted)

    @property
    def recall(self) -> float:
        """Share of gold events that were found."""
        return self.matched / max(1, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.matched / max(1, self.gold + self.predicted)

    @property
    def row_f1(self) -> float:
        """F1 of whole rows: the headline figure."""
        return 2 * self.rows / max(1, self.gold + self.predicted)

    @property
    def actor_f1(self) -> float:
        """F1 of actors with their roles, within matched events."""
        return 2 * self.actors_matched / max(1, self.actors_gold + self.actors_predicted)

    @property
    def content_f1(self) -> float | None:
        """Mean overlap of contents, within matched statements; None where there are none."""
        return self.content / self.content_pairs if self.content_pairs else None

    def measures(self) -> dict[str, float | int | None]:
        """Returns the measures by name, accuracies as shares of the matched events."""
        matched = max(1, self.matched)
        return {
            "gold": self.gold,
            "pred": self.predicted,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "who_acc": self.who / matched,
            "date_acc": self.date / matched,
            "status_acc": self.status / matched,
            "place_acc": self.place / matched,
            "actor_f1": self.actor_f1,
            "content_f1": self.content_f1,
            "row_f1": self.row_f1,
        }
