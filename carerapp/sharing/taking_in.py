"""Taking in a child's key that somebody sealed to this device: never without a person (ADR 23).

Anybody can seal to a public key, also who holds the endpoint, and then reads what is written under it. So a
person compares the number of the child's key with the screen of the device that gives it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from carerapp.domain.json_value import Json, as_object, as_text
from carerapp.domain.topics.may_read import NOBODY_BEFORE, Act, MayRead, Reader
from carerapp.sharing.circles import Circles
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.share_keys import is_shared, share_key
from carerapp.vault import Crypto, Vault, fingerprint
from carerapp.vault.primitives.derivation import label

Answer = Literal["yes", "no", ""]
TAKEN_IN = "taken in on it"


@dataclass(frozen=True, slots=True)
class Offer:
    """``number``: of the child's key, as the device that gives it shows it; ``here``: the child's file is on
    this device already, and nothing but the key is new."""

    child: str
    number: str
    here: bool


class TakingIn:
    """Of one unlocked vault."""

    def __init__(self, vault: Vault, crypto: Crypto, circles: Circles) -> None:
        self._vault, self._crypto, self._circles = vault, crypto, circles

    def key_number(self, child: str, key: bytes) -> str:
        """What two people compare of a child's key: it tells nothing of the key."""
        number = self._crypto.hkdf(key, salt=b"", info=label("key number", child), length=32)
        return fingerprint(number.hex())

    def key_numbers(self, enrolment: Enrolment) -> Mapping[str, str]:
        """Child → the number of the key that this device has and may give."""
        held = {child: share_key(self._vault, child, enrolment) for child in self._vault.children()}
        return {
            child: self.key_number(child, key)
            for child, key in held.items()
            if key is not None and is_shared(self._vault, child, enrolment)
        }

    def answer(self, enrolment: Enrolment, child: str, key: bytes) -> Answer:
        """What a person said about this very key; "" while nobody did: then it is offered. A duty desk is for
        every child, and a key that this device had before is no news. Raises ``NotSaved``."""
        if enrolment.desk or share_key(self._vault, child, enrolment) == key:
            return "yes"
        number, rows = self.key_number(child, key), self._rows(enrolment)
        row = rows.get(child, {})
        if row.get("number") == number:
            said: Answer = "yes" if row.get("answer") == "yes" else "no" if row.get("answer") == "no" else ""
            return said
        self._keep(enrolment, {**rows, child: {"number": number, "answer": "", "by": ""}})
        return ""

    def offers(self, enrolment: Enrolment) -> Sequence[Offer]:
        """Those that wait for a person."""
        here = self._vault.children()
        return [
            Offer(child, as_text(row.get("number")), child in here and bool(self._vault.entries(child)))
            for child, row in self._rows(enrolment).items()
            if not row.get("answer") and not is_shared(self._vault, child, enrolment)
        ]

    def say(self, enrolment: Enrolment, offer: Offer, *, yes: bool) -> None:
        """A person compared the number. Raises ``NotAllowed``, ``NotSaved``."""
        self._circles.only_who_may_decide(enrolment)
        row: dict[str, Json] = {
            "number": offer.number,
            "answer": "yes" if yes else "no",
            "by": self._vault.person.id,
        }
        self._keep(enrolment, {**self._rows(enrolment), offer.child: row})

    def write_down(self, enrolment: Enrolment, given: Collection[str]) -> None:
        """Once the child's log has come: that it was taken in here, and by whom. What is ``given`` no more is
        asked no more. Raises ``NotSaved``."""
        before = self._rows(enrolment)
        rows = {child: row for child, row in before.items() if row.get("answer") or child in given}
        if rows != before:
            self._keep(enrolment, rows)
        for child, row in rows.items():
            if row.get("answer") != "yes" or not is_shared(self._vault, child, enrolment):
                continue
            own = self._crypto.agree_public(enrolment.seal_private).hex()
            called = enrolment.name or "This tablet"
            parts = (called, Reader.HOME, as_text(row.get("by")), TAKEN_IN, "", NOBODY_BEFORE)
            if self._circles.say(child, enrolment, MayRead(Act.GRANTED, enrolment.device, "", own, *parts)):
                self._keep(enrolment, {c: r for c, r in self._rows(enrolment).items() if c != child})

    def _rows(self, enrolment: Enrolment) -> Mapping[str, Mapping[str, Json]]:
        kept = as_object(self._vault.get_setting(_name(enrolment)))
        return {child: as_object(row) for child, row in kept.items()}

    def _keep(self, enrolment: Enrolment, rows: Mapping[str, Mapping[str, Json]]) -> None:
        self._vault.put_setting(_name(enrolment), {child: dict(row) for child, row in rows.items()})


def _name(enrolment: Enrolment) -> str:
    return f"taking in {enrolment.device}"
