"""A real Chromium with the report of an invented lake in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from flows.write.lake import Lake
from flows.write.report.page import write_report
from tests.invented_lake import sample

# Quiet: a browser that calls home for updates would hide a page that loads something.
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Seen:
    """What happened in a page: addresses asked for, and messages on its console or of its errors."""

    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    assert found, "these tests need Chromium: `make heavy-tools` installs it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return sample(tmp_path_factory.mktemp("lake"))


@pytest.fixture(scope="session")
def report(lake: Lake) -> Path:
    write_report(lake, lake.root / "report.html")
    return lake.root / "report.html"


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def open_page(context: BrowserContext, report: Path, seen: Seen) -> Callable[..., Page]:
    """Opens the report from disk, with a fragment if wanted."""

    def opened(fragment: str = "", file: Path = report) -> Page:
        page = context.new_page()
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.messages.append(message.text))
        page.on("pageerror", lambda error: seen.messages.append(str(error)))
        page.on("dialog", lambda dialog: seen.messages.append(f"dialog {dialog.message}"))
        page.goto(file.as_uri() + (f"#{fragment}" if fragment else ""))
        page.locator("#count").wait_for()
        return page

    return opened
