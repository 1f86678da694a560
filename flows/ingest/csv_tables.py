"""Reads tables of articles in CSV and TSV, the first row naming the columns."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from flows.ingest.decoding import UndecodableError, decode
from flows.ingest.fields import NAME_THE_TEXT, article_of, may_hold_text
from flows.ingest.limits import MAX_LINE, MIB
from flows.ingest.source import Source
from flows.records import RawArticle, Reject

_SNIFFED = 65_536
# What Excel writes, and reads, before the head.
_SEPARATOR = re.compile(r"\"?sep=([,;\t|])\"?\r?\n", re.IGNORECASE)
# Under this name fields stand for which the head has no column.
_SURPLUS = "\0"
# Reads bytes that are not UTF-8, however far into a table that began as if it were, as Windows-1252.
_OLDER = "readout-cp1252"


def _of_older_encoding(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_OLDER, _of_older_encoding)


@dataclass(frozen=True, slots=True)
class CsvReader:
    """Rows with a text and a date in columns of the usual names, or of those that the options give."""

    name: str = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".tab")
    media_types: tuple[str, ...] = ("text/csv", "text/tab-separated-values", "application/csv")

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the articles in order of their rows; row 1 is the first below the head."""
        csv.field_size_limit(MAX_LINE)
        with source.open() as file:
            start = file.read(_SNIFFED)
        try:
            encoding, head = _encoding(start), decode(start[: start.rfind(b"\n") + 1] or start)
        except UndecodableError as error:
            yield source.reject("undecodable", str(error), excerpt=start[:200].decode("latin-1"))
            return
        with source.open() as file, io.TextIOWrapper(file, encoding, _OLDER, newline="") as lines:
            rows = csv.DictReader(
                _pieces(lines), restkey=_SURPLUS, strict=True, delimiter=_delimiter(source.name, head)
            )
            if why := _no_text(rows, source.options.columns.get("text")):
                yield source.reject(*why)
                return
            number = 0
            while True:
                number += 1
                try:
                    row = next(rows, None)
                except csv.Error as error:
                    # The reader goes on with the next line as well as it can.
                    yield source.reject(*_broken(error), locator=f"row {number}")
                    continue
                if row is None:
                    return
                if any(surplus := row.pop(_SURPLUS, "")):
                    n = len(rows.fieldnames or ())
                    message = (
                        f"{n + len(surplus)} fields where the head names {n}: a text that holds the separator"
                        " has to stand in quotation marks"
                    )
                    yield source.reject("malformed", message, locator=f"row {number}")
                    continue
                fields = {key: value for key, value in row.items() if value is not None}
                yield article_of(source, self.name, f"row {number}", fields)


def _no_text(rows: "csv.DictReader[str]", chosen: str | None) -> tuple[str, str] | None:
    """Returns why a table is rejected, and in words, where no column of it holds a text."""
    try:
        columns = list(rows.fieldnames or ())
    except csv.Error as error:
        return "malformed", f"no row that names the columns: {error}"
    if not columns:
        return "empty", "no words in it"
    if may_hold_text(columns, chosen):
        return None
    return "malformed", f"no column that holds a text among: {', '.join(columns)[:200]}; {NAME_THE_TEXT}"


def _broken(error: csv.Error) -> tuple[str, str]:
    """Returns why a row is rejected, and in words."""
    if "field larger" in str(error):
        return "limit_exceeded", f"{error} ({MAX_LINE // MIB} MiB)"
    if "expected after" in str(error) or "end of data" in str(error):
        # Read on regardless, the text would lose its quotation marks, or swallow the rows behind it.
        return "malformed", "a stray quotation mark: within a field in quotation marks it has to be doubled"
    return "malformed", str(error)


def _pieces(lines: TextIO) -> Iterator[str]:
    """Yields the lines from the one that names the columns on, those that are too long in pieces."""
    head = True
    while piece := lines.readline(MAX_LINE):
        head = head and _is_before_head(piece)
        if not head:
            yield piece


def _is_before_head(line: str) -> bool:
    return not line.strip("\r\n") or _SEPARATOR.match(line) is not None


def _encoding(start: bytes) -> str:
    """Returns the encoding that the first bytes are in; the last of them may be half a character."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        start[:-3].decode("utf-8") if len(start) > 3 else start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(start) - 4 or error.reason != "unexpected end of data":
            decode(start)
            return "cp1252"
    return "utf-8-sig"


def _delimiter(name: str, head: str) -> str:
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    if named := _SEPARATOR.match(head.lstrip("\r\n")):
        return named[1]
    first = head.lstrip("\r\n").split("\n", 1)[0]
    # The one that the head has most of: texts are full of commas, column names are not.
    return max(",;\t|", key=first.count)
