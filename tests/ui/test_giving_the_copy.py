"""Giving the copy to the officer, or not: what gives it is filled first; a refusal is written once."""

from __future__ import annotations

import pytest

from carerapp.actions.papers import Papers
from carerapp.documents import Fonts
from carerapp.ui import drafts
from carerapp.ui.screen_name import ScreenName
from tests.support.machine import ROOT
from tests.support.pins import PIN
from tests.support.ui.boxes import filled
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

GIVEN, SAVE, MAKE = "The officer has it", "Save or print the copy", "Make the officer’s copy"
NAME = "Officer’s name"


async def begun(window: Window) -> Evening:
    await window.type_pin(PIN)
    await window.see("Example Child")
    return Evening(window, "hertfordshire")


def test_what_gives_the_copy_is_the_filled_button_until_it_was_used(calm: Calm) -> None:
    """Nobody has a copy that was not made; one that never left the app is not handed over by one tap."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            await evening.at(ScreenName.HANDOVER, "Give the officer the form")
            assert filled(window) == [MAKE]
            assert GIVEN not in window.taps()
            papers = Papers(evening.book, Fonts.in_folder(ROOT / "assets" / "fonts"))
            made = papers.officers_copy(evening.child, evening.episode, withheld={})
            saved: list[bytes] = []

            async def save_file(name: str, data: bytes) -> None:
                saved.append(data)

            window.app.device.save_file = save_file  # type: ignore[method-assign]
            await evening.at(ScreenName.HANDOVER, "The copy is ready")
            assert filled(window) == [SAVE]
            assert GIVEN in window.taps()
            await window.tap(SAVE)
            assert saved == [made.pdf]
            await window.until(lambda: filled(window) == [GIVEN], "not filled once it was saved")
            assert SAVE in window.taps()
            await window.tap(GIVEN)
            await window.see("The officer has the copy")

    played(play())


def test_the_letter_says_what_stands_in_the_boxes_now(calm: Calm, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that was asked for later is in it at once, as far as it is typed. Opened twice, one refusal."""
    monkeypatch.setattr(drafts, "DRAFT_PAUSE_SECONDS", 3600)

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            sent: list[str] = []

            def mail(to: str, subject: str, body: str) -> None:
                sent.append(body)

            window.app.device.mail = mail  # type: ignore[method-assign]
            await evening.at(ScreenName.REFUSED, "The officer won’t take it")
            await window.tap("Write down that they refused")
            await window.see("Officer: Name not known")
            entries = len(evening.book.child(evening.child).episode(evening.episode).refusals())
            calm.clock.forward(minutes=5)
            await window.type(NAME, "PC Sample")
            await window.tap("Open it in your e-mail")
            await window.type("Collar number", "0000")
            await window.tap("Open it in your e-mail")
            for said, body in zip(("PC Sample.", "PC Sample, number 0000."), sent, strict=True):
                assert f"Officer: {said}" in body
            await window.see("Officer: PC Sample, number 0000")
            refusals = evening.book.child(evening.child).episode(evening.episode).refusals()
            assert entries == len(refusals) == 1

    played(play())
