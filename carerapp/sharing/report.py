"""What the carer is told: what is on this device only, what the authority has, since when. Never more than is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sync.session import State, waiting


@dataclass(frozen=True, slots=True)
class Report:
    """``received``: entries with a receipt; ``here_only``: without one; ``set_aside``: (child, number, reason).
    Times in seconds since 1970, 0: never."""

    received: int
    here_only: int
    set_aside: tuple[tuple[str, int, str], ...]
    receipt_at: int
    last_success: float
    trouble: str
    revoked: bool


REASONS = {
    "not_enrolled_for_this_child": "this device is not enrolled for this child",
    "signature_does_not_fit": "the entry is not as this device signed it",
}


def report(state: State, written: Mapping[str, int]) -> Report:
    """From the state that was kept and what stands in the log."""
    without = waiting(state, written)
    feeds = [(stream, state.feed(stream)) for stream in written]
    return Report(
        received=sum(written.values()) - without,
        here_only=without,
        set_aside=tuple(
            (s, r.seq, REASONS.get(r.reason, "the authority refused it")) for s, f in feeds for r in f.set_aside
        ),
        receipt_at=max((f.receipt.at for _, f in feeds if f.receipt), default=0),
        last_success=state.last_success,
        trouble=state.last_trouble,
        revoked=state.revoked,
    )  # fmt: skip
