"""The device's own powers: dialler, messages, mail, saving a file, choosing a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import flet as ft

from carerapp.actions.log_call import log_dialled
from carerapp.actions.write_note import write_note
from carerapp.domain.clock import Mark
from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from carerapp.settings import AWAY_SECONDS, DEVICE_NOTICE_SECONDS
from carerapp.ui.host import Host
from carerapp.ui.ports import WindowPort
from carerapp.ui.session import Session

if TYPE_CHECKING:
    from carerapp.domain.events import Event

_Rung = tuple[str, str, str, str, str]
"""A call: the child, the episode, who, their name, the number."""


class Device:
    """Of one window. Each call leaves the app for a moment, which does not lock it."""

    def __init__(
        self, window: WindowPort, host: Host, session: Callable[[], Session | None], one_finger: float
    ) -> None:
        """`one_finger`: seconds within which a second tap on a call is the same call."""
        self._window, self._host, self._session = window, host, session
        self._one_finger = one_finger
        self._left_at: Mark | None = None
        self._said: tuple[Mark, str] | None = None
        self._rung: tuple[Mark, _Rung, Event] | None = None

    @property
    def notice(self) -> str:
        """What was just asked of the device; a laptop may have no dialler."""
        if self._said and self._window.elapsed.since(self._said[0]) < DEVICE_NOTICE_SECONDS:
            return self._said[1]
        return ""

    @property
    def sent_them_away(self) -> bool:
        """The carer is out of the app because a button of it took them there."""
        left = self._left_at
        return left is not None and self._window.elapsed.since(left) < AWAY_SECONDS

    def over(self) -> None:
        """What came of the call is written down: nobody is told that it is being made."""
        self._said = None

    def _leaving(self, words: str = "") -> None:
        now = self._window.elapsed.mark()
        self._left_at = now
        if words:
            self._said = (now, words)

    def _practised(self, words: str) -> None:
        """In place of leaving the app."""
        self._said = (self._window.elapsed.mark(), words)

    def _open(self, url: str) -> None:
        self._window.start(ft.UrlLauncher().launch_url, url)

    # --- ringing ----------------------------------------------------------------------
    def call_999(self) -> None:
        """In danger now."""
        self._emergency(EMERGENCY)

    def call_101(self) -> None:
        """The police, not an emergency."""
        self._emergency(NON_EMERGENCY)

    def _emergency(self, number: str) -> None:
        """The dialler first; the log after, and only if it can be written."""
        self._leaving(f"Calling {number}. If this device didn’t ring, use any phone now.")
        self._open(f"tel:{number}")
        session = self._session()
        if session is None:
            return
        away = [c for c in session.book.children() if c.open_episode]
        child = next(iter(sorted(away, key=lambda one: bool(one.drill_of))), None)  # a drill's log last
        if child and child.open_episode:
            self._write_down((child.id, child.open_episode.id, number, number, number), quiet=True)

    def call(self, child: str, episode: str, who: str, name: str, number: str) -> Event | None:
        """Open the dialler and write down that the button was tapped. A drill rings nobody."""
        if self._window.practising:
            self._practised(f"Drill: {number} was not rung.")
        else:
            self._leaving(f"Calling {number}. If this device didn’t ring, use any phone.")
            self._open("tel:" + dialled(number))
        return self._write_down((child, episode, who, name, number))

    def _write_down(self, rung: _Rung, *, quiet: bool = False) -> Event | None:
        """Once, however often a finger taps: the dialler opens each time, and it is one call."""
        session, mark = self._session(), self._window.elapsed.mark()
        assert session is not None
        at, before, event = self._rung or (mark, None, None)
        if before != rung or self._window.elapsed.since(at) >= self._one_finger:
            made: list[Event] = []
            self._window.attempt(lambda: made.append(log_dialled(session.book, *rung)), quiet=quiet)
            event = made[0] if made else None
        self._rung = (mark, rung, event) if event else None
        return event

    def message(self, child: str, episode: str, name: str, number: str, words: str = "") -> None:
        """A text to this number, with these words to begin with; the log keeps that it was opened."""
        if self._window.practising:
            self._practised(f"Drill: no text to {number}.")
        else:
            self._leaving()
            self._open("sms:" + dialled(number) + (f"?body={quote(words)}" if words else ""))
        session = self._session()
        assert session is not None
        beginning = f" It began: {words}" if words else ""
        said = f"Opened a text to {name} {number}. The app can’t tell if it was sent.{beginning}"
        self._window.attempt(lambda: write_note(session.book, child, episode, said))

    def mail(self, to: str, subject: str, body: str) -> None:
        """A mail in the phone's own app, with these words in it."""
        if self._window.practising:
            self._practised(f"Drill: nothing was sent to {to}.")
            return
        self._leaving()
        self._open(f"mailto:{quote(to)}?subject={quote(subject)}&body={quote(body)}")

    def reach(self, kind: str, address: str) -> None:
        """A number, an address or a page of a procedure. Nothing is written down: it is about no child."""
        if self._window.practising:
            self._practised(f"Drill: {address} was not opened.")
        elif kind == "phone":
            self._leaving(f"Calling {address}. If this device didn’t ring, use any phone.")
            self._open("tel:" + dialled(address))
        elif kind == "email":
            self._leaving()
            self._open(f"mailto:{quote(address)}")
        else:
            self._leaving()
            self._open(address if "://" in address else f"https://{address}")

    # --- files ------------------------------------------------------------------------
    async def save_file(self, name: str, data: bytes) -> None:
        """Where the carer chooses; the app keeps no copy of its own in the clear."""
        self._leaving()
        await ft.FilePicker().save_file(file_name=name, src_bytes=data)

    async def share_file(self, name: str, data: bytes) -> None:
        """The phone's share sheet: to a printer, a message, a mail."""
        self._leaving()
        try:
            await self._host.share(name, data)
        except OSError:
            self._window.warn("This phone could not share the copy. It is safe here. Use Save instead.")

    async def pick_photo(self) -> bytes | None:
        """The bytes of the picture that the carer chose; None when they chose none."""
        self._leaving()
        files = await ft.FilePicker().pick_files(file_type=ft.FilePickerFileType.IMAGE, with_data=True)
        return files[0].bytes if files else None


def dialled(number: str) -> str:
    """Only what a dialler understands."""
    return "".join(c for c in number if c.isdigit() or c == "+")
