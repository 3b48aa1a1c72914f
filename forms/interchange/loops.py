"""A loop of XLSForm asks its questions once for each choice of a list: here they are written out, as
pyxform does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.interchange.cells import AT, Node

#: beside a node that a loop asks: the choice for which
CHOICE = "carer choice"
#: of a node that is one round of a loop
ROUND = "carer round"


def unrolled(node: Node) -> Node:
    """The same tree, where each loop is a group with a group for each choice."""
    if not node.get("children"):
        return node
    if node.get("type") != "loop":
        return node | {"children": [unrolled(child) for child in node["children"]]}
    rounds = [_round(node, choice) for choice in node.get("columns", ()) if choice["name"] != "none"]
    return node | {"type": "group", "children": rounds}


def _round(loop: Node, choice: Mapping[str, Any]) -> Node:
    asked = [unrolled(_filled(child, choice)) for child in loop["children"]]
    said = {"type": "group", "name": choice["name"], "label": choice.get("label", ""), "children": asked}
    return said | {ROUND: True, AT: loop[AT]}


def _filled(node: Node, choice: Mapping[str, Any]) -> Node:
    """One question for one choice; its words are filled in where they are read."""
    inner = (
        {"children": [_filled(child, choice) for child in node["children"]]} if node.get("children") else {}
    )
    return node | inner | {"name": put_in(str(node["name"]), choice), CHOICE: choice}


def put_in(words: str, choice: Mapping[str, Any], language: str = "") -> str:
    """Words with what stands in them for the choice: %(label)s, %(name)s."""
    if "%(" not in words:
        return words
    label = choice.get("label", "")
    if isinstance(label, Mapping):
        label = label.get(language) or next(iter(label.values()), "")
    return words.replace("%(label)s", str(label)).replace("%(name)s", str(choice["name"]))
