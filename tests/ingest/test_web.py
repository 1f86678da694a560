"""Feeds and addresses, against a real server on the loopback interface."""

import hashlib
import time
from pathlib import Path

import pytest

from flows.ingest import http
from flows.ingest.http import Limits, UnsafeAddressError, fetched
from flows.ingest.limits import LimitExceededError
from flows.ingest.retrying import PAUSES
from flows.ingest.source import ReadOptions
from flows.records import RawArticle, Reject
from tests.ingest.reading import TEXT, articles, read, rejected, words_at_runs_agree
from tests.ingest.test_html_pages import PARAGRAPHS, page
from tests.web_site import Site

LONG = " ".join([TEXT.replace("\n\n", " ")] * 4)
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>NPA</title>
<item><title>Talks in Doha</title><link>{base}/full</link><guid>urn:1</guid>
<pubDate>Wed, 15 May 2024 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{long}</p>]]></content:encoded></item>
<item><title>Talks in Oslo</title><link>{base}/page</link><guid>urn:2</guid>
<pubDate>Thu, 16 May 2024 10:00:00 GMT</pubDate><description>Ministers met in Oslo.</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>NPA</title>
<entry><id>urn:1</id><title>Talks</title><updated>2024-05-15T10:00:00Z</updated>
<content type="html">&lt;p&gt;The minister &amp;amp; her aide met.&lt;/p&gt;</content></entry></feed>"""


def test_a_feed_from_a_file_gives_what_it_holds(tmp_path: Path) -> None:
    source = RSS.format(base="https://news.example", long=LONG)
    (tmp_path / "feed.xml").write_text(source, encoding="utf-8")
    first, second = articles(tmp_path)
    assert (first.text, second.text) == (LONG, "Ministers met in Oslo.")
    assert (first.title, first.outlet, first.url) == ("Talks in Doha", "NPA", "https://news.example/full")
    assert (first.published, first.published_basis) == ("Wed, 15 May 2024 10:00:00 GMT", "feed")
    assert (first.source_id, first.source_record, first.reader) == ("urn:1", "entry 1", "feed")
    assert words_at_runs_agree(first, source)
    assert sum(run.length for run in first.text_runs or ()) == len(LONG)


def test_atom(tmp_path: Path) -> None:
    (tmp_path / "a.atom").write_text(ATOM)
    (article,) = articles(tmp_path)
    assert (article.text, article.published) == ("The minister & her aide met.", "2024-05-15T10:00:00Z")


def test_a_feed_over_http_and_its_linked_page(site: Site) -> None:
    site.put("/feed", RSS.format(base=site.base, long=LONG), "application/rss+xml")
    site.put("/page", page(*PARAGRAPHS).replace("Doha", "Oslo"))
    first, second = articles(f"{site.base}/feed")
    assert first.text == LONG
    assert PARAGRAPHS[1] in second.text
    assert (second.title, second.published) == ("Talks in Oslo", "Thu, 16 May 2024 10:00:00 GMT")
    assert [path for path, *_ in site.asked] == ["/feed", "/page"]
    # What gives the words is their source: the feed for the one, the page for the other.
    assert (first.source_uri, first.source_record) == (f"{site.base}/feed", "entry 1")
    assert (second.source_uri, second.source_record) == (f"{site.base}/page", "")
    assert second.source_sha256 == hashlib.sha256(site.answers["/page"][2]).hexdigest()
    assert words_at_runs_agree(second, site.answers["/page"][2].decode())
    assert (first.found_in, second.found_in) == (None, (f"{site.base}/feed", "entry 2"))


def test_a_feed_whose_page_is_gone_gives_its_summary(site: Site) -> None:
    site.put("/feed", RSS.format(base=site.base, long=LONG), "text/xml")
    assert [a.text for a in articles(f"{site.base}/feed")] == [LONG, "Ministers met in Oslo."]


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.put("/feed", RSS.format(base=site.base, long=LONG), "text/xml", ETag='"v1"')
    validators: dict[str, dict[str, str]] = {}
    options = ReadOptions(validators=validators)
    assert len(articles(f"{site.base}/feed", options=options)) == 2
    assert validators == {f"{site.base}/feed": {"etag": '"v1"'}}
    assert read(f"{site.base}/feed", options=options) == []
    assert [etag for path, etag, _ in site.asked if path == "/feed"] == [None, '"v1"']


@pytest.mark.parametrize(
    ("path", "media_type", "body", "reader"),
    [
        ("/a", "text/html; charset=utf-8", page(*PARAGRAPHS), "html"),
        ("/a.jsonl", "text/plain", f'{{"text": "{PARAGRAPHS[0]}", "date": "2024-05-15"}}', "jsonl"),
        ("/a", "application/octet-stream", page(*PARAGRAPHS), "html"),
        ("/a", "text/plain", f"date 2024-05-15 {PARAGRAPHS[0]}", "text"),
    ],
)
def test_pages_and_files_over_http(site: Site, path: str, media_type: str, body: str, reader: str) -> None:
    site.put(path, body, media_type)
    (article,) = articles(site.base + path)
    assert article.reader == reader
    assert PARAGRAPHS[0] in article.text


def test_what_the_server_calls_a_page_and_is_none(site: Site) -> None:
    site.put("/a", b"\x89PNG\x00\x00" * 50, "text/html")
    assert rejected(f"{site.base}/a").reason in ("undecodable", "not_an_article")


def test_errors_of_the_server_are_rejects_and_the_run_goes_on(site: Site) -> None:
    site.put("/a", page(*PARAGRAPHS))
    first, second = read(f"{site.base}/gone", f"{site.base}/a")
    assert isinstance(first, Reject)
    assert (first.reason, first.message) == ("network", "the server answers 404")
    assert isinstance(second, RawArticle)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(site: Site, status: int) -> None:
    site.put("/a", page(*PARAGRAPHS))
    site.refuse("/a", status, status)
    assert len(articles(f"{site.base}/a")) == 1
    assert len(site.asked) == 3
    site.refuse("/a", *[status] * 3)
    assert rejected(f"{site.base}/a").message == f"the server answers {status}"
    assert len(site.asked) == 6


def test_what_is_not_there_is_not_asked_for_again(site: Site) -> None:
    assert rejected(f"{site.base}/gone").reason == "network"
    assert len(site.asked) == 1


def test_pauses_between_tries_grow(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.retrying.PAUSES", PAUSES)
    paused: list[float] = []
    monkeypatch.setattr("flows.ingest.retrying.time.sleep", paused.append)
    site.put("/a", page(*PARAGRAPHS))
    site.refuse("/a", 503, 503)
    assert len(articles(f"{site.base}/a")) == 1
    assert 0 < paused[0] < paused[1]


def test_a_remote_file_is_tried_again_where_that_may_help(monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    with fsspec.open("memory://news/b.jsonl", "wb") as file:
        file.write(f'{{"text": "{PARAGRAPHS[0]}", "date": "2024-05-15"}}'.encode())
    real, failures = fsspec.open, [ConnectionResetError(), TimeoutError()]

    def open_or_fail(*given: str) -> object:
        if failures:
            raise failures.pop()
        return real(*given)

    monkeypatch.setattr(fsspec, "open", open_or_fail)
    assert len(articles("memory://news/b.jsonl")) == 1
    assert failures == []
    failures[:] = [PermissionError(13, "no"), PermissionError(13, "no")]
    assert rejected("memory://news/b.jsonl").reason == "unreadable"
    assert len(failures) == 1


def test_redirects_are_followed_but_not_for_ever(site: Site) -> None:
    site.put("/a", page(*PARAGRAPHS))
    site.redirect("/moved", "/a")
    site.redirect("/round", "/round")
    assert articles(f"{site.base}/moved")[0].reader == "html"
    assert rejected(f"{site.base}/round").reason == "network"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://news.example/a", "gopher://127.0.0.1/"])
def test_redirects_away_from_the_web_are_refused(site: Site, target: str) -> None:
    site.redirect("/away", target)
    assert rejected(f"{site.base}/away").reason == "unsafe"


def test_a_redirect_into_another_place_of_a_private_network_is_refused(site: Site) -> None:
    other = Site()
    other.put("/secret", page(*PARAGRAPHS))
    site.redirect("/inward", f"{other.base}/secret")
    assert rejected(f"{site.base}/inward").reason == "unsafe"
    assert other.asked == []
    allowed = articles(f"{site.base}/inward", options=ReadOptions(allow_private=True))
    assert len(allowed) == 1
    other.server.shutdown()
    other.server.server_close()


def test_a_feed_that_links_into_a_private_network(site: Site) -> None:
    other = Site()
    other.put("/page", page(*PARAGRAPHS))
    feed = RSS.format(base=other.base, long=LONG)
    site.put("/feed", feed, "text/xml")
    assert [a.text for a in articles(f"{site.base}/feed")] == [LONG, "Ministers met in Oslo."]
    assert other.asked == []
    bare = feed.replace("<description>Ministers met in Oslo.</description>", "")
    site.put("/feed", bare, "text/xml")
    _, refused = read(f"{site.base}/feed")
    assert isinstance(refused, Reject)
    assert refused.reason == "unsafe"
    other.server.shutdown()
    other.server.server_close()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "http://169.254.169.254/x"]
)
def test_private_addresses_are_refused_unless_named_by_the_user(address: str) -> None:
    with pytest.raises(UnsafeAddressError), fetched(address):
        pass


@pytest.mark.parametrize("path", ["/endless", "/slow"])
def test_bodies_without_end(site: Site, path: str) -> None:
    limits = Limits(size=1 << 20, seconds=1.0)
    started = time.monotonic()
    with (
        pytest.raises(LimitExceededError),
        fetched(site.base + path, trusted=site.base, limits=limits),
    ):
        pass
    assert time.monotonic() - started < 20


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(http, "_SECONDS_WAITED", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert rejected(f"http://127.0.0.1:{port}/").reason == "network"


def test_entities_in_a_feed_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    (tmp_path / "a.rss").write_text(
        f"<?xml version='1.0'?>{bomb}<rss><channel><title>&b;</title></channel></rss>"
    )
    assert rejected(tmp_path).reason == "unsafe"


def test_an_empty_feed(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text("<rss version='2.0'><channel><title>x</title></channel></rss>")
    assert rejected(tmp_path).reason == "malformed"


def test_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys
    from types import SimpleNamespace

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(f"date 2024-05-15 {TEXT}".encode())))
    (article,) = articles("-")
    assert (article.source_uri, article.text, article.published) == ("stdin:", TEXT, "2024-05-15")


def test_a_file_by_way_of_fsspec() -> None:
    import fsspec

    with fsspec.open("memory://news/a.jsonl", "wb") as file:
        file.write(f'{{"text": "{PARAGRAPHS[0]}", "date": "2024-05-15"}}'.encode())
    (article,) = articles("memory://news/a.jsonl")
    assert (article.source_uri, article.reader) == ("memory://news/a.jsonl", "jsonl")


def test_an_unknown_scheme() -> None:
    assert rejected("nosuch://host/a.txt").reason == "unsupported"
