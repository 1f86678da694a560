import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from flows.write.lake import Lake
from flows.write.report.page import write_report
from tests.invented_lake import HOSTILE, sample

BLOCK = re.compile(r'<script type="application/json" id="([^"]+)">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return sample(tmp_path_factory.mktemp("lake"))


@pytest.fixture(scope="module")
def page(lake: Lake) -> str:
    file = lake.root / "report.html"
    assert write_report(lake, file) == 8
    return file.read_text(encoding="utf-8")


def blocks(page: str) -> dict[str, object]:
    return {key: json.loads(data) for key, data in BLOCK.findall(page)}


def test_it_names_no_address_to_load_anything_from(page: str):
    markup = BLOCK.sub("", page)
    assert not re.findall(r"""<(?:script|link|img|iframe|object)[^>]+(?:src|href)\s*=""", markup)
    assert "@import" not in markup
    assert "url(" not in page[page.index("<style>") : page.index("</style>")]


def test_all_events_and_the_texts_of_their_articles_are_in_it(page: str, lake: Lake):
    data = blocks(page)
    assert data["overview"]["events"]["event_id"] == lake.read("events")["event_id"].to_pylist()
    for row in lake.read("articles").to_pylist():
        assert data[f"article-{row['article_id']}"]["text"] == row["text"]


def test_the_articles_come_after_all_that_draws(page: str):
    assert page.index("</script>\n", page.index("drawTimeline(")) < page.index('id="article-')


def test_each_event_finds_its_values_where_they_stand_once(page: str, lake: Lake):
    columns = blocks(page)["overview"]["events"]
    for name in ("event_type", "participants_text", "event_date_end", "place_lat"):
        of, at = columns[name]["of"], columns[name]["at"]
        assert [str(of[i]) for i in at] == [str(v) for v in lake.read("events")[name].to_pylist()]
        assert len(set(of)) == len(of)


def test_hostile_words_do_not_end_their_block(page: str):
    outside = BLOCK.sub("", page)
    assert "owned" not in outside
    assert "\u202e" not in outside
    texts = [b["text"] for key, b in blocks(page).items() if key.startswith("article-")]
    assert HOSTILE in texts


def test_the_policy_lets_in_these_scripts_and_this_style_by_their_hashes(page: str):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    run = [
        *re.findall(r"<script>(.*?)</script>", page, re.DOTALL),
        *re.findall(r"<style>(.*?)</style>", page, re.DOTALL),
    ]
    assert len(run) == 3
    for words in run:
        assert base64.b64encode(hashlib.sha256(words.encode()).digest()).decode() in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_same_lake_makes_the_same_page(page: str, lake: Lake, tmp_path: Path):
    write_report(lake, tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == page
    assert [f.name for f in tmp_path.iterdir()] == ["again.html"]


def test_the_libraries_bring_their_licences(page: str):
    assert "@observablehq/plot" in page
    assert "Permission to use, copy, modify" in page
