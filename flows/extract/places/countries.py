"""Countries by the names and demonyms that English news gives them."""

import functools

from flows.extract.rules import load_tables


@functools.cache
def _names() -> dict[str, str]:
    return _by_word("names")


@functools.cache
def _demonyms() -> dict[str, str]:
    return _by_word("demonyms")


def _by_word(table: str) -> dict[str, str]:
    tables = load_tables("countries")
    return {_key(word): code for code, words in tables[table].items() for word in words}


def _key(words: str) -> str:
    # "us" is a pronoun and "US" a country, so names of up to three letters keep their case.
    plain = words.replace("’", "'").strip()
    plain = plain[4:] if plain[:4].lower() == "the " else plain
    short = plain.replace(".", "")
    if len(short) <= 4 and short.isupper():
        return short
    return plain.casefold()


@functools.lru_cache(maxsize=1 << 15)
def country_named(words: str) -> str | None:
    """Returns the ISO 3166-1 alpha-3 code of the country that `words` names ("the UK"), or None."""
    return _names().get(_key(words))


@functools.lru_cache(maxsize=1 << 15)
def country_of_demonym(word: str) -> str | None:
    """Returns the code of the country whose people or things `word` means ("Turkish", "Afghans"), or None."""
    return _demonyms().get(_key(word))
