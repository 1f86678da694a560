"""Fetches from the web, within limits, and from a private network only where that was asked for."""

import ipaddress
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx

from flows.ingest.limits import MIB, LimitExceededError
from flows.ingest.retrying import tried
from flows.version import __version__

_MAX_REDIRECTS = 5
_SECONDS_WAITED = 20.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
# Too many requests, and the failures that servers recover from.
_BUSY = frozenset({429, 500, 502, 503, 504})
_CHUNK = 65_536

Validators = MutableMapping[str, dict[str, str]]


class UnsafeAddressError(ValueError):
    """An address that is not to be asked: another scheme than http(s), or one of a private network."""


class FetchError(OSError):
    """The server cannot be reached, or does not give what was asked for."""


class PassingError(FetchError):
    """The server is busy or cannot be reached just now: worth another try."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may take: bytes of the body, seconds in all."""

    size: int = 512 * MIB
    seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave: where it lies now, the address that it came from in the end, its media type."""

    path: Path
    url: str
    media_type: str | None


@contextmanager
def fetched(
    url: str,
    *,
    trusted: str | None = None,
    allow_private: bool = False,
    limits: Limits | None = None,
    validators: Validators | None = None,
) -> Iterator[Fetched | None]:
    """Fetches to a file that is there as long as the context is; None where nothing is new.

    A server that is busy or cannot be reached is asked again twice, after growing pauses.

    Args:
        url: What to fetch.
        trusted: An address that the user named: its host may be a private one.
        allow_private: Whether every host may.
        limits: What it may take.
        validators: For each address the server's ETag and Last-Modified; asked with, and kept up to date.

    Raises:
        UnsafeAddressError: Where it, or what it redirects to, is not to be asked.
        FetchError: Where the server does not give it.
        LimitExceededError: Where it is too large or takes too long.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    kept = {} if validators is None else validators.get(url, {})
    asked = {"If-None-Match": kept.get("etag"), "If-Modified-Since": kept.get("last_modified")}
    headers = {"User-Agent": f"readout-events/{__version__}"} | {k: v for k, v in asked.items() if v}
    with tempfile.TemporaryDirectory(prefix="readout-") as folder, _client() as client:

        def follow() -> tuple[Fetched, dict[str, str]] | None:
            return _followed(client, url, headers, Path(folder, "body"), limits, deadline, allowed)

        def allowed(target: str) -> str:
            return _checked_host(target, trusted, allow_private)

        got = tried(follow, lambda error: isinstance(error, PassingError) and time.monotonic() < deadline)
        if got is None:
            yield None
            return
        yield got[0]
        if validators is not None:
            # Only what was read to its end need not be fetched again.
            validators[url] = got[1]


def _followed(
    client: httpx.Client,
    url: str,
    headers: dict[str, str],
    place: Path,
    limits: Limits,
    deadline: float,
    allowed: Callable[[str], str],
) -> tuple[Fetched, dict[str, str]] | None:
    """Follows redirects to what is to be fetched, and stores it; None where nothing is new."""
    target = url
    for _ in range(_MAX_REDIRECTS + 1):
        with _asked(client, target, allowed(target), headers) as answer:
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                target = urljoin(target, answer.headers["location"])
                continue
            if answer.status_code == _NOT_MODIFIED:
                return None
            if answer.is_error or answer.is_redirect:
                kind = PassingError if answer.status_code in _BUSY else FetchError
                raise kind(f"the server answers {answer.status_code}")
            _store(answer, place, limits, deadline)
            new = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
            media_type = answer.headers.get("content-type")
        return Fetched(place, target, media_type), {name: value for name, value in new.items() if value}
    raise FetchError(f"more than {_MAX_REDIRECTS} redirects")


def _client() -> httpx.Client:
    # Proxies from the environment would resolve names for us, past the check of their addresses.
    return httpx.Client(timeout=_SECONDS_WAITED, follow_redirects=False, trust_env=False)


def _checked_host(url: str, trusted: str | None, allow_private: bool) -> str:
    """Returns the address to connect to: checked and used, so that a name cannot change in between."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnsafeAddressError(f"not an address on the web: {url[:200]}")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise FetchError(f"no such host: {parts.hostname}") from error
    named = trusted is not None and urlsplit(trusted).netloc == parts.netloc
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not (named or allow_private):
        for address in addresses:
            if not ipaddress.ip_address(address).is_global:
                raise UnsafeAddressError(f"an address of a private network: {parts.hostname}")
    return addresses[0]


@contextmanager
def _asked(client: httpx.Client, url: str, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
    parsed = httpx.URL(url)
    request = client.build_request(
        "GET",
        parsed.copy_with(host=address),
        headers=headers | {"Host": parsed.netloc.decode("ascii")},
        extensions={"sni_hostname": parsed.host},
    )
    try:
        answer = client.send(request, stream=True)
    except httpx.HTTPError as error:
        raise PassingError(f"{type(error).__name__}: {error}") from error
    try:
        yield answer
    except httpx.HTTPError as error:
        raise PassingError(f"{type(error).__name__}: {error}") from error
    finally:
        answer.close()


def _store(answer: httpx.Response, place: Path, limits: Limits, deadline: float) -> None:
    size = 0
    with place.open("wb") as file:
        for chunk in answer.iter_bytes(_CHUNK):
            size += len(chunk)
            if size > limits.size:
                raise LimitExceededError(f"a body of more than {limits.size / MIB:g} MiB")
            if time.monotonic() > deadline:
                raise LimitExceededError(f"not fetched within {limits.seconds:g} seconds")
            file.write(chunk)
