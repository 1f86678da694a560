"""A lake at an address of an object store or a server, s3://bucket/lake: worked on in a copy on this machine.

A run fetches what its copy lacks, works there as on any lake, and publishes what is new: first the files that
the new manifest names, under names that hold their hash; then the manifest, in one step; then the fixed names
and the reports; at the end it removes what nothing names any more. A run that dies before the manifest is
replaced leaves the old state, after it the new one; the next does the rest. A run that was committed in the
copy but not published is published by the next on the same machine. Any file system of fsspec will do.
"""

import contextlib
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from flows.remote_lease import Lease, leased
from flows.write.commit import repair
from flows.write.durable import write_durably
from flows.write.lake import Lake
from flows.write.lock import LakeBusyError
from flows.write.manifest import LakeError, read_manifest

_MANIFEST = "_manifest.json"
# The version of each file that stands under a fixed name, by its hash; what is not in it is put there anew.
_FIXED_NAMES = "_fixed_names.json"
# A reader that loses the race against two commits in a row reads the manifest again; this often at most.
_ATTEMPTS = 3
# Here a file appears whole or not at all, and needs no folder; elsewhere it is renamed when it is whole.
_OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl"}


def is_address(lake: str) -> bool:
    """Tells whether a lake is named by an address and not by a folder."""
    return "://" in lake


@contextlib.contextmanager
def writing_to(address: str, wait: bool) -> Iterator[Path]:
    """Yields a folder that holds the lake, and publishes what is changed in it.

    What a run that fails leaves there is published, too: its row in `runs`.

    Raises:
        LakeError: Where the address cannot be reached, or another run writes to the lake.
    """
    mirror = _mirror(address, "writing")
    with _one_run_here(address, mirror, wait), _told(address):
        storage, root = _storage(address)
        if not _is_object_store(storage):
            storage.makedirs(root, exist_ok=True)
        with leased(Lease(storage, f"{root}/_lease.json", address, _owner(mirror)), wait) as lease:
            remote = _RemoteLake(storage, root, mirror)
            remote.fetch()
            try:
                yield mirror
            except Exception as error:
                with contextlib.suppress(Exception):
                    remote.publish(lease)
                raise _RunFailedError(error) from error
            remote.publish(lease)


def reading_from(lake: str | Path) -> Path:
    """Returns the folder of a lake, or a folder with a copy as it is now if an address is given.

    Raises:
        LakeError: Where the address cannot be reached.
    """
    address = str(lake)
    if not is_address(address):
        return Path(lake)
    mirror = _mirror(address, "reading")
    with FileLock(mirror.with_suffix(".lock")), _told(address):
        _RemoteLake(*_storage(address), mirror).fetch()
        repair(Lake(mirror))
    return mirror


class _RunFailedError(Exception):
    """Carries what a run failed with past what turns faults of the storage into sentences."""

    def __init__(self, what: Exception) -> None:
        super().__init__()
        self.what = what


@contextlib.contextmanager
def _told(address: str) -> Iterator[None]:
    """Turns what a storage's driver raises, which may be anything, into one sentence."""
    try:
        yield
    except _RunFailedError as error:
        raise error.what from error.what.__cause__
    except LakeError:
        raise
    except ImportError as error:
        raise LakeError(f"{address} needs a driver: {error}") from error
    except Exception as error:
        raise LakeError(
            f"{address} cannot be reached ({type(error).__name__}: {error}); the lake there is whole, and"
            " what was committed in the copy on this machine is published by the next run"
        ) from error


@contextlib.contextmanager
def _one_run_here(address: str, mirror: Path, wait: bool) -> Iterator[None]:
    try:
        with FileLock(mirror.with_suffix(".lock"), timeout=-1 if wait else 0):
            yield
    except Timeout as error:
        raise LakeBusyError(
            f"another run on this machine is writing to {address}: let it end, or wait for it with --wait"
        ) from error


def _storage(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise LakeError(
            "a lake at an address needs the extra: pip install 'readout-events[remote]'"
        ) from error
    storage, root = url_to_fs(address)
    storage.invalidate_cache()
    return storage, root.rstrip("/")


def _is_object_store(storage: Any) -> bool:
    protocols = {storage.protocol} if isinstance(storage.protocol, str) else set(storage.protocol)
    return not _OBJECT_STORES.isdisjoint(protocols)


def _mirror(address: str, purpose: str) -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = hashlib.sha256(address.rstrip("/").encode()).hexdigest()[:16]
    mirror = cache / "readout" / f"{name}-{purpose}"
    mirror.mkdir(parents=True, exist_ok=True)
    return mirror


def _owner(mirror: Path) -> str:
    note = mirror / "_copy_id"
    if not note.exists():
        write_durably(note, uuid.uuid4().hex, mirror / "_copy_id.tmp")
    return note.read_text()


class _RemoteLake:
    def __init__(self, storage: Any, root: str, mirror: Path) -> None:
        self._storage, self._root, self._mirror = storage, root, mirror
        # Holds the hash of the published manifest that the copy was made from.
        self._base = mirror / "_made_from"

    def fetch(self) -> None:
        """Makes the copy hold the lake's present state, unless it goes on from there, unpublished."""
        for _ in range(_ATTEMPTS):
            try:
                return self._fetch()
            except FileNotFoundError as error:
                # Two commits since have removed a file that the manifest named.
                missing = error
        raise missing

    def _fetch(self) -> None:
        manifest = self._cat(_MANIFEST)
        if manifest is None:
            if self._base.exists():
                # The lake was removed.
                shutil.rmtree(self._mirror)
                self._mirror.mkdir()
            return
        if not self._base.exists() or self._base.read_text() != _hash(manifest):
            self._get_versions(manifest)
            write_durably(self._mirror / _MANIFEST, manifest.decode(), self._mirror / "_manifest.tmp")
            self._note(manifest)
        for path in [*self._names("runs", "idle-"), *self._names("", "_served.json")]:
            self._get(path)

    def publish(self, lease: Lease) -> None:
        """Makes the lake follow the copy."""
        lease.check()
        manifest = read_manifest(self._mirror / _MANIFEST)
        names = {f.path for fs in manifest.tables.values() for f in fs} if manifest else set()
        there = set(self._names("_versions", ""))
        for path in sorted(names - there):
            self._put(path)
        ours = self._local(_MANIFEST)
        if ours is not None and ours != self._cat(_MANIFEST):
            lease.check()
            self._put(_MANIFEST)
            self._note(ours)
        if manifest:
            self._renew_fixed_names({f.published: f for fs in manifest.tables.values() for f in fs})
        self._renew_small_files()
        left = there - names - set(manifest.previous) if manifest else set()
        # Files that a run was killed over; only the holder of the lease writes here.
        for path in sorted(left | set(self._names("", "_part-"))):
            self._rm(path)

    def _renew_fixed_names(self, wanted: dict[str, Any]) -> None:
        recorded: dict[str, str] = json.loads(self._cat(_FIXED_NAMES) or b"{}")
        stale = {name for name, file in wanted.items() if recorded.get(name) != file.sha256}
        gone = recorded.keys() - wanted.keys()
        if not stale and not gone:
            return
        # Whatever is cut short here must be done again, whatever the lake holds by then.
        self._pipe(_FIXED_NAMES, {k: v for k, v in recorded.items() if k not in stale})
        for name in sorted(gone):
            self._rm(name)
        for name, file in wanted.items():
            if name in stale:
                self._put(name, self._mirror / file.path)
        self._pipe(_FIXED_NAMES, {name: file.sha256 for name, file in wanted.items()})

    def _renew_small_files(self) -> None:
        idle = {f"runs/{path.name}" for path in Lake(self._mirror).idle_runs}
        known = set(self._names("runs", "idle-"))
        reports = {f"reports/{path.name}" for path in Lake(self._mirror).reports.glob("*")}
        reports -= set(self._names("reports", ""))
        for path in sorted((idle - known) | reports):
            self._put(path)
        for path in sorted(known - idle):
            self._rm(path)
        if self._local("_served.json") not in (None, self._cat("_served.json")):
            self._put("_served.json")

    def _get_versions(self, manifest: bytes) -> None:
        aside = self._mirror / "_manifest.new"
        aside.write_bytes(manifest)
        found = read_manifest(aside)
        aside.unlink()
        for path in sorted(found.paths) if found else ():
            if not (self._mirror / path).exists():
                self._get(path)

    def _get(self, path: str) -> None:
        target = self._mirror / path
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = self._mirror / "_part"
        try:
            self._storage.get_file(f"{self._root}/{path}", str(aside))
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)

    def _put(self, path: str, local: Path | None = None) -> None:
        target, local = f"{self._root}/{path}", local or self._mirror / path
        if _is_object_store(self._storage):
            self._storage.put_file(str(local), target)
            return
        self._storage.makedirs(target.rpartition("/")[0], exist_ok=True)
        aside = f"{self._root}/_part-{uuid.uuid4().hex}"
        self._storage.put_file(str(local), aside)
        self._storage.mv(aside, target)

    def _pipe(self, path: str, content: dict[str, str]) -> None:
        file = self._mirror / path
        file.write_text(json.dumps(content, indent=1))
        self._put(path)
        file.unlink()

    def _rm(self, path: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._storage.rm_file(f"{self._root}/{path}")

    def _cat(self, path: str) -> bytes | None:
        try:
            content: bytes = self._storage.cat_file(f"{self._root}/{path}")
        except FileNotFoundError:
            return None
        return content

    def _names(self, folder: str, start: str) -> list[str]:
        try:
            self._storage.invalidate_cache()
            found = self._storage.ls(f"{self._root}/{folder}".rstrip("/"), detail=False)
        except FileNotFoundError:
            return []
        names = (str(path).rpartition("/")[2] for path in found)
        return [f"{folder}/{name}".lstrip("/") for name in names if name.startswith(start)]

    def _local(self, path: str) -> bytes | None:
        file = self._mirror / path
        return file.read_bytes() if file.exists() else None

    def _note(self, manifest: bytes) -> None:
        write_durably(self._base, _hash(manifest), self._base.with_suffix(".tmp"))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
