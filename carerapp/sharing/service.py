"""Sharing, as the open app does it: every authority in turn, in the order of what can be lost.

One object for each time the vault is unlocked. It holds no thread and makes no request: its turns are
conversations, and whoever drives them decides where the waiting is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from carerapp.sharing.album import VaultAlbum
from carerapp.sharing.enrolment import APPROVED, REVOKED, Enrolment, changed, enrolments, forget, serving
from carerapp.sharing.letters import deliver, fetch_letters, write_letter
from carerapp.sharing.meeting import asking, check_in, enrol
from carerapp.sharing.purge import EpisodeLifecycle, due, note_received, remember
from carerapp.sharing.report import Report, report
from carerapp.sharing.rules import Rules, fetch_rules
from carerapp.sharing.share_keys import shared_with
from carerapp.sharing.vault_log import VaultLog, client_of, state_of
from carerapp.vault import Crypto, Vault
from sync.client import Client
from sync.conversation import Conversation
from sync.errors import RequestRejected, Revoked, SyncError
from sync.photos import exchange
from sync.session import retry
from sync.settings import APPROVAL_CHECK_SECONDS, CHECK_IN_SECONDS

_MOST_LINES = 200
_LINES = "sync log"


@dataclass
class _Line:
    """What is remembered of one authority while the vault is open."""

    client: Client
    log: VaultLog
    checked_at: float = 0.0
    album_seen: dict[str, int] = field(default_factory=dict)
    not_theirs: set[tuple[str, int]] = field(default_factory=set)  # rule packs


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What a turn did: ``wait`` seconds until the next; ``news``: children about whom something came in;
    ``revoked``: by whom."""

    wait: float
    news: frozenset[str] = frozenset()
    revoked: Enrolment | None = None


class Sharing:
    """``children``: the ids of the children here and the protocol each is under, without invented ones where they
    must not go."""

    def __init__(
        self,
        vault: Vault,
        crypto: Crypto,
        children: Callable[[Enrolment], list[tuple[str, str]]],
        episodes: EpisodeLifecycle,
        now: Callable[[], float],
        rules: Rules | None = None,
    ) -> None:
        self._vault, self._crypto, self._children, self._now = vault, crypto, children, now
        self._episodes, self._rules = episodes, rules
        self._lines: dict[str, _Line] = {}
        self._album = VaultAlbum(vault, crypto)

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
        held = next(
            (enrolment for enrolment in self.authorities if child in shared_with(self._vault, enrolment)),
            None,
        )
        return held or serving(self.authorities, protocol)

    def signer(self, enrolment: Enrolment) -> tuple[str, Callable[[bytes], bytes]]:
        """Key id and signature for this device's requests there."""
        sign = lambda message: self._crypto.sign(enrolment.sign_private, message)
        return enrolment.device or f"new:{self._crypto.sign_public(enrolment.sign_private).hex()}", sign

    def own_key(self, enrolment: Enrolment) -> str:
        """The public key whose fingerprint the administrator compares, in hexadecimal."""
        return self._crypto.sign_public(enrolment.sign_private).hex()

    def held_for(self, enrolment: Enrolment) -> tuple[list[str], list[str]]:
        """The children here who are this authority's, and the others."""
        theirs = set(shared_with(self._vault, enrolment)) | set(self._theirs(enrolment))
        everybody = self._vault.children()
        return [c for c in everybody if c in theirs], [c for c in everybody if c not in theirs]

    def shared_with(self, enrolment: Enrolment) -> list[str]:
        """The opaque ids of the children whose record goes there: what an administrator names them by."""
        return shared_with(self._vault, enrolment)

    def writer(self, enrolment: Enrolment) -> Callable[[str, str, str, str], str]:
        """Seals an entry to the authority's duty desks: child, words, who, written at → its id. Raises ``NoDesk``."""
        return lambda child, words, who, at: write_letter(
            self._vault, self._crypto, enrolment, child, words, who, at
        )

    def report(self, enrolment: Enrolment) -> Report:
        """How things stand, without asking anybody."""
        line = self._line(enrolment)
        heads: Any = self._vault.get_setting(f"heads {enrolment.device}")
        return report(line.client.state, line.log.written(), heads if isinstance(heads, dict) else None)

    def received(self, enrolment: Enrolment, child: str) -> tuple[int, int, int]:
        """Of this child's entries written here: how many have a receipt, how many there are; the newest
        receipt's time (0: none)."""
        feed = self._line(enrolment).client.state.feed(child)
        done = feed.done - len(feed.set_aside) - len(feed.again)
        return done, self._line(enrolment).log.written().get(child, 0), feed.receipt.at if feed.receipt else 0

    def not_received(self) -> int | None:
        """How many entries were written here that no authority has; ``None`` where none is connected."""
        let_in = [enrolment for enrolment in self.authorities if enrolment.state == APPROVED]
        if not let_in:
            return None
        own = sum(VaultLog(self._vault, self._crypto, enrolment).written_at_all() for enrolment in let_in[:1])
        return own - sum(self.report(enrolment).received for enrolment in let_in)

    def lines(self) -> list[str]:
        """The sync log, newest last."""
        kept = self._vault.get_setting(_LINES)
        return [str(line) for line in kept] if isinstance(kept, list) else []

    # --- what is done -------------------------------------------------------------------------
    def asking(self, endpoint: str) -> Enrolment:
        """New keys for this endpoint, before the code is shown to it. Raises ``NotSaved``."""
        return asking(self._vault, self._crypto, endpoint)

    def connect(self, enrolment: Enrolment, code: str) -> Conversation[Enrolment]:
        """Show the code. Raises a ``SyncError``, ``NotSaved``."""
        new = yield from enrol(self._vault, self._crypto, enrolment, code)
        self._say(new, "asked to be let in")
        return new

    def retry(self, enrolment: Enrolment, child: str, number: int) -> None:
        """Send an entry that was set aside once more. Raises ``NotSaved``."""
        line = self._line(enrolment)
        line.client.state = retry(line.client.state, child, number)
        line.log.keep(line.client.state)

    def sync_now(self) -> None:
        """Somebody asked: the pauses are over."""
        for line in map(self._line, self.authorities):
            line.client.fetch_now()
            line.checked_at = 0.0

    def disconnect(self, enrolment: Enrolment) -> None:
        """After a revocation: nothing more is asked there. Raises ``NotSaved``."""
        forget(self._vault, enrolment)
        self._lines.pop(enrolment.device, None)

    def turn(self, enrolment: Enrolment) -> Conversation[TurnResult]:
        """All there is to do with one authority just now. Never raises a ``SyncError``: it is in the report."""
        line = self._line(enrolment)
        before = line.client.state
        line.log.taken.clear()
        try:
            if self._now() >= max(before.not_before, line.checked_at + CHECK_IN_SECONDS):
                enrolment = yield from self._check_in(enrolment, line)
            if enrolment.state != APPROVED:
                line.checked_at = 0.0
                return TurnResult(APPROVAL_CHECK_SECONDS)
            while (wait := (yield from line.client.turn())) <= 0:
                continue
            if not line.client.state.failures:
                yield from self._pictures(enrolment, line)
                yield from deliver(self._vault, self._crypto, enrolment)
                yield from fetch_letters(self._vault, self._crypto, enrolment)
                self._let_go(enrolment, line)
        except Revoked:
            return self._revoked(enrolment)
        except SyncError as error:
            line.client.trouble(error)
            wait = max(1.0, line.client.state.not_before - self._now())
        if line.client.state.revoked:
            return self._revoked(enrolment)
        self._remember(enrolment, before.last_trouble, line)
        return TurnResult(min(wait, CHECK_IN_SECONDS), frozenset(line.log.taken))

    def _check_in(self, enrolment: Enrolment, line: _Line) -> Conversation[Enrolment]:
        held = shared_with(self._vault, enrolment)
        enrolment = yield from check_in(self._vault, self._crypto, enrolment, self._theirs)
        line.checked_at = self._now()
        if (
            shared_with(self._vault, enrolment) != held
        ):  # what went by before their keys were here is fetched again
            line.client.state = state_of(self._vault, enrolment)
            line.client.fetch_now()
        if enrolment.state == APPROVED and self._rules is not None:
            yield from self._new_rules(enrolment, line, self._rules)
        return enrolment

    def _new_rules(self, enrolment: Enrolment, line: _Line, rules: Rules) -> Conversation[None]:
        """Before the entries: those that others wrote under new rules are read under them."""
        for words in (yield from fetch_rules(self._crypto, enrolment, rules, line.not_theirs)):
            self._say(enrolment, words)
            line.log.taken |= set(self._vault.children())  # read anew, under the rules as they are now

    def _revoked(self, enrolment: Enrolment) -> TurnResult:
        return TurnResult(float("inf"), revoked=changed(self._vault, enrolment, state=REVOKED))

    def _pictures(self, enrolment: Enrolment, line: _Line) -> Conversation[None]:
        """Only when there may be something: one was added here, or something came in."""
        for child in shared_with(self._vault, enrolment):
            count = len(self._vault.attachments(child))
            if line.album_seen.get(child) == count and child not in line.log.taken:
                continue
            if (yield from exchange(self._album, child)):
                line.log.taken.add(child)
            line.album_seen[child] = len(self._vault.attachments(child))

    def _let_go(self, enrolment: Enrolment, line: _Line) -> None:
        """Closed episodes whose days are over; never one that the authority does not have whole."""
        written = line.log.written()
        for child in [] if enrolment.desk else shared_with(self._vault, enrolment):
            feed = line.client.state.feed(child)
            whole = feed.done == written[child] and not feed.set_aside and not feed.again
            if (
                not whole
                or child in line.log.taken
                or line.album_seen.get(child) != len(self._vault.attachments(child))
            ):
                continue  # what has just come in is read first
            at = feed.receipt.at if feed.receipt else int(self._now())  # nothing of it was written here
            note_received(self._vault, enrolment, child, self._episodes.closed(child), at)
            for episode in due(self._vault, enrolment, child, self._now()):
                ids, files = self._episodes.leaving(child, episode)
                remember(self._vault, enrolment, child, ids, line.log.own_ids(child), files)
                self._episodes.purge(child, episode)
                line.log.forget_counts()
                line.log.taken.add(child)
                line.album_seen[child] = len(self._vault.attachments(child))
                self._say(enrolment, "a closed episode left this device; its start and end stay")

    def _theirs(self, enrolment: Enrolment) -> list[str]:
        """The children here that belong to this authority."""
        known = enrolments(self._vault)
        return [
            child
            for child, protocol in self._children(enrolment)
            if (mine := serving(known, protocol)) and mine.endpoint == enrolment.endpoint
        ]

    def _line(self, enrolment: Enrolment) -> _Line:
        if enrolment.device not in self._lines:
            log = VaultLog(self._vault, self._crypto, enrolment)
            self._lines[enrolment.device] = _Line(
                client_of(self._vault, self._crypto, enrolment, log, self._now), log
            )
        return self._lines[enrolment.device]

    def _remember(self, enrolment: Enrolment, trouble_before: str, line: _Line) -> None:
        state = line.client.state
        if state.last_trouble and state.last_trouble != trouble_before:
            self._say(enrolment, f"not done: {self.report(enrolment).trouble}")
        elif trouble_before and not state.last_trouble:
            self._say(enrolment, "works again")
        if line.log.taken:
            self._say(enrolment, "news came in")

    def _say(self, enrolment: Enrolment, words: str) -> None:
        at = datetime.fromtimestamp(self._now(), UTC).astimezone()
        lines = [*self.lines(), f"{at:%d/%m %H:%M:%S} {enrolment.called}: {words}"]
        self._vault.put_setting(_LINES, lines[-_MOST_LINES:])


def refused_words(error: SyncError) -> str:
    """Why connecting did not work, for the carer."""
    if isinstance(error, RequestRejected):
        return {
            "code_refused": "The code was not taken. It works once, for ten minutes. Ask for a new one.",
            "stale": "This device’s clock is wrong by more than a few minutes. Set it, then try again.",
        }.get(error.reason, "The authority refused. Ask the duty team.")
    return "The authority can’t be reached just now. Nothing is lost. Try again."
