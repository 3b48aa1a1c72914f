"""One screen on a disk of its own, tapped by a finger whose clock is the event loop's."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from flet.controls.base_control import BaseControl

from carerapp.actions.casebook import Casebook, Environment
from carerapp.bootstrap import protocols
from carerapp.domain.clock import Steady
from carerapp.protocols import ProtocolLibrary
from carerapp.settings import SCREEN_SETTLES_SECONDS
from carerapp.ui.features.unlock.making import FirstRun
from carerapp.ui.screen import Place
from carerapp.ui.settling import Settling
from carerapp.vault import Vault
from tests.support.ui.every_screen import Stop
from tests.support.walks.plain_window import PlainWindow

Named = tuple[str, BaseControl]
LONG = 5.0  # seconds after which every work that a tap began has ended


@cache
def _protocols() -> ProtocolLibrary:
    return protocols()


#: Written anew whenever something is remembered: where the window was, what the device set for itself.
REMEMBERED = ("settings", "places")


@dataclass(frozen=True)
class Written:
    """``entries``: what the log says, without times and ids; ``files``: how long each other file is;
    ``place``: where it led, "" while locked; ``warning``: what the screen says could not be done."""

    entries: tuple[str, ...]
    files: tuple[tuple[str, int], ...]
    place: str
    warning: str

    def beyond(self, once: Written, *, place: bool) -> str:
        """What is other here than there, in words; "" when nothing is. ``place``: whether it has to lead to
        the same."""
        if self.entries != once.entries:
            more = sorted((Counter(self.entries) - Counter(once.entries)).elements())
            less = sorted((Counter(once.entries) - Counter(self.entries)).elements())
            return f"entries more: {more}, less: {less}"
        if self.files != once.files:
            return f"other files: {sorted(set(self.files) ^ set(once.files))}"
        if self.warning != once.warning:
            return f"it says: {self.warning}"
        return "" if not place or self.place == once.place else f"led to {self.place}, not to {once.place}"


class Stand:
    """A stop of `every_screen`. ``settles``: seconds for which a changed screen takes no tap."""

    def __init__(self, stop: Stop, width: int = 390) -> None:
        self.stop = stop
        self.disk = stop.day.copied()
        self._ids = (f"tap{number:06x}" for number in itertools.count())
        parts = stop.day.parts(self.disk)
        self._parts = replace(
            parts, open_casebook=self._book, steady=self._steady, settle_seconds=SCREEN_SETTLES_SECONDS
        )
        self.window = PlainWindow(self._parts, width)
        self.window.app.settling = Settling(SCREEN_SETTLES_SECONDS, asyncio.get_running_loop().time)

    def _steady(self) -> Steady:
        return Steady("run", int(asyncio.get_running_loop().time() * 1000))

    def _book(self, vault: Vault) -> Casebook:
        return Casebook(
            vault, Environment(self.stop.day.clock, lambda: next(self._ids), _protocols(), self._steady)
        )

    async def arrive(self) -> None:
        """On the screen, with its hidden parts brought out, and settled."""
        stop, app = self.stop, self.window.app
        if not stop.locked:
            await self.window.unlock()
            app.home(Place(stop.name, dict(stop.args)))
        await self.rest()
        if stop.types:  # the first run's name: the only box that must not be blank
            app.state(FirstRun).name = stop.types[1]
        for name in stop.taps:
            found = [control for said, control in self.taps() if said == name or said.startswith(name)]
            assert found, f"{stop}: no {name!r} in {[said for said, _ in self.taps()]}"
            self.press(found[0])
            await self.rest()

    def taps(self) -> list[Named]:
        """What can be tapped on the screen as it is drawn now."""
        return self.window.taps()

    def names(self) -> list[str]:
        """Where it is, and what can be tapped there."""
        app = self.window.app
        return [str(app.locked or app.place), *(name for name, _ in self.taps())]

    def takes_at_once(self, control: BaseControl) -> bool:
        """Whether it takes a tap also on a screen that has just changed."""
        handler = getattr(control, "on_click", None)
        inside = [cell.cell_contents for cell in getattr(handler, "__closure__", None) or ()]
        return self.window.app.at_once in inside

    def press(self, control: BaseControl) -> None:
        """What Flet does when this is tapped."""
        control.on_click(None)  # type: ignore[attr-defined]

    async def passes(self, seconds: float) -> None:
        """This much time; what was begun goes on meanwhile."""
        await self.window.settled()
        await asyncio.sleep(seconds)

    async def rest(self) -> None:
        """Until a person would tap again."""
        await self.passes(LONG)
        self.taps()
        await self.passes(LONG)

    def written(self) -> Written:
        """What stands on the disk now, and where the window is."""
        files = [(name.partition("/")[0], len(self.disk.files[name])) for name in self.disk.files]
        files = sorted(one for one in files if not one[0].startswith(REMEMBERED))
        app = self.window.app
        if app.locked:
            return Written((), tuple(files), "", app.warning)
        vault = app.session.vault
        entries = (entry for child in vault.children() for entry in vault.entries(child))
        said = sorted(f"{entry['record']} {entry['kind']} {entry['field']}" for entry in entries)
        return Written(tuple(said), tuple(files), str(app.place.name), app.warning)

    async def close(self) -> None:
        """Nothing of it goes on."""
        self.window.app.locking.lock()
        for task in list(self.window.tasks):
            task.cancel()
        await asyncio.sleep(0)
