"""What is shown as not received is what has no receipt: in any order of writing, sending, receiving, moving
and leaving, with several authorities, refusals, lost answers, and an invented child that goes nowhere."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from carerapp import bootstrap
from carerapp.actions.add_child import add_child
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.move_child import Move, move_child
from carerapp.actions.purge import CasebookLifecycle
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.bootstrap import protocols
from carerapp.cli.status import in_all
from carerapp.domain.events import Event, EventKind, utc
from carerapp.domain.outcomes import ClosedBecause
from carerapp.sharing import Sharing
from carerapp.sharing.loop import SharingLoop, no_sender
from carerapp.sharing.payload import Carried, seal, unseal
from carerapp.sharing.share_keys import share_key
from carerapp.ui.drafts import Drafts
from carerapp.ui.session import Session
from carerapp.vault import Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from sync.conversation import run_sync
from tests.support.clock import ToldClock
from tests.support.endpoint.answering import Answering
from tests.support.pins import PIN
from tests.support.vault.doubles import QuickCrypto

CRYPTO = QuickCrypto()
HERS, HIS, NOBODYS, INVENTED = "hertfordshire", "liverpool", "portsmouth", "invented"
CHILDREN = st.sampled_from((HERS, HIS, NOBODYS, INVENTED))
AUTHORITIES = st.sampled_from((0, 1))


def a_vault(clock: ToldClock, name: str) -> Vault:
    door = Door(MemoryDisk(), CRYPTO, now=lambda: clock().timestamp())
    return door.create(PIN, name=name, role="Foster carer")


class OneCount(RuleBasedStateMachine):
    """A device with four children, two authorities that serve one each, and another device of the home."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = ToldClock()
        now: Callable[[], float] = lambda: self.clock().timestamp()
        self.vault, self.other = a_vault(self.clock, "Ann"), a_vault(self.clock, "Ben")
        ids = (f"id{number:06x}" for number in itertools.count())
        self.book = Casebook(self.vault, Environment(self.clock, lambda: next(ids), protocols()))
        self.children = {
            under: add_child(self.book, full_name=f"{under} Example", protocol_id=under)
            for under in (HERS, HIS, NOBODYS)
        }
        self.children[INVENTED] = add_invented_child(self.book)
        self.authorities = [Answering("a", "a" * 16, (HERS,), now), Answering("b", "b" * 16, (HIS,), now)]
        for authority in self.authorities:
            authority.enrol(self.vault)
        lifecycle = CasebookLifecycle(self.book, self.vault)
        real = lambda enrolment: bootstrap.shared_children(self.book, enrolment.endpoint)
        self.sharing = Sharing(self.vault, CRYPTO, real, self.book, lifecycle, now)
        listener: Any = None
        self.loop = SharingLoop(self.sharing, self.vault, no_sender, listener)
        drafts: Any = Drafts
        self.session = Session(self.vault, self.book, drafts, self.sharing, self.loop)
        self.letters = 0
        self.from_others = 0

    # --- what happens --------------------------------------------------------------------------
    @rule(which=CHILDREN)
    def an_episode_begins_or_a_note_is_written(self, which: str) -> None:
        child = self.children[which]
        write_note(self.book, child, start_episode(self.book, child).id, "A note")

    @rule(which=CHILDREN)
    def an_episode_ends(self, which: str) -> None:
        child = self.children[which]
        if episode := self.book.child(child).open_episode:
            mark_found(self.book, child, episode.id)
            close_episode(self.book, child, episode.id, ClosedBecause.BACK)

    @rule(which=AUTHORITIES, refuse=st.booleans(), lose=st.booleans(), down=st.booleans())
    def a_turn(self, which: int, refuse: bool, lose: bool, down: bool) -> None:
        authority = self.authorities[which]
        authority.refuse, authority.lose, authority.down = refuse, lose, down
        self.clock.forward(minutes=15)
        enrolment = next(one for one in self.sharing.authorities if one.device == authority.device)
        run_sync(self.sharing.turn(enrolment), authority)
        authority.refuse = authority.lose = authority.down = False
        self.loop.wake()  # as after each round

    @rule()
    def forty_days_pass(self) -> None:
        self.clock.forward(days=40)

    @rule(which=AUTHORITIES)
    def an_episode_is_sent_ends_and_leaves(self, which: int) -> None:
        """Unless something was refused: then it stays."""
        under = (HERS, HIS)[which]
        self.an_episode_begins_or_a_note_is_written(under)
        self.an_episode_ends(under)
        for _ in range(2):
            self.a_turn(which, refuse=False, lose=False, down=False)
            self.forty_days_pass()

    @rule(which=AUTHORITIES)
    def what_was_refused_is_sent_once_more(self, which: int) -> None:
        authority = self.authorities[which]
        enrolment = next(one for one in self.sharing.authorities if one.device == authority.device)
        for aside in self.sharing.status().authorities[authority.device].set_aside:
            self.sharing.retry(enrolment, aside.child, aside.number)
        self.loop.wake()

    @rule(to=st.sampled_from((HERS, HIS, NOBODYS)), before=st.booleans())
    def a_child_moves(self, to: str, before: bool) -> None:
        child = self.children[HERS]
        if self.book.child(child).holder != to:
            move_child(self.book, child, Move(to, "", to, before))

    def key(self, child: str, authority: Answering) -> bytes | None:
        enrolment = next(one for one in self.sharing.authorities if one.device == authority.device)
        return share_key(self.vault, child, enrolment)

    @precondition(lambda self: self.key(self.children[HERS], self.authorities[0]) is not None)
    @rule()
    def another_device_writes(self) -> None:
        child, authority = self.children[HERS], self.authorities[0]
        key = self.key(child, authority)
        assert key is not None
        self.from_others += 1
        self.other.adopt(child)
        stamp = f"{self.from_others:012x}-0000-another"
        record = self.book.child(child).profile
        at, author = utc(self.clock()), self.other.person.id
        kind, words = EventKind.NOTE, {"words": "Theirs"}
        id = f"theirs{self.from_others}"
        event = Event(id, record.id, record.form, kind, "note", words, (), author, at, at, 0, stamp)
        self.other.append(child, event.to_json())
        signed = self.other.signed_entries(child)[-1]
        (person,) = self.other.people()
        who = {part: person[part] for part in ("name", "role", "key")}
        sealed = seal(CRYPTO, key, "c" * 16, child, Carried(signed, who))
        authority.write(child, sealed, "c" * 16, self.from_others - 1)

    @rule(which=AUTHORITIES)
    def an_entry_for_the_desk_alone(self, which: int) -> None:
        enrolment = next(o for o in self.sharing.authorities if o.device == self.authorities[which].device)
        if enrolment.desks:
            self.sharing.writer(enrolment)(self.children[HERS], "Words", "Ann", "2026-11-20T22:40:00+00:00")
            self.letters += 1
            self.loop.wake()

    # --- what is so ----------------------------------------------------------------------------
    def without_receipt(self) -> int:
        """Every entry that was written here and is here, one by one: has an authority given a receipt?"""
        stamp, found = str(self.vault.get_setting("device"))[:8], 0
        for which, child in self.children.items():
            if which == INVENTED:
                continue
            had = set()
            for authority in self.authorities:
                key = self.key(child, authority)
                for payload in authority.receipted.get(child, ()):
                    assert key is not None
                    carried = unseal(CRYPTO, key, authority.device, child, payload)
                    had.add(json.loads(carried.entry.body)["id"])
            own = [e["id"] for e in self.vault.entries(child) if str(e["hlc"]).endswith(stamp)]
            found += sum(id not in had for id in own)
        return found + self.letters - sum(authority.letters for authority in self.authorities)

    @invariant()
    def every_place_shows_it(self) -> None:
        """The strip, the screens' value, and the commands."""
        true = self.without_receipt()
        words = "All received" if true == 0 else f"{true} not received yet"
        assert self.sharing.status().not_received == true
        assert self.loop.not_received == true
        assert self.session.saved_words().endswith(f". {words}")
        assert in_all(self.sharing) == [f"{words}."]

    def teardown(self) -> None:
        self.vault.lock()
        self.other.lock()


TestOneCount = OneCount.TestCase
TestOneCount.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
