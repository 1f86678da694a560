"""axe-core looks at the report page, light and dark, on a phone and on a wide screen."""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.heavy


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("view", ["whole", "map", "evidence"])
def test_axe_finds_no_serious_violation(
    open_page: Callable[..., Page], scheme: Literal["light", "dark"], width: int, view: str
):
    page = open_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    if view == "map":
        page.locator("#show-map").click()
        if width < 800:
            page.locator("#fold").click()
    elif view == "evidence":
        page.locator(".rows [role=row]").first.click()
    found = Axe().run(page).response["violations"]
    grave = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [
        (v["id"], [(n["html"][:150], n["any"][0]["message"][:200] if n["any"] else "") for n in v["nodes"]])
        for v in grave
    ] == []
