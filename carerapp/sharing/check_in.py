"""Conversations with an authority's endpoint besides the feeds: enrol, ask how things stand, hand keys on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from carerapp.sharing.enrolment import (
    APPROVED,
    ASKING,
    Enrolment,
    changed,
    enrolments,
    keep,
)
from carerapp.sharing.share_keys import keep_share_key, share_key, shared_with
from carerapp.sharing.vault_log import from_the_beginning
from carerapp.vault import Crypto, SealBroken, Vault
from carerapp.vault.hpke import open_sealed, seal_to
from carerapp.vault.keys import label
from sync.client import believed
from sync.conversation import Conversation, Request
from sync.errors import BrokenMessage, ServerError, SyncError
from sync.messages import read_receipt, to_bytes, to_text
from sync.policy import read_policy, signed_policy


def asking(vault: Vault, crypto: Crypto, endpoint: str) -> Enrolment:
    """New keys for this endpoint, kept before they are shown: an answer that is lost must not cost the code."""
    before = next((e for e in enrolments(vault) if e.endpoint == endpoint and e.state == ASKING), None)
    enrolment = before or Enrolment(endpoint, "", ASKING, crypto.random(32), crypto.random(32), b"")
    if before is None:
        keep(vault, enrolment)
    return enrolment


def enrol(vault: Vault, crypto: Crypto, enrolment: Enrolment, code: str) -> Conversation[Enrolment]:
    """Show the one-time code with this device's new keys. No child is named yet: an administrator must approve the
    device first, and the authority must have said whose children it is for.

    The requests are signed with ``made.sign_private`` under the key id ``new:`` + public key. Raises a ``SyncError``,
    ``NotSaved``; nothing is changed then.
    """
    body = {
        "code": code,
        "sign_key": crypto.sign_public(enrolment.sign_private).hex(),
        "seal_key": crypto.agree_public(enrolment.seal_private).hex(),
    }
    answer = _object((yield Request("POST", "/v1/enrol", json.dumps(body).encode())))
    try:
        return changed(
            vault,
            enrolment,
            device=str(answer["device"]),
            state=str(answer["state"]),
            name=str(answer["name"]),
            endpoint_key=bytes.fromhex(str(answer["key"])),
            kind=str(answer.get("kind", "home")),
        )
    except (KeyError, ValueError):
        raise ServerError("the answer is no enrolment") from None


def check_in(
    vault: Vault, crypto: Crypto, enrolment: Enrolment, theirs: Callable[[Enrolment], Sequence[str]]
) -> Conversation[Enrolment]:
    """Ask how things stand: approved or not, the policy; claim the children that are ``theirs``; take share keys sealed
    to us, make them for children that nobody has a key for, and seal ours to companions who wait for them.
    Raises a ``SyncError``, ``NotSaved``."""
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
                ours=stream in children and not others,
            )
    for other in me["companions"]:
        key = share_key(vault, str(other["stream"]))
        if key and not other["has_key"]:
            yield _given(crypto, str(other["stream"]), str(other["device"]), str(other["seal_key"]), key)
    _look_back(vault, crypto, enrolment, me.get("heads", []))
    return enrolment


def _ask(enrolment: Enrolment, crypto: Crypto, request: Request) -> Conversation[Mapping[str, Any]]:
    try:
        return _object((yield request))
    except SyncError as error:
        raise believed(error, enrolment.device, enrolment.endpoint_key, crypto.verify) from None


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        raise ServerError("the answer is no JSON") from None
    if not isinstance(raw, dict):
        raise ServerError("the answer is no object")
    return raw


def _policy(vault: Vault, crypto: Crypto, enrolment: Enrolment) -> Conversation[Enrolment]:
    """Only what the pinned key signed counts: it decides what leaves this device."""
    said = _object((yield Request("GET", "/v1/policy")))
    text = str(said.get("policy", "{}"))
    try:
        signature = to_bytes(said.get("signature"))
        read_policy(text)
    except BrokenMessage as broken:
        raise ServerError(str(broken)) from None
    if not crypto.verify(enrolment.endpoint_key, signature, signed_policy(text)):
        raise ServerError("the policy is not signed by the authority")
    desks = tuple((str(desk["device"]), str(desk["seal_key"])) for desk in said.get("desks", []))
    packs = tuple((str(pack["id"]), int(pack["version"])) for pack in said.get("packs", []))
    return changed(vault, enrolment, policy_text=text, desks=desks, packs=packs)


def _obtain(
    vault: Vault, crypto: Crypto, enrolment: Enrolment, stream: str, sealed: bytes, *, ours: bool
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
        key = share_key(vault, stream) or crypto.random(32)  # one of before, when this device enrolled anew
    else:
        return
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
