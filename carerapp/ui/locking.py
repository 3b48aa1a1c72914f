"""When a window opens and locks: idle, hidden, away, taken over by another, erased."""

from __future__ import annotations

from collections.abc import Callable

from carerapp.actions.access import NotSaved, Vault, VaultError
from carerapp.actions.idle_lock import chosen_minutes
from carerapp.domain.json_value import Json
from carerapp.ui.display import Display
from carerapp.ui.navigation import HOME, Navigation, read_stack
from carerapp.ui.ports import WindowPort
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.screen_state import ScreenStates
from carerapp.ui.services import AppServices
from carerapp.ui.session import Session

GONE = (
    "The place on this device where your notes were kept is gone. It was deleted or moved while the app was "
    "open. If somebody moved it, put it back and start the app again. Copies you saved, printed or gave to "
    "the police are still there."
)


def _place_not_kept(problem: NotSaved, *, half_typed: bool) -> str:
    what = "the place where you were"
    if half_typed:
        what = "the words that are half typed, and the place where you were,"
    why = "this device has no room left. Free some space" if problem.full else "this device could not write"
    return f"Every entry you made is saved. Only {what} could not be kept: {why}."


class Locking:
    """Holds the session while there is one. Only the sealed place and drafts outlive a session."""

    def __init__(
        self,
        window: WindowPort,
        services: AppServices,
        display: Display,
        navigation: Navigation,
        states: ScreenStates,
        make_session: Callable[[Vault], Session],
        sent_away: Callable[[], bool],
    ) -> None:
        """`sent_away`: whether the carer is out of the app because a button of it took them there."""
        self._window, self._services = window, services
        self._display, self._navigation, self._states = display, navigation, states
        self._make_session, self._sent_away = make_session, sent_away
        self.session: Session | None = None
        self.why = ""  # what the lock screen says
        self.last_person = ""  # who was signed in last, for the lock screen
        self.hidden = False  # nothing at all is shown
        self.capturing = False  # something is being written without unlocking
        self._unkept = False  # the place and what is half typed could not be kept: to be tried again
        self._seen_at = window.elapsed.mark()

    # --- opening ---------------------------------------------------------------------
    def unlocked(self, vault: Vault) -> None:
        """The door is open: fold the record and reopen where the screen was."""
        if not self._display.connected:  # closed while the phone was asking: nobody is there to lock it again
            vault.lock()
            return
        # First the other window gives up, and writes what it still holds; then this one reads.
        self._services.lease.take(self._taken_over)
        session = self.session = self._make_session(vault)
        self.capturing = self.hidden = False
        self.last_person, self.why, self._seen_at = vault.person.id, "", self._window.elapsed.mark()
        self._unkept = vault.person.id in self._services.held
        self._navigation.open(self._to_what_is_new(session, self._reopened(session)))
        self._try_again()
        if self._services.listening is not None:
            self._services.listening.opened()
        if session.loop is not None:
            self._window.start(session.loop.run)
        self._window.start(self._look_round)

    def _reopened(self, session: Session) -> list[Place]:
        """The places as they were, and the drafts; what was written while locked is on top."""
        kept: Json = session.book.place.last()
        kept = kept if isinstance(kept, dict) else {}
        stack = read_stack(kept.get("stack", []))
        known = {file.id for file in session.book.every_file()}
        if not stack or any(place.get("child") and place.get("child") not in known for place in stack):
            stack = [HOME]
        # Held for who typed them: a colleague who unlocks next must not find them.
        held = self._services.held.pop(session.vault.person.id, {})
        session.drafts.restore({**kept.get("drafts", {}), **held})
        if session.vault.captured.entries() and stack[-1].name is not ScreenName.CAPTURED:
            stack.append(Place(ScreenName.CAPTURED))
        return stack

    def _to_what_is_new(self, session: Session, stack: list[Place]) -> list[Place]:
        """A duty desk opens at its list when something came while it was locked; not away from words that
        are half typed, or were written while locked."""
        listening = self._services.listening
        desk = session.sharing is not None and session.sharing.desk is not None
        came = listening is not None and listening.locked and listening.new > 0
        kept = stack[-1].name is ScreenName.CAPTURED or session.drafts.unsaved()
        return [HOME] if desk and came and not kept else stack

    async def _look_round(self) -> None:
        host = self._services.host
        await host.vault_made()
        await host.look(calm=self.session is not None and not self.session.episode_open)
        await self.allow_update()
        self._window.redraw()

    async def allow_update(self) -> None:
        """A newer version of the app waits until no episode is open."""
        if self.session is not None:
            await self._services.host.may_update(not self.session.episode_open)

    # --- locking ---------------------------------------------------------------------
    def lock(self, why: str = "") -> None:
        """Save what is typed, keep the place, forget everything else. `why` stands on the lock screen."""
        session = self.session
        if session is None:
            return
        gone = self.store_gone
        safe = session.drafts.save_all() and self.remember()
        # What a full or failing disk would not take is held in memory only, for the next unlock.
        if not safe:
            self._services.held[session.vault.person.id] = session.drafts.unsaved()
        session.drafts.stop()
        self.session = None
        self._states.clear()
        session.close()
        self.why = GONE if gone else why
        self._navigation.close()

    @property
    def store_gone(self) -> bool:
        """The files of the open record are no longer where they were opened."""
        door = self._services.door
        try:
            return self.session is not None and not (door.stands and door.exists)
        except VaultError:  # the device does not read just now: what it has is not known
            return False

    def store_answered(self) -> None:
        """The device says where the files are. Locked, too, it is said that they are gone."""
        if self.session is None and not self._services.door.stands:
            self.why = GONE
            if self.capturing:
                self._window.warn(str(NotSaved(gone=True)))

    def remember(self) -> bool:
        """Keep the place and what is half typed. False when that can't be: what was written is saved all the
        same, and is not called "not saved"."""
        session = self.session
        if session is None:
            return True
        self._unkept = True
        try:
            session.remember(self._navigation.stack)
        except NotSaved as problem:
            self._window.warn(_place_not_kept(problem, half_typed=bool(session.drafts.unsaved())))
            return False
        self._unkept = False
        return True

    def _try_again(self) -> None:
        """There may be room by now: until it is kept, what is half typed stands in memory alone."""
        if self._unkept:
            self.remember()

    def _taken_over(self) -> None:
        self.lock("Opened in another window.")
        self._window.redraw()

    def switch(self) -> None:
        """Somebody else signs in: the tiles, not the last person's PIN."""
        self.lock()
        self.last_person = ""

    def hide(self) -> None:
        """Blank at once; the PIN brings it back."""
        self.hidden = True
        self.lock()

    async def erase_device(self, why: str = "") -> None:
        """The device's own secret first: then no PIN opens what is left, whatever cuts this short."""
        door, device = self._services.door, self._services.device
        handle = door.device_handle
        if handle is not None and device is not None:
            await device.forget(handle)
        self.lock()
        self._services.held.clear()
        door.erase()
        if self._services.listening is not None:
            self._services.listening.stop()
        await self._services.host.vault_erased()
        self.last_person, self.why = "", why

    # --- nobody there ----------------------------------------------------------------
    def touched(self) -> None:
        """Somebody is there: the time begins anew."""
        self._seen_at = self._window.elapsed.mark()

    def idle_check(self) -> None:
        """An open episode locks later: the carer is on the phone or in the street, and comes back often."""
        if self.session is None:
            return
        self._try_again()
        self.session.vault.note_ends()
        away = self._window.elapsed.since(self._seen_at)
        if away > self._idle_seconds(self.session):
            self.lock("Locked because nobody was using it.")
            self._window.redraw()

    def _idle_seconds(self, session: Session) -> int:
        """A calm day's time is each person's choice; while a child is missing it is never shorter."""
        minutes = chosen_minutes(session.book)
        calm = minutes * 60 if minutes else self._services.idle_seconds
        return max(calm, self._services.episode_idle_seconds) if session.episode_open else calm

    def app_hidden(self) -> bool:
        """The app left the screen: True when that locked it. A tap on call, text, photo or save takes the
        carer out of the app on purpose, and asking for the PIN when they come back would cost the outcome."""
        if self.session is None or self._sent_away():
            return False
        self.lock()
        self._window.redraw()
        return True

    def window_gone(self) -> None:
        """The window was closed: nobody is there to lock it."""
        self._display.connected = False
        self.lock()

    def window_back(self) -> None:
        """The same window again, locked."""
        self._display.connected = True
        self._navigation.show_route()
        self._window.redraw()
