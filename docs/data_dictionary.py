"""A MkDocs hook: fills the data dictionary from the contract, so that it cannot fall behind."""

from typing import Any

from flows.contract import data_dictionary


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Returns the page's Markdown; that of the data dictionary made from schemas/."""
    return data_dictionary() if page.file.src_uri == "data-dictionary.md" else markdown
