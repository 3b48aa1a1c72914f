"""Time stamps over what was received: got now and then, and given to the devices whose feeds they are
over."""

from __future__ import annotations

from collections.abc import Callable

from sync.endpoint.keys import EndpointKey
from sync.endpoint.service.bodies import Answer, is_like
from sync.endpoint.service.feeds import signed
from sync.endpoint.store import Store
from sync.endpoint.store.devices import Device
from sync.endpoint.time_stamping import NoTimeStamp, TimeStamping
from sync.hash_tree import leaf, tree
from sync.messages import STREAM
from sync.time_stamp_tokens import NoLibrary
from sync.time_stamps import MOST_AT_ONCE, TimeStamp, stamped, time_stamp_json, trust_part


class TimeStampService:
    """``by``: the time-stamp authority, where there is one; ``every``: seconds between two tokens; ``now``:
    seconds since 1970."""

    def __init__(
        self,
        store: Store,
        key: EndpointKey,
        now: Callable[[], float],
        by: TimeStamping | None,
        every: float,
    ) -> None:
        self._store, self._key, self._now = store, key, now
        self.by, self.every = by, every

    def stamp(self) -> str:
        """Get a token for all heads that are new, where it is time for one; "" or why there is none. All else
        goes on without it."""
        asked = self._store.time_stamps.unstamped(int(self._now() - self.every)) if self.by else None
        if asked is None or self.by is None:
            return ""
        root, paths = tree([leaf(head.signed_part()) for head in asked.heads])
        try:
            token, by, at = self.by.token(stamped(root), self._now)
        except (NoTimeStamp, NoLibrary) as why:
            self._store.audit.note("", f"no time stamp: {why}", int(self._now()))
            return str(why)
        self._store.time_stamps.keep(asked, token, self.by.trusted, by, at, paths, int(self._now()))
        return ""

    def of(self, device: Device, cursor: str) -> Answer:
        """Those over this device's own feeds that come after a cursor; "": from the first."""
        number, _, stream = cursor.partition(":")
        known = number.isascii() and number.isdigit() and len(number) < 16 and is_like(STREAM, stream)
        place = (int(number), stream) if known else (0, "")
        found = self._store.time_stamps.of(device.id, *place, MOST_AT_ONCE)
        return {
            "stamps": [
                time_stamp_json(
                    TimeStamp(
                        signed(self._key, head),
                        path,
                        one.token,
                        one.trusted,
                        self._key.sign(trust_part(one.token, one.trusted)),
                        one.number,
                    )
                )
                for one, head, path in found
            ]
        }
