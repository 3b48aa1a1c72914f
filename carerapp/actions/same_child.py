"""Somebody looked at two files: they are one child's, or two children's. Said in both files, and it can be
said again."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.belonging import belonging
from carerapp.domain.child import ChildFile
from carerapp.domain.events import Event
from carerapp.domain.likely_same import Likely, likely_same
from carerapp.domain.new_event import NewEvent
from carerapp.domain.one_child import OneChild, may_be_one, oldest_first
from carerapp.domain.same_child import FIELDS, standing
from carerapp.domain.topics import Topic, encode
from carerapp.domain.topics.same_child import SameChild
from carerapp.domain.topics.same_episode import SameEpisode


def to_be_asked(book: Casebook) -> tuple[Likely, ...]:
    """Two files that are likely one child's, where nobody said anything about them yet."""
    return likely_same(book.children(), book.said())


def two_councils(book: Casebook) -> tuple[tuple[ChildFile, ChildFile], ...]:
    """Files that were said to be one child's, and are shown as two since one of them went to another
    council."""
    files = {file.id: file for file in book.every_file()}
    pairs = [sorted(word.pair) for word in standing(book.said()).values() if word.one]
    found = [(files[one], files[other]) for one, other in pairs if one in files and other in files]
    return tuple((one, other) for one, other in found if one.holder != other.holder)


def said_to_be_two(book: Casebook) -> tuple[tuple[ChildFile, ChildFile], ...]:
    """Files of which somebody said that they are two children's."""
    files = {file.id: file for file in book.every_file()}
    pairs = [sorted(word.pair) for word in standing(book.said()).values() if not word.one]
    return tuple((files[a], files[b]) for a, b in pairs if a in files and b in files)


def one_child(book: Casebook, one: str, other: str, reason: str = "") -> None:
    """Both files are one child's from here on. ``reason``: where the opposite was said before. Two episodes
    that are open are one then, and the log says so at once. Raises ``ValueError`` where the files may not be
    shown as one, NotSaved: say it again then, nothing is doubled."""
    if not may_be_one(book.alone(one), book.alone(other)):
        raise ValueError("two files that different authorities hold can't be one child's")
    _say(book, one, other, True, reason)
    child = book.child(one)
    running = child.open_episode
    if running and (others := child.not_yet_said(running.id)):
        note = NewEvent.note(SameEpisode(others))
        book.write_in(child.log_of(running.id), running.id, running.record.form, note)


def two_children(book: Casebook, one: str, other: str, reason: str = "") -> None:
    """They are two children's: asked no more, and no longer shown as one. What was written since they were
    one stays in the file where it stands. Raises NotSaved."""
    _say(book, one, other, False, reason)


def _say(book: Casebook, one: str, other: str, same: bool, reason: str) -> None:
    """In both files, so that a reader who has only one of them knows, too."""
    for file, about in ((one, other), (other, one)):
        profile, said = book.alone(file).profile, SameChild(about, same)
        before = [e for e in profile.notes(Topic.SAME_CHILD) if SameChild.of(e).child == about]
        if before and SameChild.of(before[-1]) == said:
            continue
        new = NewEvent.note(said)
        if before:
            new = NewEvent.correction(f"note:{Topic.SAME_CHILD}", encode(said), before, reason.strip())
        book.write_in(file, profile.id, profile.form, new)


def as_one(book: Casebook, one: str, other: str) -> OneChild:
    """What both would be shown as. Nothing is written."""
    logs = {*book.child(one).logs, *book.child(other).logs}
    parts = oldest_first(book.alone(log) for log in logs)
    whole = [event for part in parts for event in part.as_written]
    host = belonging(whole).host or parts[0].protocol.id
    under = next((part for part in parts if part.protocol.id == host), None)
    protocol = under.protocol if under else book.protocols.protocol(host)
    return OneChild(parts, protocol, parts[0].placing, parts[0].former)


def written_since(book: Casebook, one: str, other: str) -> tuple[Event, ...]:
    """What was written in either file since they were said to be one child's, oldest first."""
    word = standing(book.said()).get(frozenset((one, other)))
    if word is None or not word.one:
        return ()
    events = (event for file in (one, other) for event in book.alone(file).as_written)
    later = (event for event in events if event.hlc > word.stamp[0] and event.field not in FIELDS)
    return tuple(sorted(later, key=lambda event: event.hlc))


def not_here(book: Casebook, child: ChildFile) -> tuple[str, ...]:
    """The ids of files that were said to be this child's, and are not on this device."""
    here, own = set(book.ids()), set(child.logs)
    words = (word for word in standing(book.said()).values() if word.one and word.pair & own)
    return tuple(sorted({id for word in words for id in word.pair if id not in here}))
