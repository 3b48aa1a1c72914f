"""What a screen reader is given: Chromium's accessibility tree of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page


@dataclass
class Node:
    """One thing that a screen reader says. ``state``: what Chromium tells of it ("checked", "focused" …)."""

    role: str
    name: str
    state: dict[str, Any]
    inside: list[Node] = field(default_factory=list)

    def all(self) -> Iterator[Node]:
        """This one, and what is in it, in reading order."""
        yield self
        for one in self.inside:
            yield from one.all()

    def of(self, *roles: str) -> list[Node]:
        """Everything in it that has one of these roles."""
        return [one for one in self.all() if one.role in roles]


def ax_tree(page: Page) -> Node:
    """The whole page, without what a screen reader passes over."""
    session = page.context.new_cdp_session(page)
    try:
        found = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    by_id = {node["nodeId"]: node for node in found}
    [made] = _made(next(node for node in found if "parentId" not in node), by_id)
    return made


def _made(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> list[Node]:
    """One that is passed over gives way to what is in it."""
    inside = [
        one for child in node.get("childIds", []) if child in by_id for one in _made(by_id[child], by_id)
    ]
    if node.get("ignored") and "parentId" in node:
        return inside
    state = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    state["description"] = node.get("description", {}).get("value", "")
    name = node.get("name", {}).get("value", "").replace("\u00a0", " ")
    return [Node(node.get("role", {}).get("value", ""), name, state, inside)]
