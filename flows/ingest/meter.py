"""Counts the bytes of the sources as they are read, for those who wait."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from flows.ingest.listing import list_files

# Read at once: little enough that the count moves on with the articles.
_BUFFER = 16_384


class Meter:
    """How much of the sources has been read, in bytes; one source is read at a time.

    Attributes:
        total: Bytes of all sources whose size is known by now.
        unmodified: Addresses that were not read, as their servers said that nothing has changed.
    """

    def __init__(self, total: int = 0) -> None:
        """Takes the bytes of the sources whose size is known before they are read."""
        self.total, self.unmodified = total, 0
        self._done = self._size = self._present = 0

    @property
    def read(self) -> int:
        """Bytes read so far, of compressed sources the compressed ones."""
        return self._done + self._present

    def begin(self, size: int) -> None:
        """Takes note that the next source is read, of so many bytes."""
        self.end()
        self._size = size

    def took(self, size: int) -> None:
        """Takes note of bytes read; what is read twice, as the start is, counts once."""
        self._present = min(self._size, self._present + size)

    def end(self) -> None:
        """Takes note that the present source has been read as far as it ever will be."""
        self._done += self._size
        self._size = self._present = 0


class _MeteredFile(io.FileIO):
    """A file whose bytes are counted as they are read."""

    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path, "rb")
        self._meter = meter

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        size = super().readinto(buffer)
        self._meter.took(size or 0)
        return size

    def readall(self) -> bytes:
        data = super().readall()
        self._meter.took(len(data))
        return data


def open_metered(path: Path, meter: Meter) -> BinaryIO:
    """Opens a file whose bytes are counted as they are read.

    Raises:
        OSError: Where it cannot be opened.
    """
    return io.BufferedReader(_MeteredFile(path, meter), _BUFFER)


def total_size(sources: Sequence[str], lake: Path | None = None) -> int:
    """Returns the bytes of all files among the sources; what is fetched tells its size when it is there.

    Raises:
        NoSuchSourceError: Where a name matches nothing.
    """
    return sum(path.stat().st_size for path in list_files(sources, lake) if path.is_file())
