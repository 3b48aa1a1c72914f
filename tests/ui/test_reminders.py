"""A due moment can be put into the phone's calendar, in neutral words."""

from __future__ import annotations

from carerapp.actions.drill import start_drill
from carerapp.actions.mark_found import mark_found
from carerapp.domain.due_for import duties_for
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window


def test_a_due_moment_rings_in_the_phones_calendar_without_a_name(calm: Calm) -> None:
    """Of the return interview, three days on; nothing of the child is in the file. What is late has none."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            evening = Evening(window, "hertfordshire")
            book, child, episode = evening.book, evening.child, evening.episode
            evening.say(reported_at="2026-11-20T22:40:00+00:00")
            mark_found(book, child, episode, how="Came back by themself")
            file = book.child(child)
            found = duties_for(file, file.episode(episode), window.app.now())
            duty = next(one for one in found if one.due and one.due > window.app.now())
            saved: dict[str, bytes] = {}

            async def save_file(name: str, data: bytes) -> None:
                saved[name] = data

            window.app.device.save_file = save_file  # type: ignore[method-assign]
            await evening.at(ScreenName.WHY, "^Why$", rule=duty.rule)
            await window.tap(next(name for name in window.taps() if name.startswith("Remind me of")))
            await window.until(lambda: bool(saved), "no file")
            assert list(saved) == ["reminder.ics"]
            said = saved["reminder.ics"].decode()
            assert f"DTSTART:{duty.due:%Y%m%dT%H%M%SZ}" in said
            for word in ("Kim", "Sample", duty.what, duty.rule, "missing", "interview", child, episode):
                assert word not in said
            calm.clock.forward(days=30)
            window.app.redraw()
            await window.until(
                lambda: not any(name.startswith("Remind") for name in window.taps()), "offered too late"
            )

    played(play())


def test_a_drill_puts_nothing_into_a_calendar(calm: Calm) -> None:
    """It leaves no trace there either."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            evening = Evening(window, "hertfordshire")
            drill, episode = start_drill(evening.book, evening.child)
            mark_found(evening.book, drill, episode.id, how="Came back by themself")
            file = evening.book.child(drill)
            found = duties_for(file, file.episode(episode.id), window.app.now())
            coming = [duty.rule for duty in found if duty.due and duty.due > window.app.now()]
            assert coming
            for rule in coming:
                place = {"child": drill, "episode": episode.id, "rule": rule}
                window.app.home(Place(ScreenName.WHY, place))
                window.app.redraw()
                await window.see("^Why$")
                await window.drawn()
                assert not any(name.startswith("Remind") for name in window.taps())

    played(play())
