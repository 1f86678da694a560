"""Puts files in place so that they are whole and on disk, or not there at all."""

import errno
import os
import shutil
from pathlib import Path

# File systems without hard links (exFAT, some network mounts) answer with one of these.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}


def flush_folder(folder: Path) -> None:
    """Flushes a folder to disk: a rename within it is lasting only then."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, text: str, aside: Path) -> None:
    """Writes a text file by way of `aside`, which lies on the same file system; `path` is never seen half."""
    aside.parent.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with aside.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    move_durably(aside, path)


def move_durably(source: Path, target: Path) -> None:
    """Renames a file whose content is on disk already over `target`, if that exists."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    flush_folder(target.parent)


def link_durably(source: Path, target: Path, aside: Path) -> None:
    """Makes `target` another name of `source`, or a copy where the file system knows no links."""
    aside.parent.mkdir(parents=True, exist_ok=True)
    aside.unlink(missing_ok=True)
    try:
        os.link(source, aside)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copyfile(source, aside)
        with aside.open("rb") as copy:
            os.fsync(copy.fileno())
    move_durably(aside, target)
