"""Who asks to read the children here, who reads them, and what a person says about it (ADR 23)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from carerapp.domain.circle import Word, about
from carerapp.domain.json_value import as_object
from carerapp.domain.topics.may_read import NOBODY_BEFORE, TRAINING, Act, MayRead, Reader
from carerapp.settings import ASKED_AGAIN_SECONDS
from carerapp.sharing.circles import Circles, authority_of
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.giving import desk_word
from carerapp.sharing.others import OtherDevice, others
from carerapp.sharing.pinned_desks import PinnedDesk, let_go_of_desk, pin_desk, pinned_desks
from carerapp.sharing.share_keys import is_shared
from carerapp.vault import Crypto, Vault, fingerprint


@dataclass(frozen=True, slots=True)
class Asks:
    """A device that nobody here has said yes to. ``children``: those whose key it waits for; ``reads``: those
    whose key it has already, as the endpoint says: from before this was asked, or from another tablet;
    ``swapped``: it was let in with another number; ``later``: somebody said *not now* today."""

    device: str
    seal_key: str
    desk: bool
    children: tuple[str, ...]
    reads: tuple[str, ...]
    swapped: bool
    later: bool

    @property
    def number(self) -> str:
        """What a person compares: eight groups of four."""
        return fingerprint(self.seal_key)


@dataclass(frozen=True, slots=True)
class Reads:
    """A device that somebody here let in. ``child``: whom it may read; ``since``: seconds since 1970; ``by``:
    the id of who decided; ``itself``: nobody did, it is training."""

    device: str
    seal_key: str
    called: str
    desk: bool
    child: str
    since: float
    by: str
    itself: bool

    @property
    def number(self) -> str:
        """What was compared."""
        return fingerprint(self.seal_key)


class WhoReads:
    """Of one unlocked vault. ``now``: seconds since 1970."""

    def __init__(self, vault: Vault, crypto: Crypto, circles: Circles, now: Callable[[], float]) -> None:
        self._vault, self._crypto, self._circles, self._now = vault, crypto, circles, now

    # --- how it stands ------------------------------------------------------------------------
    def may_decide(self, enrolment: Enrolment) -> bool:
        """Whether who is signed in may say yes."""
        return self._circles.may_decide(enrolment)

    def own_number(self, enrolment: Enrolment) -> str:
        """What the other side compares: of this device's own key."""
        return fingerprint(self._crypto.agree_public(enrolment.seal_private).hex())

    def asks(self, enrolment: Enrolment) -> Sequence[Asks]:
        """The duty desks first."""
        found = [one for other in others(self._vault, enrolment) for one in self._asks(enrolment, other)]
        return sorted(found, key=lambda one: not one.desk)

    def _asks(self, enrolment: Enrolment, other: OtherDevice) -> Iterator[Asks]:
        shared = {c: has for c, has in other.children.items() if is_shared(self._vault, c, enrolment)}
        may = [c for c in shared if self._may(c, enrolment, other)]
        waits = tuple(c for c, has in shared.items() if not has and c not in may)
        reads = tuple(c for c, has in shared.items() if has and c not in may)
        if waits or reads:
            swapped = any(self._let_in_otherwise(c, enrolment, other) for c in shared)
            later = self._later(enrolment).get(_row(other), 0)
            put_off = self._now() < later <= self._now() + ASKED_AGAIN_SECONDS
            yield Asks(other.device, other.seal_key, other.desk, waits, reads, swapped, put_off)

    def _may(self, child: str, enrolment: Enrolment, other: OtherDevice) -> bool:
        """Let in, or a pinned desk's word follows with the next contact."""
        if self._circles.may_read(child, enrolment, other.device, other.seal_key, self._now()):
            return True
        desks = {(desk.device, desk.seal_key) for desk in pinned_desks(self._vault, enrolment)}
        ended = self._circles.is_ended(child, enrolment, other.device)
        return (other.device, other.seal_key) in desks and not ended

    def _let_in_otherwise(self, child: str, enrolment: Enrolment, other: OtherDevice) -> bool:
        word = self._circles.members(child, enrolment, self._now()).get(other.device)
        return word is not None and word.said.seal_key != other.seal_key

    def reads(self, enrolment: Enrolment) -> Sequence[Reads]:
        """Each device and child that somebody here said yes to, oldest first; this device itself left out."""
        found = [
            _reads(child, word)
            for child in self._vault.children()
            for word in self._circles.members(child, enrolment, self._now()).values()
            if word.said.device != enrolment.device
        ]
        return sorted(found, key=lambda one: one.since)

    def desk_reads(self, child: str, enrolment: Enrolment) -> bool | None:
        """Whether a duty desk has this child's key, as far as is known; None where the authority has no desk,
        or this device is one."""
        if enrolment.desk:
            return None
        rows = [one for one in others(self._vault, enrolment) if one.desk and child in one.children]
        if not rows:
            return None
        return any(one.children[child] for one in rows)

    # --- what a person says -------------------------------------------------------------------
    def let_read(
        self, enrolment: Enrolment, asks: Asks, called: str, *, why: str = "", until: str = ""
    ) -> None:
        """The number is the same. A duty desk is let in for every child whose file its authority holds, those
        that come later among them. Raises ``NotAllowed``, ``NotSaved``: say it again then."""
        self._circles.only_who_may_decide(enrolment)
        me = self._vault.person.id
        if asks.desk and not enrolment.desk:
            desk = PinnedDesk(asks.device, asks.seal_key, called, me, why)
            pin_desk(self._vault, enrolment, desk)
            said = desk_word(desk)
        else:
            reader = Reader.DESK if asks.desk else Reader.HOME
            parts = (called, reader, me, why, until, NOBODY_BEFORE)
            said = MayRead(Act.GRANTED, asks.device, "", asks.seal_key, *parts)
        for child in (*asks.children, *asks.reads):
            self._circles.say(child, enrolment, said)

    def not_now(self, enrolment: Enrolment, asks: Asks) -> None:
        """Asked again tomorrow. Raises ``NotSaved``."""
        until = int(self._now()) + ASKED_AGAIN_SECONDS
        kept = {row: at for row, at in self._later(enrolment).items() if at > self._now()}
        self._vault.put_setting(_later_name(enrolment), {**kept, _row(asks): until})

    def should_not(self, enrolment: Enrolment, device: str, called: str, seal_key: str) -> None:
        """It should not read any more: nothing further is sealed to it. What it has it keeps. Raises
        ``NotAllowed``, ``NotSaved``."""
        self._circles.only_who_may_decide(enrolment)
        desk = any(one.desk for one in others(self._vault, enrolment) if one.device == device)
        let_go_of_desk(self._vault, enrolment, device)
        parts = (called, Reader.DESK if desk else Reader.HOME, self._vault.person.id, "", "", NOBODY_BEFORE)
        said = MayRead(Act.ENDED, device, "", seal_key, *parts)
        for child in self._vault.children():
            if is_shared(self._vault, child, enrolment) and self._concerns(child, enrolment, device):
                self._circles.say(child, enrolment, said)

    def _concerns(self, child: str, enrolment: Enrolment, device: str) -> bool:
        rows = others(self._vault, enrolment)
        words = about(self._circles.words(child), authority_of(enrolment))
        return any(one.device == device and child in one.children for one in rows) or any(
            word.said.device == device for word in words
        )

    def _later(self, enrolment: Enrolment) -> dict[str, int]:
        kept = as_object(self._vault.get_setting(_later_name(enrolment)))
        return {row: at for row, at in kept.items() if isinstance(at, int)}


def _reads(child: str, word: Word) -> Reads:
    said = word.said
    since = word.event.written.timestamp()
    desk, itself = said.reader is Reader.DESK, said.why == TRAINING
    return Reads(said.device, said.seal_key, said.called, desk, child, since, said.by, itself)


def _row(one: OtherDevice | Asks) -> str:
    return f"{one.device} {one.seal_key}"


def _later_name(enrolment: Enrolment) -> str:
    return f"not now {enrolment.device}"
