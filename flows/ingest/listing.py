"""Lists what the given files, folders, globs and addresses name."""

import glob
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

STDIN = "-"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_DESCRIBED = (".txt", ".text", ".md")


class NoSuchSourceError(ValueError):
    """A named source does not exist."""


def is_address(source: str) -> bool:
    """Tells whether a source is named by an address, rather than by a path."""
    return bool(_ADDRESS.match(source))


def list_sources(sources: Sequence[str], lake: Path | None = None) -> Iterator[Path | str]:
    """Yields each file once, in order of the sources and by name within each; addresses and `-` as they are.

    Hidden files are passed over, and sidecars that describe a text beside them, and so is the lake where it
    lies in one of the folders: a run must not read what it writes. Links are followed. A folder that
    cannot be listed stands for what is in it, so that reading it tells why.

    Raises:
        NoSuchSourceError: Where a name matches nothing.
    """
    seen: set[Path | str] = set()
    for source in sources:
        if source == STDIN or is_address(source):
            if source not in seen:
                seen.add(source)
                yield source
            continue
        for path in _expand(source):
            real = path.resolve()
            if real in seen or (lake is not None and real.is_relative_to(lake.resolve())):
                continue
            seen.add(real)
            yield path


def list_files(sources: Sequence[str], lake: Path | None = None) -> Iterator[Path]:
    """Yields the files among the sources, as `list_sources` does.

    Raises:
        NoSuchSourceError: Where a name matches nothing.
    """
    return (found for found in list_sources(sources, lake) if isinstance(found, Path))


def _expand(source: str) -> list[Path]:
    if not source:  # a shell's variable that is not set; as a path it would be the whole present folder
        raise NoSuchSourceError('an empty name of a source, ""; the present folder is .')
    path = Path(source)
    if path.is_file():
        return [path]
    if path.is_dir():
        return sorted(p for p in _inside(path) if not _is_sidecar(p))
    # Path.glob refuses absolute patterns.
    named = (Path(p) for p in glob.glob(source, recursive=True))  # noqa: PTH207
    found = sorted(p for p in named if p.is_file() and not _is_sidecar(p))
    if not found:
        raise NoSuchSourceError(f"no file, folder or glob of that name: {source}")
    return found


def _inside(folder: Path) -> Iterator[Path]:
    """Yields the files in a folder and all folders in it, but for hidden ones, and what cannot be listed."""
    met: set[Path] = set()
    unlisted: list[Path] = []

    def note(error: OSError) -> None:
        unlisted.append(Path(error.filename))

    for name, folders, files in os.walk(folder, onerror=note, followlinks=True):
        here = Path(name)
        # A link may lead back to where it stands.
        if (real := here.resolve()) in met:
            folders.clear()
            continue
        met.add(real)
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (here / name for name in files if not name.startswith(".") and _may_be_read(here / name))
    yield from unlisted


def _may_be_read(path: Path) -> bool:
    """Tells whether it is a file, or a link to one that is missing; pipes, devices and loops are none."""
    try:
        return path.is_file() or not path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _is_sidecar(path: Path) -> bool:
    if path.suffix.lower() != ".json":
        return False
    bare = path.with_suffix("")
    return any(p.suffix in _DESCRIBED and p.is_file() for p in (bare, *map(bare.with_suffix, _DESCRIBED)))
