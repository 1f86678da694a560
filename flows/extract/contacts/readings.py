"""What a status reader returns, and the word lists that it reads by."""

from dataclasses import dataclass

from flows.extract.contacts.words import words
from flows.records import Status

_FILE = "contact_status"


@dataclass(frozen=True, slots=True)
class Reading:
    """A status, and whether the words say it (`firm`) or it is what they leave to assume."""

    status: Status
    firm: bool = True


OCCURRED = Reading("occurred")
ASSUMED = Reading("occurred", firm=False)
PLANNED = Reading("planned")
CANCELLED = Reading("cancelled")
DENIED = Reading("denied")


def status_words(name: str) -> frozenset[str]:
    """Returns one word list of the status lexicon."""
    return words(name, _FILE)
