"""What was written while the app was locked, put into a child's log by whoever unlocked.

Each piece keeps the moment it was written and its own id, so that a merge cut short goes on where it
stopped and nothing stands there twice. The log says that nobody was signed in when it was written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.domain.captured_clock import BELIEVED, Times, times_in_doubt
from carerapp.domain.checks import check_value
from carerapp.domain.clock import Mark, Steady
from carerapp.domain.clock_doubt import FAR
from carerapp.domain.gate.captured import captured
from carerapp.domain.json_value import Json
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import StepOutcome
from carerapp.domain.topics.captured import PutInCaptured
from carerapp.domain.topics.captured_clock import CapturedClock
from carerapp.domain.topics.note import Note
from carerapp.domain.topics.photo import AddedPhoto
from carerapp.domain.uk_time import at_words

Piece = Mapping[str, Json]
HALF = "half"  # the kind of a piece that was being typed when the app stopped
HALF_TYPED = "Half typed, not finished: "  # before its words, on the screen and in the log


@dataclass(frozen=True, slots=True)
class CapturedEpisode:
    """One start without unlocking and all that was written under it, also what was only half typed."""

    id: str
    began: datetime
    since: datetime
    by: str
    pieces: tuple[Piece, ...]

    def marks(self) -> tuple[Mark, ...]:
        """Both clocks at each piece, in the order they were written; of what was half typed, none."""
        return tuple(_mark(piece) for piece in self.pieces if piece.get("kind") != HALF)


def captured_episodes(entries: Iterable[Piece]) -> tuple[CapturedEpisode, ...]:
    """The captured entries, one group a start. A piece whose start is lost begins a group of its own."""
    groups: dict[str, list[Piece]] = {}
    for piece in entries:
        if captured(piece) is None:
            continue  # whoever has the device can write there; it stays, and nothing stops for it
        groups.setdefault(str(piece.get("night") or piece.get("id") or ""), []).append(piece)
    return tuple(_gather(id, pieces) for id, pieces in groups.items())


def _gather(id: str, pieces: Sequence[Piece]) -> CapturedEpisode:
    began = min(_at(piece, "at") for piece in pieces)
    since = next((_at(p, "since") for p in pieces if p.get("since")), began)
    by = next((str(p["by"]) for p in reversed(pieces) if p.get("by")), "")
    # A name alone, half typed, says who it was and is no line of the log.
    said = tuple(
        piece for piece in pieces if piece.get("kind") != HALF or str(piece.get("words", "")).strip()
    )
    return CapturedEpisode(id, began, since, by, said)


def waiting(book: Casebook, entries: Iterable[Piece]) -> tuple[CapturedEpisode, ...]:
    """Those of which something does not yet stand in a child's log."""
    known = {event.id for child in book.children() for event in child.events}
    return tuple(n for n in captured_episodes(entries) if any(_id(piece) not in known for piece in n.pieces))


def doubt_of(book: Casebook, captured: CapturedEpisode) -> str:
    """What speaks against its times, in words; "" where nothing does."""
    marks = captured.marks()
    if marks and (captured.since - marks[0].wall).total_seconds() > FAR:
        at, since = at_words(marks[0].wall), at_words(captured.since)
        return f"It was begun at {at}, with “not seen since {since}”: the clock was set back in between"
    return times_in_doubt(marks, book.mark(), book.saved_at())


def put_in(
    book: Casebook,
    child: str,
    captured: CapturedEpisode,
    photo: Callable[[str], bytes],
    times: Times = BELIEVED,
) -> str:
    """Write the episode into the child's open episode, or a new one; the episode's id.

    `photo` gives a captured photo's bytes; `times`: what a person said of its times. Raises NotSaved; do it
    again then, nothing is doubled.
    """
    first = _mark(captured.pieces[0])
    episode = start_episode(book, child, times.since(captured.since, first))
    here = {event.id for event in book.child(child).events}
    clock_id = hashlib.sha256(f"clock of {captured.id}".encode()).hexdigest()[:16]
    if not times.believed and clock_id not in here:
        said = CapturedClock(_iso(first.wall), _iso(times.began))
        book.write(child, episode.id, NewEvent.note(said, times.of(first, first), clock_id))
    for piece in captured.pieces:
        if _id(piece) not in here:
            book.write(child, episode.id, _what(book, child, episode.id, captured, piece, photo, times))
    return episode.id


def _what(
    book: Casebook,
    child: str,
    episode: str,
    captured: CapturedEpisode,
    piece: Piece,
    photo: Callable[[str], bytes],
    times: Times,
) -> NewEvent:
    at, id = times.of(_mark(piece), _mark(captured.pieces[0])), _id(piece)
    match piece.get("kind"):
        case "start":
            return NewEvent.note(PutInCaptured(captured.by, len(captured.pieces)), at, id)
        case "step":
            return _step(book, child, episode, piece, at)
        case "photo":
            saved = book.save_file(child, photo(str(piece["photo"])), episode)
            return NewEvent.note(AddedPhoto(saved), at, id)
        case "half":  # HALF
            return NewEvent.note(Note(f"{HALF_TYPED}{piece.get('words', '')}"), at, id)
    return NewEvent.note(Note(str(piece.get("words", ""))), at, id)


def _step(book: Casebook, child: str, episode: str, piece: Piece, at: datetime | None) -> NewEvent:
    """A tick, where this child's procedure has that step and nobody ticked it since; else its words."""
    id = _id(piece)
    field, said, comments = (str(piece.get(k, "")) for k in ("field", "outcome", "comments"))
    file, outcome = book.child(child), StepOutcome.read(said)
    known = any(step.field == field for step in file.protocol.checklist)
    if known and outcome and not file.record(episode).heads(field):
        return NewEvent.answer(field, check_value(outcome, comments), happened=at, id=id)
    words = f"{piece.get('title', field)}: {outcome.on_screen.lower() if outcome else said}. {comments}"
    return NewEvent.note(Note(words.strip()), at, id)


def _id(piece: Piece) -> str:
    return str(piece.get("id", ""))


def _iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _mark(piece: Piece) -> Mark:
    ms = piece.get("run_ms")
    return Mark(_at(piece, "at"), Steady(str(piece.get("run") or ""), ms if isinstance(ms, int) else 0))


def _at(piece: Piece, key: str) -> datetime:
    """Aware, on the wall clock of where it was written."""
    return datetime.fromisoformat(str(piece[key]))
