"""Whether this device's clock is believed: asked on every screen; while locked, of what can be known without
opening anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from carerapp.domain.clock import Elapsed
from carerapp.domain.clock_doubt import Doubt, OpenClues, look_while_locked
from carerapp.domain.uk_time import uk
from carerapp.ui.services import AppServices
from carerapp.ui.session import Session


class DeviceClock:
    """Of one window. ``session``: what is open, or None."""

    def __init__(
        self, services: AppServices, elapsed: Elapsed, session: Callable[[], Session | None]
    ) -> None:
        self._services, self._elapsed, self._session = services, elapsed, session
        services.opened.mark = services.opened.mark or elapsed.mark()

    def doubt(self) -> Doubt:
        """What speaks against it."""
        made, now, session = self._services.made, uk(self._services.now()), self._session()
        if session is not None:
            found = session.clock_doubt()
            return found if found.words else look_while_locked(now, OpenClues(made=made))
        opened, host, tried = self._services.opened, self._services.host, self._services.door.last_try
        return look_while_locked(
            now,
            OpenClues(
                moved=self._elapsed.moved(opened.mark) if opened.mark else 0,
                made=made,
                tried=datetime.fromtimestamp(tried, now.tzinfo) if tried and not opened.confirmed else None,
                not_seen_since=None if opened.confirmed else host.not_seen_since,
            ),
        )

    def confirm(self) -> None:
        """A person looked at it: it is right."""
        self._services.opened.mark, self._services.opened.confirmed = self._elapsed.mark(), True
        if (session := self._session()) is not None:
            session.confirm_clock()
