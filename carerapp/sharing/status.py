"""What the carer is told: what is on this device only, what the authority has, since when. Never more than is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sync.messages import Receipt
from sync.session import State, waiting


@dataclass(frozen=True, slots=True)
class Aside:
    """An entry that the authority would not take: the child, its number in this device's feed, why."""

    child: str
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """Of one authority. ``received``: entries with a receipt; ``here_only``: without one. Times in seconds since
    1970, 0: never. ``older``: the authority has more than this device, so older files were put back on it."""

    received: int
    here_only: int
    set_aside: tuple[Aside, ...]
    receipt_at: int
    last_success: float
    trouble: str
    revoked: bool
    older: bool
    not_before: float


REASONS = {
    "not_enrolled_for_this_child": "this device is not enrolled for this child",
    "signature_does_not_fit": "the entry is not as this device signed it",
}
TROUBLES = {
    "Unreachable": "the authority could not be reached",
    "TheirFault": "the authority’s system did not answer as it should",
    "fork": "this device’s files are older than what the authority has. Ask the duty team for a new code",
    "not_approved": "the authority has not let this device in yet",
    "revoked": "the authority has taken this device’s access away",
}


def report(state: State, written: Mapping[str, int], heads: Mapping[str, int] | None = None) -> Report:
    """From the state that was kept and what stands in the log. ``heads``: how far the authority says we are."""
    without = waiting(state, written)
    feeds = [(stream, state.feed(stream)) for stream in written]
    return Report(
        received=sum(written.values()) - without,
        here_only=without,
        set_aside=tuple(
            Aside(s, r.seq, REASONS.get(r.reason, "the authority refused it"))
            for s, f in feeds
            for r in f.set_aside
        ),
        receipt_at=max((f.receipt.at for _, f in feeds if f.receipt), default=0),
        last_success=state.last_success,
        trouble=TROUBLES.get(state.last_trouble, "the authority refused the request")
        if state.last_trouble
        else "",
        revoked=state.revoked,
        older=state.last_trouble == "fork" or any(n > written.get(s, 0) for s, n in (heads or {}).items()),
        not_before=state.not_before,
    )


def receipt_of(state: State, stream: str) -> Receipt | None:
    """The newest receipt about this child."""
    return state.feed(stream).receipt
