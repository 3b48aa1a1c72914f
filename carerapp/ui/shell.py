"""One browser window: puts its parts together, and runs every tap.

A screen is a plain function of the `App`; the shell draws it anew after each tap and
Flet keeps focus and scroll where they were.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import flet as ft

from carerapp.actions.access import NotSaved, Vault
from carerapp.actions.casebook import Casebook
from carerapp.actions.move_child import finish_moves
from carerapp.domain.clock import Elapsed
from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from carerapp.domain.uk_time import uk
from carerapp.settings import DRAFT_PAUSE_SECONDS
from carerapp.sharing.loop import SharingLoop
from carerapp.ui.device import Device
from carerapp.ui.device_clock import DeviceClock
from carerapp.ui.display import Display
from carerapp.ui.drafts import Drafts
from carerapp.ui.hearing import Hearing
from carerapp.ui.locking import Locking
from carerapp.ui.navigation import Navigation
from carerapp.ui.saved import Saved
from carerapp.ui.screen import Place
from carerapp.ui.screen_state import ScreenStates
from carerapp.ui.services import AppServices
from carerapp.ui.session import Session
from carerapp.ui.settling import Settling
from carerapp.ui.sharing_news import SharingNews

T = TypeVar("T")


class App:
    """One window, as screens see it. What they do most often is here; the rest is on its parts."""

    def __init__(self, page: ft.Page, services: AppServices) -> None:
        self._page, self.services = page, services
        self.elapsed = Elapsed(services.now, services.steady)
        self.clock = DeviceClock(services, self.elapsed, lambda: self.locking.session)
        self.display = Display(page)
        self.settling = Settling(services.settle_seconds)
        self._working: set[str] = set()  # taps whose work goes on
        self._changes = 0  # in boxes that have something to be put right
        self.states = ScreenStates()
        self.navigation = Navigation(page, self.display, self._leaving, self._arrived)
        self.device = Device(self, services.host, lambda: self.locking.session, services.settle_seconds)
        sent_away = lambda: self.device.sent_them_away
        self.locking = Locking(
            self, services, self.display, self.navigation, self.states, self._make_session, sent_away
        )
        self.saved = Saved(services.door, lambda: self.locking.store_gone)
        self.just_done = self._done = ""  # what was tapped, where that wrote something: it is read out
        self.hearing: Hearing | None = None  # set where the device can listen
        self.warning = ""  # what could not be done, in the carer's words; stays until the next success
        self.go, self.replace = self.navigation.go, self.navigation.replace
        self.back, self.home = self.navigation.back, self.navigation.home

    def new_drafts(self, remember: Callable[[], bool]) -> Drafts:
        """Empty ones. `remember` keeps those that wait for their button."""
        return Drafts(self, self._typed, remember)

    def _make_session(self, vault: Vault) -> Session:
        book = self.services.open_casebook(vault)
        drafts = self.new_drafts(self.locking.remember)
        when_written = lambda: self.saved.written(book.saved_at() or book.now())
        self.attempt(lambda: finish_moves(book), quiet=True)
        if self.services.sharing is None:
            return Session(vault, book, drafts, when_written=when_written)
        sharing = self.services.sharing(vault, book)
        listening = self.services.listening
        if listening is not None:
            sharing.hears = listening.hears
        news = SharingNews(self, self.navigation, self.locking, listening)
        loop = SharingLoop(sharing, vault, self.services.sender, news)
        return Session(vault, book, drafts, sharing, loop, when_written, listening)

    # --- for screens -----------------------------------------------------------------
    @property
    def session(self) -> Session:
        """What is open, on screens that are only reached unlocked."""
        assert self.locking.session is not None
        return self.locking.session

    @property
    def book(self) -> Casebook:
        """The open casebook."""
        return self.session.book

    @property
    def drafts(self) -> Drafts:
        """What is half typed. A box that is left after the app was locked finds nothing to save."""
        session = self.locking.session
        return session.drafts if session is not None else self.new_drafts(self.locking.remember)

    @property
    def place(self) -> Place:
        """The screen on top, and what it is about."""
        return self.navigation.place

    @property
    def practising(self) -> bool:
        """Whether the screen on top is about a drill: nobody is rung from there, and nothing is sent."""
        child = self.place.get("child")
        return not self.locked and bool(child) and bool(self.book.child(child).drill_of)

    @property
    def locked(self) -> bool:
        """Nothing is open."""
        return self.locking.session is None

    def state(self, kind: type[T]) -> T:
        """What this screen remembers until it is left: a dataclass of its feature."""
        return self.states.get(kind)

    def now(self) -> datetime:
        """Aware, on the United Kingdom's clock: every time on the screens is that one."""
        return uk(self.services.now())

    @property
    def here(self) -> Callable[[datetime], datetime] | None:
        """What this device's own wall clock shows at a moment, to stand beside it; None where it shows the
        United Kingdom's time."""
        now = self.services.now()
        if now.utcoffset() == uk(now).utcoffset():
            return None
        return self.services.here or (lambda moment: moment.astimezone(now.tzinfo))

    # --- doing things ----------------------------------------------------------------
    def run(self, tap: Callable[[], object], name: str = "") -> None:
        """A tap that may write. It does nothing on a screen that has just changed, just after the same tap,
        nor while its own work goes on: a double tap writes once. ``name``: what is tapped."""
        if self.settling.takes(name) and name not in self._working:
            self.at_once(tap, name)
        else:
            self.locking.touched()

    def at_once(self, tap: Callable[[], object], name: str = "") -> None:
        """Every tap comes through here: it counts as being there, and can't end in a traceback."""
        self.locking.touched()
        try:
            result = tap()
            if asyncio.iscoroutine(result):
                self._working.add(name)
                self.start(self._finish, result, name)
        except NotSaved as problem:
            self.warning = str(problem)
        except Exception as problem:
            self.went_wrong(problem)
        self.settling.tapped(name)
        self._done = name
        self.display.heads.moved()
        self.redraw()

    async def _finish(self, work: Coroutine[Any, Any, object], name: str) -> None:
        """Work that the lock cut short is as if it had not been begun: its button is there again."""
        began_in = self.locking.session
        try:
            await work
        except NotSaved as problem:
            self.warning = str(problem)
        except Exception as problem:
            if began_in is None or began_in is self.locking.session:
                self.went_wrong(problem)
            else:
                self.noted(problem)
        finally:
            self._working.discard(name)
        self.locking.touched()
        self._done = name
        self.display.heads.moved()
        self.redraw()

    def went_wrong(self, problem: Exception) -> None:
        """Say so on the screen. Never the problem's own message: it may hold what was typed."""
        self.warning = (
            "Something went wrong in the app. What was saved is safe. Try again, or write it on paper. "
            f"You can still call {EMERGENCY} and {NON_EMERGENCY}."
        )
        self.noted(problem)

    def noted(self, problem: Exception) -> None:
        """Where in the app it was, for whoever looks after it; nothing of what was written."""
        trace = problem.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        code = trace.tb_frame.f_code if trace else None  # on a phone it has no line numbers
        at = f"{Path(code.co_filename).name}:{code.co_qualname}:{trace.tb_lineno}" if code and trace else "?"
        print(f"{type(problem).__name__} at {at}", file=sys.stderr)

    def attempt(self, work: Callable[[], object], *, quiet: bool = False) -> bool:
        """Do something that is saved. False when it could not be: the words stay on the screen."""
        try:
            work()
        except NotSaved as problem:
            self.warning = str(problem)
            return False
        if not quiet:
            self.warning = ""
        return True

    def warn(self, words: str) -> None:
        """Above every screen, until the next success."""
        self.warning = words

    def start(self, work: Callable[..., Coroutine[Any, Any, object]], *args: object) -> None:
        """Begin something that goes on beside the screen."""
        self._page.run_task(work, *args)

    def redraw(self) -> None:
        """Draw the window anew."""
        session = self.locking.session
        written = session is not None and session.take_written()
        if written or self._done:
            self.just_done, self._done = (self._done if written else ""), ""
        self.display.redraw(proof_first=written, hold=written and self.saved.waiting)

    def redraw_soon(self) -> None:
        """Once the typing pauses. While letters are on their way, an older text would take their place."""
        self._changes += 1
        self.start(self._after_a_pause, self._changes)

    async def _after_a_pause(self, change: int) -> None:
        await asyncio.sleep(DRAFT_PAUSE_SECONDS)
        if change == self._changes:
            self.redraw()

    async def store_answered(self) -> None:
        """The device says whether the files are where they were, with what was written before."""
        if self.saved.answered():
            self.locking.store_answered()
            self.display.redraw(proof_first=True)

    # --- between screens -------------------------------------------------------------
    def _typed(self, text: str) -> None:
        self.locking.touched()
        self.display.heads.typing()
        if self.display.faces.need(text):
            self.redraw()

    def _leaving(self) -> None:
        self.drafts.save_all()
        self.states.clear()

    def _arrived(self) -> None:
        self.locking.remember()
        self.start(self.locking.allow_update)
