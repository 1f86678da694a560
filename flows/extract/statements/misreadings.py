"""Recognises the readings that a small parser often gets wrong around verbs of speech."""

from flows.extract.statements.lexicon import cue_lemma, noun_in, word_list
from flows.extract.tokens import Token

_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
_REPORTS_WITHIN = 6


def main_verb_hung_on_subject(verb: Token) -> bool:
    """Tells whether a past tense was read as a participle: "The envoy, who had left, called on both to …".

    The sentence then has no other main verb, and the comma before the verb closes the subject's insertion.
    """
    noun = verb.head
    if verb.dep_ != "acl" or noun.dep_ != "ROOT" or noun.pos_ not in _NOMINAL or verb.nbor(-1).text != ",":
        return False
    opens = any(t.text == "," for t in verb.doc[noun.i + 1 : verb.i - 1])
    return opens and any(c.dep_ in {"dobj", "prep", "ccomp", "xcomp"} for c in verb.rights)


def past_participle_phrase(subject: Token) -> Token:
    """Returns the noun that "Reacting, the aide said" names, where the parser took "Reacting" for it."""
    if subject.tag_ != "VBG" or subject.nbor(1).text != ",":
        return subject
    nouns = (c for c in subject.rights if c.dep_ in {"conj", "appos", "dobj", "dep"} and c.pos_ in _NOMINAL)
    return next(nouns, subject)


def misread_noun(token: Token) -> bool:
    """Tells whether a verb in -s was read as a noun: "The bank's outlook predicts that prices will fall".

    The sentence then has no main verb, and "that" or a quotation follows the word, at most a phrase later.
    """
    if token.tag_ != "NNS" or token.i == token.sent.start or cue_lemma(token) not in word_list("clausal"):
        return False
    root = token.sent.root
    if root.pos_ not in _NOMINAL or not (token == root or token in root.children):
        return False
    before = token.nbor(-1)
    if before.text != "," and before.pos_ not in {"NOUN", "PROPN"}:
        return False
    following = token.doc[token.i + 1 : min(token.i + _REPORTS_WITHIN, token.sent.end)]
    for word in following:
        if word.lower_ == "that" and word.dep_ == "mark":
            return True
        if word.tag_ in {"VBD", "VBZ", "VBP", "MD"} or word.is_punct:
            return False
    return False


def misread_subject(token: Token) -> Token | None:
    """Returns whose words a verb that was read as a noun reports."""
    noun = token.nbor(-1)
    if noun.text == ",":
        return token.sent.root if token.sent.root.i < token.i else None
    owner = next((c for c in token.lefts if c.dep_ == "poss" and c.i < noun.i), None)
    return owner if owner is not None and noun_in(noun, word_list("document")) else noun
