"""Merges the participle that opens a sentence of speech with its main cue: "Offering help, X wrote …"."""

import dataclasses
from collections.abc import Sequence

from flows.extract.statements.cues import Cue
from flows.extract.statements.lexicon import cue_lemma, word_list

_FARTHEST_OPENER = 2


def merge_openers(cues: Sequence[Cue]) -> list[Cue]:
    """Makes an opening participle one more mention of the statement whose cue it hangs on."""
    hosts = {c.trigger.i: c for c in cues}
    merged: dict[int, Cue] = {}
    for cue in cues:
        host = hosts.get(_host(cue))
        if host is not None and host is not cue:
            merged[host.trigger.i] = dataclasses.replace(host, opener=cue)
    openers = {host.opener.trigger.i for host in merged.values() if host.opener is not None}
    return [merged.get(c.trigger.i, c) for c in cues if c.trigger.i not in openers]


def _host(cue: Cue) -> int:
    """Returns the index of the verb that an opening participle hangs on, or -1."""
    trigger = cue.trigger
    if (
        trigger.tag_ != "VBG"
        or cue_lemma(trigger) not in word_list("opening")
        or trigger.i - trigger.sent.start > _FARTHEST_OPENER
    ):
        return -1
    if any(c.dep_ == "mark" for c in trigger.children):
        return -1  # "While admitting mistakes, …" sets a second statement beside the first
    head = trigger.head if trigger.dep_ == "advcl" else trigger.head.head
    opens = trigger.dep_ in {"advcl", "pcomp"} and head.i > trigger.i
    return int(head.i) if opens else -1
