from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.html_pages import page_article
from flows.ingest.source import Source
from tests.ingest.reading import articles, rejected, words_at_runs_agree

PARAGRAPHS = (
    "The foreign minister met her counterpart in Doha on Monday for the first talks since 2021, she said.",
    "“We agreed to meet again before the summer,” she told reporters after the talks — twice.",
    "The two sides will reopen the border crossing at Kesh, closed after the storms of last winter.",
    "Officials of both ministries will meet in the capital next month to prepare the statement.",
)
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Talks in Doha | Example News</title>
<meta property="og:title" content="Talks in Doha"><meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2024-05-15T10:00:00Z">
<link rel="canonical" href="https://news.example/talks"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Talks in Doha</h1>
{body}</article><aside>Most read</aside><footer>© 2024 Example News</footer></body></html>"""


def page(*paragraphs: str) -> str:
    return PAGE.format(body="\n".join(f"<p>{p}</p>" for p in paragraphs))


def test_a_page(tmp_path: Path) -> None:
    source = page(*PARAGRAPHS)
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    (article,) = articles(tmp_path)
    for paragraph in PARAGRAPHS:
        assert paragraph in article.text
    assert "Home" not in article.text
    assert "Most read" not in article.text
    assert (article.published, article.published_basis) == ("2024-05-15", "page")
    assert (article.title, article.outlet) == ("Talks in Doha", "Example News")
    assert article.url == "https://news.example/talks"
    assert words_at_runs_agree(article, source)
    covered = sum(run.length for run in article.text_runs or ())
    assert covered >= sum(map(len, PARAGRAPHS))


def test_words_between_tags_lead_back_too(tmp_path: Path) -> None:
    marked = (
        PARAGRAPHS[0].replace("first talks", "<b>first</b>\n   talks").replace("on Monday", "on&nbsp;Monday")
    )
    source = page(marked, *PARAGRAPHS[1:])
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    (article,) = articles(tmp_path)
    assert words_at_runs_agree(article, source)
    assert source.index("said.</p>") in {run.source_start for run in article.text_runs or ()}


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "utf-8"])
def test_the_declared_encoding_counts(tmp_path: Path, declared: str) -> None:
    source = page(*PARAGRAPHS).replace('charset="utf-8"', f'charset="{declared}"')
    encoding = "utf-8" if declared == "utf-8" else "cp1252"
    (tmp_path / "a.html").write_bytes(source.encode(encoding))
    (article,) = articles(tmp_path)
    assert "“We agreed" in article.text
    assert "talks — twice" in article.text


def test_a_page_without_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><script>x()</script></body></html>")
    assert rejected(tmp_path).reason == "not_an_article"


def test_markup_nested_too_deep(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>" + "<div>" * 100_000 + "deep")
    assert rejected(tmp_path).reason == "limit_exceeded"


@given(st.text(st.sampled_from("<>/&;=\"' \x00adiv pbody\n!-é\ud800"), max_size=120))
def test_any_page_is_an_article_or_a_reject(text: str) -> None:
    source = Source("memory:", "0" * 64, "a.html", lambda: (_ for _ in ()).throw(OSError()))
    page_article(source, "html", "", text.encode("utf-8", "surrogatepass"))
