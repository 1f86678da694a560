"""Whether two ways of writing an actor or a place mean the same one."""

import functools
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from typing import TypeVar

T = TypeVar("T")

_POSSESSIVE = re.compile(r"[’']s\b")
_PUNCTUATION = re.compile(r"[\"“”‘’'(),;:]")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_AFTER_HEAD = re.compile(r"\b(?:of|for|in|at|from|to|on|with|who|that)\b")


def names_agree(one: str | None, other: str | None) -> bool:
    """Tells whether two names mean one actor: the same head, or the core words of one within the other's.

    Titles and short forms of states are levelled first (names.toml).
    """
    if not one or not other:
        return False
    if normal_name(one) == normal_name(other):
        return True
    core, other_core = _core(one), _core(other)
    if set(core) <= set(other_core) or set(other_core) <= set(core):
        return True
    return core[-1:] == other_core[-1:] and _head(one) == _head(other)


def places_agree(one: str | None, other: str | None) -> bool:
    """Tells whether two places agree: both unknown, or the words of one within the other's."""
    if not one or not other:
        return not one and not other
    words, other_words = (set(normal_name(p).replace("-", " ").split()) for p in (one, other))
    return normal_name(one) == normal_name(other) or words <= other_words or other_words <= words


def count_pairs(gold: Iterable[T], predicted: Sequence[T], same: Callable[[T, T], bool]) -> int:
    """Counts one-to-one pairs under `same`, each gold item taking the first free predicted one."""
    free, pairs = list(predicted), 0
    for item in gold:
        partner = next((k for k, candidate in enumerate(free) if same(item, candidate)), None)
        if partner is not None:
            del free[partner]
            pairs += 1
    return pairs


@functools.lru_cache(maxsize=4096)
def normal_name(name: str) -> str:
    """Returns a name in lower case, without possessive, punctuation and article, short forms spelt out."""
    plain = _PUNCTUATION.sub(" ", _POSSESSIVE.sub("", name.casefold()))
    plain = _ARTICLE.sub("", re.sub(r"\s+", " ", plain).strip(" ."))
    return _aliases().get(plain, plain)


def _core(name: str) -> list[str]:
    words = [word.strip(".") for word in normal_name(name).replace("-", " ").split()]
    return [word for word in words if word not in _titles()] or words


def _head(name: str) -> str:
    before = _AFTER_HEAD.split(normal_name(name))[0].split()
    return (before or normal_name(name).split() or [""])[-1]


@functools.cache
def _titles() -> frozenset[str]:
    return frozenset(_tables()["titles"])


@functools.cache
def _aliases() -> dict[str, str]:
    return dict(_tables()["aliases"])


@functools.cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("flows.evaluate") / "names.toml").read_text(encoding="utf-8"))
