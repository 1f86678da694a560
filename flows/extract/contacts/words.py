"""Reads the word lists that the rules for calls, visits and meetings share."""

import functools

from flows.extract.rules import load_tables


@functools.cache
def words(name: str, file: str = "contact_words") -> frozenset[str]:
    """Returns one word list of a lexicon file as a set of lemmas.

    Raises:
        KeyError: Where the file has no list of that name.
    """
    listed = load_tables(file)[name]
    return frozenset(listed.split() if isinstance(listed, str) else listed)
