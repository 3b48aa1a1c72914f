"""The door for an entry that begins a form or an episode, or goes on with one since the child moved.

A second beginning would make another form of it, under other rules. A move (ADR 18) opens a record again:
that passes where it is the same kind of form, and where the move it names stands in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from carerapp.domain import hlc
from carerapp.domain.belonging import is_move
from carerapp.domain.events import BrokenEvent, Event
from carerapp.domain.gate.reasons import NotTaken, Reason
from carerapp.domain.json_value import as_object
from carerapp.domain.same_episode import kind_of


@dataclass(frozen=True, slots=True)
class Begun:
    """How a record stands in a log: the ``kind`` of its form, and whether its ``first`` entry is there, not
    only one with which it goes on since a move."""

    kind: str
    first: bool

    @staticmethod
    def after(before: Begun | None, document: Mapping[str, Any]) -> Begun:
        """With one more entry that opens it, as it stands in the log."""
        kind = before.kind if before else kind_of(str(document.get("form")))
        return Begun(kind, (before is not None and before.first) or not _move_of(document.get("value")))


def opening(event: Event, begun: Begun | None, move: Mapping[str, Any] | None) -> None:
    """``begun``: how the record stands here; ``move``: the entry of the log that it names (:func:`named`).
    Raises :class:`NotTaken`."""
    if begun is None:
        return
    again = not _is_of(event, move) if named(event) else begun.first
    if again or kind_of(event.form) != begun.kind:
        raise NotTaken(Reason.BEGUN)


def named(event: Event) -> str:
    """The id of the move since which the record goes on; "" for one that begins it."""
    return _move_of(event.value)


def _move_of(value: Any) -> str:
    moved = as_object(value).get("moved")
    return moved if isinstance(moved, str) else ""


def _is_of(event: Event, move: Mapping[str, Any] | None) -> bool:
    """Whether it is a move, and this device's own: whoever moves a child opens the records again."""
    try:
        act = Event.from_json(move) if move is not None else None
    except BrokenEvent:
        return False
    if act is None or not is_move(act):
        return False
    return act.hlc < event.hlc and hlc.device(act.hlc) == hlc.device(event.hlc)
