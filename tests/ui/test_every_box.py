"""Half-typed words come back in every box of every screen after a kill, but for a closed list that never may.

The boxes are found by walking the control tree of every screen. A kill is what the disk holds at that moment:
nothing is left, saved or locked first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.ui import drafts, kit
from carerapp.ui.never_kept import NEVER_KEPT
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.boxes import Site, Spy, boxes, made_elsewhere, openers, sites, type_into
from tests.support.ui.every_screen import Stop, at, stops
from tests.support.ui.window import Window
from tests.support.vault.doubles import copy_of

PAUSE = 0.02
QUESTIONS = (ScreenName.KEY_CONTACTS_SECTION, ScreenName.FORM_SECTION)


@dataclass
class Walk:
    """What was typed where, and what did not come back."""

    spy: Spy
    typed: dict[str, str] = field(default_factory=dict)  # of the stop: box's key -> words
    walked: set[Site] = field(default_factory=set)
    met: set[str] = field(default_factory=set)  # of NEVER_KEPT
    lost: list[str] = field(default_factory=list)
    anew: list[str] = field(default_factory=list)  # boxes that a save put another box in the place of
    number: int = 0

    def words(self) -> str:
        self.number += 1
        return f"Half w{self.number:04}x ty🙂"

    async def at(self, stop: Stop) -> None:
        """Type in each box, kill, come back, look."""
        disk = await self._typed(stop)
        if not self.typed:
            return
        kept = {key: text for key, text in self.typed.items() if key not in NEVER_KEPT}
        raw = b"".join(name.encode() + disk.files[name] for name in disk.files)
        self.lost += [
            f"{stop}: {k} can be read on the disk" for k, t in self.typed.items() if t.encode() in raw
        ]
        if kept:
            await self._back(stop, disk, kept)
        everything = self._everything(stop, disk)
        for key in self.typed.keys() & NEVER_KEPT.keys():
            self.met.add(key)
            if self.typed[key] in everything:
                self.lost.append(f"{stop}: {key} was kept")

    async def _typed(self, stop: Stop) -> MemoryDisk:
        disk = stop.day.copied()
        self.typed.clear()
        async with Window(stop.day.parts(disk)) as window:
            if not stop.locked:
                await at(window, stop.name, stop.args)
            if stop.types:
                await window.type(*stop.types)
            for name in stop.taps:
                await window.tap(name)
            await window.drawn()
            if stop.sees:
                await window.see(stop.sees)
            for name in openers(window) if stop.name in QUESTIONS else ():
                await window.tap(name)
            await window.drawn()
            assert not window.shows("Something went wrong"), stop
            drawn = _drawn(window)
            assert drawn is stop.name, f"{stop} is not shown, but {drawn}"
            before = boxes(window)
            for key in before:
                self.typed[key] = self.words()
                await type_into(window, key, self.typed[key])
                self.walked.add(self.spy.site(key))
            await window.typing_paused()
            await window.drawn()
            now = boxes(window)
            self.anew += [
                f"{stop}: {key}" for key in before.keys() & now.keys() if before[key]._i != now[key]._i
            ]
            return copy_of(disk)

    async def _back(self, stop: Stop, disk: MemoryDisk, kept: dict[str, str]) -> None:
        async with Window(stop.day.parts(disk)) as window:
            await window.type_pin(PIN)
            for name in stop.after:
                await window.tap(name)
            await window.drawn()
            if stop.name is not ScreenName.CAPTURE:
                assert _drawn(window) is stop.name, f"{stop} does not reopen"
            there, said = boxes(window), " ".join(window.words())
            log = self._log(window.app.session.vault)
            for key, text in kept.items():
                shown = str(there[key].value) if key in there else said
                if text not in shown and (key in there or text not in log):
                    self.lost.append(f"{stop}: {key} says {shown[:60]!r}")

    @staticmethod
    def _log(vault: Vault) -> str:
        return repr([list(vault.entries(child)) for child in vault.children()])

    def _everything(self, stop: Stop, disk: MemoryDisk) -> str:
        """All that the vault keeps, opened."""
        door = stop.day.parts(disk).door
        if not door.exists:
            return ""
        vault = door.unlock(PIN)
        book = stop.day.open_book(vault)
        return "\n".join((self._log(vault), repr(book.place.last()), repr(vault.captured.entries())))


def _drawn(window: Window) -> ScreenName:
    app = window.app
    if not app.locked:
        return app.place.name
    if app.locking.hidden:
        return ScreenName.HIDDEN
    return ScreenName.CAPTURE if app.locking.capturing else ScreenName.UNLOCK


def test_half_typed_words_come_back_in_every_box_of_every_screen(
    clock: ToldClock, open_book: Callable[[Vault], Casebook], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed, killed, reopened, compared. A screen or a box that this does not reach fails it too."""
    monkeypatch.setattr(drafts, "DRAFT_PAUSE_SECONDS", PAUSE)
    spy = Spy(kit.text_box)
    monkeypatch.setattr(kit, "text_box", spy)
    walk, seen = Walk(spy), set[ScreenName]()
    for stop in stops(clock, open_book):
        seen.add(stop.name)
        asyncio.run(walk.at(stop))
    assert not walk.lost, "\n".join(walk.lost)
    assert not walk.anew, "made anew under the carer's hands:\n" + "\n".join(walk.anew)
    assert set(ScreenName) - seen == set(), "screens that nobody walked"
    assert {str(site) for site in sites() - walk.walked} == set(), "boxes that nobody typed in"
    assert set(NEVER_KEPT) - walk.met == set(), "never kept, and there is no such box"


def test_every_box_is_made_by_the_kit() -> None:
    """Else the walk would not find it."""
    assert made_elsewhere() == []


def test_a_box_whose_words_are_never_kept_says_why_and_is_no_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed list: each with its reason, and refused where drafts are."""
    window: Any = None
    for key, why in NEVER_KEPT.items():
        assert why.endswith(".")
        with pytest.raises(ValueError, match="never kept"):
            drafts.Drafts(window, lambda _: None, lambda: True).type(key, "words")
