"""At the lock screen: how many tries are left before the next wait, after a wrong one, as the door counts."""

from __future__ import annotations

from carerapp.vault.keys.attempts import DELAYS, FREE, MOST
from tests.support.pins import PIN, WRONG
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


def test_each_wrong_pin_says_how_many_are_left(calm: Calm) -> None:
    """Nothing before one was typed; then one fewer each time. The wait that comes was said."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            assert not window.shows("left, then you wait")
            for left in ("4 tries", "3 tries", "2 tries", "1 try"):
                await window.type_pin(WRONG)
                await window.see(f"Try again. {left} left, then you wait 30 seconds. You can still call 999")
            await window.type_pin(WRONG)
            await window.see("Try again in 30 seconds. 1 try left, then you wait 60 seconds.")
            assert calm.door.wait_seconds() == DELAYS[0]

    played(play())


def test_the_right_pin_begins_the_count_anew(calm: Calm) -> None:
    """As the door forgives it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            for _ in range(FREE):
                await window.type_pin(WRONG)
            await window.see("1 try left")
            await window.type_pin(PIN)
            await window.see("Example Child")
            window.app.locking.lock()
            window.app.redraw()
            await window.see("Enter your PIN")
            assert not window.shows("left, then you wait")
            await window.type_pin(WRONG)
            await window.see(f"{FREE} tries left")

    played(play())


def test_the_words_are_true_up_to_the_last_try(calm: Calm) -> None:
    """Each wait is as long as the try before it said; before the last, after which there may be none, it
    says nothing."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            for tried in range(1, MOST):
                calm.clock.forward(seconds=calm.door.wait_seconds())
                await window.type_pin(WRONG)
                await window.see("That is not right")
                if FREE <= tried < MOST - 1:
                    seconds = DELAYS[tried - FREE]
                    spelt = f"{seconds} seconds" if seconds < 90 else f"{seconds // 60} minutes"
                    await window.see(f"1 try left, then you wait {spelt}")
            assert not window.shows("left, then you wait")

    played(play())
