"""A child who is erased: here, so that each authority is asked to erase its record too; or at an authority,
whose signed record of it is kept (ADR 24).

Neither erases anything at the other side: a person there decides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from carerapp.domain.gate.shape import shown
from carerapp.domain.json_value import Json, as_object, as_text
from carerapp.sharing.enrolment import Enrolment, enrolments
from carerapp.sharing.share_keys import forget_share_keys, is_shared
from carerapp.sharing.sync_log import SyncLog
from carerapp.vault import Crypto, Vault
from forms.engine.uk_clock import uk_words
from sync.conversation import Conversation, Request
from sync.erasures import Erasure, asked_part, read_page
from sync.errors import NOT_THIS_CHILD, NotTheirKey, RequestRejected, ServerError
from sync.messages import to_text

AskedState = Literal["waiting", "asked", "not taken"]
_ASKED = "erased here"
_FOR_GOOD = (NOT_THIS_CHILD, "broken_message")  # asking again brings nothing
_LATEST = 250_000_000_000  # seconds: in the year 9892


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """A child who was erased on this device: whether an authority was asked. ``at``: when they were erased,
    seconds since 1970."""

    child: str
    at: int
    state: AskedState


@dataclass(frozen=True, slots=True)
class ErasedThere:
    """``erasure``: the authority's record, and ``key``: the public key that signed it, hexadecimal; ``here``:
    the child's record is on this device still."""

    erasure: Erasure
    key: str
    here: bool


class Erasures:
    """Of one unlocked vault. ``now``: seconds since 1970."""

    def __init__(self, vault: Vault, crypto: Crypto, log: SyncLog, now: Callable[[], float]) -> None:
        self._vault, self._crypto, self._log, self._now = vault, crypto, log, now

    # --- erased here ----------------------------------------------------------------------------
    def begin(self, child: str) -> None:
        """Before the child is erased here: which authorities are to be asked. Nobody is, while the child is
        still here. Raises ``NotSaved``."""
        ask = {
            one.endpoint: {"device": one.device, "state": "waiting"}
            for one in enrolments(self._vault)
            if one.device and is_shared(self._vault, child, one)
        }
        if ask:
            self._keep(child, int(self._now()), ask)

    def finish(self) -> None:
        """Once a child is gone: what the authorities have of them opens no more here. Raises ``NotSaved``."""
        here = self._vault.children()
        for child in self._rows():
            if child not in here:
                forget_share_keys(self._vault, child)

    def ask(self, enrolment: Enrolment) -> Conversation[None]:
        """Ask this authority, about each child once. An endpoint of before knows no such thing, and is asked
        again. Raises a ``SyncError``, ``NotSaved``."""
        self.finish()
        for one in self.asked(enrolment):
            if one.state != "waiting":
                continue
            signed = self._crypto.sign(
                enrolment.sign_private, asked_part(enrolment.device, one.child, one.at)
            )
            said = {"stream": one.child, "at": one.at, "signature": to_text(signed)}
            state: AskedState = "asked"
            try:
                yield Request("POST", "/v1/erasures", json.dumps(said).encode())
            except RequestRejected as refused:
                if refused.status == 404:
                    return
                if refused.reason not in _FOR_GOOD:
                    raise
                state = "not taken"
            row = {"device": enrolment.device, "state": state}
            self._keep(
                one.child, one.at, {**as_object(self._rows()[one.child].get("ask")), enrolment.endpoint: row}
            )
            self._log.say(enrolment, _ASKED_WORDS[state])

    def again(self, enrolment: Enrolment) -> None:
        """The authority's system was put back to an earlier moment: it is asked again, and says anew what it
        has erased. Its records that are here stay. Raises ``NotSaved``."""
        for child, row in self._rows().items():
            if _about(row, enrolment):
                waits: Json = {"device": enrolment.device, "state": "waiting"}
                self._keep(
                    child, int(str(row["at"])), {**as_object(row.get("ask")), enrolment.endpoint: waits}
                )
        kept = self._kept(enrolment)
        if kept["records"] or kept["after"]:
            self._vault.put_setting(_name(enrolment), {**kept, "after": 0})

    def asked(self, enrolment: Enrolment) -> Sequence[ErasureAsked]:
        """The children who were erased here and whose record this authority has, as far as is known."""
        here, there = self._vault.children(), {one.erasure.stream for one in self.there(enrolment)}
        return [
            ErasureAsked(child, int(str(row["at"])), _state(row, enrolment))
            for child, row in self._rows().items()
            if child not in here and child not in there and _about(row, enrolment)
        ]

    # --- erased there ---------------------------------------------------------------------------
    def take(self, enrolment: Enrolment, newest: int) -> Conversation[None]:
        """Fetch and keep the records up to the ``newest``. Raises a ``SyncError``, ``NotSaved``; nothing that
        the pinned key did not sign is kept."""
        kept = self._kept(enrolment)
        after, more = int(kept["after"]), True
        while more and after < newest:
            data = yield Request("GET", f"/v1/erasures?after={after}")
            try:
                page = read_page(data)
            except ServerError:  # no list: asked for anew the next time, and nothing else waits for it
                return
            if page.more and page.erasures[-1][0] <= after:  # no end would be in sight
                return
            for _, one in page.erasures:
                proof = bytes.fromhex(one.signature)
                if not self._crypto.verify(enrolment.endpoint_key, proof, one.signed_part()):
                    raise NotTheirKey("the record of an erasure is not signed by the authority")
            key = enrolment.endpoint_key.hex()
            new = {one.stream: {"record": asdict(one), "key": key} for _, one in page.erasures}
            more, after = page.more, page.erasures[-1][0] if page.more else newest
            records = {**kept["records"], **new}
            kept = {"device": enrolment.device, "after": after, "records": records}
            self._vault.put_setting(_name(enrolment), kept)
            for _ in new:
                self._log.say(enrolment, "it has erased its record of a child")

    def there(self, enrolment: Enrolment) -> Sequence[ErasedThere]:
        """The children of this device whose record this authority has erased."""
        here = self._vault.children()
        return [
            ErasedThere(Erasure(**row["record"]), row["key"], child in here)
            for child, row in self._kept(enrolment)["records"].items()
        ]

    def not_there(self, enrolment: Enrolment) -> set[str]:
        """The children whom this device neither brings nor takes in there any more. One who was erased here
        may come again, where the duty team lets this device in anew for them."""
        erased = {one.erasure.stream for one in self.there(enrolment)}
        here = self._vault.children()
        return erased | {
            child
            for child, row in self._rows().items()
            if child not in here and _about(row, enrolment).get("device") == enrolment.device
        }

    # --- as it is kept --------------------------------------------------------------------------
    def _rows(self) -> Mapping[str, Mapping[str, Json]]:
        kept = as_object(self._vault.get_setting(_ASKED))
        return {child: as_object(row) for child, row in kept.items()}

    def _keep(self, child: str, at: int, ask: Mapping[str, Json]) -> None:
        row: dict[str, Json] = {"at": at, "ask": dict(ask)}
        rows = {**self._rows(), child: row}
        self._vault.put_setting(_ASKED, {name: dict(row) for name, row in rows.items()})

    def _kept(self, enrolment: Enrolment) -> dict[str, Any]:
        """Another device's id at the same authority: its numbers begin anew, the records stay."""
        kept: dict[str, Any] = dict(as_object(self._vault.get_setting(_name(enrolment))))
        records = kept.get("records", {})
        mine = as_text(kept.get("device")) == enrolment.device
        return {"device": enrolment.device, "after": kept.get("after", 0) if mine else 0, "records": records}


_ASKED_WORDS: Mapping[AskedState, str] = {
    "waiting": "is asked to erase its record of a child who was erased here",
    "asked": "was asked to erase its record of a child who was erased here; its people decide",
    "not taken": "did not take it that this device asks to erase a child; ring its duty team",
}


def erased_words(one: ErasedThere) -> str:
    """When, by whom and why, as the authority says."""
    said = one.erasure
    at = uk_words(datetime.fromtimestamp(min(said.at, _LATEST), UTC), "%d/%m/%Y %H:%M")
    return f"{at}, by {shown(said.by)}: {shown(said.reason)}"


def asked_words(one: ErasureAsked) -> str:
    """Of a child who was erased here: whether the authority was asked."""
    return _ASKED_WORDS[one.state]


def _about(row: Mapping[str, Json], enrolment: Enrolment) -> Mapping[str, Json]:
    return as_object(as_object(row.get("ask")).get(enrolment.endpoint))


def _state(row: Mapping[str, Json], enrolment: Enrolment) -> AskedState:
    said = _about(row, enrolment).get("state")
    return "asked" if said == "asked" else "not taken" if said == "not taken" else "waiting"


def _name(enrolment: Enrolment) -> str:
    return f"erasures {enrolment.endpoint}"
