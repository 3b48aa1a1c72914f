"""Restricted entries: sealed to the authority's duty desks alone. This device cannot read one again. It
keeps the sealed bytes until the authority has them, and some weeks longer: its system may be put back from a
backup.

On the wire and in the vault they are called letters, as they were in the first versions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from carerapp.domain.gate import NotTaken, Reason
from carerapp.domain.gate.letters import Letter, letter, may_be_decoded
from carerapp.domain.json_value import as_text
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.pinned_desks import may_get_letters
from carerapp.sharing.set_aside import AsideItem, AsideShelf
from carerapp.vault import Crypto, SealBroken, Vault
from carerapp.vault.primitives.derivation import label
from carerapp.vault.primitives.hpke import open_sealed, seal_to
from sync.answers import SealedLetter, read_letters
from sync.conversation import Conversation, Request
from sync.errors import NOT_THIS_CHILD, RequestRejected
from sync.messages import to_text
from sync.settings import SENT_LETTERS_KEPT_SECONDS

_PARTS = ("id", "child", "words", "who", "written_at")


class NoDesk(Exception):
    """The authority has told no key of a duty desk yet: there is nobody to seal it to."""


class DeskNotCompared(NoDesk):
    """It has, but nobody here has compared the desk's number: it could be anybody's."""


@dataclass(frozen=True, slots=True)
class RestrictedEntry:
    """What a desk reads. ``written_at``: UTC; ``who``: name and role, as the writer's device gave them;
    ``author``: the id of who signed it, "" where nobody did whose key is known here."""

    id: str
    child: str
    words: str
    who: str
    written_at: str
    author: str


def write_restricted_entry(
    vault: Vault, crypto: Crypto, enrolment: Enrolment, child: str, words: str, who: str, written_at: str
) -> str:
    """Seal it to every desk that was let in, and keep that for sending; its id (32 hex digits). Raises
    :class:`NoDesk`, ``NotSaved``."""
    if not enrolment.desks:
        raise NoDesk
    desks = may_get_letters(vault, enrolment)
    if not desks:
        raise DeskNotCompared
    id = crypto.random(16).hex()
    bare = Letter(child, words, who, written_at, vault.person.author)
    signed = replace(bare, signature=vault.prove(bare.signed_part(id)).hex())
    plain = json.dumps(asdict(signed)).encode()
    for device, seal_key in desks:
        sealed = seal_to(crypto, bytes.fromhex(seal_key), plain, info=label("letter", id, device))
        new = {"stream": child, "letter": id, "to": device, "sealed": to_text(sealed)}
        vault.put_setting(_outgoing(enrolment), [*_unsent(vault, enrolment), new])
    return id


def unsent_restricted_entries(vault: Vault, enrolment: Enrolment) -> int:
    """How many have not reached the authority."""
    return len({one["letter"] for one in _unsent(vault, enrolment)})


def send_restricted_entries(
    vault: Vault, enrolment: Enrolment, now: float
) -> Conversation[RequestRejected | None]:
    """Send what waits; each is put away once the authority has it. One that it refuses, as where it has no
    room, holds up none behind it. Returns why not all went. ``now``: seconds since 1970. Raises a
    ``SyncError``, ``NotSaved``."""
    not_all: RequestRejected | None = None
    for one in _unsent(vault, enrolment):
        try:
            yield Request("POST", "/v1/letters", json.dumps(one).encode())
        except RequestRejected as refused:
            if refused.reason != NOT_THIS_CHILD:  # of a child who was erased there it stays here: no trouble
                not_all = refused
            continue
        _keep_sent(vault, enrolment, one, now)
        vault.put_setting(_outgoing(enrolment), [o for o in _unsent(vault, enrolment) if o != one])
    return not_all


def send_again(vault: Vault, enrolment: Enrolment) -> None:
    """The authority's system was put back to an earlier moment: what was sent of late waits again, and what
    comes is looked at from the beginning; neither doubles anything. Raises ``NotSaved``."""
    waiting, here = _unsent(vault, enrolment), vault.children()
    old = [one["entry"] for one in _sent(vault, enrolment) if one["entry"]["stream"] in here]
    if new := [one for one in old if one not in waiting]:
        vault.put_setting(_outgoing(enrolment), [*new, *waiting])
    kept = vault.get_setting(_incoming(enrolment))
    if isinstance(kept, dict):
        vault.put_setting(_incoming(enrolment), {**kept, "after": 0})


def _keep_sent(vault: Vault, enrolment: Enrolment, one: Mapping[str, str], now: float) -> None:
    """Sealed as it is, for as long as a backup may be old: nobody here can read it."""
    here = vault.children()
    fresh = [
        old
        for old in _sent(vault, enrolment)
        if old["entry"] != one
        and old["entry"]["stream"] in here
        and 0 <= now - old["at"] < SENT_LETTERS_KEPT_SECONDS
    ]
    vault.put_setting(f"letters sent {enrolment.device}", [*fresh, {"entry": dict(one), "at": int(now)}])


def _sent(vault: Vault, enrolment: Enrolment) -> list[dict[str, Any]]:
    kept: Any = vault.get_setting(f"letters sent {enrolment.device}")
    return list(kept) if isinstance(kept, list) else []


def fetch_restricted_entries(
    vault: Vault, crypto: Crypto, enrolment: Enrolment, now: float
) -> Conversation[None]:
    """On a duty desk: take in what is sealed to it; what does not pass the gate is set aside. ``now``:
    seconds since 1970. Raises a ``SyncError``, ``NotSaved``."""
    if not enrolment.desk:
        return
    kept = vault.get_setting(_incoming(enrolment))
    inside: dict[str, Any] = dict(kept) if isinstance(kept, dict) else {"after": 0, "letters": []}
    data = yield Request("GET", f"/v1/letters?after={int(inside['after'])}")
    came = read_letters(data)
    if not came:
        return
    aside: list[AsideItem] = []
    known = {one["id"] for one in inside["letters"]}
    for one in came:
        inside["after"] = max(int(inside["after"]), one.position)
        if one.id in known:
            continue
        try:
            opened = _opened(crypto, enrolment, one)
            if vault.key_of(opened.author) is not None and not _is_signed(vault, one.id, opened):
                raise NotTaken(Reason.SIGNATURE)
        except NotTaken as why:
            aside.append(_set_aside(enrolment, one, why.reason, int(now)))
            continue
        inside["letters"] = [*inside["letters"], {"id": one.id, **asdict(opened)}]
    AsideShelf(vault).change(aside)
    vault.put_setting(_incoming(enrolment), inside)


def _opened(crypto: Crypto, enrolment: Enrolment, one: SealedLetter) -> Letter:
    """Raises :class:`NotTaken`."""
    try:
        plain = open_sealed(
            crypto, enrolment.seal_private, one.sealed, info=label("letter", one.id, enrolment.device)
        )
        if not may_be_decoded(plain):
            raise NotTaken(Reason.TOO_LONG)
        document = json.loads(plain)
    except (ValueError, RecursionError):
        raise NotTaken(Reason.SHAPE) from None
    except SealBroken:
        raise NotTaken(Reason.SEALED) from None
    return letter(document, one.child)


def _set_aside(enrolment: Enrolment, one: SealedLetter, reason: Reason, at: int) -> AsideItem:
    return AsideItem("letter", enrolment.device, one.child, "", one.position, reason, "", "", at)


def restricted_entries(vault: Vault, enrolment: Enrolment) -> tuple[RestrictedEntry, ...]:
    """What came for this desk, oldest first."""
    kept = vault.get_setting(_incoming(enrolment))
    found = kept["letters"] if isinstance(kept, dict) else []
    return tuple(_read(vault, one) for one in found if isinstance(one, dict) and set(_PARTS) <= set(one))


def _read(vault: Vault, kept: Mapping[str, Any]) -> RestrictedEntry:
    """The first versions kept letters as they came: whose it is, is asked each time."""
    id, child, words, who, written_at = (str(kept[part]) for part in _PARTS)
    author, signature = as_text(kept.get("author")), as_text(kept.get("signature"))
    found = Letter(child, words, who, written_at, author, signature)
    by = author if _is_signed(vault, id, found) else ""
    return RestrictedEntry(id, child, words, who, written_at, by)


def _is_signed(vault: Vault, id: str, found: Letter) -> bool:
    try:
        signature = bytes.fromhex(found.signature)
    except ValueError:
        return False
    return vault.vouched(found.author, found.signed_part(id), signature)


def _outgoing(enrolment: Enrolment) -> str:
    return f"letters out {enrolment.device}"


def _incoming(enrolment: Enrolment) -> str:
    return f"letters in {enrolment.device}"


def _unsent(vault: Vault, enrolment: Enrolment) -> list[Mapping[str, str]]:
    kept = vault.get_setting(_outgoing(enrolment))
    return list(kept) if isinstance(kept, list) else []
