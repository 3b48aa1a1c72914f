"""What this device remembers of an authority's endpoint between two requests, as it is kept sealed in the
vault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from carerapp.domain.json_value import Json
from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import Vault
from sync.feed import FeedId
from sync.messages import Receipt, Refusal
from sync.session import Feed, State


def state_of(vault: Vault, enrolment: Enrolment) -> State:
    """As it was kept last."""
    raw = vault.get_setting(_name(enrolment)) or vault.get_setting(
        "sync state"
    )  # the first versions knew one authority
    if not isinstance(raw, dict) or raw.get("device") != enrolment.device:
        return State(enrolment.device)
    return _from_json(raw)


def keep_state(vault: Vault, enrolment: Enrolment, state: State) -> None:
    """Durable on return. Raises ``NotSaved``."""
    vault.put_setting(_name(enrolment), _to_json(state))


def from_the_beginning(vault: Vault, enrolment: Enrolment) -> None:
    """What went by before a child's key was here could not be read: it is fetched again, and doubles
    nothing."""
    state = vault.get_setting(_name(enrolment))
    if isinstance(state, dict):
        vault.put_setting(_name(enrolment), {**state, "cursor": ""})


def _name(enrolment: Enrolment) -> str:
    return f"sync state {enrolment.device}"


def _to_json(state: State) -> dict[str, Json]:
    feeds: dict[str, Json] = {}
    for stream, feed in state.feeds.items():
        feeds[stream] = {
            "done": feed.done,
            "head": feed.head.hex(),
            "receipt": _receipt_json(feed.receipt),
            "link": feed.receipt.link.hex()
            if feed.receipt
            else "",  # beside it: the first versions read four
            "receipt_key": feed.receipt_key.hex(),
            "lost": _receipt_json(feed.lost),
            "lost_link": feed.lost.link.hex() if feed.lost else "",
            "lost_key": feed.lost_key.hex(),
            "set_aside": [[r.seq, r.reason, r.previous.hex()] for r in feed.set_aside],
            "again": [[r.seq, r.reason, r.previous.hex()] for r in feed.again],
            "not_before": feed.not_before,
        }
    plain = {k: v for k, v in asdict(state).items() if k != "feeds"}
    return {**plain, "feeds": feeds}


def _receipt_json(receipt: Receipt | None) -> list[Json] | None:
    return [receipt.seq, receipt.hash.hex(), receipt.at, receipt.signature.hex()] if receipt else None


def _from_json(raw: dict[str, object]) -> State:
    feeds: dict[str, Feed] = {}
    device = str(raw["device"])
    kept = raw["feeds"]
    assert isinstance(kept, dict)
    for stream, feed in kept.items():
        feeds[stream] = Feed(
            feed["done"],
            bytes.fromhex(feed["head"]),
            _receipt(FeedId(device, stream), feed["receipt"], feed.get("link", "")),
            _refusals(feed["set_aside"]),
            _refusals(feed["again"]),
            bytes.fromhex(feed.get("receipt_key", "")),
            _receipt(FeedId(device, stream), feed.get("lost"), feed.get("lost_link", "")),
            bytes.fromhex(feed.get("lost_key", "")),
            float(feed.get("not_before", 0.0)),  # the first versions did not know it
        )
    rest = {k: v for k, v in raw.items() if k not in ("feeds", "device")}
    return State(device, feeds, **rest)  # type: ignore[arg-type]


def _receipt(feed: FeedId, kept: Sequence[object] | None, link: str) -> Receipt | None:
    if not kept:
        return None
    seq, digest, at, signature = kept
    assert isinstance(seq, int)
    assert isinstance(at, int)
    proof, named = bytes.fromhex(str(signature)), bytes.fromhex(link)
    return Receipt(feed, seq, bytes.fromhex(str(digest)), at, proof, named)


def _refusals(kept: Sequence[Sequence[str]]) -> tuple[Refusal, ...]:
    return tuple(Refusal(int(seq), reason, bytes.fromhex(previous)) for seq, reason, previous in kept)
