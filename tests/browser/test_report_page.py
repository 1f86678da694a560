"""The report page in a real browser: it shows what the table holds, filters it, and proves each row."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from playwright.sync_api import Page

from flows.write.lake import Lake, Snapshot
from flows.write.report.page import write_report
from tests.browser.conftest import Seen
from tests.invented_lake import PORT, TALKS

pytestmark = pytest.mark.heavy

Open = Callable[..., Page]


def count(page: Page) -> str:
    return page.locator("#count").inner_text()


def set_column(patch: pytest.MonkeyPatch, name: str, values: Sequence[str | None]) -> None:
    """Gives a column of the events other values, whenever it is read."""
    read = Snapshot.read

    def changed(state: Snapshot, table: str, columns: list[str] | None = None) -> pa.Table:
        rows = read(state, table, columns)
        if table != "events" or name not in rows.column_names:
            return rows
        return rows.set_column(rows.column_names.index(name), name, pa.array(values, pa.string()))

    patch.setattr(Snapshot, "read", changed)


def rows(page: Page) -> list[str]:
    return [row.inner_text() for row in page.locator(".rows [role=row]").all()]


def speakers(page: Page) -> dict[str, str]:
    """Returns the names of the top speakers, without what is said of them, and their counts."""
    return {
        line.locator(".bar-words").evaluate("b => b.firstChild.data"): line.locator(".bar-n").inner_text()
        for line in page.locator("#speakers button").all()
    }


def test_counts_equal_the_parquet(open_page: Open, lake: Lake):
    page = open_page()
    events = lake.read("events").to_pylist()
    assert count(page) == f"{len(events)} events"
    assert page.locator("[role=grid]").get_attribute("aria-rowcount") == str(len(events) + 1)
    assert len(rows(page)) == len(events)
    for kind in ("statement", "call", "visit", "meeting"):
        n = sum(e["event_type"] == kind for e in events)
        assert page.locator(f".card.{kind} .card-n").inner_text() == str(n)


def test_it_loads_nothing_and_reports_no_violation(open_page: Open, seen: Seen):
    page = open_page()
    page.locator("#show-map").click()
    page.locator(".rows [role=row]").first.click()
    assert [url for url in seen.requests if not url.startswith("file:")] == []
    assert len(seen.requests) == 1
    assert seen.messages == []


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("type=visit", 3),
        ("type=visit,call", 4),
        ("status=planned", 1),
        ("status=planned,cancelled", 2),
        ("from=2024-05-15", 4),
        ("to=2024-05-09", 1),
        ("from=2024-05-08&to=2024-05-08", 1),
        ("actor=samora", 2),
        ("country=KEN", 2),
        ("pair=JPN-KEN", 2),
        ("speaker=samora+nhaca", 1),
        ("sides=ana+duarte+%E2%80%93+samora+nhaca", 1),
        ("outlet=Lake+Region+Wire", 4),
        ("confidence=0.9", 1),
        ("q=port+june", 1),
        ("q=oslo", 1),
        ("q=nothing+like+this", 0),
        ("type=unheard-of", 8),
    ],
)
def test_each_filter_in_the_fragment_filters(open_page: Open, fragment: str, expected: int):
    page = open_page(fragment)
    assert count(page) == ("8 events" if expected == 8 else f"{expected} of 8 events")
    assert len(rows(page)) == expected


def test_filters_set_by_hand_stand_in_the_fragment_and_can_be_shared(open_page: Open):
    page = open_page()
    page.locator(".card.visit").click()
    page.locator("#statuses").get_by_text("planned").click()
    page.locator("#q").fill("Nairobi")
    page.wait_for_url(lambda url: "Nairobi" in url)
    fragment = page.evaluate("location.hash.slice(1)")
    assert fragment == "q=Nairobi&type=visit&status=planned"
    assert count(open_page(fragment)) == "1 of 8 events"
    page.locator("#reset").click()
    assert count(page) == "8 events"
    assert page.evaluate("location.hash") in ("", "#")


def test_a_click_on_a_speaker_or_a_pair_filters(open_page: Open):
    page = open_page()
    page.locator("#speakers button", has_text="Samora Nhaca").click()
    assert count(page) == "1 of 8 events"
    page.locator("#reset").click()
    page.locator("#pairs button", has_text="Portugal → Mozambique").click()
    assert count(page) == "2 of 8 events"
    page.locator("#active button").click()
    assert count(page) == "8 events"


def test_the_timeline_and_the_matrix_are_drawn(open_page: Open):
    page = open_page()
    bars = page.locator("#timeline svg").first.locator("[data-mark=rect] rect")
    # A visit and a meeting on 13 May, statements and a cancelled visit on 15 May, one event on three days.
    assert bars.count() == 7
    assert page.locator("#timeline svg").nth(1).locator("[data-mark=bar] rect").count() == 1
    hollow = [bar.get_attribute("fill-opacity") for bar in bars.all()]
    assert sorted(float(o or 1) for o in hollow) == [0, 0.25, 1, 1, 1, 1, 1]
    assert page.locator("#matrix svg text", has_text="Mozambique").count() >= 1
    page.locator("#show-map").click()
    assert page.locator("#map svg [data-mark=dot] circle").count() == 4


def test_sorting_goes_both_ways(open_page: Open):
    page = open_page()
    head = page.get_by_role("columnheader", name="Conf.")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    shown = [r.split("\n")[-1] for r in rows(page)]
    assert shown == sorted(shown, reverse=True)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.evaluate("location.hash") == "#sort=confidence"


def test_evidence_opens_with_its_words_marked_and_its_provenance_spelled_out(open_page: Open, lake: Lake):
    page = open_page("q=visited+maputo&type=visit")
    page.locator(".rows [role=row]").click()
    body = page.locator("#evidence-body")
    assert body.locator("mark.mention").evaluate("m => m.lastChild.data") == "visited"
    assert "Ana Duarte" in body.locator("mark.actor").inner_text()
    assert "on Monday" in body.locator("mark.date").inner_text()
    assert "Maputo" in body.locator("mark.place").inner_text()
    words = body.inner_text()
    event = next(e for e in lake.read("events").to_pylist() if e["quote"].startswith("Ana Duarte"))
    article = next(a for a in lake.read("articles").to_pylist() if a["article_id"] == event["article_id"])
    for fact in (
        f"characters {event['char_start']} to {event['char_end']}",
        article["text_sha256"],
        article["source_uri"],
        "line 1",
        "visit.invented",
        event["run_id"],
        event["event_id"],
        "13 May 2024",
    ):
        assert fact in words
    assert body.get_by_role("link", name="Portugal looks to Maputo").get_attribute("href") == (
        "https://example.org/port"
    )
    assert body.locator(".article").evaluate("a => a.textContent.replace(/\\[[a-z, ]+:\\] /g, '')") == PORT


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("type=meeting&q=Samora+Nhaca", "meeting Ana Duarte with Samora Nhaca"),
        ("type=call", "call Kenji Mori with Wanjiru Otieno"),
    ],
)
def test_the_evidence_s_heading_says_how_the_sides_stand(open_page: Open, query: str, heading: str):
    page = open_page(query)
    page.locator(".rows [role=row]").first.click()
    assert page.locator("#evidence-title").inner_text() == heading


def test_offsets_hold_after_a_character_beyond_the_basic_plane(open_page: Open):
    page = open_page("q=oslo")
    page.locator(".rows [role=row]").click()
    body = page.locator("#evidence-body")
    assert TALKS.index("🎏") < TALKS.index("talks")
    assert body.locator(".article mark.mention").evaluate("m => m.lastChild.data") == "talks"
    assert body.locator(".article mark.date").evaluate("m => m.lastChild.data") == "from 6 to 9 May"


def test_evidence_names_the_other_articles_that_tell_the_event(
    open_page: Open, lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # As if all eight rows told one story.
    set_column(monkeypatch, "story_id", ["one"] * 8)
    write_report(lake, tmp_path / "stories.html")
    page = open_page("q=oslo", file=tmp_path / "stories.html")
    page.locator(".rows [role=row]").click()
    assert page.locator(".telling").count() == 7
    page.locator(".telling", has_text="Portugal looks to Maputo").first.click()
    assert "Ana Duarte" in page.locator("#evidence-title").inner_text()


def test_speakers_are_named_once_however_they_are_written(
    open_page: Open, lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    names = ["PELL", "Pell", "NATO", "Nato", "NATO", "I", "JEAN-LUC O'DAY", "We"]
    kinds = ["person", "person", *["organisation"] * 3, "person", "person", "group"]
    set_column(monkeypatch, "event_type", ["statement"] * 8)
    set_column(monkeypatch, "actor1_name", names)
    set_column(monkeypatch, "actor1_kind", kinds)
    write_report(lake, tmp_path / "speakers.html")
    page = open_page(file=tmp_path / "speakers.html")
    assert speakers(page) == {"NATO": "3", "Pell": "2", "Jean-Luc O'Day": "1"}
    assert list(speakers(page)) == ["NATO", "Pell", "Jean-Luc O'Day"]


def test_who_is_only_described_is_counted_apart_from_the_names(
    open_page: Open, lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    set_column(monkeypatch, "event_type", ["statement"] * 8)
    set_column(
        monkeypatch,
        "actor1_name",
        [
            "Ministry",
            "Kenyan officials",
            "his department",
            "police",
            "State Department spokesperson",
            "Gov. Ellen Marsh",
            "Ellen Marsh",
            "Doctors Across Borders",
        ],
    )
    kinds = ["government", "group", "organisation", "organisation", "unnamed"]
    set_column(monkeypatch, "actor1_kind", [*kinds, "person", "person", "organisation"])
    write_report(lake, tmp_path / "described.html")
    page = open_page(file=tmp_path / "described.html")
    assert speakers(page) == {
        "Ellen Marsh": "2",
        "Doctors Across Borders": "1",
        "State Department spokesperson": "1",
    }
    assert page.locator("#speakers-note").inner_text().startswith("4 statements by sources without a name")
    page.locator("#speakers button", has_text="Ellen Marsh").click()
    assert count(page) == "2 of 8 events"
    assert page.locator("#active").inner_text() == "speaker: Ellen Marsh ✕"


def test_a_speaker_is_shown_with_title_and_country(open_page: Open, lake: Lake):
    spoken = next(e for e in lake.read("events").to_pylist() if e["actor1_name"] == "Samora Nhaca")
    assert spoken["actor1_country"] == "MOZ"
    line = open_page().locator("#speakers button", has_text="Samora Nhaca")
    title = next(p["title"] for p in lake.read("participants").to_pylist() if p["name"] == "Samora Nhaca")
    assert line.get_attribute("title") == ", ".join(filter(None, ["Samora Nhaca", title, "Mozambique"]))


def test_each_line_of_the_lists_leads_to_as_many_rows_as_it_says(open_page: Open):
    page = open_page()
    for line in ("#sides button", "#speakers button", "#pairs button"):
        assert page.locator(line).count() > 0
        for i in range(page.locator(line).count()):
            n = page.locator(line).nth(i).locator(".bar-n").inner_text()
            page.locator(line).nth(i).click()
            assert count(page) == f"{n} of 8 events"
            page.locator("#reset").click()


def test_a_call_is_the_same_pair_whoever_is_named_first(
    open_page: Open, lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    set_column(monkeypatch, "event_type", ["call"] * 4 + ["meeting"] * 2 + ["visit"] * 2)
    one, other = "Ana Duarte", "Kenji Mori"
    set_column(monkeypatch, "actor1_name", [one, other] * 4)
    set_column(monkeypatch, "participants_text", [f"{one}; {other}", f"{other}; {one}"] * 4)
    write_report(lake, tmp_path / "sides.html")
    page = open_page(file=tmp_path / "sides.html")
    lines = page.locator("#sides button").all()
    assert [line.inner_text().split("\n") for line in lines] == [
        ["Ana Duarte – Kenji Mori", "6"],
        ["Kenji Mori → Ana Duarte", "1"],  # of equals the latest first
        ["Ana Duarte → Kenji Mori", "1"],
    ]
    # Four calls and two meetings: its bar is green for two thirds.
    grown = (
        page.locator("#sides .bar")
        .first.locator("span")
        .evaluate_all("all => all.map(p => p.style.flexGrow)")
    )
    assert grown == ["4", "2"]


def test_visits_by_people_of_no_known_country_have_a_row_of_their_own(
    open_page: Open, lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    set_column(monkeypatch, "event_type", ["visit"] * 8)
    read = lake.read("events").to_pylist()
    set_column(monkeypatch, "actor1_country", [None] * 8)
    write_report(lake, tmp_path / "visits.html")
    page = open_page(file=tmp_path / "visits.html")
    placed = sum(row["place_country"] is not None for row in read)
    shown = page.locator("#matrix svg [data-mark=text] text").all_text_contents()
    assert sum(map(int, shown)) == placed > 0
    assert page.locator("#matrix svg text", has_text="not known").count() == 1
    assert "whose country is not known" in page.locator("#countries-note").inner_text()
    assert page.locator("#pairs button").count() == 0
    assert count(open_page("pair=XXX-KEN", file=tmp_path / "visits.html")) == (
        f"{sum(row['place_country'] == 'KEN' for row in read)} of 8 events"
    )


def test_an_event_that_reaches_into_the_chosen_days_does_not_stretch_the_timeline(open_page: Open):
    page = open_page("from=2024-05-08&to=2024-05-14")  # among them talks from 6 to 9 May
    assert page.locator("#timeline svg").first.get_attribute("aria-label") == (
        "3 events by day, 8 May 2024 to 14 May 2024"
    )
    assert page.locator("#timeline-note").inner_text() == (
        "1 event reaching into these days from outside without a bar."
    )
    assert page.locator("#timeline svg").nth(1).locator("[data-mark=bar] rect").count() == 1


def test_the_days_of_a_range_share_what_they_have_in_common(open_page: Open):
    page = open_page("q=oslo")
    assert page.locator(".cell-date").last.inner_text() == "6 to 9 May 2024"


def test_the_tab_key_walks_from_the_top_to_a_row(open_page: Open):
    page = open_page()
    met: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        met.append(
            page.evaluate(
                "(e => e.id || `${e.closest('[id]').id} ${e.getAttribute('role') ?? e.tagName}`)"
                "(document.activeElement)"
            )
        )
        if met[-1] == "grid row":
            break
    wanted = [
        "skip",
        "theme",
        "types BUTTON",
        "q",
        "statuses BUTTON",
        "from",
        "actor",
        "country",
        "outlet",
        "confidence",
    ]
    wanted += [
        "bin",
        "show-matrix",
        "show-map",
        "pairs BUTTON",
        "sides BUTTON",
        "speakers BUTTON",
        "grid row",
    ]
    assert [place for place in dict.fromkeys(met) if place in wanted] == wanted
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press(" ")
    assert page.locator("#evidence").is_visible()


def test_an_event_has_an_address_of_its_own(open_page: Open, lake: Lake):
    key = lake.read("events")["event_id"][3].as_py()
    page = open_page(f"event={key}")
    assert page.locator("#evidence").is_visible()
    assert key in page.locator("#evidence-body").inner_text()


def test_the_keyboard_alone_reaches_a_row_and_its_evidence_and_comes_back(open_page: Open):
    page = open_page()
    page.locator(".rows [role=row][tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    key = page.evaluate("document.activeElement.dataset.event")
    assert key == page.locator(".rows [role=row]").nth(2).get_attribute("data-event")
    page.keyboard.press("Enter")
    assert page.locator("#evidence").is_visible()
    page.locator("#next").press("Enter")
    assert page.locator("#position").inner_text() == "4 of 8"
    page.keyboard.press("Escape")
    assert not page.locator("#evidence").is_visible()
    # The dialog gives the focus back to the row that it was opened from; the page moves it on after that.
    page.locator(":focus[aria-rowindex='5']").wait_for()


def test_hostile_words_show_as_text_and_run_nothing(open_page: Open, seen: Seen):
    page = open_page("q=ceasefire")
    row = page.locator(".rows [role=row]")
    assert "<script>document.title" in row.inner_text()
    row.click()
    body = page.locator("#evidence-body")
    words = body.inner_text()
    assert "<img src=x onerror=" in words
    assert "⟨U+202E⟩holds⟨U+202C⟩" in words
    assert "\u202e" not in page.evaluate("document.body.innerText")
    # Its address is javascript: and its source a file: neither becomes a link.
    assert body.locator("a").count() == 0
    assert page.locator("#outlet option", has_text="<b>Evil</b> Gazette").count() == 1
    assert page.title() == "Readout: events in the news"
    assert page.locator("main img, dialog img, main script, dialog script, dialog svg").count() == 0
    assert seen.messages == []
    assert len(seen.requests) == 1


def test_the_policy_forbids_what_is_not_ours(open_page: Open, seen: Seen):
    page = open_page()
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          try { script.textContent = "document.title = 'owned'"; } catch {}
          document.body.append(script);
          const image = document.createElement("img");
          image.src = "https://example.org/x.png";
          document.body.append(image);
        }"""
    )
    with pytest.raises(Exception, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = '<p>x</p>'")
    assert page.title() == "Readout: events in the news"
    assert any("img-src" in m or "default-src" in m for m in seen.messages)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_names_of_countries_are_not_cut_off(open_page: Open, width: int):
    page = open_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.reload()
    page.locator("#matrix svg").wait_for()
    edge = page.locator("#matrix").evaluate("room => room.getBoundingClientRect().right")
    for name in page.locator("#matrix svg text").all():
        assert name.evaluate("t => t.getBoundingClientRect().right") <= edge


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2200])
def test_it_fits_any_width(open_page: Open, width: int):
    page = open_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".rows [role=row]").first.click()
    assert page.locator("#evidence-body").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_filters_fold_on_a_phone(open_page: Open):
    page = open_page()
    page.set_viewport_size({"width": 390, "height": 800})
    assert not page.locator("#q").is_visible()
    page.locator("#fold").click()
    assert page.locator("#q").is_visible()
