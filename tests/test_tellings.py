import tracemalloc
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.clean.copies import CopyIndex
from flows.tellings import Telling, Tellings

WORDS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"])))


def telling(number: int) -> Telling:
    place = ("file:///wire.jsonl", f"line {number}")
    return Telling(place, date(2024, 5, 14), f"{number:064x}", f"Bulletin {number}", None, "Wire", number)


@given(st.dates(), WORDS, WORDS, st.booleans())
def test_what_was_put_in_comes_out(day: date, title: str | None, outlet: str | None, mark: bool) -> None:
    given_one = Telling(("file:///a", ""), day, "0" * 64, title, None, outlet, 7)
    store = Tellings([("a", telling(1), False)])
    store.put("b", given_one, mark)
    found = store.get("b")
    assert found == (given_one, mark)
    assert found[0].length == 7
    assert store.get("c") is None
    assert ("a" in store, "c" in store) == (True, False)


def test_a_later_telling_takes_the_place_of_the_former() -> None:
    store = Tellings([("a", telling(1), True)])
    store.put("a", telling(2))
    assert store.get("a") == (telling(2), False)
    store.mark("a", True)
    store.set_lengths([("a", 99), ("unknown", 1)])
    found = store.get("a")
    assert found == (telling(2), True)
    assert found[0].length == 99
    assert list(store.places()) == [("a", telling(2).place)]
    assert store.sources() == {"file:///wire.jsonl"}


def test_neither_the_tellings_nor_the_index_of_copies_stay_in_memory() -> None:
    store, index = Tellings(), CopyIndex()

    def take_in(first: int) -> None:
        for n in range(first, first + 200):
            store.put(f"{n:016x}", telling(n))
            words = " ".join(f"word{n * 7 + k} Name{k}" for k in range(60))
            index.add(f"{n:016x}", date(2024, 1, 1) + timedelta(n), words)
            list(index.copies_of(f"{n:016x}"))

    take_in(0)
    tracemalloc.start()
    take_in(200)
    kept = tracemalloc.take_snapshot()
    tracemalloc.stop()
    # Of other threads' doings, such as those of the test server of Prefect, nothing counts.
    ours = kept.filter_traces([tracemalloc.Filter(True, "*/flows/*"), tracemalloc.Filter(True, __file__)])
    # Not even 100 bytes an article; as objects the index alone takes some 5,000.
    assert sum(trace.size for trace in ours.traces) < 20_000
