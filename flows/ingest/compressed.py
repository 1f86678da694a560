"""Opens compressed files and archives, so that readers see what is in them. Nothing is written to disk."""

import bz2
import gzip
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

import pyarrow as pa

from flows.ingest.limits import MAX_MEMBERS, Budget, LimitExceededError, limited
from flows.ingest.source import Source
from flows.records import Reject


def _open_zstd(file: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd"))


_OPENERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": lambda file: cast("BinaryIO", gzip.GzipFile(fileobj=file)),
    ".bz2": lambda file: cast("BinaryIO", bz2.BZ2File(file)),
    ".zst": _open_zstd,
}
COMPRESSED = tuple(_OPENERS)
ARCHIVES = (".zip",)


def decompressed(source: Source, suffix: str) -> Source:
    """Returns what a compressed file holds; its name is the file's without the ending."""
    name = source.name.removesuffix(suffix) if source.name.lower().endswith(suffix) else source.name

    def opener() -> BinaryIO:
        file = source.open()
        return limited(_OPENERS[suffix](file), Budget(_size(file)))

    return replace(source, name=name, opener=opener, media_type=None)


def members(source: Source) -> Iterator[Source | Reject]:
    """Yields the files in an archive; a reject for those that cannot be read, or try to leave it."""
    try:
        with _seekable(source) as file, zipfile.ZipFile(file) as archive:
            budget = Budget(_size(file))
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MAX_MEMBERS:
                raise LimitExceededError(f"{len(infos)} members in one archive")
            for info in infos:
                yield _member(source, archive, info, budget)
    except zipfile.BadZipFile as error:
        yield source.reject("malformed", f"no zip archive: {error}")


@contextmanager
def _seekable(source: Source) -> Iterator[BinaryIO]:
    """Opens an archive so that it can be read from its end; one that is packed itself is unpacked aside."""
    with source.open() as file:
        if file.seekable():
            yield file
            return
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.seek(0)
            yield copy


def _member(
    source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget
) -> Source | Reject:
    name = f"{source.member}!{info.filename}" if source.member else info.filename
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        return source.reject("unsafe", f"a member that points out of the archive: {info.filename!r}"[:300])
    if info.flag_bits & 0x1:
        return source.reject("unreadable", f"encrypted: {info.filename!r}", locator=f"member {name}")
    return replace(
        source,
        name=path.name,
        member=name,
        opener=lambda: limited(cast("BinaryIO", archive.open(info)), budget),
        media_type=None,
    )


def _size(file: BinaryIO) -> int:
    """Returns how many bytes a file has; where that cannot be told, as many as do no harm."""
    if not file.seekable():
        return 0
    position = file.tell()
    size = file.seek(0, 2)
    file.seek(position)
    return size
