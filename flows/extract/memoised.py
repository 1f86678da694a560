"""Stand-ins for two of spaCy's components that give the same annotations at a fraction of the cost.

One thing is mended on the way: the lemmas of short verbs in a silent e.

The attribute ruler and the rule lemmatizer decide on a token by little more than its word, tag and
dependency label, but work each token out anew in Python. News repeats itself: here each combination is worked
out once by spaCy's own component and then looked up.
"""

import re
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]$")
# More combinations than this are not kept, so that a run over millions of articles does not fill the memory.
_MOST = 200_000
# Stands for all words that no pattern names.
_OTHER_WORD = "word"


class MemoisedAttributeRuler:
    """Sets what an attribute ruler sets; its patterns over several tokens stay with the ruler itself."""

    def __init__(self, ruler: AttributeRuler) -> None:
        """Splits the ruler's patterns into those over one token and those over several."""
        self._vocab = ruler.vocab
        self._one, self._several = AttributeRuler(ruler.vocab), AttributeRuler(ruler.vocab)
        entries: list[dict[str, Any]] = cast("Any", ruler.patterns)
        for entry in entries:
            for target, patterns in (
                (self._one, [p for p in entry["patterns"] if len(p) == 1]),
                (self._several, [p for p in entry["patterns"] if len(p) > 1]),
            ):
                if patterns:
                    target.add(patterns, entry["attrs"], entry["index"])
        several: list[dict[str, Any]] = cast("Any", self._several.patterns)
        firsts = [{**entry, "patterns": [p[:1] for p in entry["patterns"]]} for entry in several]
        self._begin = Matcher(ruler.vocab)
        for entry in firsts:
            self._begin.add("begins", entry["patterns"])
        self._longest = max((len(p) for entry in several for p in entry["patterns"]), default=0)
        self._special = _special_words([*cast("Any", self._one.patterns), *firsts])
        self._other = self._vocab.strings.add(_OTHER_WORD)
        self._word_memo: dict[int, int] = {}
        self._memo: dict[tuple[int, int, int], tuple[int, int, int, int, int, bool]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotates a tagged and parsed document in place and returns it."""
        if len(doc) == 0:
            return doc
        words, tags, deps = doc.to_array([LOWER, TAG, DEP]).T.tolist()
        known = self._word_memo
        words = [known.get(word) or self._look_at(word) for word in words]
        keys = list(zip(words, tags, deps, strict=True))
        memo = self._memo
        values = [memo.get(key) or self._work_out(key) for key in keys]
        found: Any = np.array([v[:4] for v in values], dtype=np.uint64)
        doc.from_array([TAG, POS, MORPH, LEMMA], found)
        for i, (key, value) in enumerate(zip(keys, values, strict=True)):
            if value[4] != key[2]:
                doc[i].dep = value[4]
        self._set_several(doc, [i for i, value in enumerate(values) if value[5]])
        return doc

    def _set_several(self, doc: Doc, starts: list[int]) -> None:
        """Applies the patterns over several tokens where the first token of one stands."""
        ruler: Any = self._several
        matches = [
            (int(self._vocab.strings[match]), match, start, start + end)
            for start in starts
            for match, first, end in ruler.matcher(doc[start : start + self._longest], allow_missing=True)
            if first == 0
        ]
        ruler.set_annotations(doc, sorted(matches))  # later rules come after earlier ones

    def _look_at(self, word: int) -> int:
        """Returns a word itself where a pattern may look at it, else the one that stands for all others."""
        text = self._vocab.strings[word]
        special = text.isspace() or self._special is None or self._special.fullmatch(text)
        if len(self._word_memo) < _MOST:
            self._word_memo[word] = word if special else self._other
        return word if special else self._other

    def _work_out(self, key: tuple[int, int, int]) -> tuple[int, int, int, int, int, bool]:
        """Returns what to set, and whether a pattern over several tokens may begin there."""
        strings = self._vocab.strings
        lower, tag, dep = (strings[k] for k in key)
        alone = Doc(self._vocab, words=[lower], tags=[tag], heads=[0], deps=[dep])
        # spaCy's stubs do not know MorphAnalysis.key.
        token: Any = self._one(alone)[0]
        begins = bool(self._begin(alone, allow_missing=True))
        value = (token.tag, token.pos, token.morph.key, token.lemma, token.dep, begins)
        if len(self._memo) < _MOST:
            self._memo[key] = value
        return value


def _special_words(entries: Any) -> re.Pattern[str] | None:
    """Returns what matches the words that patterns over one token name; None where they look at more."""
    named = []
    for pattern in (p for entry in entries for p in entry["patterns"]):
        if not pattern[0].keys() <= {"LOWER", "TAG", "DEP", "IS_SPACE"}:
            return None
        match pattern[0].get("LOWER"):
            case None:
                continue
            case str() as word:
                named.append(re.escape(word))
            case {"IN": list() as words, **others} if not others:
                named += [re.escape(word) for word in words]
            case {"REGEX": str() as regex, **others} if not others:
                named.append(f".*?(?:{regex}).*")  # spaCy searches
            case _:
                return None
    return re.compile("|".join(named), re.DOTALL)


class MemoisedLemmatizer:
    """Sets the lemmas that a rule lemmatizer sets where none is set yet, but "hope" for "hoped"."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        """Keeps the lemmatizer for the words that are new."""
        self._lemmatizer = lemmatizer
        # Words are looked up among base forms, of which spaCy keeps lists: tens of thousands long.
        if lemmatizer.lookups.has_table("lemma_index"):
            index = lemmatizer.lookups.get_table("lemma_index")
            for part_of_speech in list(index):
                index[part_of_speech] = dict.fromkeys(index[part_of_speech])
        self._verbs = frozenset(lemmatizer.lookups.get_table("lemma_index", {}).get("verb", ()))
        self._memo: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotates a document that has its parts of speech in place and returns it."""
        if len(doc) == 0:
            return doc
        rows: Any = doc.to_array([LEMMA, ORTH, POS, MORPH])
        memo = self._memo
        lemmas = rows[:, 0].copy()
        for i, (lemma, orth, pos, morph) in enumerate(rows.tolist()):
            if lemma == 0:
                key = (orth, pos, morph)
                known = memo.get(key)
                lemmas[i] = self._work_out(doc, i, key) if known is None else known
        doc.from_array([LEMMA], lemmas.reshape(-1, 1))
        return doc

    def _work_out(self, doc: Doc, i: int, key: tuple[int, int, int]) -> int:
        form: str = self._lemmatizer.lemmatize(doc[i])[0]
        lemma: int = doc.vocab.strings.add(self._with_e(doc[i].lower_, form))
        self._lemmatizer.cache.clear()  # it would grow without bound
        if len(self._memo) < _MOST:
            self._memo[key] = lemma
        return lemma

    def _with_e(self, word: str, lemma: str) -> str:
        """Returns the lemma with its final e, where the rules have taken that off.

        A short verb that ends in one consonant doubles it ("hopped"), so "hoped" is of "hope".
        """
        inflected = word in (lemma + "ed", lemma + "ing")
        return lemma + "e" if inflected and _SHORT.match(lemma) and lemma + "e" in self._verbs else lemma


def can_be_memoised(component: object) -> bool:
    """Tells whether a component decides by a token's word, tag and label, or part of speech, alone."""
    return isinstance(component, AttributeRuler) or (
        isinstance(component, Lemmatizer) and component.mode == "rule"
    )


@Language.factory("memoised_attribute_ruler")
def _make_ruler(nlp: Language, name: str) -> MemoisedAttributeRuler:  # noqa: ARG001 spaCy passes both by name
    return MemoisedAttributeRuler(cast("AttributeRuler", nlp.get_pipe("attribute_ruler")))


@Language.factory("memoised_lemmatizer")
def _make_lemmatizer(nlp: Language, name: str) -> MemoisedLemmatizer:  # noqa: ARG001 spaCy passes both by name
    return MemoisedLemmatizer(cast("Lemmatizer", nlp.get_pipe("lemmatizer")))
