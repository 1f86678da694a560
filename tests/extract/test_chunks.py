from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.chunks import chunks
from flows.records import CleanArticle
from flows.text_article import text_article
from tests.newsroom import article

SHORT = text_article(article(1)["text"], date(2024, 5, 15))
LONG = text_article(" ".join([article(1)["text"]] * 800), date(2024, 5, 15))


@given(st.lists(st.sampled_from([SHORT, LONG]), max_size=300), st.integers(1, 9))
def test_no_article_is_lost_doubled_or_moved(given: list[CleanArticle], processes: int) -> None:
    found = list(chunks(given, processes))
    assert [a for chunk in found for a in chunk] == given
    assert all(found)


@pytest.mark.parametrize(
    ("n", "processes", "sizes"),
    [(250, 1, [63, 63, 63, 61]), (250, 2, [63, 63, 63, 61]), (250, 3, [42] * 5 + [40]), (5, 8, [1] * 5)],
)
def test_processes_share_a_batch_evenly(n: int, processes: int, sizes: list[int]) -> None:
    assert [len(chunk) for chunk in chunks([SHORT] * n, processes)] == sizes


def test_long_articles_fill_a_chunk_early() -> None:
    assert len(LONG.text) > 100_000
    assert max(len(chunk) for chunk in chunks([LONG] * 40)) < 5
