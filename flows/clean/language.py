"""Tells the language of a text, offline."""

import py3langid

# Shorter texts give the detector too little to go by and get the benefit of the doubt.
_ENOUGH = 100


def language_of(text: str) -> str:
    """Returns the ISO 639-1 code of the text's language; `en` for texts too short to tell."""
    if len(text) < _ENOUGH:
        return "en"
    code: str = py3langid.classify(text[:4000])[0]
    return code
