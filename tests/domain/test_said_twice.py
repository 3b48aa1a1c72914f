"""A fact that is said twice at once is one entry; later, or to another officer, it is a second one."""

from __future__ import annotations

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.actions.hand_over import hand_over
from carerapp.actions.write_note import write_note
from carerapp.domain.outcomes import Fact
from tests.domain import facts
from tests.domain.facts import FACTS, Night
from tests.support.clock import ToldClock


@pytest.fixture
def night(book: Casebook, child: str) -> Night:
    return Night(book, child)


ONE_ENTRY = [fact for fact in FACTS if fact is not Fact.HANDED_OVER]


@pytest.mark.parametrize("fact", ONE_ENTRY)
def test_said_three_times_at_once_it_is_one_entry(night: Night, fact: Fact) -> None:
    """However often the tap came through."""
    FACTS[fact][0](night)
    entries = night.entries()
    for _ in range(2):
        FACTS[fact][0](night)
    assert night.entries() == entries


def test_a_copy_is_given_once_to_one_officer(night: Night) -> None:
    """A second officer may take one, too."""
    event = write_note(night.book, night.child, night.id, "a copy")
    for officer in ("PC One", "PC One", "PC Two"):
        hand_over(night.book, night.child, night.id, event, officer, "")
    assert len(night.now.hand_overs()) == 2


def test_the_same_said_an_hour_later_is_said_again(night: Night, clock: ToldClock) -> None:
    """Another try to tell them, another refusal: each is an entry of its own."""
    for make in (facts.told, facts.refused):
        make(night)
        clock.forward(hours=1)
        entries = night.entries()
        make(night)
        assert night.entries() > entries
