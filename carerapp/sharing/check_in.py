"""Asking an authority's endpoint how things stand: approval, the policy, children and their keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from carerapp.domain.gate import NotTaken, Reason
from carerapp.domain.gate.keys import child_key
from carerapp.sharing.circles import Circles
from carerapp.sharing.enrolment import APPROVED, Enrolment, changed
from carerapp.sharing.erasures import Erasures
from carerapp.sharing.giving import give_keys
from carerapp.sharing.put_back import look_back
from carerapp.sharing.set_aside import AsideItem, AsideShelf, What
from carerapp.sharing.share_keys import keep_share_key, share_key, shared_with
from carerapp.sharing.sync_state import from_the_beginning
from carerapp.sharing.taking_in import TakingIn
from carerapp.sharing.unproved import let_go, note_unproved
from carerapp.vault import Crypto, SealBroken, Vault
from carerapp.vault.primitives.derivation import label
from carerapp.vault.primitives.hpke import open_sealed
from sync.answers import Granted, Standing, read_said, read_standing
from sync.client import believed
from sync.conversation import Conversation, Request
from sync.errors import BrokenMessage, NotTheirKey, RequestRejected, ServerError, SyncError
from sync.messages import Receipt
from sync.policy import read_policy, signed_policy


def check_in(
    vault: Vault,
    crypto: Crypto,
    enrolment: Enrolment,
    theirs: Callable[[Enrolment], Sequence[str]],
    settle: Callable[[str, Enrolment], None],
    circles: Circles,
    taking: TakingIn,
    has: Callable[[Receipt], bool],
    erasures: Erasures,
    heads: Callable[[Enrolment, Standing], None],
    restored: Callable[[Enrolment, int], Conversation[None]],
    now: float,
) -> Conversation[Enrolment]:
    """Ask how things stand: approved or not, the policy; ask for what was erased here to be erased there, and
    keep what says that it was; claim the children that are ``theirs``; take share keys that are sealed to us,
    where a person said so (``taking``), make them for children that nobody has a key for, and seal ours to
    companions who wait for them and are let in (``circles``). What does not pass the gate is set aside.
    ``settle`` is called before a key of a child is kept, ``heads`` with what the pinned key countersigned,
    ``restored`` with the number of the newest record of a restore; ``has``: whether what it countersigned of
    this device stands here; ``now``: seconds since 1970. Raises a ``SyncError``, ``NotSaved``."""
    me = yield from _ask(enrolment, crypto)
    # Not what kind of device this is: that was said once, when it enrolled. A desk takes keys unasked.
    enrolment = changed(vault, enrolment, state=me.state)
    if enrolment.state != APPROVED:
        return enrolment
    enrolment = yield from _policy(vault, crypto, enrolment)
    yield from restored(enrolment, me.restores)
    yield from erasures.ask(enrolment)
    yield from erasures.take(enrolment, me.erasures)
    erased = erasures.not_there(enrolment)
    children = [child for child in theirs(enrolment) if child not in erased]
    granted = {child.stream for child in me.children}
    if new := [child for child in children if child not in granted]:
        yield Request("POST", "/v1/children", json.dumps({"children": new}).encode())
        me = yield from _ask(enrolment, crypto)
        yield from erasures.take(enrolment, me.erasures)
    look_back(vault, crypto, enrolment, me.heads, has)  # before anything is written
    aside = [_aside(enrolment, "answer", "", "", me.broken, Reason.SHAPE, now)] if me.broken else []
    wrong = let_go(vault, enrolment)
    aside += [_aside(enrolment, "key", child, "", 0, Reason.SEALED, now) for child in wrong]
    held = shared_with(vault, enrolment)
    for child in me.children:
        if child.stream in held or child.stream in wrong or child.stream in erased:
            continue
        others = any(c.has_key for c in me.companions if c.stream == child.stream)
        ours = child.stream in children and not others
        try:
            if not _obtain(vault, crypto, enrolment, child, settle, taking, ours=ours):
                wrong.append(child.stream)
        except NotTaken as why:
            aside.append(_aside(enrolment, "key", child.stream, "", 0, why.reason, now))
            wrong.append(child.stream)
    if wrong:
        yield from _refuse(wrong)
    taking.write_down(enrolment, {child.stream for child in me.children if child.sealed})
    aside += yield from give_keys(vault, crypto, enrolment, circles, me.companions, now)
    AsideShelf(vault).change(aside)
    heads(enrolment, me)
    return enrolment


def _ask(enrolment: Enrolment, crypto: Crypto) -> Conversation[Standing]:
    try:
        return read_standing((yield Request("GET", "/v1/me")))
    except SyncError as error:
        raise believed(error, enrolment.device, enrolment.endpoint_key, crypto.verify) from None


def _aside(
    enrolment: Enrolment, what: What, child: str, device: str, number: int, reason: Reason, now: float
) -> AsideItem:
    return AsideItem(what, enrolment.device, child, device, number, reason, "", "", int(now))


def _policy(vault: Vault, crypto: Crypto, enrolment: Enrolment) -> Conversation[Enrolment]:
    """Only what the pinned key signed counts: it decides what leaves this device."""
    said = read_said((yield Request("GET", "/v1/policy")))
    try:
        read_policy(said.text)
    except BrokenMessage as broken:
        raise ServerError(str(broken)) from None
    if not crypto.verify(enrolment.endpoint_key, said.signature, signed_policy(said.text)):
        raise NotTheirKey("the policy is not signed by the authority")
    return changed(vault, enrolment, policy_text=said.text, desks=said.desks, protocols=said.protocols)


def _obtain(
    vault: Vault,
    crypto: Crypto,
    enrolment: Enrolment,
    child: Granted,
    settle: Callable[[str, Enrolment], None],
    taking: TakingIn,
    *,
    ours: bool,
) -> bool:
    """From what was sealed to us, once a person said yes to it; or a new one, where the child is ``ours`` and
    nobody has a key. False where a person said no. Raises :class:`NotTaken`."""
    stream = child.stream
    if child.sealed:
        try:
            info = label("share", stream, enrolment.device)
            key = child_key(open_sealed(crypto, enrolment.seal_private, child.sealed, info=info))
        except (SealBroken, ValueError):
            raise NotTaken(Reason.SEALED) from None
        answer = taking.answer(enrolment, stream, key)
        if answer != "yes":
            return answer != "no"
        vault.adopt(stream)
        note_unproved(vault, enrolment, stream)
        from_the_beginning(vault, enrolment)
    elif ours:
        # one of before, when this device enrolled anew
        key = share_key(vault, stream, enrolment) or crypto.random(32)
    else:
        return True
    settle(stream, enrolment)
    keep_share_key(vault, stream, key, enrolment)
    return True


def _refuse(children: Sequence[str]) -> Conversation[None]:
    """Ask for other keys; an endpoint of before knows no such thing. Raises a ``SyncError``."""
    try:
        yield Request("POST", "/v1/grants/refused", json.dumps({"children": list(children)}).encode())
    except RequestRejected as rejected:
        if rejected.status != 404:
            raise
