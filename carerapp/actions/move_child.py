"""A child moves: another procedure holds, another council placed them, or another authority holds the file.

One entry says all of it, and is the act. Where another authority holds the file from now on and does not get
what was written before, what it cannot do without is said again after it: who the child is, and that they are
missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carerapp.actions.casebook import Casebook
from carerapp.domain.belonging import ELSEWHERE, NOT_SURE
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.json_value import as_object
from carerapp.domain.new_event import NewEvent
from carerapp.domain.records import Record
from carerapp.domain.same_child import said_in, standing
from carerapp.domain.topics.moved import Moved
from carerapp.domain.topics.same_child import SameChild
from carerapp.domain.uk_time import uk_words

#: What is said again to an authority that gets nothing from before: who it is, and where they live.
WHO = ("full_name", "known_as", "date_of_birth")
LIVES = ("called", "setting", "looked_after", "care_leaver")
#: And of a child who is missing now.
MISSING = ("unknown_since", "reported_at", "police_reference", "found_at")
_NAMELESS = {ELSEWHERE: "Another council", NOT_SURE: "Not known"}
DAY = "%d/%m/%Y %H:%M"


@dataclass(frozen=True, slots=True)
class Move:
    """What was chosen. Ids of protocols; ``placing`` "": the council there; ``holder``: whose authority holds
    the file. ``before``: it gets what was written before; ``tonight``: an open episode goes on under the new
    procedure."""

    host: str
    placing: str
    holder: str
    before: bool = False
    tonight: bool = False
    reason: str = ""


def as_it_is(child: ChildFile, still_with: str = "") -> Move:
    """To whom the child belongs now. ``still_with``: whose authority has the file, where an answer on the
    profile reads otherwise since, and nobody moved the child."""
    belongs = child.belongs
    holder = belongs.holder or still_with or child.holder
    return Move(belongs.host or child.protocol.id, belongs.placing, holder)


def changes(child: ChildFile, move: Move, still_with: str = "") -> bool:
    """Whether anything would be different."""
    now = as_it_is(child, still_with)
    return (move.host, move.placing, move.holder) != (now.host, now.placing, now.holder)


def short_name(book: Casebook, id: str) -> str:
    """What an authority is called; one that the app does not hold has no name here."""
    if id in _NAMELESS:
        return _NAMELESS[id]
    return next((one.short for one in book.protocols.available() if one.id == id), id)


def move_child(book: Casebook, child: str, move: Move, still_with: str = "") -> Event:
    """Returns the entry that is the act. Nothing is taken away: what was written stays, under the council
    that it was written for. Raises ``ValueError`` when nothing would be different, NotSaved."""
    whole = book.child(child)
    if not changes(whole, move, still_with):
        raise ValueError("nothing would be different")
    episodes = (one for file in whole.logs for one in book.alone(file).episodes)
    over = frozenset(one.id for one in episodes if _over(whole, one))
    acts = [_move(book, file, move, still_with, over) for file in whole.logs]
    return next(act for act in acts if act is not None)


def _over(whole: ChildFile, episode: Episode) -> bool:
    """Also where it was closed in the child's other file, as one with an episode there."""
    return whole.episode(episode.id).closed


def _move(book: Casebook, log: str, move: Move, still_with: str, over: frozenset[str]) -> Event | None:
    """The act in one file of the child. Of a child with two, each goes to the new holder."""
    file = book.alone(log)
    if not changes(file, move, still_with):
        return None
    left = as_it_is(file, still_with)
    ids = (move.host, move.placing, move.holder, left.host, left.placing, left.holder)
    said = Moved(
        host=move.host,
        placing=move.placing,
        holder=move.holder,
        left_host=left.host,
        left_placing=left.placing,
        left=left.holder,
        called={id: short_name(book, id) for id in ids if id},
        before=move.before and move.holder != left.holder,
        tonight=move.tonight and move.host != left.host and _running(file, over) is not None,
        reason=move.reason.strip(),
    )
    act = book.write_in(log, file.profile.id, file.profile.form, NewEvent.note(said))
    _go_on(book, log, act, said, over)
    return act


def _running(file: ChildFile, over: frozenset[str]) -> Episode | None:
    live = [one for one in file.episodes if not one.closed and one.id not in over]
    return live[-1] if live else None


def finish_moves(book: Casebook) -> None:
    """What a crash cut off after the act is written now, file by file. Raises NotSaved."""
    for file in book.every_file():
        for act in file.moves[-1:]:
            if book.wrote(act) and not any(_ends(event, act) for event in file.events):
                _go_on(book, file.id, act, Moved.of(act))


def _ends(event: Event, act: Event) -> bool:
    """The last entry of an act opens the profile again."""
    return event.record == act.record and as_object(event.value).get("moved") == act.id


def _go_on(book: Casebook, log: str, act: Event, said: Moved, over: frozenset[str] = frozenset()) -> None:
    """Open again, for a reader who has nothing from before, each record that goes on; and say again what is
    in ``WHO``, ``LIVES`` and ``MISSING``, and which other file is this child's. ``over``: episodes that were
    closed in that one. The profile comes last: before it, such a reader sees no child."""
    hand_over = said.hands_over and not said.before
    if not (hand_over or said.tonight):
        return
    file = book.alone(log)
    again = f"Said again for {said.called.get(said.holder, said.holder)}"
    if episode := _running(file, over):
        host = book.protocols.protocol(said.host) if said.tonight else file.protocol
        form = (
            host.episode.ref if said.tonight else (episode.record.under or episode.record.opened or act).form
        )
        book.write_in(
            log,
            episode.id,
            form,
            NewEvent.going_on(host.serial if said.tonight else episode.rules, act.id),
        )
        if hand_over:
            _say_again(book, log, episode.record, MISSING, again)
    if hand_over:
        form = file.key_contacts.form
        book.write_in(log, file.key_contacts.id, form, NewEvent.going_on(None, act.id))
        _say_again(book, log, file.key_contacts, WHO, again)
        _say_again(book, log, file.profile, LIVES, again)
        for word in standing(said_in(log, file.as_written)).values():
            if word.one:
                note = NewEvent.note(SameChild.of(word.event))
                book.write_in(log, file.profile.id, file.profile.form, note)
    book.write_in(log, file.profile.id, file.profile.form, NewEvent.going_on(None, act.id))
    book.forget(log)  # the open episode may be under other rules now


def _say_again(book: Casebook, log: str, record: Record, fields: tuple[str, ...], reason: str) -> None:
    for event in list(_newest(record, fields)):
        book.write_in(log, record.id, record.form, NewEvent.said_again(event, reason))


def _newest(record: Record, fields: tuple[str, ...]) -> Iterator[Event]:
    """Where two answers stand, both stay: the newest is said again, and takes no other's place."""
    for field in fields:
        if heads := record.heads(field):
            yield heads[-1]


def goes_over(book: Casebook, child: ChildFile) -> tuple[str, ...]:
    """What is said again to an authority that gets nothing from before, in words for the screen."""
    said = ["Their name and date of birth", "Where they live", "That you moved them, when, and why"]
    if episode := child.open_episode:
        since = uk_words(episode.unknown_since, DAY)
        told = episode.reported_at
        police = f"reported to the police {uk_words(told, DAY)}" if told else "not reported to the police yet"
        back = f", back since {uk_words(episode.found_at, DAY)}" if episode.found_at else ""
        said.append(f"That they are missing since {since}, {police}{back}")
    return tuple(said)
