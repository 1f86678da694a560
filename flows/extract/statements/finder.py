"""Finds the statements of an article."""

from flows.extract.candidates import Candidate
from flows.extract.parsed import ParsedArticle, char_span, token_span
from flows.extract.rules import load_rules
from flows.records import Mention


def find_statements(parsed: ParsedArticle) -> list[Candidate]:
    """Finds every reported communication, in text order."""
    found = []
    rule = load_rules("verbs_of_saying")[0]
    for token in parsed.doc:
        if token.lemma_ in rule.data["verbs"] and parsed.quotation_at(token.idx) is None:
            subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
            if subject is not None:
                mention = Mention(token_span(token), rule.id, char_span(token.sent))
                found.append(
                    Candidate(
                        "statement", "occurred", token, (mention,), parsed.actors.resolve(subject, "speaker")
                    )
                )
    return found
