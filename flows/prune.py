"""Tells which sources that a lake knows lie within those that a run has read to their end."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

_MAGIC = re.compile(r"[*?\[]")


def within(uris: Iterable[str], sources: Sequence[str]) -> set[str]:
    """Returns those addresses of files that the sources (files, folders, globs) take in, gone or not.

    Addresses on the network never count: what has left a feed was not withdrawn.
    """
    wholes = [Path(s).resolve() for s in sources if not _is_glob(s) and "://" not in s]
    globs = [Path(s).absolute() for s in sources if _is_glob(s) and "://" not in s]
    return {uri for uri in uris if (path := _path(uri)) and _takes_in(path, wholes, globs)}


def _takes_in(path: PurePosixPath, wholes: Sequence[Path], globs: Sequence[Path]) -> bool:
    return any(path.is_relative_to(whole) for whole in wholes) or any(_matches(path, g) for g in globs)


def _matches(path: PurePosixPath, pattern: Path) -> bool:
    if "**" not in pattern.parts:
        return path.match(str(pattern))
    depth = pattern.parts.index("**")
    base = str(Path(*pattern.parts[:depth]))
    tail = [part for part in pattern.parts[depth:] if part != "**"]
    head = PurePosixPath(*path.parts[:depth])
    return head.match(base) and (not tail or path.match(str(Path(*tail))))


def _is_glob(source: str) -> bool:
    return bool(_MAGIC.search(source)) and not Path(source).exists()


def _path(uri: str) -> PurePosixPath | None:
    parts = urlsplit(uri)
    return PurePosixPath(unquote(parts.path)) if parts.scheme == "file" else None
