"""Search in the log: what the screen shows is found, by words, person, kind and day; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.search_log import LogSearch, search_log
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.actions.write_note import correct_entry, write_note
from carerapp.domain.chronology import Line, chronology
from carerapp.domain.events import EventKind
from carerapp.domain.outcomes import CallOutcome, StepOutcome
from carerapp.domain.topics import Topic
from carerapp.vault import Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.clock import ToldClock
from tests.support.pins import BEN

SUMMER = timezone(timedelta(hours=1))


@dataclass
class Searched:
    """The log of one summer evening by two people, over midnight, and how to search in it."""

    book: Casebook
    child: str
    lines: tuple[Line, ...]

    def words(self, wanted: LogSearch) -> list[str]:
        """What the lines say that are found."""
        return [line.words for line in search_log(self.book, self.child, self.lines, wanted)]


@pytest.fixture
def log(
    book: Casebook,
    child: str,
    vault: Vault,
    door: Door,
    clock: ToldClock,
    open_book: Callable[[Vault], Casebook],
) -> Searched:
    """From 23:40 on 14 June to 00:30 on 15 June, in London; in UTC it is all on the 14th."""
    vault.staff.add(BEN, name="Bén Łuk", role="Residential staff")
    clock.moment = datetime(2026, 6, 14, 23, 40, tzinfo=SUMMER)
    episode = start_episode(book, child).id
    tick_step(book, child, episode, "k3_search_rooms", StepOutcome.DONE, "Café shut")
    note = write_note(book, child, episode, "Her aunt Zoë says she took the bus")
    clock.forward(minutes=50)
    vault.lock()
    book = open_book(door.unlock(BEN))
    dialled = log_dialled(book, child, episode, "police", "Police", "101")
    log_call(book, child, episode, dialled, CallOutcome.SPOKE, "Reference 77")
    correct_entry(book, child, note, {"words": "Her aunt Zoë says she walked"}, "I misheard the aunt")
    file = book.child(child)
    return Searched(book, child, chronology(file, file.episode(episode), book.name_of))


def test_words_are_found_as_a_carer_types_them(log: Searched) -> None:
    """Without capitals and accents, parts of words, in any order; the reason of a correction, too."""
    assert log.words(LogSearch(words="cafe")) == [next(x.words for x in log.lines if "Café" in x.words)]
    assert log.words(LogSearch(words="BUS zoe")) == [
        "Her aunt Zoë says she took the bus",
        "Corrected: Her aunt Zoë says she walked; was: Her aunt Zoë says she took the bus, "
        "because: I misheard the aunt.",
    ]
    assert len(log.words(LogSearch(words="misheard"))) == 1
    assert log.words(LogSearch(words="reference 77")) == ["Rang Police 101: spoke. Reference 77"]
    assert log.words(LogSearch(words="nobody wrote this")) == []


def test_a_person_is_found_by_the_name_that_is_shown(log: Searched) -> None:
    """As a choice, and as a word."""
    theirs = [line.words for line in log.lines if line.author == "Bén Łuk"]
    assert len(theirs) == 3
    assert log.words(LogSearch(person="Bén Łuk")) == log.words(LogSearch(words="ben luk")) == theirs
    assert log.words(LogSearch(person="Bén Łuk", words="bus")) == [
        words for words in theirs if "bus" in words
    ]
    assert log.words(LogSearch(person="Nobody")) == []


def test_kinds_and_topics_are_one_choice(log: Searched) -> None:
    """A note's correction is about what the note is about."""
    assert log.words(LogSearch(topics=[Topic.CALL, Topic.DIALLED])) == [
        "Tapped call: Police 101.",
        "Rang Police 101: spoke. Reference 77",
    ]
    notes = log.words(LogSearch(topics=[Topic.NOTE]))
    assert [words.partition(":")[0] for words in notes] == ["Her aunt Zoë says she took the bus", "Corrected"]
    steps = log.words(LogSearch(kinds=[EventKind.ANSWER], topics=[Topic.CALL]))
    assert any("Café" in words for words in steps)
    assert "Rang Police 101: spoke. Reference 77" in steps


def test_the_day_is_the_one_on_the_wall(log: Searched) -> None:
    """Half past midnight is the next day, also where it is still the day before in UTC."""
    first, second = (log.words(LogSearch(day=date(2026, 6, day))) for day in (14, 15))
    assert [line.words for line in log.lines if line.happened.date() == date(2026, 6, 14)] == first
    assert "Rang Police 101: spoke. Reference 77" in second
    assert len(first) + len(second) == len(log.lines)


def test_only_the_lines_that_are_shown_are_searched(log: Searched) -> None:
    """The log has more entries than the screen: the child's profile, other episodes. Nothing asked, all is
    shown."""
    assert search_log(log.book, log.child, log.lines, LogSearch()) == log.lines
    assert search_log(log.book, log.child, log.lines[:2], LogSearch()) == log.lines[:2]
    assert search_log(log.book, log.child, (), LogSearch(words="aunt")) == ()


def test_a_search_leaves_nothing_on_the_disk(log: Searched, disk: MemoryDisk) -> None:
    """No file is written, changed or removed."""
    before = {name: bytes(data) for name, data in disk.files.items()}
    assert log.words(LogSearch(words="aunt", person="A. Carer", topics=[Topic.NOTE], day=date(2026, 6, 14)))
    assert {name: bytes(data) for name, data in disk.files.items()} == before
