"""Somebody who was rung saw them: *last seen* is filled in from it, where it is the newest there is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.actions.log_call import log_dialled
from carerapp.actions.log_sighting import log_sighting
from carerapp.actions.start_episode import start_episode
from carerapp.domain.chronology import chronology
from carerapp.domain.events import Event
from carerapp.domain.records import Record


class Looking:
    """A child is missing, and Sam was rung."""

    def __init__(self, book: Casebook) -> None:
        self.book = book
        self.child = add_child(book, full_name="Kim Sample", protocol_id="hertfordshire")
        self.episode = start_episode(book, self.child).id

    def rung(self) -> Event:
        return log_dialled(self.book, self.child, self.episode, "row", "Sam Sample", "07700 900456")

    def seen(self, minutes: int | None, where: str, company: str) -> None:
        at = None if minutes is None else self.book.now() - timedelta(minutes=minutes)
        log_sighting(self.book, self.child, self.episode, self.rung(), at=at, where=where, company=company)

    @property
    def record(self) -> Record:
        return self.book.child(self.child).episode(self.episode).record

    def held(self) -> tuple[str, str, str]:
        at = self.book.child(self.child).episode(self.episode).last_seen_at
        place, company = self.record.text("last_seen_place"), self.record.text("last_seen_with")
        return f"{at:%H:%M}" if at else "", place, company


@pytest.fixture
def looking(book: Casebook) -> Looking:
    return Looking(book)


def test_a_sighting_fills_in_last_seen_and_stands_in_the_log(looking: Looking) -> None:
    """When, where and with whom, as it was said; the log has the call with it."""
    looking.seen(85, "Bus station", "two older boys")
    assert looking.held() == ("21:15", "Bus station", "two older boys")
    file = looking.book.child(looking.child)
    lines = [line.words for line in chronology(file, file.episode(looking.episode), str)]
    call = next(words for words in lines if words.startswith("Rang"))
    for part in ("seen.", "At Friday 20 November, 21:15", "Bus station", "with ", "two older boys"):
        assert part in call


def test_a_newer_sighting_takes_the_place_of_all_of_an_older_one(looking: Looking) -> None:
    """Nobody said with whom this time: those of before are not left beside it."""
    looking.seen(85, "Bus station", "two older boys")
    looking.seen(20, "The park", "")
    assert looking.held() == ("22:20", "The park", "")


@pytest.mark.parametrize("minutes", [120, None])
def test_an_older_sighting_or_one_of_no_known_time_changes_nothing(
    looking: Looking, minutes: int | None
) -> None:
    """It stands in the log only."""
    looking.seen(85, "Bus station", "two older boys")
    looking.seen(minutes, "School", "Alex")
    assert looking.held() == ("21:15", "Bus station", "two older boys")


def test_a_sighting_of_no_known_time_is_better_than_nothing(looking: Looking) -> None:
    """Where nothing is held it is what there is; no time is made up."""
    looking.seen(None, "School gate", "")
    assert looking.held() == ("", "School gate", "")
