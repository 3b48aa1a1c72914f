"""Sharing, as the open app uses it: which authorities there are, how things stand, and a turn with each.

One object for each time the vault is unlocked.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from carerapp.domain.clock_doubt import wrong_by
from carerapp.sharing.authority_key import compared
from carerapp.sharing.authority_sync import AuthoritySync, SharingServices, TurnResult
from carerapp.sharing.book import Book
from carerapp.sharing.circles import Circles
from carerapp.sharing.custody import Custody
from carerapp.sharing.enrolling import asking, enrol
from carerapp.sharing.enrolment import APPROVED, Enrolment, enrolments, forget, serving
from carerapp.sharing.erasures import Erasures
from carerapp.sharing.own_entries import OwnEntries
from carerapp.sharing.protocols import ReceivedProtocols
from carerapp.sharing.purge import EpisodeLifecycle
from carerapp.sharing.restored import restore_lines
from carerapp.sharing.restricted_entries import unsent_restricted_entries, write_restricted_entry
from carerapp.sharing.set_aside import AsideShelf
from carerapp.sharing.share_keys import shared_with
from carerapp.sharing.status import AuthorityStatus, SyncStatus, without_receipt
from carerapp.sharing.sync_log import SyncLog
from carerapp.sharing.taking_in import TakingIn
from carerapp.sharing.who_reads import WhoReads
from carerapp.vault import Crypto, Vault
from sync.conversation import Conversation
from sync.errors import STALE, RequestRejected, ServerError, SyncError, Untrusted


class Sharing:
    """``children``: the ids of the children here and the protocol each is under, without invented ones where
    they must not go. ``now``: seconds since 1970; ``steady``: seconds of a clock that nobody
    sets, where there is one."""

    def __init__(
        self,
        vault: Vault,
        crypto: Crypto,
        children: Callable[[Enrolment], list[tuple[str, str]]],
        book: Book,
        episodes: EpisodeLifecycle,
        now: Callable[[], float],
        protocols: ReceivedProtocols | None = None,
        steady: Callable[[], float] | None = None,
    ) -> None:
        self._vault, self._crypto = vault, crypto
        self._own, self._log = OwnEntries(vault), SyncLog(vault, now)
        self._custody = Custody(vault, self._own)
        self._circles = Circles(vault, book)
        self.taking_in = TakingIn(vault, crypto, self._circles)
        self.erasures = Erasures(vault, crypto, self._log, now)
        self.who_reads = WhoReads(vault, crypto, self._circles, now)
        self._services = SharingServices(
            vault,
            crypto,
            children,
            book,
            episodes,
            now,
            protocols,
            self._own,
            self._custody,
            self._circles,
            self.taking_in,
            self.erasures,
            self._waiting,
            self._log,
            steady,
        )
        self._syncs: dict[str, AuthoritySync] = {}

    def now(self) -> float:
        """Seconds since 1970, by this device."""
        return self._services.now()

    # --- what there is ------------------------------------------------------------------------
    @property
    def authorities(self) -> tuple[Enrolment, ...]:
        """Those that this device is connected with, or waits for."""
        return tuple(enrolment for enrolment in enrolments(self._vault) if enrolment.device)

    @property
    def desk(self) -> Enrolment | None:
        """The authority whose duty desk this device is."""
        return next((enrolment for enrolment in self.authorities if enrolment.desk), None)

    def authority_of(self, child: str, protocol: str) -> Enrolment | None:
        """The one that this child's record goes to."""
        return self._custody.current(child, protocol)

    def holds(self, enrolment: Enrolment, child: str, protocol: str) -> bool:
        """Whether this authority has the child's file now; False once they moved to another."""
        by = self.authority_of(child, protocol)
        return by is not None and by.endpoint == enrolment.endpoint

    def authority_for(self, protocol: str) -> Enrolment | None:
        """The connected one that says it is for children under this protocol."""
        return serving(self.authorities, protocol)

    def signer(self, enrolment: Enrolment) -> tuple[str, Callable[[bytes], bytes]]:
        """Key id and signature for this device's requests there."""
        sign = lambda message: self._crypto.sign(enrolment.sign_private, message)
        return enrolment.device or f"new:{self.own_key(enrolment)}", sign

    def own_key(self, enrolment: Enrolment) -> str:
        """The public key whose fingerprint the administrator compares, in hexadecimal."""
        return self._crypto.sign_public(enrolment.sign_private).hex()

    def held_for(self, enrolment: Enrolment) -> tuple[list[str], list[str]]:
        """The children here whose file this authority holds, and the others. One who moved is not theirs."""
        everybody = self._vault.children()
        under = dict(self._services.children(enrolment))
        holding = {child: self._custody.current(child, under.get(child, "")) for child in everybody}
        theirs = {child for child, by in holding.items() if by and by.endpoint == enrolment.endpoint}
        return [c for c in everybody if c in theirs], [c for c in everybody if c not in theirs]

    def shared_with(self, enrolment: Enrolment) -> list[str]:
        """The opaque ids of the children whose record goes there: what an administrator names them by."""
        holding = {child: self._custody.current(child) for child in shared_with(self._vault, enrolment)}
        return [child for child, by in holding.items() if by and by.endpoint == enrolment.endpoint]

    def names(self) -> Mapping[str, str]:
        """Child's id → what they are called on this device. It goes nowhere."""
        return self._services.book.names()

    def name_of(self, author: str) -> str:
        """The name behind an author's id."""
        return self._services.book.name_of(author)

    def writer(self, enrolment: Enrolment) -> Callable[[str, str, str, str], str]:
        """Seals an entry to the authority's duty desks: child, words, who, written at → its id. Raises
        ``NoDesk``, ``NotSaved``."""
        return lambda child, words, who, at: write_restricted_entry(
            self._vault, self._crypto, enrolment, child, words, who, at
        )

    def status(self) -> SyncStatus:
        """How things stand, without asking anybody."""
        let_in = [enrolment for enrolment in self.authorities if enrolment.state == APPROVED]
        authorities = {one.device: self._sync(one).status(one) for one in let_in}
        waiting = {child: self._waiting(child) for child in self._counted(let_in, authorities)}
        restricted = sum(unsent_restricted_entries(self._vault, one) for one in let_in)
        held = frozenset(child for one in let_in for child in self.shared_with(one))
        return SyncStatus(authorities, waiting, restricted, held)

    def restored(self, enrolment: Enrolment) -> list[str]:
        """Sentences about an authority whose system was put back to an earlier moment, or lost something."""
        return restore_lines(self._vault, enrolment, self._sync(enrolment).status(enrolment).before)

    def _counted(self, let_in: Sequence[Enrolment], authorities: Mapping[str, AuthorityStatus]) -> list[str]:
        """The children whose entries may go to one of these authorities, or go there: an invented child's
        never reach a real one, and wait for nothing."""
        counted = {child for one in let_in for child, _ in self._services.children(one)}
        counted |= {child for status in authorities.values() for child in status.feeds}
        return [child for child in self._vault.children() if child in counted]

    def _waiting(self, child: str) -> int:
        let_in = [enrolment for enrolment in self.authorities if enrolment.state == APPROVED]
        holdings = [self._sync(one).holding(child, one) for one in let_in]
        return without_receipt(self._own.places(child), [one for one in holdings if one.places])

    def aside(self) -> int:
        """How many things came in and were set aside."""
        shelf = AsideShelf(self._vault)
        return len(shelf.items()) + shelf.more()

    def lines(self) -> list[str]:
        """The sync log, newest last."""
        return self._log.lines()

    def train_with(self, endpoint: str) -> None:
        """This endpoint is beside the app, for training: whoever asks there for an invented child is let
        in."""
        self._circles.training = endpoint

    # --- what is done -------------------------------------------------------------------------
    def asking(self, endpoint: str) -> Enrolment:
        """New keys for this endpoint, before the code is shown to it. Raises ``NotSaved``."""
        return asking(self._vault, self._crypto, endpoint)

    def connect(self, enrolment: Enrolment, code: str) -> Conversation[Enrolment]:
        """Show the code. Raises a ``SyncError``, ``NotSaved``."""
        new = yield from enrol(self._vault, self._crypto, enrolment, code)
        self._log.say(new, "asked to be let in")
        return new

    def retry(self, enrolment: Enrolment, child: str, number: int) -> None:
        """Send an entry that was set aside once more. Raises ``NotSaved``."""
        self._sync(enrolment).retry(child, number)

    def compared_key(self, enrolment: Enrolment, *, same: bool) -> None:
        """A person has compared the number of the authority's key with what its duty team read out. Raises
        ``NotSaved``."""
        new = compared(self._vault, enrolment, same=same)
        who, is_same = self._vault.person.name, "the same" if same else "not the same"
        self._log.say(new, f"{who} compared the number of its key: {is_same}")
        self.sync_now()

    def sync_now(self) -> None:
        """Somebody asked: the pauses are over."""
        for enrolment in self.authorities:
            self._sync(enrolment).sync_now()

    def disconnect(self, enrolment: Enrolment) -> None:
        """After a revocation: nothing more is asked there. Raises ``NotSaved``."""
        forget(self._vault, enrolment)
        self._syncs.pop(enrolment.device, None)

    def turn(self, enrolment: Enrolment) -> Conversation[TurnResult]:
        """All there is to do with one authority just now. Never raises a ``SyncError``: it is in the status.
        Raises ``NotSaved``."""
        return self._sync(enrolment).turn(enrolment)

    def _sync(self, enrolment: Enrolment) -> AuthoritySync:
        if enrolment.device not in self._syncs:
            self._syncs[enrolment.device] = AuthoritySync(self._services, enrolment)
        return self._syncs[enrolment.device]


def refused_words(error: SyncError, now: float) -> str:
    """Why connecting did not work, for the carer."""
    if isinstance(error, RequestRejected):
        if (behind := error.behind(now)) is not None:
            return f"{wrong_by(behind)}. Set it right, then try again."
        return {
            "code_refused": "The code was not taken. It works once, for ten minutes. Ask for a new one.",
            STALE: "This device’s clock is wrong by more than a few minutes. Set it, then try again.",
        }.get(error.reason, "The authority refused. Ask the duty team.")
    if isinstance(error, ServerError) and error.wait:
        minutes = max(1, math.ceil(error.wait / 60))
        return f"Too many tries just now. Nothing is lost. Wait {minutes} min, then try again."
    if isinstance(error, Untrusted):
        return (
            "This device does not trust the certificate of that address. Nothing was sent. Sign in to the "
            "Wi-Fi first, or tell the duty team."
        )
    return "The authority can’t be reached just now. Nothing is lost. Try again."
