"""How things stand: what is on this device only, what each authority has, since when. Never more than is
known.

Computed here and nowhere else: the screens, the strip, the desk and the commands read this one value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from carerapp.domain.clock_doubt import wrong_by
from sync.errors import GAP, NO_ROOM, NO_ROOM_FOR_CHILD, NOT_THIS_CHILD, STALE, STRANGER
from sync.messages import ERASED
from sync.session import Feed, State


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry that the authority would not take: the child, its number in this device's feed, why."""

    child: str
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """Of what this device wrote about one child: how many entries there are, how many have a receipt, and
    when the newest receipt was given (seconds since 1970, 0: never); ``before``: how many had one, and are
    not there any more since the authority's system was put back to an earlier moment."""

    written: int = 0
    received: int = 0
    receipt_at: int = 0
    before: int = 0

    @property
    def here_only(self) -> int:
        """Without a receipt: not sent yet, or set aside."""
        return self.written - self.received


@dataclass(frozen=True, slots=True)
class AuthorityStatus:
    """With one authority. ``feeds`` by child. Times in seconds since 1970, 0: never. ``older``: the authority
    has more than this device, so older files were put back on it. ``behind``: by how many seconds
    it found this device's clock behind its own, when that was the last trouble."""

    feeds: Mapping[str, FeedStatus]
    set_aside: tuple[SetAside, ...]
    last_success: float
    trouble: str
    revoked: bool
    older: bool
    not_before: float
    behind: int | None = None

    @property
    def received(self) -> int:
        """Entries with a receipt."""
        return sum(feed.received for feed in self.feeds.values())

    @property
    def here_only(self) -> int:
        """Entries without one."""
        return sum(feed.here_only for feed in self.feeds.values())

    @property
    def before(self) -> int:
        """Entries that were received before a restore, and are sent again."""
        return sum(feed.before for feed in self.feeds.values())

    @property
    def receipt_at(self) -> int:
        """Of the newest receipt."""
        return max((feed.receipt_at for feed in self.feeds.values()), default=0)

    def feed(self, child: str) -> FeedStatus:
        """About one child."""
        return self.feeds.get(child, FeedStatus())


@dataclass(frozen=True, slots=True)
class Holding:
    """Of the entries that stand in a child's log here, what one authority has: of ``places`` in the log, in
    the order in which they are sent, all of the first ``tail`` but the ``refused`` ones (from 0)."""

    places: Sequence[int]
    tail: int
    refused: frozenset[int] = frozenset()

    def received(self) -> Iterator[int]:
        """The places for which there is a receipt."""
        if not self.refused:
            return iter(self.places[: self.tail])
        return (self.places[at] for at in range(self.tail) if at not in self.refused)


def holding(feed: Feed, left: int, places: Sequence[int]) -> Holding:
    """``left``: how many entries of the feed are no longer here, none of them without its receipt;
    ``places``: of those that are."""
    refused = (refusal.seq - left - 1 for refusal in (*feed.set_aside, *feed.again))
    tail = min(len(places), max(0, feed.done - left))
    return Holding(places, tail, frozenset(at for at in refused if at >= 0))


def without_receipt(own: Sequence[int], holdings: Sequence[Holding]) -> int:
    """How many of the entries at these places no authority has."""
    if len(holdings) == 1 and holdings[0].places == own:
        one = holdings[0]
        return len(own) - one.tail + sum(at < one.tail for at in one.refused)
    somewhere = {place for one in holdings for place in one.received()}
    return sum(place not in somewhere for place in own)


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Of the whole device. ``authorities`` by this device's id there: those that let it in. ``waiting``:
    child → entries written here that no authority has a receipt for; ``restricted``: entries for a duty desk
    alone that have not reached it. ``held``: the children whose file is with one of these authorities."""

    authorities: Mapping[str, AuthorityStatus]
    waiting: Mapping[str, int]
    restricted: int = 0
    held: frozenset[str] = frozenset()

    @property
    def receipt_at(self) -> int:
        """Of the newest receipt of any authority."""
        return max((status.receipt_at for status in self.authorities.values()), default=0)

    @property
    def unshared(self) -> int:
        """Of those that wait: about children whose record goes to no authority."""
        return sum(count for child, count in self.waiting.items() if child not in self.held)

    @property
    def not_received(self) -> int | None:
        """Everything written here that no authority has; ``None`` where none is connected. This is the one
        count: of the strip, the screens, the desk and the commands."""
        return sum(self.waiting.values()) + self.restricted if self.authorities else None


def received_words(not_received: int) -> str:
    """'All received', '3 not received yet'."""
    return f"{not_received} not received yet" if not_received else "All received"


REASONS = {
    NOT_THIS_CHILD: "this device is not enrolled for this child",
    "signature_does_not_fit": "the entry is not as this device signed it",
    ERASED: "the authority has erased this child’s record, and takes nothing about them any more",
}
TROUBLES = {
    "Unreachable": "the authority could not be reached",
    "Untrusted": "the certificate of what answered is not trusted on this device. Nothing was sent to it. "
    "Sign in to the Wi-Fi first, or tell the duty team",
    "TheirFault": "the authority’s system did not answer as it should",
    "NotTheirKey": "what answered has another key than the authority’s. Nothing of it is believed",
    "fork": "this device’s files are older than what the authority has. Ask the duty team for a new code",
    GAP: "the authority’s system was put back to an earlier moment, and lacks entries that have left this "
    "device by its own rule. What is here is safe. Ask the duty team for a new code",
    STRANGER: "the authority does not know this device, as after its system was put back. Nothing is lost "
    "here. Ask the duty team for a new code",
    "not_approved": "the authority has not let this device in yet",
    NO_ROOM: "the authority has no room for more from this device. Nothing is lost: it stays here and "
    "is sent when there is room. Tell the duty team",
    NO_ROOM_FOR_CHILD: "the authority has no room for more about one child. Nothing is lost: it stays "
    "here and is sent when there is room. Tell the duty team",
    STALE: "your device’s clock is wrong by more than a few minutes. Set it right",
    "revoked": "the authority has taken this device’s access away",
}


def clock_behind(code: str) -> int | None:
    """By how many seconds the authority found this device's clock behind its own; None when it did not."""
    reason, _, seconds = code.partition(" ")
    return int(seconds) if reason == STALE and seconds else None


def authority_status(
    state: State,
    written: Mapping[str, int],
    heads: Mapping[str, int] | None = None,
    *,
    put_back: bool = False,
) -> AuthorityStatus:
    """From the state that was kept and what stands in the log. ``heads``: how far the authority says we
    are; ``put_back``: it has shown that it has what is not here."""
    feeds = {child: _feed(state, child, count) for child, count in written.items()}
    set_aside = tuple(
        SetAside(child, refusal.seq, REASONS.get(refusal.reason, "the authority refused it"))
        for child in written
        for refusal in state.feed(child).set_aside
    )
    return AuthorityStatus(
        feeds=feeds,
        set_aside=set_aside,
        last_success=state.last_success,
        trouble=trouble_words(state.last_trouble) or _full(state),
        revoked=state.revoked,
        older=put_back
        or state.last_trouble == "fork"
        or any(number > written.get(child, 0) for child, number in (heads or {}).items()),
        not_before=state.not_before,
        behind=clock_behind(state.last_trouble),
    )


def _full(state: State) -> str:
    """While others go on, what waits for room is still said."""
    waits = any(feed.not_before for feed in state.feeds.values())
    return trouble_words(NO_ROOM_FOR_CHILD) if waits else ""


def _feed(state: State, child: str, written: int) -> FeedStatus:
    feed = state.feed(child)
    at = feed.receipt.at if feed.receipt else 0
    return FeedStatus(written, feed.received(written), at, feed.received_before(written))


def trouble_words(code: str) -> str:
    """What went wrong last, in words; "" when nothing did."""
    if (behind := clock_behind(code)) is not None:
        words = wrong_by(behind)
        return f"{words[0].lower()}{words[1:]}. Set it right, and the next try follows by itself"
    return TROUBLES.get(code, "the authority refused the request") if code else ""
