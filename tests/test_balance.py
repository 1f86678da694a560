from flows.balance import balances


def test_each_kind_and_all_balance():
    *kinds, total = balances(
        {"html": {"extracted": 3, "language": 2, "no_date": 5}, "csv": {"unchanged": 4, "duplicate": 1}}
    )
    assert [row.kind for row in kinds] == ["csv", "html"]
    for row in (*kinds, total):
        assert row.read == row.extracted + row.unchanged + row.duplicate + row.rejected
        assert row.rejected == sum(row.reasons.values())
    assert (total.read, total.rejected, total.why) == (15, 7, "5 no_date, 2 language")


def test_nothing_read_is_a_balance_too():
    (total,) = balances({})
    assert (total.kind, total.read, total.why) == ("all", 0, "")
