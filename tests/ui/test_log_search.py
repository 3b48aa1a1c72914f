"""Search in the log, on the log's own screen and at the duty desk. Real screens, no browser."""

from __future__ import annotations

from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.domain.events import EventKind
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.topics import Topic
from carerapp.ui.features.episode.log_search import ABOUT
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

NOTE, CALL = "Her aunt Zoë says she took the bus", "Rang Police 101: spoke. Reference 77"


async def _at_the_log(window: Window, calm: Calm, screen: ScreenName = ScreenName.LOG) -> None:
    """Signed in, an episode with a note and a call a day later, its log on the screen."""
    await window.type_pin(PIN)
    book = window.app.book
    episode = start_episode(book, calm.child).id
    write_note(book, calm.child, episode, NOTE)
    calm.clock.forward(minutes=24 * 60)
    dialled = log_dialled(book, calm.child, episode, "police", "Police", "101")
    log_call(book, calm.child, episode, dialled, CallOutcome.SPOKE, "Reference 77")
    window.app.home(Place(screen, {"child": calm.child, "episode": episode}))
    window.app.redraw()
    await window.see("Search in the log")


def test_words_narrow_the_log_and_everything_comes_back(calm: Calm) -> None:
    """Each letter narrows it, without accents; the count is said; nothing that fits is said, too."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at_the_log(window, calm)
            await window.tap("Search in the log")
            await window.type("Words", "BUS zoe")
            await window.see("^1 of [0-9]+ entries$")
            assert window.shows(NOTE)
            assert not window.shows(CALL)
            await window.type("Words", "giraffe")
            await window.see("Nothing in this log fits")
            await window.tap("Show everything")
            await window.see(CALL)
            assert window.shows(NOTE)

    played(play())


def test_what_it_is_about_and_the_day_narrow_it_together(calm: Calm) -> None:
    """A second tap on a choice lets it go. Days and people are offered where there is more than one."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at_the_log(window, calm)
            await window.tap("Search in the log")
            await window.tap("By person, day or kind")
            await window.see("^About$")
            assert not window.shows("Written by")
            await window.tap("Calls and who was told")
            assert window.shows(CALL)
            assert not window.shows(NOTE)
            first = window.app.book.child(calm.child).open_episode
            assert first is not None
            began = first.unknown_since.astimezone(window.app.now().tzinfo)
            await window.tap(f"{began:%A} {began.day} {began:%B}")
            await window.see("Nothing in this log fits")
            await window.tap("Calls and who was told")
            await window.see(NOTE)
            assert not window.shows(CALL)

    played(play())


def test_the_desk_searches_the_log_that_it_reads(calm: Calm) -> None:
    """The same field stands above the log of the desk's screen."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at_the_log(window, calm, ScreenName.DESK_EPISODE)
            await window.tap("Search in the log")
            await window.type("Words", "reference")
            await window.see(CALL)
            assert not window.shows(NOTE)

    played(play())


def test_what_is_looked_for_is_not_kept(calm: Calm) -> None:
    """Neither as a draft nor in the place that reopens: a lock in the middle of a search leaves no word of
    it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at_the_log(window, calm)
            await window.tap("Search in the log")
            await window.type("Words", "quite private")
            assert window.app.drafts.unsaved() == {}
            window.app.locking.lock()
            window.app.redraw()
            await window.type_pin(PIN)
            await window.see("Search in the log")
            assert "quite private" not in " ".join(window.words())

    played(play())


def test_each_entry_belongs_to_one_group() -> None:
    """Every topic is in one group, and every kind that is not about a topic: none is left out of them all."""
    topics = [topic for _, about in ABOUT.values() for topic in about]
    assert sorted(topics) == sorted(Topic)
    kinds = [kind for about, _ in ABOUT.values() for kind in about]
    by_topic = {EventKind.NOTE, EventKind.ATTACH, EventKind.CORRECT}
    assert sorted(kinds) == sorted(set(EventKind) - by_topic)
