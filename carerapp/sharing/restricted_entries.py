"""Restricted entries: sealed to the authority's duty desks alone. This device cannot read one again, and
keeps the sealed bytes only until the authority has them.

On the wire and in the vault they are called letters, as they were in the first versions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import Crypto, SealBroken, Vault
from carerapp.vault.primitives.derivation import label
from carerapp.vault.primitives.hpke import open_sealed, seal_to
from sync.conversation import Conversation, Request
from sync.errors import ServerError
from sync.messages import to_bytes, to_text


class NoDesk(Exception):
    """The authority has told no key of a duty desk yet: there is nobody to seal it to."""


@dataclass(frozen=True, slots=True)
class RestrictedEntry:
    """What a desk reads. ``written_at``: UTC; ``who``: name and role of the writer."""

    id: str
    child: str
    words: str
    who: str
    written_at: str


def write_restricted_entry(
    vault: Vault, crypto: Crypto, enrolment: Enrolment, child: str, words: str, who: str, written_at: str
) -> str:
    """Seal it to every desk, and keep that for sending; its id (32 hex digits). Raises :class:`NoDesk`,
    ``NotSaved``."""
    if not enrolment.desks:
        raise NoDesk
    id = crypto.random(16).hex()
    plain = json.dumps({"child": child, "words": words, "who": who, "written_at": written_at}).encode()
    for device, seal_key in enrolment.desks:
        sealed = seal_to(crypto, bytes.fromhex(seal_key), plain, info=label("letter", id, device))
        new = {"stream": child, "letter": id, "to": device, "sealed": to_text(sealed)}
        vault.put_setting(_outgoing(enrolment), [*_unsent(vault, enrolment), new])
    return id


def unsent_restricted_entries(vault: Vault, enrolment: Enrolment) -> int:
    """How many have not reached the authority."""
    return len({one["letter"] for one in _unsent(vault, enrolment)})


def send_restricted_entries(vault: Vault, enrolment: Enrolment) -> Conversation[None]:
    """Send what waits; each is let go of once the authority has it. Raises a ``SyncError``, ``NotSaved``."""
    for one in _unsent(vault, enrolment):
        yield Request("POST", "/v1/letters", json.dumps(one).encode())
        vault.put_setting(_outgoing(enrolment), [o for o in _unsent(vault, enrolment) if o != one])


def fetch_restricted_entries(vault: Vault, crypto: Crypto, enrolment: Enrolment) -> Conversation[None]:
    """On a duty desk: take in what is sealed to it. Raises a ``SyncError``, ``NotSaved``."""
    if not enrolment.desk:
        return
    kept = vault.get_setting(_incoming(enrolment))
    inside: dict[str, Any] = dict(kept) if isinstance(kept, dict) else {"after": 0, "letters": []}
    data = yield Request("GET", f"/v1/letters?after={int(inside['after'])}")
    try:
        came = json.loads(data)["letters"]
        fresh = [(int(one["position"]), str(one["letter"]), to_bytes(one["sealed"])) for one in came]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ServerError("the answer is no list of letters") from None
    if not fresh:
        return
    for position, id, sealed in fresh:
        inside["after"] = max(int(inside["after"]), position)
        info = label("letter", id, enrolment.device)
        try:
            plain = json.loads(open_sealed(crypto, enrolment.seal_private, sealed, info=info))
        except (SealBroken, ValueError):
            continue
        inside["letters"] = [*inside["letters"], {"id": id, **plain}]
    vault.put_setting(_incoming(enrolment), inside)


def restricted_entries(vault: Vault, enrolment: Enrolment) -> tuple[RestrictedEntry, ...]:
    """What came for this desk, oldest first."""
    kept = vault.get_setting(_incoming(enrolment))
    found = kept["letters"] if isinstance(kept, dict) else []
    parts = ("id", "child", "words", "who", "written_at")
    return tuple(RestrictedEntry(*(str(one[part]) for part in parts)) for one in found)


def _outgoing(enrolment: Enrolment) -> str:
    return f"letters out {enrolment.device}"


def _incoming(enrolment: Enrolment) -> str:
    return f"letters in {enrolment.device}"


def _unsent(vault: Vault, enrolment: Enrolment) -> list[Mapping[str, str]]:
    kept = vault.get_setting(_outgoing(enrolment))
    return list(kept) if isinstance(kept, list) else []
