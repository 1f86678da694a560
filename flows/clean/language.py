"""Tells the language of a text, offline.

English is what the program reads, so the question is asked that way round: a text with English's own small
words is English, however many foreign names are in it. Only the others go to the detector, and there too
English has the benefit of the doubt.
"""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Shorter texts give the detector too little to go by.
_ENOUGH = 100
# More of a text does not change the answer, only its price.
_LOOKED_AT = 1500

# Words common in English news and in no other language; one word in six there is one of these.
_ENGLISH = frozenset(
    {"the", "and", "that", "said", "with", "from", "his", "has", "this", "which", "they", "their", "would"}
    | {"were", "been", "who", "after", "than", "its", "while", "when", "there", "about", "other"}
)
_PLAINLY_ENGLISH = 0.1
_WORD = re.compile(r"[^\W\d_]+")

# Languages with a press of their own; the model's others are taken for each other, and creoles for English.
_LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it ja ka"
    " kk km kn ko ku ky lo lt lv mk ml mn mr ms my ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te"
    " th tl tr uk ur uz vi zh"
)
# How far another language must be ahead, in the detector's log scores a character.
_AHEAD = 0.5


def language_of(text: str) -> str:
    """Returns the ISO 639-1 code of the text's language; `en` for texts too short to tell."""
    if len(text) < _ENOUGH:
        return "en"
    text = text[:_LOOKED_AT]
    words = _WORD.findall(text.lower())
    if sum(word in _ENGLISH for word in words) >= _PLAINLY_ENGLISH * len(words):
        return "en"
    scores: dict[str, float] = dict(_identifier().rank(text))
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] - scores["en"] > _AHEAD * len(text) else "en"


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_LANGUAGES.split())
    return identifier
