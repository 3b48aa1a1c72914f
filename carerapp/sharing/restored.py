"""An authority's system that was put back to an earlier moment: what it says of that, and what it shows.

An honest one gives a signed record. One that no longer has what it gave a receipt for, without a record, is
named as that. Either way what is here is sent again, and nothing is erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from carerapp.domain.gate.shape import shown
from carerapp.domain.json_value import Json, as_object
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.sync_log import SyncLog
from carerapp.vault import Crypto, Vault
from forms.engine.uk_clock import uk_words
from sync.conversation import Conversation, Request
from sync.errors import NOT_THIS_CHILD, NotTheirKey, RequestRejected
from sync.feed import FeedId
from sync.messages import ERASED, Receipt
from sync.restores import Restore, read_restores
from sync.session import Feed, State, put_back, retry

_LATEST = 250_000_000_000  # seconds: in the year 9892


@dataclass(frozen=True, slots=True)
class Unexplained:
    """The authority no longer has ``entries`` that it gave receipts for, the newest at ``received_at``, and
    no record says why; noticed ``at``. Both in seconds since 1970."""

    at: int
    entries: int
    received_at: int


def look_at_restores(
    vault: Vault, crypto: Crypto, enrolment: Enrolment, newest: int, log: SyncLog
) -> Conversation[bool]:
    """``newest``: the number of the newest record that the authority says there is. Whether there is one that
    was not here; they are kept, and said in the log. Raises a ``SyncError``, ``NotSaved``; nothing that the
    pinned key did not sign is kept."""
    kept = _kept(vault, enrolment)
    if newest == int(kept["number"]):
        return False
    came: Sequence[Restore] = ()
    if newest > int(kept["number"]):
        try:
            came = read_restores((yield Request("GET", "/v1/restores")))
        except RequestRejected as refused:
            if refused.status != 404:
                raise
    for one in came:
        if not crypto.verify(enrolment.endpoint_key, bytes.fromhex(one.signature), one.signed_part()):
            raise NotTheirKey("the record of a restore is not signed by the authority")
    records: dict[str, Any] = {**kept["records"], **{str(one.number): asdict(one) for one in came}}
    open_ = _unexplained(kept)
    if open_ and any(one.explains(open_.received_at) for one in came):
        kept["unexplained"] = None
    vault.put_setting(_name(enrolment), {**kept, "number": newest, "records": records})
    for one in came:
        if str(one.number) not in kept["records"]:
            log.say(enrolment, restored_words(one))
    return True


def restores(vault: Vault, enrolment: Enrolment) -> tuple[Restore, ...]:
    """What the authority has said of this, oldest first."""
    records = _kept(vault, enrolment)["records"].values()
    return tuple(sorted((Restore(**one) for one in records), key=lambda one: one.number))


def unexplained(vault: Vault, enrolment: Enrolment) -> Unexplained | None:
    """What the authority lost without a word, when it was noticed last."""
    return _unexplained(_kept(vault, enrolment))


def offer_again(
    vault: Vault,
    enrolment: Enrolment,
    state: State,
    heads: Iterable[Receipt],
    children: Iterable[str],
    ours: Callable[[Receipt, Feed], bool],
    log: SyncLog,
    now: float,
) -> State:
    """Feeds of which the authority has less than it gave receipts for go on from what it has. ``heads``: all
    that it has, checked against the pinned key; ``ours``: whether that entry stands here and all that follow
    it; ``now``: seconds since 1970. Raises ``NotSaved``."""
    there = {head.feed.stream: head for head in heads if head.feed.device == enrolment.device}
    said = restores(vault, enrolment)
    lost: list[Receipt] = []
    count = 0
    for child in children:
        before, head = state.feed(child), there.get(child)
        if any(refusal.reason == ERASED for refusal in before.set_aside):
            continue  # nothing about them is taken there any more
        begun = head or Receipt(FeedId(enrolment.device, child), 0, b"", 0, b"")
        if begun.seq >= before.done or not ours(begun, before):
            continue
        state = put_back(state, child, head, key=enrolment.endpoint_key)
        count += before.done - begun.seq
        lost += [before.receipt] if before.receipt else []
    without = [one.at for one in lost if not any(record.explains(one.at) for record in said)]
    if without:
        found = Unexplained(int(now), count, max(without))
        vault.put_setting(_name(enrolment), {**_kept(vault, enrolment), "unexplained": asdict(found)})
        log.say(enrolment, unexplained_words(found))
    elif count:
        log.say(enrolment, again_words(count))
    return state


def restore_lines(vault: Vault, enrolment: Enrolment, before: int) -> list[str]:
    """What a person is told, as sentences; [] where nothing was ever put back. ``before``: how many entries
    were received before a restore, and are not there now."""
    said, lost = restores(vault, enrolment), unexplained(vault, enrolment)
    lines = [f"{enrolment.called}: {restored_words(said[-1])}."] if said else []
    if lost:
        lines.append(f"{enrolment.called}, noticed on {_at(lost.at)}: {unexplained_words(lost)}.")
    if before:
        words = again_words(before)
        lines.append(f"{words[0].upper()}{words[1:]}. Nothing is lost.")
    return lines


def let_in_again(state: State, children: Iterable[str]) -> State:
    """What was refused while the authority did not know any more that this device is for the child."""
    for child in children:
        for refusal in state.feed(child).set_aside:
            if refusal.reason == NOT_THIS_CHILD:
                state = retry(state, child, refusal.seq)
    return state


def restored_words(one: Restore) -> str:
    """What the authority says of it."""
    by, reason = shown(one.by), shown(one.reason)
    return f"its system was put back on {_at(one.at)} to how it was on {_at(one.made_at)}, by {by}: {reason}"


def again_words(count: int) -> str:
    """Of what it had received before: ``count`` entries."""
    entries = "1 entry that was" if count == 1 else f"{count} entries that were"
    return f"{entries} received before the restore {'is' if count == 1 else 'are'} sent again"


def unexplained_words(one: Unexplained) -> str:
    """Of what it lost without a word."""
    entries = "an entry" if one.entries == 1 else f"{one.entries} entries"
    sent = "It is" if one.entries == 1 else "They are"
    return (
        f"it no longer has {entries} that it had received, and does not say why. Nothing is lost here. "
        f"{sent} sent again. Tell the duty team"
    )


def _unexplained(kept: Mapping[str, Any]) -> Unexplained | None:
    found = as_object(kept.get("unexplained"))
    return Unexplained(**{name: int(str(value)) for name, value in found.items()}) if found else None


def _kept(vault: Vault, enrolment: Enrolment) -> dict[str, Any]:
    kept: Mapping[str, Json] = as_object(vault.get_setting(_name(enrolment)))
    return {"number": 0, "records": {}, "unexplained": None, **kept}


def _name(enrolment: Enrolment) -> str:
    return f"restores {enrolment.endpoint}"


def _at(seconds: int) -> str:
    return uk_words(datetime.fromtimestamp(min(seconds, _LATEST), UTC), "%d/%m/%Y %H:%M")
