"""The host of the app on a computer: beside the folder of the files it remembers that a vault was made."""

from __future__ import annotations

import contextlib
from pathlib import Path

from carerapp.page_news import PageNews
from carerapp.ui.host import Host


class FolderHost(Host):
    """``data``: the folder. A folder that is gone is missed at the next start; the mark says nothing else.
    ``news``: what the pages are told."""

    def __init__(self, data: Path, *, vault_exists: bool, news: PageNews | None = None) -> None:
        super().__init__()
        self._news = news or PageNews()
        self._mark = data.absolute().with_name(f"{data.absolute().name}.made")
        self.lost = not vault_exists and self._mark.exists()

    async def vault_made(self) -> None:
        self.lost = False
        with contextlib.suppress(OSError):  # where nothing may be written beside it, nothing is missed
            self._mark.touch(mode=0o600)

    async def alert(self, urgent: bool) -> None:
        self._news.say("urgent" if urgent else "new")

    async def ask_to_notify(self) -> None:
        self._news.say("ask")

    async def vault_erased(self) -> None:
        with contextlib.suppress(OSError):
            self._mark.unlink(missing_ok=True)
