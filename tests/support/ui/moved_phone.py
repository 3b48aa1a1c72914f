"""A device in any time zone whose clock was moved, and the time that its screens should say."""

from __future__ import annotations

import asyncio
import itertools
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from carerapp import bootstrap
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.casebook import Casebook, Environment
from carerapp.bootstrap import protocols
from carerapp.documents import Fonts
from carerapp.domain.uk_time import AFTER, BEFORE
from carerapp.ui.host import Host
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.services import AppServices
from carerapp.vault import Door
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_image import NativeImage
from forms.engine.uk_clock import comes_twice
from tests.support.device_clock import DeviceClock
from tests.support.pins import PIN
from tests.support.ui.window import Window
from tests.support.vault.doubles import QuickCrypto

LONDON = ZoneInfo("Europe/London")


class Phone:
    """A device whose invented child's form was written an hour before its clock was moved."""

    def __init__(self, night: datetime, moved: timedelta = timedelta()) -> None:
        self.clock = DeviceClock(night - timedelta(hours=1))
        self.disk = MemoryDisk()
        self.door = Door(self.disk, QuickCrypto(), now=lambda: self.clock().timestamp())
        self.host = Host()
        ids = (f"id{number}" for number in itertools.count())
        outside = Environment(self.clock, lambda: next(ids), protocols(), self.clock.steady)
        self.parts = AppServices(
            door=self.door,
            open_casebook=lambda vault: Casebook(vault, outside),
            image=NativeImage(),
            now=self.clock,
            here=self.clock.here,
            steady=self.clock.steady,
            demo=add_invented_child,
            fonts=Fonts.in_folder(bootstrap.ASSETS / "fonts"),
            host=self.host,
        )
        vault = self.door.create(PIN, name="A. Carer", role="Foster carer")
        self.child = add_invented_child(self.parts.open_casebook(vault))
        vault.lock()
        self.clock.passes(hours=1)
        self.clock.wall += moved

    def clock_words(self, moment: datetime) -> str:
        """As a screen says it: London by the system's tables, and this device's own beside it."""
        now = self.clock()
        there, today = moment.astimezone(LONDON), now.astimezone(LONDON)
        year = "" if there.year == today.year else f" {there.year}"
        words = f"{there:%H:%M}"
        if there.date() != today.date():
            words = f"{there.day} {there:%b}{year} {words}"
        if comes_twice(moment):
            words += f" ({BEFORE if there.utcoffset() else AFTER})"
        own = moment.astimezone()
        if now.utcoffset() == today.utcoffset():
            return words
        day = "" if own.date() == there.date() else f" on {own.day} {own:%B}"
        return f"{words} ({own:%H:%M}{day} here)"

    async def on(self, window: Window, name: ScreenName, episode: str) -> None:
        window.app.home(Place(name, {"child": self.child, "episode": episode}))
        window.app.redraw()
        await asyncio.sleep(0.02)
