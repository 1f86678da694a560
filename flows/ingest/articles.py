"""Reads the articles of all sources in one stream."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from flows.ingest.compressed import ARCHIVES, COMPRESSED, decompressed, members
from flows.ingest.http import FetchError, UnsafeAddressError, fetched
from flows.ingest.limits import LimitExceededError
from flows.ingest.listing import STDIN, list_sources
from flows.ingest.registry import reader_of_media_type, reader_of_name
from flows.ingest.retrying import tried
from flows.ingest.sniffing import SNIFFED, sniff
from flows.ingest.source import Reader, ReadOptions, Source, open_source
from flows.records import RawArticle, Reject

# What the standard input gives has no other address.
STDIN_URI = "stdin:"
# Archives in archives in archives: nobody packs news so deep.
_DEEPEST = 3
# What to do with files of other programs that articles are often kept in.
_INSTEAD = {
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save the sheet as CSV"),
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf", ".pdf"), "save it as text, an article a file"),
    **dict.fromkeys((".tar", ".tgz", ".7z", ".rar"), "unpack it, and name the folder"),
}


def read_articles(
    sources: Sequence[str], lake: Path | None = None, options: ReadOptions | None = None
) -> Iterator[RawArticle | Reject]:
    """Yields every article of the sources, and a reject for every file or record that cannot be read.

    Args:
        sources: Files, folders, globs, addresses, or `-` for what comes on the standard input.
        lake: A folder to pass over.
        options: How to read.

    Raises:
        NoSuchSourceError: Where a named source does not exist.
    """
    options = options or ReadOptions()
    for found in list_sources(sources, lake):
        uri = found if isinstance(found, str) else found.resolve().as_uri()
        try:
            yield from _of_one(found, options)
        except LimitExceededError as error:
            yield Reject(uri, "", "ingest", "limit_exceeded", str(error))
        except UnsafeAddressError as error:
            yield Reject(uri, "", "ingest", "unsafe", str(error))
        except FetchError as error:
            yield Reject(uri, "", "ingest", "network", str(error))
        except OSError as error:
            yield Reject(uri, "", "ingest", "unreadable", error.strerror or str(error))
        finally:
            options.meter.end()


def _of_one(found: Path | str, options: ReadOptions) -> Iterator[RawArticle | Reject]:
    if isinstance(found, Path):
        if found.is_dir():
            next(found.iterdir(), None)  # raises, which is why it is named rather than the files in it
        yield from _read(open_source(found, options), 0)
    elif found == STDIN:
        with tempfile.NamedTemporaryFile() as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
            copy.flush()
            source = _open_copy(Path(copy.name), options)
            yield from _read(replace(source, uri=STDIN_URI, name="", path=None), 0)
    elif urlsplit(found).scheme in ("http", "https"):
        yield from _of_address(found, options)
    else:
        yield from _of_remote_file(found, options)


def _of_address(address: str, options: ReadOptions) -> Iterator[RawArticle | Reject]:
    """Yields the articles at an address on the web; none where the server says that nothing is new."""
    whole = True
    with fetched(
        address, trusted=address, allow_private=options.allow_private, validators=options.validators
    ) as got:
        if got is None:
            options.meter.unmodified += 1
            return
        source = _open_copy(got.path, options)
        name = PurePosixPath(urlsplit(got.url).path).name
        for record in _read(replace(source, uri=address, name=name, path=None, media_type=got.media_type), 0):
            whole = whole and not (isinstance(record, Reject) and record.reason == "network")
            yield record
    if not whole and options.validators is not None:
        # A page that a feed links to could not be had: the feed must be read again though it is the same.
        options.validators.pop(address, None)


def _may_pass(error: Exception) -> bool:
    lasting = (FileNotFoundError, PermissionError, IsADirectoryError)
    return isinstance(error, OSError) and not isinstance(error, lasting)


def _open_copy(path: Path, options: ReadOptions) -> Source:
    """Opens what was fetched; only now is its size known."""
    options.meter.total += path.stat().st_size
    return open_source(path, options)


def _of_remote_file(address: str, options: ReadOptions) -> Iterator[RawArticle | Reject]:
    """Yields the articles of a file that fsspec can open: s3://, gs://, sftp:// and the like."""
    try:
        import fsspec
    except ImportError:
        message = "such addresses are read with the extra: pip install 'readout-events[remote]'"
        yield Reject(address, "", "ingest", "unsupported", message)
        return

    def copied() -> None:
        copy.seek(0)
        copy.truncate()
        with fsspec.open(address, "rb") as file:
            shutil.copyfileobj(file, copy)
        copy.flush()

    with tempfile.NamedTemporaryFile() as copy:
        try:
            tried(copied, _may_pass)
        except (ImportError, ValueError) as error:
            yield Reject(address, "", "ingest", "unsupported", str(error)[:300])
            return
        source = _open_copy(Path(copy.name), options)
        name = PurePosixPath(urlsplit(address).path).name
        yield from _read(replace(source, uri=address, name=name, path=None), 0)


def _read(source: Source, depth: int) -> Iterator[RawArticle | Reject]:
    """Yields the articles of a source; what goes wrong in one is a reject, and the others go on."""
    kind = "unknown"
    try:
        suffix, reader = _kind(source)
        if suffix in COMPRESSED + ARCHIVES:
            kind = suffix[1:]
            yield from _unpacked(source, suffix, depth)
        elif reader is None:
            ending = PurePosixPath(source.name).suffix
            instead = _INSTEAD.get(ending.lower(), "docs/sources.md lists what is read")
            why = f"no reader takes {ending or 'files of this kind'}; {instead}"
            yield replace(source.reject("unsupported", why), kind=kind)
        else:
            kind = reader.name
            for record in reader.read(source):
                yield replace(record, kind=kind) if isinstance(record, Reject) else record
    except LimitExceededError as error:
        yield replace(source.reject("limit_exceeded", str(error)), kind=kind)
    except (OSError, EOFError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        yield replace(source.reject("malformed", f"{error}"[:300]), kind=kind)
    except Exception as error:
        # Hostile input finds the faults of parsers; the run goes on with the next source all the same.
        yield replace(source.reject("malformed", f"{type(error).__name__}: {error}"[:300]), kind=kind)


def _unpacked(source: Source, suffix: str, depth: int) -> Iterator[RawArticle | Reject]:
    if depth >= _DEEPEST:
        yield source.reject("limit_exceeded", f"packed more than {_DEEPEST} times over")
    elif suffix in COMPRESSED:
        yield from _read(decompressed(source, suffix), depth + 1)
    else:
        for member in members(source):
            if isinstance(member, Reject):
                yield replace(member, kind=suffix[1:])
            elif not _hidden(member.member):
                yield from _read(member, depth + 1)


def _kind(source: Source) -> tuple[str, Reader | None]:
    """Returns the ending that tells how a source is packed, and the reader that takes it.

    The name counts first, but for .xml, which says nothing; then what the server says; then the first bytes.
    """
    name = source.name.lower()
    if reader := reader_of_name(name):
        return "", reader
    for suffix in COMPRESSED + ARCHIVES:
        if name.endswith(suffix):
            return suffix, None
    if reader := reader_of_media_type(source.media_type):
        return "", reader
    if "." in name and not name.endswith(".xml") and not source.media_type:
        return "", None
    with source.open() as file:
        suffix = sniff(file.read(SNIFFED)) or ""
    return suffix, reader_of_name(suffix) if suffix else None


def _hidden(member: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(member).parts)
