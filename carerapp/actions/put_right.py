"""Putting an entry right: what it says now in words, and how new words are read, each by its kind.

What cannot be read changes nothing. What would undo a fact of the episode is asked about once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from carerapp.domain.child import ChildFile
from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import Json
from carerapp.domain.log_names import LogNames
from carerapp.domain.log_words import shown
from carerapp.domain.outcomes import Fact
from carerapp.domain.typed_answer import SPOKEN, TypedAnswer, read_answer
from carerapp.domain.way_back import THEN
from forms.engine.answers import is_blank, is_not_known
from forms.engine.definition import Field
from forms.engine.kinds import KINDS
from forms.engine.kinds.date_time import kept_moment
from forms.engine.messages import UNCLEAR, refused

#: A fact of the episode that stands on one answer, and what holds once the answer is gone.
UNDONE: Mapping[str, str] = MappingProxyType(
    {
        "unknown_since": "The clock then starts when this log was opened.",
        "reported_at": THEN[Fact.REPORTED],
        "found_at": THEN[Fact.FOUND],
        "closed_reason": THEN[Fact.CLOSED],
        "return_interview_at": "The return interview then counts as not held.",
    }
)
_FIXED = (EventKind.OPEN, EventKind.ADD_ROW, EventKind.REMOVE_ROW, EventKind.ATTACH, EventKind.NEWER)
FUTURE = "That is in the future. Nothing was changed. Check it."
EMPTY = "Write what it should say."
AGAIN = "If that is right, tap Save again."


@dataclass(frozen=True, slots=True)
class Reading:
    """``value``: what was read. With a ``problem`` nothing may be written, unless it was only ``asked``
    about and the same words are given again. ``readings``, ``twice``: as of a typed answer."""

    value: Json = None
    problem: str = ""
    asked: bool = False
    readings: tuple[str, ...] = ()
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as it can be put right. ``event``: the entry itself, or the one that answered again later.
    ``field``: the question it answers; None for an entry that answers none. ``words``: as a box shows it."""

    event: Event
    field: Field | None
    words: str
    secret: bool = False


def standing(child: ChildFile, entry: Event) -> Standing | None:
    """None for an entry without words of its own that could be changed: a tap, a photo, a row."""
    if entry.kind in _FIXED:
        return None
    names = LogNames(child)
    field = None if entry.field.startswith("note:") else names.field(entry.field)
    if entry.kind is EventKind.NOTE or field is None:
        said = entry.value.get("words") if isinstance(entry.value, dict) else entry.value
        return Standing(entry, None, said) if isinstance(said, str) else None
    if field.kind in ("photo", "picture", "signature", "table"):
        return None
    heads = child.record(entry.record).heads(entry.field)
    newest = entry if entry in heads or not heads else heads[-1]
    secret = names.is_secret(newest)
    words = "" if secret or is_not_known(newest.value) else shown(newest, field)
    return Standing(newest, field, words, secret)


def read_again(
    child: ChildFile,
    stands: Standing,
    typed: str,
    now: datetime,
    here: Callable[[datetime], datetime] | None = None,
) -> Reading:
    """What was typed in place of what stands. A day or a time that may be two is asked about. ``here`` as of
    a typed time."""
    field, before = stands.field, stands.event.value
    if field is None:
        return Reading(typed.strip()) if typed.strip() else Reading(problem=EMPTY)
    if not typed.strip():
        undone = UNDONE.get(field.name) if field in child.protocol.episode.fields() else None
        if undone is None or is_blank(before):
            return Reading(problem=EMPTY)
        return Reading("", f"{undone} {AGAIN}", asked=True)
    read = read_answer(field, typed, before, now, here)
    if read.asks:
        return Reading(None, refused(read.problem), readings=read.readings, twice=read.twice)
    return Reading(read.value, why_refused(field, read, before, now))


def why_kept(
    field: Field,
    typed: str,
    before: Json,
    now: datetime,
    here: Callable[[datetime], datetime] | None = None,
) -> str:
    """Why what was typed into a box that saves by itself is not saved; "" when it is."""
    if not typed.strip():
        undone = "" if is_blank(before) else UNDONE.get(field.name, "")
        return f"{undone} To do that, put its entry in the log right." if undone else ""
    return why_refused(field, read_answer(field, typed, before, now, here), before, now)


def why_refused(field: Field, read: TypedAnswer, before: Json, now: datetime) -> str:
    """Why this may not take the place of `before`; "" when it may.

    Words are kept as they were typed where nothing readable stood there ("about May"): a paper form takes
    them, too. They never take the place of an answer that could be read, nor stand where the episode needs
    a moment."""
    kind = KINDS[field.kind]
    moment = kept_moment(read.value) if field.kind == "date_time" else None
    if read.to_come or (moment and moment > now and field.expects == "past"):
        return FUTURE
    problem = read.problem or kind.check(read.value, field, today=now.date())
    if not read.problem and problem not in UNCLEAR:
        return ""
    stood = kind.is_answered(before) and kind.check(before, field, today=now.date()) not in UNCLEAR
    return refused(problem or "") if stood or field.name in UNDONE else ""


def is_spoken(field: Field) -> bool:
    """A day or a time: read as people say it, once its box is left."""
    return field.kind in SPOKEN
