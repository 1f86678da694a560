"""Links in the documentation: those to files of the project lead somewhere, others are well formed."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "benchmarks/quality/README.md"])
LINK = re.compile(r"\]\(([^)\s]+)\)")
HOST = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path):
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        address = urlsplit(link)
        if address.scheme:
            # There is no network in the tests: whether the page is still there, they cannot tell.
            assert address.scheme == "https", link
            assert HOST.fullmatch(address.netloc), link
        elif address.path:
            assert (page.parent / address.path).exists(), link
