"""All that goes to one authority and comes from it, in the order of what can be lost.

Lives while the vault is open. It holds no thread and makes no request: a turn is a conversation, and whoever
drives it decides where the waiting is done (ADR 15).

Longer than others: all that one turn does, in its order, stands in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from carerapp.sharing.attachments import VaultAttachments
from carerapp.sharing.authority_key import next_key
from carerapp.sharing.book import Book
from carerapp.sharing.check_in import check_in
from carerapp.sharing.circles import Circles
from carerapp.sharing.custody import Custody
from carerapp.sharing.enrolment import APPROVED, REVOKED, Enrolment, changed, enrolments
from carerapp.sharing.erasures import Erasures
from carerapp.sharing.own_entries import OwnEntries
from carerapp.sharing.protocols import ReceivedProtocols, fetch_protocols
from carerapp.sharing.proved_anew import proved_anew
from carerapp.sharing.purge import EpisodeLifecycle, due, note_received, remember
from carerapp.sharing.put_back import countersigned, was_put_back
from carerapp.sharing.restored import let_in_again, look_at_restores, offer_again
from carerapp.sharing.restricted_entries import (
    fetch_restricted_entries,
    send_again,
    send_restricted_entries,
)
from carerapp.sharing.share_keys import shared_with
from carerapp.sharing.status import AuthorityStatus, Holding, authority_status, holding, trouble_words
from carerapp.sharing.sync_log import SyncLog
from carerapp.sharing.sync_state import state_of
from carerapp.sharing.taking_in import TakingIn
from carerapp.sharing.time_stamps import TimeStampTurns
from carerapp.sharing.vault_log import VaultLog
from carerapp.vault import Crypto, Vault
from sync.answers import Standing
from sync.attachments import exchange
from sync.client import Client, believed
from sync.conversation import Conversation
from sync.errors import GAP, NOT_THIS_CHILD, NotTheirKey, RequestRejected, Revoked, SyncError
from sync.messages import Push
from sync.session import retry
from sync.settings import (
    APPROVAL_CHECK_SECONDS,
    CHECK_IN_SECONDS,
    DESK_PULL_SECONDS,
    HEARD_LOOK_SECONDS,
    LONGEST_BACKOFF_SECONDS,
    PULL_SECONDS,
)


@dataclass(frozen=True, slots=True)
class SharingServices:
    """What the syncs with all authorities share: the open vault, the record and the episodes in it, and what
    came from elsewhere. ``children``: the ids of the children here and the protocol each is under, without
    invented ones where they must not go. ``now``: seconds since 1970; ``steady``: seconds of a
    clock that nobody sets, where there is one. ``waiting``: how many entries about a child have no
    receipt of any authority. ``hears``: whether signals reach this
    device (by its id at the authority): then it need not look for itself."""

    vault: Vault
    crypto: Crypto
    children: Callable[[Enrolment], list[tuple[str, str]]]
    book: Book
    episodes: EpisodeLifecycle
    now: Callable[[], float]
    protocols: ReceivedProtocols | None
    own: OwnEntries
    custody: Custody
    circles: Circles
    taking_in: TakingIn
    erasures: Erasures
    waiting: Callable[[str], int]
    log: SyncLog
    steady: Callable[[], float] | None
    hears: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What a turn did: ``wait`` seconds until the next; ``news``: children about whom something came in or
    left; ``revoked``: by whom."""

    wait: float
    news: frozenset[str] = frozenset()
    revoked: Enrolment | None = None


class AuthoritySync:
    """What is remembered of one authority while the vault is open, and its turns."""

    def __init__(self, services: SharingServices, enrolment: Enrolment) -> None:
        self._services, self._vault, self._crypto = services, services.vault, services.crypto
        self._custody = services.custody
        self._attachments = VaultAttachments(
            services.vault, services.crypto, enrolment, services.custody, services.now
        )
        self._log = VaultLog(
            self._vault,
            self._crypto,
            enrolment,
            services.own,
            services.custody,
            services.book.take_in,
            services.now,
        )
        self._client = Client(
            state_of(self._vault, enrolment),
            self._log,
            lambda message: services.crypto.sign(enrolment.sign_private, message),
            self._crypto.verify,
            enrolment.endpoint_key,
            services.now,
            DESK_PULL_SECONDS if enrolment.desk else PULL_SECONDS,
            services.steady,
            self._log.urgent,
        )
        self._usual_pull = self._client.pull_seconds
        self._standing_changed = False
        self._claimed: set[str] = set()
        self._log.sent = lambda child: self._sent(enrolment.device, child)
        self._checked_at = 0.0
        self._stamps = TimeStampTurns(self._vault, self._crypto)
        self._attachments_seen: dict[str, int] = {}
        self._let_in_again = False  # what was refused since a restore is sent once more
        self._not_signed: set[tuple[str, int]] = set()  # versions of protocols

    def status(self, enrolment: Enrolment) -> AuthorityStatus:
        """How things stand, without asking anybody."""
        heads, older = countersigned(self._vault, enrolment.device), was_put_back(self._vault, enrolment)
        return authority_status(self._client.state, self._log.written(), heads, put_back=older)

    def _sent(self, device: str, child: str) -> int:
        """How many it has or had, by its receipts and by what it last countersigned."""
        feed = self._client.state.feed(child)
        had = feed.lost.seq if feed.lost else 0
        return max(feed.done, had, countersigned(self._vault, device).get(child, 0))

    def holding(self, child: str, enrolment: Enrolment) -> Holding:
        """Which of the entries about this child, that were written here, this authority has."""
        places = self._custody.owed(child, enrolment).places
        return holding(self._client.state.feed(child), self._log.left(child), places)

    def retry(self, child: str, number: int) -> None:
        """Send an entry that was set aside once more. Raises ``NotSaved``."""
        self._client.state = retry(self._client.state, child, number)
        self._log.keep(self._client.state)

    def sync_now(self) -> None:
        """Somebody asked: the pauses are over."""
        self._client.fetch_now()
        self._standing_changed = True  # not the time of the last look: one that is under way sets it
        self._stamps.at_once()

    def heard(self, *, standing: bool) -> None:
        """A signal came; ``standing``: of how things stand with this device."""
        self._client.heard()
        self._standing_changed |= standing

    def unsent(self, most: int) -> Iterator[tuple[str, Push]]:
        """All that has no receipt yet, as it would be sent, and where to."""
        for push in self._client.unsent(most):
            first = push.entries[0]
            yield self._client.path(first.feed.stream, first.seq - 1), push

    def turn(self, enrolment: Enrolment) -> Conversation[TurnResult]:
        """All there is to do just now. Never raises a ``SyncError``: it is in the status. Raises
        ``NotSaved``."""
        before, hears = self._client.state, self._services.hears(enrolment.device)
        self._client.pull_seconds = HEARD_LOOK_SECONDS if hears else self._usual_pull
        every = HEARD_LOOK_SECONDS if hears else CHECK_IN_SECONDS
        self._client.endpoint_key = enrolment.endpoint_key  # a person may have compared another
        self._log.news.clear()
        try:
            if self._check_in_is_due(enrolment, every):
                enrolment = yield from self._check_in(enrolment)
            if enrolment.state != APPROVED:
                self._checked_at = 0.0
                return TurnResult(APPROVAL_CHECK_SECONDS)
            while (wait := (yield from self._client.turn())) <= 0:
                continue
            if self._client.state.last_trouble == GAP:  # it has less than it had: what, it says at once
                enrolment = yield from self._check_in(enrolment)
                while (wait := (yield from self._client.turn())) <= 0:
                    continue
            if not self._client.state.failures:
                full = yield from self._exchange_attachments(enrolment)
                now = self._services.now()
                full = (yield from send_restricted_entries(self._vault, enrolment, now)) or full
                yield from fetch_restricted_entries(
                    self._vault, self._crypto, enrolment, self._services.now()
                )
                yield from self._stamps.turn(enrolment, self._services.now())
                self._purge(enrolment)
                if full:
                    raise full
        except SyncError as error:
            told = believed(error, enrolment.device, self._client.endpoint_key, self._crypto.verify)
            if isinstance(told, Revoked):
                return self._revoked(enrolment)
            self._client.trouble(told)
            wait = max(1.0, self._client.state.not_before - self._services.now())
        if self._client.state.revoked:
            return self._revoked(enrolment)
        self._say_what_changed(enrolment, before.last_trouble)
        return TurnResult(min(wait, every), frozenset(self._log.news))

    def _check_in_is_due(self, enrolment: Enrolment, every: float) -> bool:
        """A pause, or a look that a wrong clock put far ahead, holds nothing up. At once after a signal about
        it, and for a child who was not there at the last one."""
        now, pause = self._services.now(), self._client.state.not_before
        paused = now < pause <= now + LONGEST_BACKOFF_SECONDS
        if paused:
            return False
        asked = self._standing_changed or not 0 <= now - self._checked_at < every
        return asked or not self._claimed.issuperset(self.children_of(enrolment))

    def _check_in(self, enrolment: Enrolment) -> Conversation[Enrolment]:
        held = shared_with(self._vault, enrolment)
        self._standing_changed, self._claimed = False, set(self.children_of(enrolment))
        self._checked_at = 0.0  # until it has come through
        try:
            enrolment = yield from self._ask(enrolment)
        except NotTheirKey:
            enrolment = yield from next_key(self._vault, self._crypto, enrolment, self._services.log)
            self._client.endpoint_key = enrolment.endpoint_key
            self._not_signed.clear()
            enrolment = yield from self._ask(enrolment)
        enrolment = changed(self._vault, enrolment, offered_key=b"")  # who answers is who was pinned
        for child in shared_with(self._vault, enrolment):
            self._custody.settle(child, enrolment)
        self._checked_at = self._services.now()
        self._log.try_again(device for device, _ in enrolment.desks)
        if (
            shared_with(self._vault, enrolment) != held
        ):  # what went by before their keys came is fetched again
            self._client.state = state_of(self._vault, enrolment)
            self._client.fetch_now()
        if enrolment.state == APPROVED and self._services.protocols is not None:
            yield from self._fetch_protocols(enrolment, self._services.protocols)
        return enrolment

    def _ask(self, enrolment: Enrolment) -> Conversation[Enrolment]:
        services = self._services
        return check_in(
            self._vault,
            self._crypto,
            enrolment,
            self.children_of,
            self._custody.settle,
            services.circles,
            services.taking_in,
            lambda head: self._log.has(head, self._client.state),
            services.erasures,
            self._countersigned,
            self._restored,
            services.now(),
        )

    def _restored(self, enrolment: Enrolment, newest: int) -> Conversation[None]:
        """What the authority had may be gone, and is offered again; what it says it may say anew."""
        came = yield from look_at_restores(self._vault, self._crypto, enrolment, newest, self._services.log)
        if came:
            self._services.erasures.again(enrolment)
            send_again(self._vault, enrolment)
            self._stamps.from_the_beginning(enrolment)
            self._attachments_seen.clear()
            self._let_in_again = True

    def _countersigned(self, enrolment: Enrolment, me: Standing) -> None:
        state = proved_anew(self._client.state, enrolment, me.heads, self._log)
        if me.whole:
            erased = self._services.erasures.not_there(enrolment)
            state = offer_again(
                self._vault,
                enrolment,
                state,
                me.heads,
                [child for child in self._log.streams() if child not in erased],
                self._log.follows,
                self._services.log,
                self._services.now(),
            )
        if self._let_in_again:
            granted = {child.stream for child in me.children}
            state = let_in_again(state, [child for child in self._log.streams() if child in granted])
            self._let_in_again = False
        if state != self._client.state:
            self._attachments_seen.clear()
            self._client.state = state
            self._log.keep(state)

    def _fetch_protocols(self, enrolment: Enrolment, received: ReceivedProtocols) -> Conversation[None]:
        """Before the entries: those that others wrote under a new protocol are read under it."""
        for words in (yield from fetch_protocols(self._crypto, enrolment, received, self._not_signed)):
            self._services.log.say(enrolment, words)
            for child in self._vault.children():
                self._services.book.forget(child)
                self._log.news.add(child)

    def _revoked(self, enrolment: Enrolment) -> TurnResult:
        return TurnResult(float("inf"), revoked=changed(self._vault, enrolment, state=REVOKED))

    def _exchange_attachments(self, enrolment: Enrolment) -> Conversation[RequestRejected | None]:
        """Only when there may be something: one was added here, or something came in. Returns why not all
        of it went, where the authority has no room."""
        full: RequestRejected | None = None
        for child in shared_with(self._vault, enrolment):
            count = len(self._vault.attachments(child))
            if self._attachments_seen.get(child) == count and child not in self._log.news:
                continue
            try:
                moved = yield from exchange(self._attachments, child)
            except RequestRejected as refused:
                if refused.reason == NOT_THIS_CHILD:
                    self._attachments_seen[child] = count  # erased there, or not let in: the others go on
                    continue
                if not refused.no_room:
                    raise
                full = refused  # the other children go on; this one is tried again at the next turn
                continue
            if moved:
                self._log.news.add(child)
            self._attachments_seen[child] = len(self._vault.attachments(child))
        return full

    def _purge(self, enrolment: Enrolment) -> None:
        """Closed episodes whose days are over; never one that the authority does not have whole."""
        status = self.status(enrolment)
        for child in [] if enrolment.desk else shared_with(self._vault, enrolment):
            feed, attachments = status.feed(child), len(self._vault.attachments(child))
            holds = self._custody.current(child)
            if holds is None or holds.endpoint != enrolment.endpoint or self._services.waiting(child):
                continue  # it is with another authority, or none has all of it
            whole = not feed.here_only and self._client.state.feed(child).done == feed.written
            if not whole or child in self._log.news or self._attachments_seen.get(child) != attachments:
                continue  # what has just come in is read first
            at = feed.receipt_at or int(self._services.now())  # nothing of it was written here
            note_received(self._vault, enrolment, child, self._services.episodes.closed(child), at)
            for episode in due(self._vault, enrolment, child, self._services.now()):
                ids, files = self._services.episodes.leaving(child, episode)
                remember(self._vault, child, ids, self._feeds(child), files)
                self._services.episodes.purge(child, episode)
                self._log.forget(child)
                self._log.news.add(child)
                self._attachments_seen[child] = len(self._vault.attachments(child))
                self._services.log.say(enrolment, "a closed episode left this device; its start and end stay")

    def children_of(self, enrolment: Enrolment) -> list[str]:
        """The children here that belong to this authority, and those whom this device still owes it
        something about."""
        return [
            child
            for child, protocol in self._services.children(enrolment)
            if self._custody.is_of(child, enrolment, protocol)
        ]

    def _feeds(self, child: str) -> dict[str, set[str]]:
        """This device's id at each authority that the child was shared with → the ids in its feed there."""
        return {
            one.device: self._services.own.ids_at(child, self._custody.owed(child, one).places)
            for one in enrolments(self._vault)
            if child in shared_with(self._vault, one)
        }

    def _say_what_changed(self, enrolment: Enrolment, trouble_before: str) -> None:
        trouble = self._client.state.last_trouble
        if trouble and trouble != trouble_before:
            self._services.log.say(enrolment, f"not done: {trouble_words(trouble)}")
        elif trouble_before and not trouble:
            self._services.log.say(enrolment, "works again")
        if self._log.news:
            self._services.log.say(enrolment, "news came in")
