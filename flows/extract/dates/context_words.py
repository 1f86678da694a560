"""The words around events that tell what they are dated by; see the lexicon."""

import functools

from flows.extract.rules import load_tables


@functools.cache
def context_words(name: str) -> frozenset[str]:
    """Returns one list of the lexicon's `dates_context`."""
    return frozenset(load_tables("dates_context")[name])
