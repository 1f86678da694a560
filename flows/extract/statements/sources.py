"""Finds who speaks: the head of the phrase that a cue's words come from."""

import re

from flows.extract.statements.lexicon import cue_lemma, noun_in, word_list
from flows.extract.statements.misreadings import main_verb_hung_on_subject, past_participle_phrase
from flows.extract.tokens import Token

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
_WITHOUT_SUBJECT = frozenset(("advcl", "xcomp", "ccomp", "pcomp", "acl", "conj", "parataxis", "dep", "amod"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
_QUOTING = frozenset(
    ("quoted", "cited", "quotes", "cites", "quoting", "citing", "reported", "heard", "described")
)
_AMONG = frozenset(("in", "at", "within", "inside", "from", "on", "around"))
_MEANS = frozenset(
    (
        "phone",
        "telephone",
        "email",
        "e-mail",
        "letter",
        "text",
        "mail",
        "post",
        "message",
        "radio",
        "fax",
        "link",
        "videolink",
    )
)
_LONGEST_AGE = 5
_SHORTEST_WITHHOLDING = 4
_WITHHELD = frozenset(("named", "identified", "anonymity", "anonymous", "with"))
_LONGEST_WITHHOLDING = 90
_WITHHOLDING = re.compile(
    r",? (?:who (?:asked|requested|wished|spoke|did) [\w ]{0,30}?(?:named|identified|anonymity|anonymous)"
    r"|(?:familiar|acquainted) with (?:the |its |his |her |their )?\w+|on condition of anonymity),? $"
)
_MAX_STEPS = 8


def unnamed_before(verb: Token) -> Token | None:
    """Returns the source of "an official who asked not to be named said", where such a phrase ends at a verb.

    The small parser takes the verb for a participle of the phrase's last word.
    """
    if verb.tag_ not in {"VBN", "VBD"} or verb.i - verb.sent.start < _SHORTEST_WITHHOLDING:
        return None
    near = {t.lower_ for t in verb.doc[verb.i - _SHORTEST_WITHHOLDING : verb.i]}
    if near.isdisjoint(_WITHHELD):
        return None
    start = max(verb.sent.start_char, verb.idx - _LONGEST_WITHHOLDING)
    phrase = _WITHHOLDING.search(verb.doc.text[start : verb.idx])
    if phrase is None:
        return None
    before = [t for t in verb.doc[verb.sent.start : verb.i] if t.idx < start + phrase.start()]
    noun = before[-1] if before else None
    while noun is not None and noun.dep_ == "pobj" and noun.head.head.pos_ in _NOMINAL:
        noun = noun.head.head
    return noun if noun is not None and noun.pos_ in _NOMINAL else None


def joined_on(verb: Token) -> Token | None:
    """Returns the first verb of "apologised for it but insisted guests were safe", whose second was misread.

    The parser takes such a second verb for an adjective of the noun behind it.
    """
    if verb.dep_ != "amod" or verb.tag_ not in {"VBN", "VBD"} or verb.i == 0 or verb.nbor(-1).dep_ != "cc":
        return None
    first = verb.nbor(-1).head
    of_a_subject = verb.head.dep_ in _SUBJECTS and verb.head.head.dep_ == "conj"
    return first if of_a_subject and first.i < verb.i and cue_lemma(first) is not None else None


def is_passive(verb: Token) -> bool:
    """Tells whether a verb is a passive participle, finite ("was told") or bare ("announced by X")."""
    if verb.tag_ != "VBN" or unnamed_before(verb) is not None or joined_on(verb) is not None:
        return False
    labels = {c.dep_ for c in verb.children}
    if "auxpass" in labels or "nsubjpass" in labels or agent_of(verb) is not None:
        return True
    has_have = any(
        c.dep_ == "aux" and c.lower_ in {"have", "has", "had", "having", "'ve", "’ve", "'s", "’s", "'d", "’d"}
        for c in verb.children
    )
    if has_have:
        return False
    if main_verb_hung_on_subject(verb):
        return False
    return verb.dep_ in {"acl", "amod", "advcl"} or (verb.dep_ == "conj" and _conjoined_passive(verb))


def _conjoined_passive(verb: Token) -> bool:
    head = verb.head
    return head.tag_ == "VBN" and "nsubj" not in {c.dep_ for c in verb.children} and is_passive(head)


def agent_of(verb: Token) -> Token | None:
    """Returns the head of a passive's "by" phrase, or None."""
    for child in verb.children:
        if child.lower_ == "by" and child.dep_ in {"agent", "prep"}:
            agent = next((c for c in child.children if c.dep_ == "pobj"), None)
            return agent if agent is None or not _is_means(agent) else None
    return None


def _is_means(noun: Token) -> bool:
    """Tells whether a bare noun after "by" says how words came: "explained by telephone"."""
    return noun.lower_ in _MEANS and not any(c.dep_ in {"det", "poss"} for c in noun.lefts)


def first_word(noun: Token) -> Token:
    """Returns the first word of a noun phrase, without a quotation that the parser hung on the noun."""
    first = noun
    if noun.lower_ == "old":  # "the 63-year-old"
        start = max(noun.i - _LONGEST_AGE, noun.sent.start)
        return next((t for t in reversed(noun.doc[start : noun.i]) if t.pos_ == "DET"), noun)
    for child in reversed(list(noun.lefts)):
        if child.is_punct or child.pos_ in {"VERB", "AUX"}:
            break
        first = child.left_edge
    return first


def own_subject(verb: Token) -> Token | None:
    """Returns the verb's own subject, left or right of it, or None."""
    # An adverbial between auxiliary and verb ("The US has on many occasions said") can leave the subject with
    # the auxiliary.
    withheld, first = unnamed_before(verb), joined_on(verb)
    if withheld is not None:
        return withheld
    if first is not None:
        return own_subject(first)
    near = [*verb.children, *(c for aux in verb.children if aux.dep_ == "aux" for c in aux.children)]
    found = [c for c in near if c.dep_ in _SUBJECTS]
    lefts = [c for c in found if c.i < verb.i]
    if not lefts:
        return found[0] if found else None
    if len(lefts) > 1 and _is_where(lefts[-1], lefts[-2]):
        return lefts[-2]
    return past_participle_phrase(lefts[-1])


def _is_where(place: Token, subject: Token) -> bool:
    """Tells whether a place only says where another subject is: "the court in Leiden, Netherlands ruled"."""
    return (
        place.ent_type_ == "GPE"
        and place.i > 1
        and place.nbor(-1).text == ","
        and subject.right_edge.i == place.i - 2
        and subject.right_edge.pos_ == "PROPN"
    )


def finite_head(verb: Token) -> Token:
    """Climbs from a finite verb hung on an infinitive or participle by "and" to the verb that it goes with.

    "He urged Iran to stop and thanked Qatar": the parser may hang "thanked" on "stop", but a past tense
    goes with a past tense.
    """
    head = verb.head
    bare = (
        verb.tag_ == "VB" and head.tag_ in {"VBZ", "VBD"} and not any(c.dep_ == "aux" for c in verb.children)
    )
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} and not bare:
        return head
    speaks = cue_lemma(verb) is not None and own_subject(verb) is None
    steps = 0
    while head.head != head and steps < _MAX_STEPS:
        if _finite(head) and not (speaks and _unlike(head, verb)):
            break
        head, steps = head.head, steps + 1
    return head if head.pos_ in {"VERB", "AUX"} and _finite(head) else verb.head


def _likely_speaker(subject: Token) -> bool:
    """Tells whether a subject is such as speaks: a name, a person, a body or a document; not "the dam"."""
    if subject.pos_ in {"PROPN", "PRON"}:
        return can_speak(subject)
    return any(noun_in(subject, word_list(kind)) for kind in ("people", "speakers", "document", "issuing"))


def _unlike(head: Token, verb: Token) -> bool:
    """Tells whether a verb of speech does not share a clause's subject: other tense, a mute one, ", and"."""
    if head.tag_ in {"VBD", "VBZ", "VBP"} and head.tag_ != verb.tag_:
        return True
    subject = own_subject(head)
    if subject is not None and (subject.dep_ == "expl" or not _likely_speaker(subject)):
        return True
    before = verb.nbor(-1)
    while before.i > head.i and before.lower_ in {"and", "also", "then", "but"}:
        before = before.nbor(-1)
    return (
        before.text == "," and head.dep_ in {"ccomp", "advcl", "relcl", "acl"} and verb.nbor(-1).lower_ != ","
    )


def _finite(verb: Token) -> bool:
    if verb.tag_ == "VBN":
        return not any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VB", "MD", "TO"} for c in verb.children)
    return verb.tag_ in {"VBD", "VBZ", "VBP"}


def subject_of(verb: Token, steps: int = 0) -> Token | None:
    """Returns the head of the phrase that does what the verb says, climbing where the verb has no subject."""
    subject = own_subject(verb)
    if subject is not None:
        return _antecedent(subject, verb)
    if steps >= _MAX_STEPS or verb.head == verb:
        return None
    if verb.dep_ == "relcl":
        return verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VB" and verb.head.head.pos_ in {"VERB", "AUX"}:
        return subject_of(verb.head.head, steps + 1)  # "used the occasion to thank"
    if verb.dep_ == "acl" and verb.head.pos_ in _NOMINAL:
        return _issuer_in_context(_whose_place(verb.head), steps)
    if verb.dep_ == "conj":
        return subject_of(finite_head(verb), steps + 1)
    if verb.dep_ in _WITHOUT_SUBJECT:
        return _controller(verb, steps)
    if verb.dep_ == "acomp":
        return subject_of(verb.head, steps + 1)
    return None


def _whose_place(noun: Token) -> Token:
    """Returns the people of "farmers in two valleys saying", where the parser hung the verb on the place."""
    host = noun.head.head
    if noun.dep_ != "pobj" or noun.pos_ != "NOUN" or noun.head.lower_ not in _AMONG or _likely_speaker(noun):
        return noun
    return host if host.pos_ in {"NOUN", "PROPN"} and _likely_speaker(host) else noun


def _controller(verb: Token, steps: int) -> Token | None:
    """Returns the subject of the clause that a participle, an infinitive or a gerund depends on."""
    head = verb.head
    if head.pos_ in {"ADP", "SCONJ"} and head.head != head:
        quoting = quoting_above(verb)
        if quoting is not None:
            return quoted_source(quoting)
        head = head.head
    if verb.tag_ == "VBG" and verb.dep_ == "advcl":
        head = _speaking_ancestor(head)
    if head.pos_ in {"VERB", "AUX"}:
        agent = agent_of(head) if is_passive(head) and cue_lemma(head) is not None else None
        if agent is not None:
            return agent  # "was praised by X, who …, saying"
        if is_passive(head) and head.dep_ != "conj" and own_subject(head) is None:
            return head.head if head.dep_ == "acl" and head.head.pos_ in _NOMINAL else None
        return subject_of(head, steps + 1)
    if head.pos_ in _NOMINAL:
        return _issuer_in_context(head, steps)
    return subject_of(head, steps + 1) if head.pos_ == "ADJ" else None


def quoting_above(verb: Token) -> Token | None:
    """Returns the "quoted" of "quoted Y, the chief of Z, as saying", wherever the parser hung "as"."""
    if verb.head.lower_ != "as":
        return None
    for ancestor in verb.head.ancestors:
        if ancestor.lower_ in _QUOTING:
            return ancestor
    return None


def quoted_source(verb: Token) -> Token | None:
    """Returns whose words are quoted in "X quoted Y as saying" and "Y was quoted as saying"."""
    if is_passive(verb):
        return own_subject(verb) or (verb.head if verb.dep_ in {"acl", "relcl"} else None)
    return next((c for c in verb.rights if c.dep_ in {"dobj", "nsubj", "ccomp"} and c.pos_ in _NOMINAL), None)


def _speaking_ancestor(head: Token) -> Token:
    """Returns the nearest verb of speech at or above a token, else it: ", adding that" goes there."""
    token = head
    for _ in range(_MAX_STEPS):
        if (
            token.pos_ == "VERB"
            and cue_lemma(token) is not None
            and token.tag_ in {"VBD", "VBZ", "VBP", "VBN"}
            and _may_have_spoken(token)
        ):
            return token
        if token.head == token or token.dep_ == "relcl":
            break
        token = token.head
    return head


def _may_have_spoken(verb: Token) -> bool:
    subject = own_subject(verb)
    return subject is None or verb.dep_ != "ccomp" or _likely_speaker(subject)


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ not in _RELATIVES:
        return subject
    clause = verb
    for _ in range(_MAX_STEPS):
        if clause.dep_ == "relcl":
            return _one_among(clause.head) or clause.head
        if clause.dep_ not in {"conj", "ccomp", "xcomp"} or clause.head == clause:
            break
        clause = clause.head
    return subject


def _one_among(those: Token) -> Token | None:
    """Returns who "was among those who condemned it", or None."""
    among = those.head
    if those.lower_ != "those" or among.lower_ != "among" or among.head.pos_ not in {"AUX", "VERB"}:
        return None
    return own_subject(among.head)


def _issuer_in_context(noun: Token, steps: int) -> Token | None:
    """Returns who speaks through a noun: in "X issued a statement saying", the statement's issuer."""
    if not noun_in(noun, word_list("document")) and not noun_in(noun, word_list("utterance")):
        return noun
    named = issuer(noun)
    if named != noun:
        return named
    verb = noun.head
    if noun.dep_ in {"dobj", "pobj"}:
        while verb.pos_ == "ADP" and verb.head != verb:
            verb = verb.head
        if verb.pos_ == "VERB" and verb.lower_ not in word_list("getting"):
            return subject_of(verb, steps + 1) or noun
    if noun.dep_ == "nsubjpass":
        return agent_of(verb) or noun
    return noun


def issuer(noun: Token) -> Token:
    """Returns whoever a document speaks for, where it is named beside it, else the document itself."""
    if not noun_in(noun, word_list("document")) and not noun_in(noun, word_list("utterance")):
        return _part_of(noun)
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ != "whose":
            return child
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None:
                return found
    for child in noun.children:
        if child.dep_ == "acl" and child.lower_ in word_list("making") and agent_of(child) is not None:
            return agent_of(child) or noun
    named = [c for c in noun.children if c.dep_ in {"compound", "nmod"} and _may_issue(c)]
    return named[-1] if named else noun


def only_names_issuer(verb: Token) -> bool:
    """Tells whether a participle only names who made a clause's subject: "the warning issued by X ended"."""
    noun = verb.head
    return (
        verb.dep_ == "acl"
        and is_passive(verb)
        and noun.dep_ in {"nsubj", "nsubjpass"}
        and cue_lemma(verb) in word_list("publishing")
        and not any(c.dep_ in {"acl", "relcl", "ccomp"} and c != verb for c in noun.rights)
    )


def _may_issue(compound: Token) -> bool:
    if compound.ent_type_ in {"DATE", "TIME", "CARDINAL", "ORDINAL", "NORP", "LANGUAGE"}:
        return False
    return compound.pos_ == "PROPN" or noun_in(compound, word_list("issuing"))


def _part_of(noun: Token) -> Token:
    """Looks through "part of the statement" to what it is part of, where that is a document."""
    if noun.lower_ not in {"part", "parts", "section", "portion", "copy", "version", "draft"}:
        return noun
    for child in noun.children:
        if child.lower_ == "of":
            whole = next((c for c in child.children if c.dep_ == "pobj"), None)
            if whole is not None and noun_in(whole, word_list("document")):
                return issuer(whole)
    return noun


def can_speak(source: Token) -> bool:
    """Tells whether a subject can be a speaker at all: no event, no bare "reports", no "nobody"."""
    word = source.lower_
    day = source.ent_type_ in {"DATE", "TIME"} and word != "old"  # "the 34-year-old"
    if day and (word in word_list("calendar") or source.pos_ == "NOUN"):
        return False
    if word in word_list("nobody") and not of_many(source):
        return False
    if source.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "X", "ADV"}:
        return False
    if noun_in(source, word_list("mute")) and source.pos_ == "NOUN" and not _ends_a_name(source):
        return False
    if word in word_list("laws"):
        return False
    if any(
        c.dep_ == "det" and c.lower_ in {"no", "neither"} and not c.nbor(1).like_num for c in source.lefts
    ):
        return False
    if source.text[:1].isdigit() and not any(c.lower_ in {"of", "no"} for c in source.children):
        return False
    known = any(c.dep_ not in {"det", "punct"} or c.lower_ == "the" for c in source.children)
    if word == "people" and not known:
        return False
    return not _bare_report(source)


def _ends_a_name(noun: Token) -> bool:
    """Tells whether a noun written large ends the name of a body: "the Irish Bishops' Conference"."""
    if noun.lower_ == "campaign":  # "the Draper campaign"
        return any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in noun.lefts)
    return noun.text.istitle() and noun.i > noun.sent.start and noun.left_edge.i < noun.i


def of_many(source: Token) -> bool:
    """Tells whether an indefinite word picks out some people: "one of the children", "those in charge"."""
    among = any(c.dep_ == "prep" and c.lower_ in _AMONG and c.i > source.i for c in source.children)
    if among and source.lower_ in {"some", "many", "few"}:
        return True  # "many in the party"
    if source.lower_ == "those":
        return any(c.dep_ in {"prep", "relcl", "acl", "amod"} and c.i > source.i for c in source.children)
    return source.lower_ in {"one", "many", "few", "none", "some"} and any(
        c.lower_ == "of" for c in source.children
    )


def _bare_report(source: Token) -> bool:
    if source.lower_ not in {"reports", "report", "rumours", "rumors", "sources"} or source.lower_ in {
        "report",
        "sources",
    }:
        return False
    if any(c.dep_ == "prep" and c.lower_ in {"in", "from"} for c in source.children):
        return False  # "Reports in Italy claimed"
    named = [
        c
        for c in source.children
        if c.dep_ in {"amod", "compound", "poss", "nmod"} and c.lower_ not in word_list("bare_modifier")
    ]
    return not named
