"""What axe-core finds wrong with a page for those who do not see it or can't use a mouse."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

FLUTTERS_OWN = ("region", "meta-viewport")  # axe rules that every Flutter page breaks


@dataclass(frozen=True)
class Finding:
    """What axe found: its rule, how bad, and the elements."""

    rule: str
    impact: str
    help: str
    elements: tuple[str, ...]


def axe(page: Page) -> list[Finding]:
    """axe-core's findings on this page as it stands, without those that are Flutter's own."""
    if not page.evaluate("typeof window.axe === 'object'"):
        source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        page.evaluate(f"() => {{ {source}\n }}")
    rules = {rule: {"enabled": False} for rule in FLUTTERS_OWN}
    result: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {resultTypes: ['violations'], rules})", rules
    )
    return [
        Finding(
            found["id"],
            found["impact"] or "",
            found["help"],
            tuple(node["html"][:300] for node in found["nodes"]),
        )
        for found in result["violations"]
    ]
