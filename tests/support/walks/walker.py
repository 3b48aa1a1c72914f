"""One walk: a person who taps and types at random while clocks jump, files go and processes die. After each
step what the screen says is compared with what the files on the disk say."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from zoneinfo import ZoneInfo

import flet as ft

from carerapp.actions.start_episode import start_episode
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import VaultError
from tests.support.walks.compared import Compared
from tests.support.walks.half_typed import MARK
from tests.support.walks.plain_window import PlainWindow
from tests.support.walks.staffing import add_somebody
from tests.support.walks.walk_device import ZONES, WalkDevice
from tests.support.walks.where import BEGINS, EPISODE_SCREENS, JUMPS, NOT_HERE, SLOW, TIMES


@dataclass
class Walk:
    """``steps``: at most so many. ``trace``: what was done, to be read when something differs."""

    seed: int
    steps: int
    trace: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    async def go(self) -> None:
        """Until something differs, or the steps are done."""
        self.random = Random(self.seed)
        self.device = WalkDevice(self.random.choice(BEGINS), self.seed)
        self.device.clock.zone = ZoneInfo(self.random.choice(ZONES))
        self._width = self.random.choice((390, 390, 1200))
        self.compared = Compared(self.device)
        self._open_windows()
        try:
            await self._step("unlock", self._unlock)
            if not self.window.app.locked:  # a fault may keep everybody out
                await self._step("an episode", self._somewhere)
            for _ in range(self.random.randint(self.steps // 2, self.steps)):
                if self.problems:
                    return
                name, step = self._any_step()
                await self._step(name, step)
        finally:
            await self._end()

    # --- steps ---------------------------------------------------------------------------------
    def _any_step(self) -> tuple[str, Callable[[], Awaitable[str]]]:
        if self.window.app.locked:
            return self._while_locked()
        steps: list[tuple[int, str, Callable[[], Awaitable[str]]]] = [
            (46, "tap", self._tap),
            (14, "type", self._type),
            (6, "leave", self._leave),
            (6, "go", self._somewhere),
            (4, "pause", self._pause),
            (5, "time passes", self._passes),
            (5, "clock", self._jump),
            (2, "zone", self._zone),
            (4, "lock", self._lock),
            (2, "kill", self._kill),
            (2, "disk", self._disk),
            (3, "authority", self._authority),
            (1, "other window", self._other),
            (2, "somebody is added", self._add_somebody),
        ]
        weights = [weight for weight, _, _ in steps]
        _, name, step = self.random.choices(steps, weights)[0]
        return name, step

    def _while_locked(self) -> tuple[str, Callable[[], Awaitable[str]]]:
        locking = self.window.app.locking
        if not locking.capturing:
            without = not locking.hidden and self.random.random() < 0.4
            return ("without unlocking", self._without) if without else ("unlock", self._unlock)
        steps: list[tuple[int, str, Callable[[], Awaitable[str]]]] = [
            (8, "tap", self._tap),
            (9, "type", self._type),
            (6, "pause", self._pause),
            (1, "time passes", self._passes),
            (1, "kill", self._kill),
            (1, "disk", self._disk),
        ]
        _, name, step = self.random.choices(steps, [weight for weight, _, _ in steps])[0]
        return name, step

    async def _without(self) -> str:
        self.device.disk.full = self.device.disk.gone = False
        start = next(
            control for name, control in self.compared.shown.taps() if name == "Start without unlocking"
        )
        await self.window.tap(start)
        return "begun"

    async def _step(self, name: str, step: Callable[[], Awaitable[str]]) -> None:
        done = await step()
        await self.window.settled()
        if not self.window.app.locked and self.window.app.place.name in NOT_HERE:
            self.window.app.home()
        self.trace.append(f"{name}: {done} -> {self.window.app.place.name}")
        self.problems += self.compared.after(self.window, name, done)

    async def _unlock(self) -> str:
        self.device.disk.full = self.device.disk.gone = False
        people = self.device.people
        who = self.random.choice([*people])
        try:
            await self.window.unlock(people[who])
        except VaultError as error:
            return type(error).__name__
        self.device.who = who
        return f"{who} in"

    async def _tap(self) -> str:
        """What one sees: it was drawn and compared after the step before."""
        found = self.compared.shown.taps()
        quick = [(n, c) for n, c in found if not any(w in n for w in SLOW) or self.random.random() < 0.1]
        allowed = [(n, c) for n, c in quick if n not in self._too_many()]
        if not allowed:
            return "nothing"
        name, control = self.random.choice(allowed)
        for _ in range(self.random.choice((1, 1, 1, 2))):
            await self.window.tap(control)
        return name

    def _too_many(self) -> set[str]:
        """Four files are enough for a walk."""
        app = self.window.app
        full = not app.locked and len(list(app.book.ids())) > 4
        return {"Add", "Try it with an invented child"} if full else set()

    async def _type(self) -> str:
        boxes = self.compared.shown.boxes
        if not boxes:
            return "no box"
        key = self.random.choice(sorted(boxes))
        words = self._words(boxes[key])
        await self.window.type(boxes[key], words)
        self.compared.half_typed.typed(key, words)
        self.compared.while_locked.typed(key, words)
        return f"{key} = {words!r}"

    def _words(self, box: ft.TextField) -> str:
        if self.random.random() < 0.45:
            return self.random.choice(TIMES)
        return f"{MARK}{self.seed}x{len(self.trace)}"

    async def _leave(self) -> str:
        boxes = self.compared.shown.boxes
        if not boxes:
            return "no box"
        key = self.random.choice(sorted(boxes))
        await self.window.leave(boxes[key])
        return key

    async def _somewhere(self) -> str:
        app = self.window.app
        children = [c for c in app.book.children() if c.episodes]
        if not children:
            await self._begin()
            children = [c for c in app.book.children() if c.episodes]
        if not children:
            return "nowhere"
        child = self.random.choice(children)
        about = {"child": child.id, "episode": self.random.choice(child.episodes).id}
        name = self.random.choice(EPISODE_SCREENS)
        app.home(Place(ScreenName.EPISODE, about), Place(name, {} if name is ScreenName.SHARING else about))
        return str(name)

    async def _begin(self) -> None:
        book = self.window.app.book
        child = self.random.choice((self.device.invented, self.device.served))
        self.window.app.attempt(lambda: start_episode(book, child))

    async def _pause(self) -> str:
        await asyncio.sleep(1)
        return "1 s"

    async def _passes(self) -> str:
        minutes = self.random.choice((1, 7, 45, 60, 200, 1500))
        self.device.clock.passes(minutes * 60)
        self.window.app.locking.idle_check()
        return f"{minutes} min"

    async def _jump(self) -> str:
        by = self.random.choice(JUMPS)
        self.device.clock.wall += by
        return str(by)

    async def _zone(self) -> str:
        zone = self.random.choice(ZONES)
        self.device.clock.zone = ZoneInfo(zone)
        return zone

    async def _lock(self) -> str:
        app = self.window.app
        if self.random.random() < 0.5:
            app.locking.hide()
        else:
            app.locking.lock()
        return "hidden" if app.locking.hidden else "locked"

    async def _kill(self) -> str:
        for window in self.windows:
            for task in list(window.tasks):
                task.cancel()
        self.compared.half_typed.killed()
        self.compared.while_locked.killed()
        if self.random.random() < 0.3:
            clock = self.device.clock
            clock.run, clock.ms = f"{clock.run}+", 1_000
        self.device.disk.full = self.device.disk.gone = False
        self.device.answers.set()
        self.device.start()
        self._open_windows()
        return "and begun anew"

    def _open_windows(self) -> None:
        self.windows = [PlainWindow(self.device.services, self._width) for _ in range(2)]
        self.window = self.windows[0]
        self.compared.half_typed.windows = self.windows

    async def _disk(self) -> str:
        disk = self.device.disk
        if not disk.well:
            disk.full = disk.gone = False
            return "well again"
        if self.random.random() < 0.7:
            disk.full = True
            return "full"
        disk.gone = True
        return "gone"

    async def _authority(self) -> str:
        device = self.device
        what = self.random.choice(("slow", "down", "lose", "refuse", "answers", "answers"))
        device.down = what == "down"
        if what == "slow":
            device.answers.clear()
        else:
            device.answers.set()
        device.authority.lose = what == "lose"
        device.authority.refuse = what == "refuse"
        self.window.app.session.share_now()
        await asyncio.sleep(2)
        return what

    async def _other(self) -> str:
        self.window = next(window for window in self.windows if window is not self.window)
        return await self._unlock() if self.window.app.locked else "there"

    async def _add_somebody(self) -> str:
        done, problem = await add_somebody(self.window, self.device, self.random)
        self.problems += [problem] if problem else []
        return done

    async def _end(self) -> None:
        for window in self.windows:
            for task in list(window.tasks):
                task.cancel()
        await asyncio.sleep(0)
