"""`relevant` and `when`: small expressions, parsed to a tree, evaluated over facts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed expression; `text` is what was written."""

    text: str
    tree: tuple[object, ...]
