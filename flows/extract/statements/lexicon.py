"""The statement lexicon, compiled: which rules a word form may fire, and word lists by name."""

import functools
from dataclasses import dataclass
from typing import Any

from flows.extract.rules import Rule, load_rules, load_tables
from flows.extract.tokens import Token

_SIBILANT_PLURALS = ("ses", "xes", "zes", "ches", "shes", "oes")
_RULE_FILES = ("verbs_of_saying", "speech_acts")


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """One verb in one rule; `particle` is the second word of "speak out", else empty."""

    lemma: str
    particle: str
    rule: Rule

    @property
    def weak(self) -> bool:
        """Tells whether the verb reports speech only where its surroundings say so too."""
        return self.lemma in self.rule.data.get("weak", ())

    def words(self, name: str) -> tuple[str, ...]:
        """Returns one of the rule's word lists, empty where it has none of that name."""
        value = self.rule.data.get(name, ())
        return tuple(value) if isinstance(value, list) else ()


@functools.cache
def verb_entries() -> dict[str, tuple[VerbEntry, ...]]:
    """Returns every rule that a verb may fire, by its base form, in the lexicon's order."""
    entries: dict[str, list[VerbEntry]] = {}
    for name in _RULE_FILES:
        for rule in load_rules(name):
            for verb in dict.fromkeys(rule.data["verbs"]):
                lemma, _, particle = verb.partition(" ")
                entries.setdefault(lemma, []).append(VerbEntry(lemma, particle, rule))
    return {lemma: tuple(found) for lemma, found in entries.items()}


@functools.cache
def _verb_forms() -> dict[str, str]:
    irregular: dict[str, list[str]] = load_tables("statement_words")["irregular"]
    forms: dict[str, str] = {}
    for lemma in verb_entries():
        for form in (lemma, *irregular.get(lemma, ()), *_regular_forms(lemma)):
            forms.setdefault(form, lemma)
    return forms


def _regular_forms(lemma: str) -> tuple[str, ...]:
    """Returns the inflected forms that a regular verb may have; too many rather than too few."""
    if lemma.endswith("e"):
        return (lemma + "s", lemma + "d", lemma[:-1] + "ing")
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    stems = (lemma, lemma + lemma[-1]) if lemma[-1] in "bdglmnprt" else (lemma,)
    s = "es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return (lemma + s, *(stem + ending for stem in stems for ending in ("ed", "ing")))


def cue_lemma(token: Token) -> str | None:
    """Returns the base form of a token that may be a verb of the lexicon, or None; needs no lemmatiser."""
    return _verb_forms().get(token.lower_)


def is_cue_form(word: str) -> bool:
    """Tells whether a word as written may be a form of a verb of the lexicon, never one in capitals."""
    return word in _verb_forms()


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """Returns one word list of the statement lexicon."""
    words: Any = load_tables("statement_words")["lists"][name]
    return frozenset(words)


def noun_in(token: Token, words: frozenset[str] | tuple[str, ...]) -> bool:
    """Tells whether a noun, in the singular or the plural, is in a list of singulars."""
    word = token.lower_
    if word in words:
        return True
    if word.endswith("ies") and word[:-3] + "y" in words:
        return True
    if word.endswith("s") and word[:-1] in words:
        return True
    # "speeches" and "taxes", but not "aides", which are no "aid"
    return word.endswith(_SIBILANT_PLURALS) and word[:-2] in words
