"""Asking an authority's endpoint how things stand: approval, the policy, children and their keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from carerapp.sharing.enrolling import read_object
from carerapp.sharing.enrolment import APPROVED, Enrolment, changed
from carerapp.sharing.share_keys import keep_share_key, share_key, shared_with
from carerapp.sharing.sync_state import from_the_beginning
from carerapp.vault import Crypto, SealBroken, Vault
from carerapp.vault.primitives.derivation import label
from carerapp.vault.primitives.hpke import open_sealed, seal_to
from sync.client import believed
from sync.conversation import Conversation, Request
from sync.errors import BrokenMessage, ServerError, SyncError
from sync.messages import read_receipt, to_bytes, to_text
from sync.policy import read_policy, signed_policy


def check_in(
    vault: Vault,
    crypto: Crypto,
    enrolment: Enrolment,
    theirs: Callable[[Enrolment], Sequence[str]],
    settle: Callable[[str, Enrolment], None],
) -> Conversation[Enrolment]:
    """Ask how things stand: approved or not, the policy; claim the children that are ``theirs``; take share
    keys sealed to us, make them for children that nobody has a key for, and seal ours to companions who wait
    for them. ``settle`` is called before a key of a child is kept. Raises a ``SyncError``, ``NotSaved``."""
    me = yield from _ask(enrolment, crypto, Request("GET", "/v1/me"))
    enrolment = changed(vault, enrolment, state=str(me["state"]), kind=str(me.get("kind", enrolment.kind)))
    if enrolment.state != APPROVED:
        return enrolment
    enrolment = yield from _policy(vault, crypto, enrolment)
    children = theirs(enrolment)
    granted = {str(child["stream"]) for child in me["children"]}
    if new := [child for child in children if child not in granted]:
        yield Request("POST", "/v1/children", json.dumps({"children": new}).encode())
        me = yield from _ask(enrolment, crypto, Request("GET", "/v1/me"))
    held = shared_with(vault, enrolment)
    for child in me["children"]:
        stream = str(child["stream"])
        if stream not in held:
            others = any(c["has_key"] for c in me["companions"] if c["stream"] == stream)
            _obtain(
                vault,
                crypto,
                enrolment,
                stream,
                to_bytes(child["sealed"]),
                settle,
                ours=stream in children and not others,
            )
    for other in me["companions"]:
        key = share_key(vault, str(other["stream"]), enrolment)
        if key and not other["has_key"]:
            yield _given(crypto, str(other["stream"]), str(other["device"]), str(other["seal_key"]), key)
    _look_back(vault, crypto, enrolment, me.get("heads", []))
    return enrolment


def _ask(enrolment: Enrolment, crypto: Crypto, request: Request) -> Conversation[Mapping[str, Any]]:
    try:
        return read_object((yield request))
    except SyncError as error:
        raise believed(error, enrolment.device, enrolment.endpoint_key, crypto.verify) from None


def _policy(vault: Vault, crypto: Crypto, enrolment: Enrolment) -> Conversation[Enrolment]:
    """Only what the pinned key signed counts: it decides what leaves this device."""
    said = read_object((yield Request("GET", "/v1/policy")))
    text = str(said.get("policy", "{}"))
    try:
        signature = to_bytes(said.get("signature"))
        read_policy(text)
    except BrokenMessage as broken:
        raise ServerError(str(broken)) from None
    if not crypto.verify(enrolment.endpoint_key, signature, signed_policy(text)):
        raise ServerError("the policy is not signed by the authority")
    desks = tuple((str(desk["device"]), str(desk["seal_key"])) for desk in said.get("desks", []))
    protocols = tuple((str(one["id"]), int(one["version"])) for one in said.get("packs", []))
    return changed(vault, enrolment, policy_text=text, desks=desks, protocols=protocols)


def _obtain(
    vault: Vault,
    crypto: Crypto,
    enrolment: Enrolment,
    stream: str,
    sealed: bytes,
    settle: Callable[[str, Enrolment], None],
    *,
    ours: bool,
) -> None:
    """From what was sealed to us; or a new one, where the child is ``ours`` and nobody has a key."""
    if sealed:
        try:
            key = open_sealed(
                crypto, enrolment.seal_private, sealed, info=label("share", stream, enrolment.device)
            )
        except SealBroken:
            return
        vault.adopt(stream)
        from_the_beginning(vault, enrolment)
    elif ours:
        # one of before, when this device enrolled anew
        key = share_key(vault, stream, enrolment) or crypto.random(32)
    else:
        return
    settle(stream, enrolment)
    keep_share_key(vault, stream, key, enrolment)


def _given(crypto: Crypto, stream: str, device: str, seal_key: str, key: bytes) -> Request:
    sealed = seal_to(crypto, bytes.fromhex(seal_key), key, info=label("share", stream, device))
    body = {"stream": stream, "device": device, "sealed": to_text(sealed)}
    return Request("POST", "/v1/grants", json.dumps(body).encode())


def _look_back(vault: Vault, crypto: Crypto, enrolment: Enrolment, heads: Sequence[object]) -> None:
    """The authority has countersigned more than this device has: older files were put back here."""
    behind = []
    for raw in heads:
        head = read_receipt(raw)
        if not crypto.verify(enrolment.endpoint_key, head.signature, head.signed_part()):
            raise ServerError("a head is not signed by the authority")
        if head.feed.stream in vault.children():
            behind.append((head.feed.stream, head.seq))
    vault.put_setting(f"heads {enrolment.device}", dict(behind))
