"""Lists the files that the given files, folders and globs name."""

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path


class NoSuchSourceError(ValueError):
    """A named source does not exist."""


def list_files(sources: Sequence[str], lake: Path | None = None) -> Iterator[Path]:
    """Yields each file once, in order of the sources and by name within each.

    Hidden files are passed over, and so is the lake where it lies in one of the folders: a run must not read
    what it writes.

    Raises:
        NoSuchSourceError: Where a name matches nothing.
    """
    seen: set[Path] = set()
    for source in sources:
        for path in _expand(source):
            real = path.resolve()
            if real in seen or (lake is not None and real.is_relative_to(lake.resolve())):
                continue
            seen.add(real)
            yield path


def _expand(source: str) -> list[Path]:
    path = Path(source)
    if path.is_file():
        return [path]
    if path.is_dir():
        inside = (p for p in path.rglob("*") if p.is_file())
        return sorted(p for p in inside if not any(x.startswith(".") for x in p.relative_to(path).parts))
    # Path.glob refuses absolute patterns.
    found = sorted(Path(p) for p in glob.glob(source, recursive=True) if Path(p).is_file())  # noqa: PTH207
    if not found:
        raise NoSuchSourceError(f"no file, folder or glob of that name: {source}")
    return found
