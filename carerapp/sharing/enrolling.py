"""Enrolling with an authority's endpoint: fresh keys, and a one-time code."""

from __future__ import annotations

import json

from carerapp.sharing.enrolment import ASKING, Enrolment, changed, enrolments, keep
from carerapp.vault import Crypto, Vault
from sync.answers import read_object
from sync.conversation import Conversation, Request
from sync.errors import ServerError


def asking(vault: Vault, crypto: Crypto, endpoint: str) -> Enrolment:
    """New keys for this endpoint, kept before they are shown: an answer that is lost must not cost the
    code."""
    before = next((e for e in enrolments(vault) if e.endpoint == endpoint and e.state == ASKING), None)
    enrolment = before or Enrolment(endpoint, "", ASKING, crypto.random(32), crypto.random(32), b"")
    if before is None:
        keep(vault, enrolment)
    return enrolment


def enrol(vault: Vault, crypto: Crypto, enrolment: Enrolment, code: str) -> Conversation[Enrolment]:
    """Show the one-time code with this device's new keys. No child is named yet: an administrator must
    approve the device first, and the authority must have said whose children it is for.

    The requests are signed with ``made.sign_private`` under the key id ``new:`` + public key. Raises a
    ``SyncError``, ``NotSaved``; nothing is changed then."""
    body = {
        "code": code,
        "sign_key": crypto.sign_public(enrolment.sign_private).hex(),
        "seal_key": crypto.agree_public(enrolment.seal_private).hex(),
    }
    answer = read_object((yield Request("POST", "/v1/enrol", json.dumps(body).encode())))
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
