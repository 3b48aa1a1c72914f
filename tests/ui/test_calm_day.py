"""A calm day: how long until it locks is chosen, and what is the same for each child is said once."""

from __future__ import annotations

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.household import household, take_household
from carerapp.actions.idle_lock import choose_minutes, chosen_minutes
from carerapp.actions.start_episode import start_episode
from carerapp.settings import EPISODE_IDLE_LOCK_SECONDS, IDLE_LOCK_SECONDS
from carerapp.ui.features.staff.people import LOCK
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


def test_how_long_until_it_locks_is_chosen_for_a_calm_day(calm: Calm) -> None:
    """Kept for the next time. While a child is missing it is never shorter than it was."""

    async def play() -> None:
        clock = calm.clock
        async with Window(calm.parts) as window:
            app = window.app
            await window.type_pin(PIN)
            app.go(ScreenName.STAFF)
            app.redraw()
            await window.tap(f"{LOCK}: 5 minutes")
            assert chosen_minutes(app.book) == 5

            def locks_after(seconds: int) -> bool:
                app.locking.touched()
                clock.forward(seconds=seconds)
                app.locking.idle_check()
                return app.locked

            assert not locks_after(IDLE_LOCK_SECONDS + 1)
            assert not locks_after(299)
            assert locks_after(301)
            await window.see("Enter your PIN")
            await window.type_pin(PIN)
            await window.see("People and keys|Example Child")
            assert not locks_after(299)
            start_episode(app.book, calm.child)
            assert not locks_after(EPISODE_IDLE_LOCK_SECONDS - 1)
            assert locks_after(EPISODE_IDLE_LOCK_SECONDS + 1)

    played(play())


def test_only_what_is_on_the_list_can_be_chosen(calm: Calm) -> None:
    """A setting that somebody changed by hand counts as none."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            book = window.app.book
            for wrong in (0, 1, 600):
                with pytest.raises(ValueError, match=str(wrong)):
                    choose_minutes(book, wrong)
            book.own.keep("idle lock", "100000")
            assert chosen_minutes(book) is None

    played(play())


def test_a_household_says_it_once(calm: Calm) -> None:
    """The next child under the same procedure takes it over with one tap; what stands there stays, and the
    invented child gives nothing."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            book = window.app.book
            first = add_child(book, full_name="Kim Sample", protocol_id="hertfordshire")
            assert household(book, first) is None  # only the invented child has any
            form, profile = book.child(first).key_contacts.id, book.child(first).profile.id
            for name, value in (
                ("provider_name", "Sample Fostering"),
                ("provider_phone", "01632 960111"),
                ("emergency_duty", "01632 960222"),
                ("hair", "Brown"),
            ):
                answer_question(book, first, form, name, value)
            answer_question(book, first, profile, "office_starts", "08:30")
            other = add_child(book, full_name="Lou Sample", protocol_id="liverpool")
            assert household(book, other) is None
            second = add_child(book, full_name="Max Sample", protocol_id="hertfordshire")
            own = book.child(second).key_contacts.id
            answer_question(book, second, own, "provider_phone", "01632 960999")
            window.app.go(ScreenName.KEY_CONTACTS, child=second)
            window.app.redraw()
            await window.tap("Take over 3 answers")
            record = book.child(second).key_contacts
            said = [
                record.text(name) for name in ("provider_name", "provider_phone", "emergency_duty", "hair")
            ]
            assert said == ["Sample Fostering", "01632 960999", "01632 960222", ""]
            assert book.child(second).profile.text("office_starts") == "08:30"
            await window.until(
                lambda: not any(tap.startswith("Take over") for tap in window.taps()), "offered again"
            )
            entries = len(book.child(second).events)
            take_household(book, second)
            assert len(book.child(second).events) == entries

    played(play())
