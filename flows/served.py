"""Keeps in the lake which version of an address was read last, so that a server need not send it again."""

import json
from pathlib import Path

from flows.write.durable import write_durably

_FILE = "_served.json"


class ServedVersions:
    """The ETag and Last-Modified of every address that was read to its end, by one version and model.

    Attributes:
        by_address: They, by address; readers keep them up to date.
    """

    def __init__(self, lake: Path, extracting: tuple[str, str], forget: bool = False) -> None:
        """Reads what a lake keeps; what another version or model read has to be read again.

        Args:
            lake: Folder of the lake.
            extracting: The version of Readout and the language model that extract now.
            forget: Whether all is to be read again.
        """
        self._file, self._extracting = lake / _FILE, list(extracting)
        kept = {} if forget or not self._file.exists() else json.loads(self._file.read_text(encoding="utf-8"))
        self.by_address: dict[str, dict[str, str]] = (
            kept["by_address"] if kept.get("extracting") == self._extracting else {}
        )
        self._before = json.dumps(self.by_address, sort_keys=True)

    def save(self) -> None:
        """Writes them to the lake, if they have changed."""
        if json.dumps(self.by_address, sort_keys=True) != self._before:
            kept = {"extracting": self._extracting, "by_address": self.by_address}
            write_durably(self._file, json.dumps(kept, indent=1), self._file.with_suffix(".tmp"))
