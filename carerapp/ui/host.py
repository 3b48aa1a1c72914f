"""What the browser or the phone around the app has to say, and what the app asks of it.

On a computer there is nothing to say: this class is that case, and a phone's adapter overrides it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

LITTLE_ROOM = 60_000_000  # bytes; some forty photos, or years of notes
LOST = (
    "The notes that were kept on this device are gone. Their folder was deleted or moved. If somebody moved "
    "it, put it back and start the app again. Copies you saved, printed or gave to the police are still "
    "there."
)


class Host:
    """Every call may be answered later, or never: nothing the carer does waits for one."""

    def __init__(self) -> None:
        self.not_seen_since: datetime | None = None  # kept on the first page, before the app was there
        self.lost = False  # a vault was made here once, and its files are gone
        self.lost_words = LOST
        self.may_be_removed = False  # the browser did not promise to keep what is here
        self.room: int | None = None  # bytes that still fit; None where nobody says
        self.can_share = False  # there is a share sheet for files
        self.when_answered: Callable[[], object] = lambda: None  # the app sets it: the files were looked for
        self.when_left: Callable[[], bool] = lambda: False  # the app sets it: told that it went out of sight

    async def look(self, *, calm: bool) -> None:
        """Bring `may_be_removed` and `room` up to date. Only where it is `calm`, with no episode open,
        ask that nothing be removed: the browser may put that to the person."""

    async def vault_made(self) -> None:
        """From now on, files that are gone are missed."""

    async def vault_erased(self) -> None:
        """It was erased on purpose: nothing is missed."""

    async def forget_time(self) -> None:
        """The time of the first page is in the record now: erase it."""
        self.not_seen_since = None

    async def may_update(self, allowed: bool) -> None:
        """Whether a newer version of the app may be used from the next start on."""

    async def alert(self, urgent: bool) -> None:
        """Something is new at a duty desk: where the browser can, a sound, a mark in the title and a notice.
        Nothing of what it is."""

    async def ask_to_notify(self) -> None:
        """Whether a notice may be shown while the app is out of sight: the browser may put that to the
        person. Nothing waits for the answer."""

    async def share(self, name: str, data: bytes) -> None:
        """The phone's share sheet with one PDF. Raises OSError when it could not be shown."""
        raise OSError("no share sheet here")
