"""A clock that was changed is in the log before the next entry; the entry is never refused."""

from __future__ import annotations

import itertools

from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.bootstrap import protocols, steady_clock
from carerapp.domain.chronology import chronology
from carerapp.domain.clock import Steady
from carerapp.domain.topics import Topic
from carerapp.domain.topics.clock import ClockMoved
from carerapp.vault import Door, Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN

MS = [0]
IDS = (f"n{number}" for number in itertools.count())


def opened(vault: Vault, clock: ToldClock) -> Casebook:
    """A casebook whose second clock says MS."""
    return Casebook(vault, Environment(clock, lambda: next(IDS), protocols(), lambda: Steady("boot", MS[0])))


def test_set_back_and_forward_are_named_and_order_is_kept(
    door: Door, vault: Vault, child: str, clock: ToldClock
) -> None:
    """Also when the app was closed in between: the device was not."""
    book = opened(vault, clock)
    episode = start_episode(book, child).id
    MS[0] += 60_000
    clock.forward(minutes=1, hours=-2)
    write_note(book, child, episode, "after it was set back")
    vault.lock()
    book = opened(door.unlock(PIN), clock)
    MS[0] += 60_000
    clock.forward(minutes=1, days=1)
    write_note(book, child, episode, "after it was set forward")
    file = book.child(child)
    topics = [(e.field, ClockMoved.of(e).seconds) for e in file.episode(episode).record.notes(Topic.CLOCK)]
    assert topics == [("clock", -7200), ("clock", 86_400)]
    stamps = [e.hlc for e in file.events]
    assert stamps == sorted(stamps)
    words = [line.words for line in chronology(file, file.episode(episode), book.name_of)]
    assert "The clock of this device was set back by 2 h before the next entry." in words
    assert {e.run for e in file.events[-4:]} == {"boot"}


def test_this_machines_second_clock_runs() -> None:
    """The same run for two of them, and never back."""
    first, second = steady_clock(), steady_clock()
    a, b = first(), second()
    assert b.ms >= a.ms > 0
    assert a.stops or a.run == b.run
