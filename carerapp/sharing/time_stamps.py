"""Time stamps over what this device sent: fetched, looked at, kept with the child's receipts.

What a device can check without a library: that the authority signed it, and that the token is over what this
device sent and not older. Who made it is checked where the evidence is read (`verify`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from carerapp.domain.gate import Reason
from carerapp.domain.json_value import as_object, as_text
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.set_aside import AsideItem, AsideShelf
from carerapp.vault import Crypto, Vault
from sync.conversation import Conversation, Request
from sync.errors import RequestRejected, ServerError
from sync.settings import TIME_STAMP_CLOCK_SECONDS, TIME_STAMPS_CHECK_SECONDS
from sync.time_stamps import (
    MOST_AT_ONCE,
    BadTimeStamp,
    TimeStamp,
    read_time_stamps,
    said_by,
    trust_part,
)

MOST = 30  # of one child that are kept: of more, every second of the older ones goes
_CURSOR = re.compile(r"[0-9]{1,16}:[0-9a-f]{32}")


def fetch_time_stamps(vault: Vault, crypto: Crypto, enrolment: Enrolment, now: float) -> Conversation[bool]:
    """Those that are new; what is no time stamp of ours is set aside. False where the endpoint knows none.
    ``now``: seconds since 1970. Raises a ``SyncError``, ``NotSaved``."""
    while True:
        kept = as_object(vault.get_setting(_name(enrolment)))
        cursor = as_text(kept.get("cursor"))
        asked = cursor if _CURSOR.fullmatch(cursor) else ""
        try:
            data = yield Request("GET", f"/v1/time-stamps?cursor={asked}")
        except RequestRejected as rejected:
            if rejected.status != 404:
                raise
            return False
        try:
            came, broken = read_time_stamps(data)
        except ServerError:  # no list: asked for anew the next time, and entries wait for no time stamp
            return True
        aside = [_aside(enrolment, "", broken, Reason.SHAPE, now)] if broken else []
        stamps: dict[str, Any] = dict(as_object(kept.get("stamps")))
        for one in came:
            child = one.receipt.feed.stream
            if child not in vault.children():
                continue
            if why := _wrong(crypto, enrolment, one):
                aside.append(_aside(enrolment, child, one.number, why, now))
                continue
            known, new = stamps.get(child, []), _kept(one, enrolment)
            stamps[child] = known if new in known else thinned([*known, new])
        AsideShelf(vault).change(aside)
        if came:
            vault.put_setting(_name(enrolment), {"cursor": came[-1].cursor, "stamps": stamps})
        if len(came) + broken < MOST_AT_ONCE or not came or came[-1].cursor == cursor:
            return True


class TimeStampTurns:
    """When one authority is asked: now and then; an endpoint of before once, while this is open."""

    def __init__(self, vault: Vault, crypto: Crypto) -> None:
        self._vault, self._crypto = vault, crypto
        self._asked_at, self._gives = 0.0, True

    def from_the_beginning(self, enrolment: Enrolment) -> None:
        """The authority's numbers begin again: what is here already doubles nothing. Raises ``NotSaved``."""
        kept = as_object(self._vault.get_setting(_name(enrolment)))
        if kept.get("cursor"):
            self._vault.put_setting(_name(enrolment), {**kept, "cursor": ""})
        self.at_once()

    def at_once(self) -> None:
        """Somebody asked: do not wait for the next time."""
        self._asked_at = 0.0

    def turn(self, enrolment: Enrolment, now: float) -> Conversation[None]:
        """If it is time. Raises as :func:`fetch_time_stamps`."""
        if self._gives and not 0 <= now - self._asked_at < TIME_STAMPS_CHECK_SECONDS:
            self._gives = yield from fetch_time_stamps(self._vault, self._crypto, enrolment, now)
            self._asked_at = now


def _wrong(crypto: Crypto, enrolment: Enrolment, one: TimeStamp) -> Reason | None:
    """Why it is no time stamp over what this device sent."""
    key, receipt = enrolment.endpoint_key, one.receipt
    if receipt.feed.device != enrolment.device:
        return Reason.OTHERS_STAMP
    signed = crypto.verify(key, receipt.signature, receipt.signed_part())
    if not signed or not crypto.verify(key, one.word, trust_part(one.token, one.trusted)):
        return Reason.SIGNATURE
    try:
        at = said_by(one.token, one.over).at
    except BadTimeStamp:
        return Reason.OTHERS_STAMP
    return Reason.OLD_STAMP if at + TIME_STAMP_CLOCK_SECONDS < receipt.at else None


def _kept(one: TimeStamp, enrolment: Enrolment) -> dict[str, str | int]:
    """As it stands in an export, but for the authority's name."""
    receipt = one.receipt
    return {
        "key": enrolment.endpoint_key.hex(),
        "device": receipt.feed.device,
        "seq": receipt.seq,
        "hash": receipt.hash.hex(),
        "link": receipt.link.hex(),
        "at": receipt.at,
        "signature": receipt.signature.hex(),
        "path": one.path.hex(),
        "token": one.token.hex(),
        "trusted": one.trusted.hex(),
        "word": one.word.hex(),
    }


def kept_time_stamps(vault: Vault, enrolment: Enrolment, child: str) -> Iterator[Mapping[str, Any]]:
    """Those about this child, oldest first."""
    stamps = as_object(as_object(vault.get_setting(_name(enrolment))).get("stamps"))
    kept = stamps.get(child)
    yield from (as_object(one) for one in kept) if isinstance(kept, list) else ()


def thinned(stamps: list[Any]) -> list[Any]:
    """The first and the newest stay, and of a long time between them what is needed to see when."""
    return stamps if len(stamps) <= MOST else [*stamps[: MOST // 2 : 2], *stamps[MOST // 2 :]]


def _aside(enrolment: Enrolment, child: str, number: int, why: Reason, now: float) -> AsideItem:
    return AsideItem("stamp", enrolment.device, child, "", number, why, "", "", int(now))


def _name(enrolment: Enrolment) -> str:
    return f"stamped {enrolment.device}"
