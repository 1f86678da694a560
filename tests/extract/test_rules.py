from collections import Counter

import pytest

from flows.extract.rules import Rule, all_rules

RULES = list(all_rules())


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_rule_fires_on_its_example_and_not_on_its_counter_example(rule: Rule, events_of) -> None:
    def fired(text: str) -> set[str]:
        return {m.rule_id for e in events_of(text) for m in e.mentions}

    assert rule.id in fired(rule.example)
    assert rule.id not in fired(rule.counter_example)


def test_rule_ids_are_unique() -> None:
    assert [i for i, n in Counter(r.id for r in RULES).items() if n > 1] == []
