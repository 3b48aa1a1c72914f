"""One browser window: where it is, what is half typed, when it locks.

A screen is a plain function of the `App`; the shell draws it anew after each tap and
Flet keeps focus and scroll where they were.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import flet as ft

from carerapp.actions.casebook import Casebook
from carerapp.domain.json_value import Json
from carerapp.ui.background import Background
from carerapp.ui.device import Device
from carerapp.ui.drafts import Drafts
from carerapp.ui.drawing import drawn
from carerapp.ui.kit.look import Tap
from carerapp.ui.parts import AppServices
from carerapp.ui.screen import Place, Screen
from carerapp.ui.theme import WIDE_FROM
from carerapp.ui.typefaces import Typefaces
from carerapp.vault import NotSaved, Vault

HOME = Place("children")
Routes = dict[str, Callable[["App"], Screen]]


class App:
    """The state of one window. Nothing of it outlives a lock but the sealed place and drafts."""

    def __init__(self, page: ft.Page, parts: AppServices, routes: Routes) -> None:
        self.page, self.parts, self.routes = page, parts, routes
        self.book: Casebook | None = None
        self._vault: Vault | None = None
        self.hidden = False
        self.stack: list[Place] = [HOME]
        self.drafts = Drafts(self)
        self.device = Device(self)
        self.background = Background(self)
        self.local: dict[str, Any] = {}  # what the screen on top remembers until it is left
        self.warning = ""  # what could not be done, in the carer's words; stays until the next success
        self.why_locked = ""
        self.last_person = ""  # who was signed in last, for the lock screen
        self.capturing: Any = None  # what is written without unlocking, while it is
        self.big = False
        self.faces = Typefaces(page)
        self._held: dict[str, str] = {}
        self._there = True  # the window is connected
        self._seen_at = parts.now()
        self._version = 0
        self._set_version: Callable[[int], None] | None = None
        self.set_proof: Callable[[int], None] | None = None  # draws the proof of saving by itself
        self._saved_shown = 0
        self._pushed: list[str] = []  # routes we asked for and have not yet heard back about

    # --- where we are ----------------------------------------------------------------
    @property
    def place(self) -> Place:
        return self.stack[-1]

    @property
    def open_book(self) -> Casebook:
        """The casebook, on screens that are only reached unlocked."""
        assert self.book is not None
        return self.book

    @property
    def vault(self) -> Vault:
        """The vault itself, for who may open it and what leaves it; the record goes through `open_book`."""
        assert self._vault is not None
        return self._vault

    @property
    def shared(self) -> bool:
        """More than one person signs in here."""
        return self._vault is not None and sum(m.here for m in self._vault.staff.members()) > 1

    @property
    def wide(self) -> bool:
        return (self.page.width or 0) >= WIDE_FROM and not self.big

    def go(self, name: str, **args: str) -> None:
        """To another screen; Back returns here."""
        self._leave()
        self.stack.append(Place(name, args))
        self._arrived()

    def replace(self, name: str, **args: str) -> None:
        """To another screen in place of this one: a finished step is not gone back to."""
        self._leave()
        self.stack[-1] = Place(name, args)
        self._arrived()

    def back(self) -> None:
        self._leave()
        if len(self.stack) > 1:
            self.stack.pop()
        self._arrived()

    def home(self, *then: Place) -> None:
        self._leave()
        self.stack = [HOME, *then]
        self._arrived()

    def _leave(self) -> None:
        self.drafts.save_all()
        self.local.clear()

    def _arrived(self) -> None:
        self.remember()
        self.show_route()
        self.page.run_task(self._allow_update)

    def show_route(self) -> None:
        if not self._there:
            return
        name = "/" + (self.place.name if self.book else "")
        if (self._pushed[-1] if self._pushed else self.page.route) != name:
            self._pushed.append(name)
            self.page.run_task(self.page.push_route, name)

    def route_changed(self, route: str) -> None:
        """The browser's own Back. Our own changes come back here too, late ones after the next was made."""
        if route in self._pushed:
            del self._pushed[: self._pushed.index(route) + 1]
            return
        name = route.strip("/")
        if self.book and name != self.place.name and len(self.stack) > 1:
            if any(p.name == name for p in self.stack[:-1]) or name == "":
                self.back()
            self.show_route()
            self.redraw()

    def remember(self) -> bool:
        """Keep the place and what is half typed, sealed, so that it reopens here. False when it can't be."""
        if self.book is None:
            return True
        place: Json = {
            "stack": [[p.name, dict(p.args)] for p in self.stack],
            "drafts": self.drafts.unsaved(),
        }
        return self.attempt(lambda: self.open_book.keep_place(place), quiet=True)

    # --- doing things ----------------------------------------------------------------
    def run(self, tap: Tap) -> object:
        """Every tap comes through here: it counts as being there, and can't end in a traceback."""
        self._seen_at = self.parts.now()
        try:
            result = tap()
            if asyncio.iscoroutine(result):
                self.page.run_task(self._finish, result)
        except NotSaved as problem:
            self.warning = str(problem)
        except Exception as problem:
            self.went_wrong(problem)
        self.redraw()
        return None

    async def _finish(self, work: Any) -> None:
        try:
            await work
        except NotSaved as problem:
            self.warning = str(problem)
        except Exception as problem:
            self.went_wrong(problem)
        self._seen_at = self.parts.now()
        self.redraw()

    def went_wrong(self, problem: Exception) -> None:
        self.warning = (
            "Something went wrong in the app. What was saved is safe. Try again, or write it on paper. "
            "You can still call 999 and 101."
        )
        trace = problem.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        at = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
        print(
            f"{type(problem).__name__} at {at}", file=sys.stderr
        )  # never its message: it may hold what was typed

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

    # --- locking ---------------------------------------------------------------------
    def unlocked(self, vault: Vault) -> None:
        """The door is open: fold the record and reopen where the screen was."""
        if not self._there:  # closed while the phone was asking: nobody is there to lock it again
            vault.lock()
            return
        # First the other window gives up, and writes what it still holds; then this one reads.
        self.parts.turn.take(self._taken_over)
        self._vault, self.capturing = vault, None
        self.last_person = vault.person.id
        self.book = self.parts.open_casebook(vault)
        self.why_locked, self.hidden, self._seen_at = "", False, self.parts.now()
        self._reopen(self.book.kept_place())
        if vault.captured.entries() and self.place.name != "captured":
            self.stack.append(Place("captured"))
        self.show_route()
        self.background.begin()
        self.page.run_task(self._look_round)

    def _reopen(self, kept: Any) -> None:
        self.stack, self.drafts = [HOME], Drafts(self)
        kept = kept if isinstance(kept, dict) else {}
        places = [Place(str(name), dict(args)) for name, args in kept.get("stack", [])]
        if places and all(p.name in self.routes and self._still_there(p) for p in places):
            self.stack = places
        self.drafts.restore({**kept.get("drafts", {}), **self._held})
        self._held = {}

    async def _look_round(self) -> None:
        host = self.parts.host
        await host.vault_made()
        await host.look()
        await self._allow_update()
        self.redraw()

    async def _allow_update(self) -> None:
        """A newer version of the app waits until no episode is open."""
        if self.book is not None:
            await self.parts.host.may_update(not any(child.open_episode for child in self.book.children()))

    def _still_there(self, place: Place) -> bool:
        known = {child.id for child in self.open_book.children()}
        return not place.get("child") or place.get("child") in known

    def _taken_over(self) -> None:
        self.lock("Opened in another window.")
        self.redraw()

    def lock(self, why: str = "") -> None:
        if self.book is None:
            return
        safe = self.drafts.save_all() and self.remember()
        # What a full or failing disk would not take is held in memory only, for the next unlock.
        self._held = {} if safe else self.drafts.unsaved()
        self.book, self.local = None, {}
        self.background.end()
        if self._vault:
            self._vault.lock()
        self._vault, self.why_locked = None, why
        self.drafts, self.stack = Drafts(self), [HOME]
        self.show_route()

    def start_capturing(self) -> None:
        """Write without unlocking."""
        from carerapp.ui.features.unlock.capture import start

        start(self)

    def switch(self) -> None:
        """Somebody else signs in: the tiles, not the last person's PIN."""
        self.lock()
        self.last_person = ""

    def window_gone(self) -> None:
        """The window was closed: nobody is there to lock it."""
        self._there = False
        self.lock()

    def window_back(self) -> None:
        self._there = True
        self.show_route()
        self.redraw()

    def hide(self) -> None:
        """Blank at once; the PIN brings it back."""
        self.hidden = True
        self.lock()

    def app_hidden(self) -> bool:
        """The app left the screen: True when that locked it. A tap on call, text, photo or save takes the
        carer out of the app on purpose, and asking for the PIN when they come back would cost the outcome."""
        if self.book is None or self.device.sent_them_away_at(self.parts.now()):
            return False
        self.lock()
        self.redraw()
        return True

    def idle_check(self) -> None:
        """An open episode locks later: the carer is on the phone or in the street, and comes back often."""
        if self.book is None:
            return
        away = (self.parts.now() - self._seen_at).total_seconds()
        episode = any(child.open_episode for child in self.book.children())
        if away > (self.parts.episode_idle_seconds if episode else self.parts.idle_seconds):
            self.lock("Locked because nobody was using it.")
            self.redraw()

    def touched(self) -> None:
        self._seen_at = self.parts.now()

    # --- drawing ---------------------------------------------------------------------
    def redraw(self) -> None:
        """Draw anew. When something was saved, the proof of it goes first: the screen takes longer."""
        self._version += 1
        saved = self.book.saved() if self.book else 0
        more, self._saved_shown = saved > self._saved_shown > 0, saved
        if more:
            self.background.wake()
        if more and self.set_proof and self._there:
            self.set_proof(self._version)
            loop = asyncio.get_running_loop()
            loop.call_soon(loop.call_soon, self._draw)  # after the turn in which the proof is drawn
        else:
            self._draw()

    def _draw(self) -> None:
        if self._set_version and self._there:
            self._set_version(self._version)

    def saved_words(self) -> str:
        """Proof, with a time."""
        last = self.book.saved_at() if self.book else None
        if self.book is None or last is None:
            return "Nothing written yet"
        left = self.background.not_received
        if left is None:
            return f"Saved on this device {last:%H:%M}. {self.book.saved()} entries"
        return f"Saved on this device {last:%H:%M}. {'All received' if left == 0 else f'{left} not received yet'}"

    # --- for screens -----------------------------------------------------------------
    def now(self) -> datetime:
        return self.parts.now()

    def component(self) -> ft.Control:
        """The one component: a redraw is a change of its state."""
        _, self._set_version = ft.use_state(0)
        return drawn(self)
