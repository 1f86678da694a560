"""Lists the files that the given files, folders and globs name."""

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path


class NoSuchSourceError(ValueError):
    """A named source does not exist."""


def list_files(sources: Sequence[str]) -> Iterator[Path]:
    """Yields each file once, in order of the sources and by name within each; hidden files are passed over.

    Raises:
        NoSuchSourceError: Where a name matches nothing.
    """
    seen: set[Path] = set()
    for source in sources:
        for path in _expand(source):
            if path.resolve() not in seen:
                seen.add(path.resolve())
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
