"""What was written while locked comes into the child's log once, with its own times, and says so."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.actions.put_in_captured import put_in, waiting
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.domain.chronology import chronology
from carerapp.domain.events import EventKind
from carerapp.domain.outcomes import StepOutcome
from carerapp.domain.topics import Topic
from carerapp.domain.topics.note import Note
from carerapp.domain.topics.photo import AddedPhoto
from carerapp.vault import Door, NotSaved, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.clock import ToldClock
from tests.support.pins import PIN


@pytest.fixture
def pieces(door: Door, vault: Vault, clock: ToldClock) -> list[dict[str, Any]]:
    """A start at 22:40 for a child not seen since 22:10, two steps, words, a photo; by Kim."""
    capture = door.capture()
    photo = capture.save_attachment(b"jpeg bytes")

    def at(minutes: int) -> str:
        return (clock() + timedelta(minutes=minutes)).isoformat()

    made = [
        {"id": "c1", "night": "c1", "kind": "start", "at": at(0), "since": at(-30), "by": ""},
        {
            "id": "c2",
            "night": "c1",
            "kind": "step",
            "at": at(4),
            "field": "k3_search_rooms",
            "title": "Search",
            "outcome": "done",
            "comments": "Shed too",
        },
        {
            "id": "c3",
            "night": "c1",
            "kind": "step",
            "at": at(6),
            "field": "not_of_this_procedure",
            "title": "Ring the hotel",
            "outcome": "couldnt",
            "comments": "",
        },
        {"id": "c4", "night": "c1", "kind": "note", "at": at(9), "words": "Bag is gone ሰላም", "by": "Kim"},
        {"id": "c5", "night": "c1", "kind": "photo", "at": at(10), "photo": photo},
    ]
    for piece in made:
        capture.append(piece)
    clock.forward(hours=1)
    return made


def test_it_is_put_into_a_new_episode_with_the_times_it_was_written(
    vault: Vault, book: Casebook, child: str, pieces: list[dict[str, Any]]
) -> None:
    """Every piece is there at its own time, marked as late, and nothing waits any more."""
    (captured,) = waiting(book, vault.captured.entries())
    assert (captured.by, len(captured.pieces)) == ("Kim", 5)
    id = put_in(book, child, captured, vault.captured.attachment)
    episode = book.child(child).episode(id)
    assert f"{episode.unknown_since:%H:%M}" == "22:10"
    check = episode.check("k3_search_rooms")
    assert check is not None
    assert (check.outcome, check.comments, f"{check.at:%H:%M}") == ("done", "Shed too", "22:44")
    lines = {line.words: line for line in chronology(book.child(child), episode, book.name_of)}
    said = "Put in what was written while the app was locked, by Kim."
    assert said in lines
    assert lines["Bag is gone ሰላም"].late
    assert lines["Bag is gone ሰላም"].written_words == "written 23:40"
    assert "Ring the hotel: couldn’t." in lines
    attached = [e for e in book.child(child).events if e.kind is EventKind.ATTACH and e.record == id]
    assert book.file(child, AddedPhoto.of(attached[0]).photo) == b"jpeg bytes"
    assert waiting(book, vault.captured.entries()) == ()


def test_a_running_episode_takes_it_and_keeps_its_own_ticks(
    vault: Vault, book: Casebook, child: str, pieces: list[dict[str, Any]]
) -> None:
    """A step that was ticked since keeps its tick; the captured one becomes words."""
    running = start_episode(book, child)
    tick_step(book, child, running.id, "k3_search_rooms", StepOutcome.COULDNT, "Locked shed")
    (captured,) = waiting(book, vault.captured.entries())
    assert put_in(book, child, captured, vault.captured.attachment) == running.id
    check = book.child(child).episode(running.id).check("k3_search_rooms")
    assert check is not None
    assert check.outcome == "couldnt"
    words = [Note.of(e).words for e in book.child(child).episode(running.id).record.notes(Topic.NOTE)]
    assert "Search: done. Shed too" in words


def test_cut_short_anywhere_it_goes_on_and_nothing_stands_twice(
    door: Door,
    vault: Vault,
    book: Casebook,
    child: str,
    pieces: list[dict[str, Any]],
    open_book: Callable[[Vault], Casebook],
    disk: MemoryDisk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The disk refuses the nth entry; the next unlock finds what is still waiting."""
    for nth in range(6):
        left = [nth]
        real = Vault.append

        def refuse(self: Vault, child: str, entry: Any, left: list[int] = left, real: Any = real) -> None:
            left[0] -= 1
            if left[0] == -1:
                raise NotSaved
            real(self, child, entry)

        for captured in waiting(book, vault.captured.entries()):
            with monkeypatch.context() as patched, contextlib.suppress(NotSaved):
                patched.setattr(Vault, "append", refuse)
                put_in(book, child, captured, vault.captured.attachment)
                assert nth > 2, "the first pieces are refused one by one"
    again = door.unlock(PIN)
    book = open_book(again)
    for captured in waiting(book, again.captured.entries()):
        put_in(book, child, captured, again.captured.attachment)
    assert waiting(book, again.captured.entries()) == ()
    ids = [e.id for e in book.child(child).events]
    assert len(ids) == len(set(ids))
    assert {p["id"] for p in pieces} <= set(ids)
    assert len(book.child(child).episodes) == 1


def test_two_starts_are_two_episodes_for_two_children(
    door: Door, vault: Vault, book: Casebook, child: str
) -> None:
    """Each start waits for a child of its own."""
    capture = door.capture()
    for id in ("a", "b"):
        capture.append(
            {
                "id": id,
                "night": id,
                "kind": "start",
                "at": "2026-11-20T22:40:00+00:00",
                "since": "2026-11-20T22:30:00+00:00",
            }
        )
    assert [n.id for n in waiting(book, vault.captured.entries())] == ["a", "b"]


def test_a_piece_whose_start_was_lost_still_comes_in(
    vault: Vault, door: Door, book: Casebook, child: str
) -> None:
    """Words without their start begin an episode of their own."""
    door.capture().append(
        {"id": "x", "night": "gone", "kind": "note", "at": "2026-11-20T22:40:00+00:00", "words": "hello"}
    )
    (captured,) = waiting(book, vault.captured.entries())
    id = put_in(book, child, captured, vault.captured.attachment)
    assert book.child(child).episode(id).record.notes(Topic.NOTE)[0].value == {"words": "hello"}
