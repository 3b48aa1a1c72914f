"""Whatever a member of the home sends, well formed or not: nothing raises, and no other child's record
changes."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carerapp.actions.add_child import add_child
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.form_reading import completeness
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.domain.belonging import moves
from carerapp.domain.canonical import canonical
from carerapp.domain.changes import changes_since
from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import chronology
from carerapp.domain.conflicts import conflicts
from carerapp.domain.due_for import advice_for, duties_for
from carerapp.domain.feeds import device_of, link_of
from carerapp.domain.gate import Reason
from carerapp.domain.log_names import LogNames
from carerapp.domain.outcomes import Fact
from carerapp.domain.retention import closed_here, files_of
from carerapp.domain.same_episode import said_already
from carerapp.domain.seen import escalation_step, seen
from carerapp.domain.topics.moved import Moved
from carerapp.domain.way_back import fact_of, way_back
from carerapp.evidence import proved, verify
from carerapp.protocols import ProtocolLibrary
from carerapp.sharing.aside_list import aside_lines
from carerapp.sharing.custody import Custody
from carerapp.sharing.enrolment import APPROVED, Enrolment, keep
from carerapp.sharing.odd_list import odd_lines
from carerapp.sharing.own_entries import OwnEntries
from carerapp.sharing.payload import Carried, seal
from carerapp.sharing.set_aside import AsideShelf
from carerapp.sharing.share_keys import keep_share_key
from carerapp.sharing.vault_log import VaultLog
from carerapp.vault import Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.format.entries import Signed, message
from sync.feed import FeedEntry, FeedId
from tests.sharing.hostile import NOW, VALUES, hostile
from tests.support.pins import PIN
from tests.support.vault.doubles import QuickCrypto

CRYPTO, KEY = QuickCrypto(), b"k" * 32
THERE = Enrolment("http://127.0.0.1:1", "a" * 16, APPROVED, b"s" * 32, b"e" * 32, b"p" * 32)
BEN = "b" * 16
EXAMPLES = int(os.environ.get("CARERAPP_HOSTILE_ENTRIES", "120"))


@dataclass
class Home:
    """Ann's open vault with two children, and Ben, who holds both keys of the first."""

    vault: Vault
    ben: Vault
    book: Casebook
    child: str
    other: str
    log: VaultLog
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def send(self, document: Mapping[str, Any] | bytes, *, signed: bool = True) -> None:
        """An entry of Ben's about the first child, through the gate."""
        try:
            body = document if isinstance(document, bytes) else canonical(document)
        except (ValueError, TypeError):
            return
        author, child = bytes.fromhex(self.ben.person.id), bytes.fromhex(self.child)
        sign = self.ben._unlocked.secrets().sign
        signature = sign(message(child, author, body)) if signed else b"s" * 64
        (who,) = ({part: one[part] for part in ("name", "role", "key")} for one in self.ben.people())
        payload = seal(CRYPTO, KEY, BEN, self.child, Carried(Signed(author, signature, body), who))
        self.log.take([FeedEntry(FeedId(BEN, self.child), next(self.numbers), b"", payload, b"")])

    def of_other(self) -> tuple[Any, ...]:
        """All that is said of the other child."""
        return everything(self.book, self.book.child(self.other)), list(self.vault.entries(self.other))


def made(name: str) -> Vault:
    return Door(MemoryDisk(), CRYPTO, now=NOW.timestamp).create(PIN, name=name, role="Carer")


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    vault, ben = made("Ann"), made("Ben")
    ids = (f"{number:016x}" for number in itertools.count())
    book = Casebook(vault, Environment(lambda: NOW, lambda: next(ids), ProtocolLibrary()))
    keep(vault, THERE)
    child = one_child(vault, book)
    other = add_child(book, full_name="Sam Example", protocol_id="liverpool")
    an_evening(book, other)
    own = OwnEntries(vault)
    log = VaultLog(vault, CRYPTO, THERE, own, Custody(vault, own), book.take_in, NOW.timestamp)
    yield Home(vault, ben, book, child, other, log)
    vault.lock()


def one_child(vault: Vault, book: Casebook) -> str:
    """A child with a whole form and an open episode, whose key is here."""
    child = add_invented_child(book)
    an_evening(book, child)
    keep_share_key(vault, child, KEY, THERE)
    return child


def an_evening(book: Casebook, child: str) -> None:
    episode = start_episode(book, child, datetime(2026, 11, 20, 22, 0, tzinfo=UTC))
    write_note(book, child, episode.id, "Bag is gone")


def everything(book: Casebook, child: ChildFile) -> list[object]:
    """All that screens, papers, the desk and commands read of a child."""
    found: list[object] = [child.full_name, child.first_name, child.age(NOW), child.setting, child.invented]
    found += [
        child.protocol.id,
        child.placing and child.placing.id,
        conflicts(child),
        closed_here(child, child.id),
    ]
    found += [files_of(child.events), said_already(child.events)]
    if child.has_begun:
        found.append(completeness(child.protocol.key_contacts, child.key_contacts, now=NOW))
    found += [child.belongs, child.holder, [one.id for one in child.former]]
    found += [
        LogNames(child).step("x"),
        *(Moved.of(act).in_log(LogNames(child)) for act in moves(child.events)),
    ]
    for episode in child.episodes:
        found += [way_back(child, episode, fact, "x") for fact in Fact]
        found += [fact_of(child, episode, event) for event in child.events[-20:]]
        found += [episode.state, episode.since, episode.reported_at, episode.found_at, episode.together]
        found += [
            episode.rules,
            episode.calls(),
            episode.calls_waiting(),
            episode.copies(),
            episode.told("x"),
        ]
        found += [chronology(child, episode, book.name_of), duties_for(child, episode, NOW)]
        found += [seen(episode, child.events), advice_for(child, episode, NOW).verdict]
        found.append(escalation_step(episode, child.events, 10, (("Duty team", "1"),), NOW))
        found += [changes_since(child, event) for event in episode.copies()]
    return found


def written(home: Home, what: dict[str, Any]) -> dict[str, Any]:
    """As an entry of the log."""
    events = home.vault.entries(home.child)
    records = sorted({str(event["record"]) for event in events if "record" in event})
    parts = {key: what[key] for key in ("kind", "field", "value", "happened_at", "written_at", "utc_offset")}
    feed = what["feed"]
    if isinstance(feed, dict) and feed.get("device") == "ours":
        feed = {**feed, "device": device_of(str(home.vault.get_setting("device")))}
    return {
        **parts,
        **({} if feed is None else {"feed": feed}),
        **{key: what[key] for key in ("form", "reason", "run", "run_ms")},
        "id": f"ben{next(home.numbers)}",
        "record": [*records, "a new one"][what["which"] % (len(records) + 1)],
        "supersedes": [str(events[at % len(events)].get("id")) for at in what["replaces"]],
        "author": home.ben.person.id,
        "hlc": f"{what['milliseconds']:012x}-0000-benstamp",
    }


@given(st.lists(hostile(), min_size=1, max_size=6))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_that_a_member_writes_stops_a_fold_or_reaches_another_child(
    home: Home, sent: list[dict[str, Any]]
) -> None:
    """It is in the log, and everything that is read of it answers, from memory and read anew; then a
    carer writes on. An example begins with what the last ones left."""
    if len(home.vault.entries(home.child)) > 600:
        home.vault.erase_child(home.child, reason="of the test")
        home.book.forget(home.child)
        home.child = one_child(home.vault, home.book)
    before = home.of_other()
    for what in sent:
        home.send(written(home, what))
    file = home.book.child(home.child)
    everything(home.book, file)
    home.book.forget(home.child)
    anew = home.book.child(home.child)
    everything(home.book, anew)
    assert home.book.names().keys() == {home.child, home.other}, "each child is on every list"
    assert home.book.unreadable == set()
    assert home.of_other() == before
    aside_lines(home.vault, home.book)
    odd_lines(home.book)
    home.log.written()
    list(home.log.payloads(home.child, 0))


@given(
    st.lists(st.binary(max_size=60) | st.dictionaries(st.text(max_size=6), VALUES, max_size=5), max_size=5)
)
@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_no_entry_changes_nothing_but_the_list_of_what_is_set_aside(
    home: Home, sent: list[Any]
) -> None:
    """Signed or not."""
    before = home.of_other(), list(home.vault.entries(home.child))
    for number, one in enumerate(sent):
        home.send(one, signed=bool(number % 2))
    assert (home.of_other(), list(home.vault.entries(home.child))) == before
    aside_lines(home.vault, home.book)


def test_after_all_of_it_the_log_is_exported_and_goes_on(home: Home) -> None:
    """The export verifies, and what is written next is the newest."""
    came = sum(entry.get("author") == home.ben.person.id for entry in home.vault.entries(home.child))
    assert came > 20, "what a member wrote did come in"
    at = home.book.child(home.child)
    episode = at.open_episode or start_episode(home.book, home.child)
    event = write_note(home.book, home.child, episode.id, "On it goes")
    assert event.hlc == max(one.hlc for one in home.book.child(home.child).events)
    own = link_of(home.vault.entries(home.child)[-1])
    assert own is not None
    assert own.number <= len(home.vault.entries(home.child)), "no number of theirs moved ours"
    assert verify(b"".join(proved(home.vault, home.child, "now")), CRYPTO).intact


def test_a_form_that_was_begun_is_not_begun_again_by_another(home: Home) -> None:
    """With an older stamp it would become another form, and the child would have none."""
    file = home.book.child(home.child)
    newest = dict(home.vault.entries(home.child)[-1])
    again = {"kind": "open", "field": "", "form": "x@1", "record": file.key_contacts.id, "value": None}
    stamp, author = f"{1:012x}-0000-benstamp", home.ben.person.id
    home.send({**newest, **again, "id": "begun again", "hlc": stamp, "author": author})
    assert "begun again" not in {event.id for event in home.book.child(home.child).events}
    assert home.book.child(home.child).has_begun
    assert AsideShelf(home.vault).items()[-1].reason is Reason.BEGUN or AsideShelf(home.vault).more()
