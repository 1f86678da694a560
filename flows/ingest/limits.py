"""What is read at most: beyond it a source is hostile or broken, and ends in a reject."""

import io
from typing import BinaryIO

MIB = 1 << 20
# One document: a page, a text, an XML or JSON file.
MAX_DOCUMENT = 64 * MIB
# One line of JSON Lines, one field of CSV.
MAX_LINE = 16 * MIB
# Markup within markup: parsers slow down steeply, or give up, on what is nested deeper than any page is.
MAX_DEPTH = 500
# One archive: members, and bytes of all of them together.
MAX_MEMBERS = 1_000_000
# Text compresses to a tenth, repetitive XML to a fiftieth; what yields more than this is a bomb. Small files
# may, for they do no harm.
MAX_RATIO = 200
HARMLESS = 64 * MIB


class LimitExceededError(ValueError):
    """A source is larger than what is read."""


class Budget:
    """How many decompressed bytes a compressed file may still yield; members of an archive share one."""

    def __init__(self, compressed_size: int) -> None:
        """Takes the size of the compressed file in bytes."""
        self._left = max(HARMLESS, MAX_RATIO * compressed_size)

    def spend(self, size: int) -> None:
        """Takes note of bytes that came out.

        Raises:
            LimitExceededError: Where more came out than may.
        """
        self._left -= size
        if self._left < 0:
            raise LimitExceededError(f"decompresses to more than {MAX_RATIO} times its size")


class LimitedStream(io.RawIOBase):
    """Reads decompressed bytes, and stops where they outgrow the compressed ones."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        """Takes the decompressing stream, and what may come out of it."""
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        """Tells that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Reads into a buffer and returns how many bytes there were.

        Raises:
            LimitExceededError: Where more comes out than may.
        """
        data = self._stream.read(len(buffer))
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Closes the decompressing stream too."""
        self._stream.close()
        super().close()


def limited(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """Returns a buffered stream of decompressed bytes that stops where they outgrow the compressed ones."""
    return io.BufferedReader(LimitedStream(stream, budget), MIB)
