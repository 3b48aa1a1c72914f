"""The host of the app in a phone's browser: the main page (``web/services.js``)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from carerapp.settings import PAGE_ANSWER_SECONDS
from carerapp.ui.host import Host

LOST_ON_A_PHONE = (
    "The notes that were kept on this phone are gone. The browser removed them: it may do so when the phone "
    "is full, or when its data is cleared. They can’t be brought back from this phone. Copies you saved, "
    "printed or gave to the police are still there."
)
Ask = Callable[[str, object], Awaitable[object]]


class PageHost(Host):
    """``ask(name, value)`` puts a question to the main page; it raises with the JavaScript error's name."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask
        self.lost_words = LOST_ON_A_PHONE

    async def begin(self, *, vault_exists: bool) -> None:
        """What must be known before the first screen. A browser that answers nothing delays nobody."""
        kept = await self._try("notSeenSince")
        self.not_seen_since = _time(kept)
        self.lost = not vault_exists and await self._try("vaultWasMade") is True
        self.can_share = await self._try("canShare") is True

    async def look(self, *, calm: bool) -> None:
        self.may_be_removed = await self._try("persist", calm) == "may be removed"
        room = await self._try("room")
        self.room = int(room) if isinstance(room, int | float) else None

    async def vault_made(self) -> None:
        self.lost = False
        await self._try("vaultIsMade")

    async def vault_erased(self) -> None:
        await self._try("vaultIsErased")

    async def forget_time(self) -> None:
        await super().forget_time()
        await self._try("forgetNotSeenSince")

    async def may_update(self, allowed: bool) -> None:
        await self._try("mayUpdate", allowed)

    async def alert(self, urgent: bool) -> None:
        await self._try("alert", urgent)

    async def ask_to_notify(self) -> None:
        await self._try("askToNotify")

    async def share(self, name: str, data: bytes) -> None:
        try:
            await self._ask("share", {"name": name, "type": "application/pdf", "data": data})
        except Exception as error:
            if "AbortError" not in str(error):  # closing the sheet without sending is no failure
                raise OSError("the share sheet did not open") from None

    async def _try(self, name: str, value: object = None) -> object:
        try:
            async with asyncio.timeout(PAGE_ANSWER_SECONDS):
                return await self._ask(name, value)
        except Exception:
            return None


def _time(kept: object) -> datetime | None:
    """The ISO 8601 time that the first page wrote, in this phone's own zone."""
    try:
        return datetime.fromisoformat(str(kept)).astimezone() if kept else None
    except ValueError:
        return None
