"""What is open between unlocking and locking: the vault, the casebook, what is half typed, the sharing."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable

from carerapp.actions.access import Damage, Staff, Vault
from carerapp.actions.casebook import Casebook
from carerapp.domain.clock_doubt import ClockDoubt, Clues, Doubt
from carerapp.domain.uk_time import uk_words
from carerapp.sharing import Sharing, Unsent
from carerapp.sharing.listening import Listening
from carerapp.sharing.loop import SharingLoop
from carerapp.sharing.set_aside import AsideShelf
from carerapp.sharing.status import received_words
from carerapp.ui.drafts import Drafts
from carerapp.ui.navigation import kept_stack
from carerapp.ui.screen import Place


class Session:
    """Made at unlock, dropped at lock. `sharing` and its `loop` are None where there is no way out yet."""

    def __init__(
        self,
        vault: Vault,
        book: Casebook,
        drafts: Drafts,
        sharing: Sharing | None = None,
        loop: SharingLoop | None = None,
        when_written: Callable[[], object] = lambda: None,
        listening: Listening | None = None,
    ) -> None:
        self.vault, self.book, self.drafts = vault, book, drafts
        self.sharing, self.loop, self._listening = sharing, loop, listening
        self._written = False
        self._doubt = ClockDoubt()
        self._tell = when_written
        book.when_written = self._when_written

    def _when_written(self) -> None:
        self._written = True
        self._tell()
        if self.loop is not None:
            self.loop.record_written()

    def take_written(self) -> bool:
        """Whether something was saved since this was last asked."""
        written, self._written = self._written, False
        return written

    # --- the device's clock -------------------------------------------------------------
    def clock_doubt(self) -> Doubt:
        """What speaks against the device's clock."""
        book, running = self.book, [c.open_episode for c in self.book.children() if c.open_episode]
        return self._doubt.look(
            book.now(),
            Clues(
                moved=book.clock_moved(),
                newest=book.saved_at(),
                behind=self.loop.clock_behind if self.loop is not None else None,
                start=max((episode.unknown_since for episode in running), default=None),
            ),
        )

    def confirm_clock(self) -> None:
        """A person looked at it: it is right."""
        self.book.confirm_clock()
        self._doubt.confirm()

    # --- people and files of this device ------------------------------------------------
    @property
    def staff(self) -> Staff:
        """Who may open this vault."""
        return self.vault.staff

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What is wrong with the files."""
        return tuple(self.vault.damage)

    @property
    def several_people(self) -> bool:
        """More than one person signs in here."""
        return sum(m.here for m in self.staff.members()) > 1

    @property
    def episode_open(self) -> bool:
        """A child of this device is missing, or came back and the episode is not closed."""
        return any(child.open_episode for child in self.book.children())

    def erase_child(self, child: str, reason: str) -> None:
        """Destroy a child's record, in every file of theirs, and what is half typed about it; nothing, where
        it is gone already. Each authority that has it is asked to do the same. Raises NotSaved."""
        if child not in self.book.ids():
            return
        file = self.book.child(child)
        written = [part for event in file.as_written for part in (event.id, event.record)]
        about = {child, *file.logs, *written}
        for log in file.logs:
            AsideShelf(self.vault).forget(log)
            if self.sharing is not None:
                self.sharing.erasures.begin(log)
            self.vault.erase_child(log, reason=reason)
        if self.sharing is not None:
            self.sharing.erasures.finish()
            self.sharing.sync_now()
        half_typed = [key for key in self.drafts.unsaved() if about & set(re.split("[:/#]", key))]
        self.drafts.drop(*half_typed)
        self.book.forget(child)
        if self.loop is not None:
            self.loop.record_written()

    # --- where the screen was -------------------------------------------------------------
    def remember(self, stack: Iterable[Place]) -> None:
        """Keep the place and what is half typed, sealed, so that it reopens there. Raises NotSaved."""
        self.book.place.keep({"stack": kept_stack(stack), "drafts": self.drafts.unsaved()})
        self.drafts.remembered()

    # --- sharing --------------------------------------------------------------------------
    def share_now(self) -> None:
        """The next round begins at once."""
        if self.loop is not None:
            self.loop.wake()

    def saved_words(self) -> str:
        """Proof, with a time."""
        last = self.book.saved_at()
        if last is None:
            return "Nothing written yet"
        left = self.loop.not_received if self.loop is not None else None
        if left is None:
            return f"Saved on this device {uk_words(last)}. {self.book.saved()} entries"
        return f"Saved on this device {uk_words(last)}. {received_words(left)}"

    # --- the end --------------------------------------------------------------------------
    def close(self) -> None:
        """Let go of everything that is open. What is sealed already goes on being sent."""
        if self.loop is not None:
            self.loop.stop()
        if self.sharing is not None and self._listening is not None:
            unsent: tuple[Unsent, ...] = ()
            with contextlib.suppress(Exception):  # whatever is wrong with the files, it is locked
                unsent = self.sharing.leave(self._listening.known)
            self._listening.shut(unsent)
        self.vault.lock()
