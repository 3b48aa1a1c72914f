"""Beside each fact stands its way back: one tap, asked once, and every screen follows. Real screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carerapp.actions.accept_shift import accept_shift
from carerapp.actions.acknowledge import acknowledge
from carerapp.actions.hand_over import hand_over, refuse_copy
from carerapp.actions.make_copy import FrozenCopy
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.papers import Papers
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.domain.due_for import advice_for
from carerapp.domain.episode import Episode, State
from carerapp.domain.outcomes import ClosedBecause
from carerapp.domain.topics import Topic
from carerapp.domain.whom_to_tell import by_stage, id_of
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


class Scene:
    """An open episode in a window."""

    def __init__(self, window: Window, calm: Calm) -> None:
        self.window, self.child = window, calm.child
        self.book = window.app.book
        self.id = start_episode(self.book, calm.child).id

    @property
    def now(self) -> Episode:
        return self.book.child(self.child).episode(self.id)

    @property
    def entries(self) -> int:
        return len(self.book.child(self.child).events)

    def at(self, name: ScreenName, **args: str) -> None:
        about = {"child": self.child, "episode": self.id, **args}
        self.window.app.home(Place(ScreenName.EPISODE, about), Place(name, about))
        self.window.app.redraw()

    async def take_back(self, words: str, yes: str) -> None:
        """Asked once, left as it is; asked again, and said yes."""
        before = self.entries
        await self.window.tap(words)
        await self.window.tap("Leave it as it is")
        await self.window.tap(words)
        assert self.entries == before
        await self.window.tap(f"Yes: {yes}")
        assert self.entries > before


def _played(calm: Calm, play: Callable[[Scene], object]) -> None:
    async def walk() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            await play(Scene(window, calm))  # type: ignore[misc]

    played(walk())


def _copied(scene: Scene) -> FrozenCopy:
    return Papers(scene.book, scene.window.app.services.fonts).officers_copy(
        scene.child, scene.id, withheld={}
    )


def test_not_reported_after_all(calm: Calm) -> None:
    """The band, the script's screen and the button to the police say so at once."""

    async def play(scene: Scene) -> None:
        scene.at(ScreenName.REPORT)
        await scene.window.tap("I have reported it")
        await scene.window.see("Reported to police")
        await scene.take_back("Not reported after all", "not reported after all")
        assert scene.now.state is State.LOOKING
        assert not scene.window.shows("Reported to police")
        await scene.window.see("I have reported it")
        scene.at(ScreenName.EPISODE)
        await scene.window.see("Report to the police now")

    _played(calm, play)


def test_the_report_can_be_found_again(calm: Calm) -> None:
    """Once it is reported, the way to it, and to its way back, stands on the episode."""

    async def play(scene: Scene) -> None:
        report(scene.book, scene.child, scene.id)
        scene.at(ScreenName.EPISODE)
        await scene.window.tap_row("Report to the police")
        await scene.window.see("Not reported after all")

    _played(calm, play)


def test_not_given_after_all(calm: Calm) -> None:
    """On the screen of the form, and on that of the copies."""

    async def play(scene: Scene) -> None:
        for screen in (ScreenName.HANDOVER, ScreenName.COPIES):
            copy = _copied(scene)
            hand_over(scene.book, scene.child, scene.id, copy.event, "PC Example", "0000")
            scene.at(screen)
            await scene.take_back("Not given after all", "not given after all")
            assert not scene.now.hand_overs()
        await scene.window.see("Give the officer the form")

    _played(calm, play)


def test_not_refused_after_all(calm: Calm) -> None:
    """Three taps write one refusal, and what then stands at the bottom writes nothing."""

    async def play(scene: Scene) -> None:
        scene.at(ScreenName.REFUSED)
        await scene.window.tap("Write down that they refused")
        await scene.window.see("Written down")
        assert not scene.window.app.display.big
        for _ in range(2):
            await scene.window.tap("They refused again: write it down")
        assert len(scene.now.refusals()) == 1
        await scene.take_back("Not refused after all", "not refused after all")
        assert not scene.now.refusals()
        await scene.window.see("Write down that they refused")

    _played(calm, play)


def test_not_told_after_all(calm: Calm) -> None:
    """The card stays open with what was said: nobody else's buttons come up under the finger."""

    async def play(scene: Scene) -> None:
        scene.at(ScreenName.TELL)
        await scene.window.tap("Told")
        await scene.window.see(r"^Told \d\d:\d\d")
        told = scene.now.record.notes(Topic.TOLD)
        assert len(told) == 1
        assert not scene.window._named("Told")
        await scene.take_back("Not told after all", "not told after all")
        assert not scene.now.record.notes(Topic.TOLD)
        await scene.window.see("What happened")

    _played(calm, play)


def test_the_same_try_is_written_once(calm: Calm) -> None:
    """No answer, three times within a minute."""

    async def play(scene: Scene) -> None:
        scene.at(ScreenName.TELL)
        for _ in range(3):
            await scene.window.tap("No answer")
        assert len(scene.now.record.notes(Topic.TOLD)) == 1

    _played(calm, play)


@pytest.mark.parametrize("screen", [ScreenName.RETURNED, ScreenName.EPISODE])
def test_not_back_after_all(calm: Calm, screen: ScreenName) -> None:
    """Asked once; then they are missing again, on the band too."""

    async def play(scene: Scene) -> None:
        mark_found(scene.book, scene.child, scene.id, where="Park")
        scene.at(screen)
        await scene.window.see("Back since")
        await scene.take_back("Not back after all: take it back", "not back after all")
        assert scene.now.state is State.LOOKING
        await scene.window.see("Log begun")

    _played(calm, play)


def test_not_over_after_all(calm: Calm) -> None:
    """From the log of an earlier time, where it is shown; home says that they are missing."""

    async def play(scene: Scene) -> None:
        close_episode(scene.book, scene.child, scene.id, ClosedBecause.FALSE_ALARM, "Asleep upstairs")
        scene.window.app.home(Place(ScreenName.EARLIER, {"child": scene.child}))
        scene.window.app.redraw()
        await scene.window.see("A false alarm")
        scene.at(ScreenName.LOG)
        await scene.take_back("Not over after all: open it again", "not over after all")
        scene.window.app.home()
        scene.window.app.redraw()
        await scene.window.see("Go on: missing for")

    _played(calm, play)


def test_not_seen_after_all(calm: Calm) -> None:
    """At the desk: it waits to be seen again."""

    async def play(scene: Scene) -> None:
        acknowledge(scene.book, scene.child, scene.id)
        scene.at(ScreenName.DESK_EPISODE)
        await scene.window.see("Seen by A. Carer")
        await scene.take_back("Not seen after all", "not seen after all")
        await scene.window.see("Nobody at the desk has seen this yet")
        await scene.window.see("I have seen this, A. Carer")

    _played(calm, play)


def test_a_carer_is_not_offered_to_take_the_desks_seen_back(calm: Calm) -> None:
    """The entry can be read and written beside, like any other."""

    async def play(scene: Scene) -> None:
        entry = acknowledge(scene.book, scene.child, scene.id)
        scene.at(ScreenName.CORRECT, entry=entry.id)
        await scene.window.see("Put it right")
        assert not scene.window.shows("after all")

    _played(calm, play)


def test_not_taken_over_after_all(calm: Calm) -> None:
    """By the entry in the log, as each fact can be; on the screen of the shift, too."""

    async def play(scene: Scene) -> None:
        for screen in (ScreenName.CORRECT, ScreenName.SHIFT):
            entry = accept_shift(scene.book, scene.child, scene.id)
            scene.at(screen, entry=entry.id)
            await scene.take_back("Not taken over after all", "not taken over after all")
            assert scene.now.taken_over is None

    _played(calm, play)


def test_every_entry_that_states_a_fact_leads_to_its_way_back(calm: Calm) -> None:
    """Two taps from the log, whatever the fact; an entry that states none offers none."""

    async def play(scene: Scene) -> None:
        report(scene.book, scene.child, scene.id, reference="REF 1")
        refuse_copy(scene.book, scene.child, scene.id, "PC Example", "")
        for field, words in (
            ("reported_at", "Not reported after all"),
            ("refused", "Not refused after all"),
            ("police_reference", ""),
        ):
            event = next(e for e in scene.book.child(scene.child).events if e.field == field)
            scene.at(ScreenName.CORRECT, entry=event.id)
            await scene.window.see(words or "It should say")
            assert bool(words) == scene.window.shows("after all")

    _played(calm, play)


def test_the_people_of_the_list_are_those_of_the_advice(calm: Calm) -> None:
    """What is taken back is what the list shows as told."""

    async def play(scene: Scene) -> None:
        child = scene.book.child(scene.child)
        advice = advice_for(child, scene.now, scene.book.now())
        first = next(t for stage in by_stage(child, advice) for t in stage.own)
        scene.at(ScreenName.TELL)
        await scene.window.tap("Left a message")
        assert scene.now.told(id_of(child, first))
        await scene.take_back("Not told after all", "not told after all")
        assert scene.now.told(id_of(child, first)) is None

    _played(calm, play)


def test_the_copy_given_is_the_last_one(calm: Calm) -> None:
    """A copy that is made anew is not yet given: nothing is to be taken back there."""

    async def play(scene: Scene) -> None:
        hand_over(scene.book, scene.child, scene.id, _copied(scene).event, "PC Example", "")
        _copied(scene)
        scene.at(ScreenName.HANDOVER)
        await scene.window.see("The copy is ready")
        assert not scene.window.shows("Not given after all")

    _played(calm, play)
