"""Sealing a child's key to the devices that people let in, and to no other, whatever the endpoint says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from carerapp.domain.gate import Reason
from carerapp.domain.topics.may_read import NOBODY_BEFORE, TRAINING, Act, MayRead, Reader
from carerapp.sharing.circles import Circles
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.others import keep_others
from carerapp.sharing.pinned_desks import PinnedDesk, pin_desk, pinned_desks
from carerapp.sharing.set_aside import AsideItem
from carerapp.sharing.share_keys import share_key
from carerapp.vault import Crypto, Vault
from carerapp.vault.primitives.derivation import label
from carerapp.vault.primitives.hpke import seal_to
from sync.answers import Companion
from sync.conversation import Conversation, Request
from sync.messages import to_text


def give_keys(
    vault: Vault,
    crypto: Crypto,
    enrolment: Enrolment,
    circles: Circles,
    companions: Sequence[Companion],
    now: float,
) -> Conversation[list[AsideItem]]:
    """``companions``: devices of the same children, as the endpoint names them, this one among them. Those
    who are not let in are kept, to be asked about. Returns what could not be sealed. Raises a ``SyncError``,
    ``NotSaved``."""
    aside: list[AsideItem] = []
    after: list[Companion] = []
    for other in companions:
        key = share_key(vault, other.stream, enrolment)
        if key is None or not _may(vault, crypto, enrolment, circles, other, now) or other.has_key:
            after.append(other)
            continue
        try:
            given = _given(crypto, other, key)
        except ValueError:  # no point of the curve: nobody could open what is sealed to it
            about = (other.stream, other.device, 0)
            aside.append(AsideItem("key", enrolment.device, *about, Reason.SHAPE, "", "", int(now)))
            continue
        yield given
        after.append(replace(other, has_key=True))
    keep_others(vault, enrolment, after)
    return aside


def _may(
    vault: Vault, crypto: Crypto, enrolment: Enrolment, circles: Circles, other: Companion, now: float
) -> bool:
    child, device, seal_key = other.stream, other.device, other.seal_key
    if device == enrolment.device:  # this one: so that others see that somebody has the key
        return seal_key == crypto.agree_public(enrolment.seal_private).hex()
    if circles.may_read(child, enrolment, device, seal_key, now):
        return True
    pinned = next(
        (one for one in pinned_desks(vault, enrolment) if (one.device, one.seal_key) == (device, seal_key)),
        None,
    )
    if pinned is None and circles.by_itself(enrolment, child):
        pinned = PinnedDesk(device, seal_key, "training", vault.person.id, TRAINING)
        if device in dict(enrolment.desks):
            pin_desk(vault, enrolment, pinned)
    if pinned is None or circles.is_ended(child, enrolment, device):
        return False
    reader = Reader.DESK if device in dict(enrolment.desks) else Reader.HOME
    return circles.say(child, enrolment, desk_word(pinned, reader))


def desk_word(desk: PinnedDesk, reader: Reader = Reader.DESK) -> MayRead:
    """What is written of each child, where one decision stands for all of them."""
    parts = (desk.called, reader, desk.by, desk.why, "", NOBODY_BEFORE)
    return MayRead(Act.GRANTED, desk.device, "", desk.seal_key, *parts)


def _given(crypto: Crypto, to: Companion, key: bytes) -> Request:
    sealed = seal_to(crypto, bytes.fromhex(to.seal_key), key, info=label("share", to.stream, to.device))
    body = {"stream": to.stream, "device": to.device, "sealed": to_text(sealed)}
    return Request("POST", "/v1/grants", json.dumps(body).encode())
