"""What others wrote is folded into the open file: it is then as if the file had been read anew."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook, Environment
from carerapp.domain.canonical import canonical
from carerapp.domain.child import PROFILE_FORM, ChildFile
from carerapp.domain.events import Event, EventKind
from carerapp.domain.gate import Reason
from carerapp.domain.json_value import Json
from carerapp.protocols import ProtocolLibrary
from carerapp.vault import Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.format.entries import Signed
from forms.protocol import Protocol
from tests.support.pins import PIN
from tests.support.vault.doubles import QuickCrypto

NOW = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
NEWEST = 2  # the number of every authority's newest rules
RECORDS = ("profile", "key_contacts", "episode_1", "episode_2", "episode_3")
FIELDS = {
    EventKind.OPEN: ("",),
    EventKind.ANSWER: ("hair", "risks", "full_name", "protocol", "placing", "closed_reason", "found_at"),
    EventKind.CORRECT: ("hair", "note:call", "closed_reason"),
    EventKind.ADD_ROW: ("phones",),
    EventKind.REMOVE_ROW: ("phones",),
    EventKind.NOTE: ("call", "note", "same_night"),
    EventKind.ATTACH: ("photo",),
}
VALUES: dict[str, st.SearchStrategy[Json]] = {
    "": st.sampled_from([None, {"rules": 0}, {"rules": 1}, {"rules": NEWEST}]),
    "protocol": st.sampled_from(["hertfordshire", "liverpool"]),
    "placing": st.sampled_from(["liverpool", "elsewhere", ""]),
    "closed_reason": st.sampled_from(["back", "", None]),
    "same_night": st.lists(st.sampled_from(RECORDS[2:]), max_size=2).map(lambda some: {"records": some}),
    "phones": st.sampled_from(["row1", "row2"]),
}
OTHERS, THIS = "0ther1", "THIS"
AUTHOR = b"a" * 8


class Rules(ProtocolLibrary):
    """Every authority has sent two versions since; the same in all but their number."""

    def protocol(self, name: str) -> Protocol:
        """The one that came with the app, under this number."""
        id, _, number = name.partition("@")
        return replace(super().protocol(id), serial=int(number) if number else NEWEST)


def opened(vault: Vault) -> Casebook:
    ids = (f"own{number:013x}" for number in itertools.count())
    return Casebook(vault, Environment(now=lambda: NOW, new_id=lambda: next(ids), protocols=Rules()))


def new_vault() -> Vault:
    """With no child in it: whoever asks for one child is asked about every other there is."""
    return Door(MemoryDisk(), QuickCrypto(), now=NOW.timestamp).create(PIN, name="A. Carer", role="Carer")


@pytest.fixture
def vault() -> Iterator[Vault]:
    vault = new_vault()
    yield vault
    vault.lock()


@dataclass(frozen=True)
class Theirs:
    """An entry that comes in; ``replaces``: how many of the answers there it names."""

    kind: EventKind
    record: str
    field: str
    value: Json
    moment: int
    device: str
    replaces: int


@st.composite
def theirs(draw: st.DrawFn) -> Theirs:
    kind = draw(st.sampled_from([kind for kind in EventKind if kind is not EventKind.NEWER]))
    field = draw(st.sampled_from(FIELDS[kind]))
    return Theirs(
        kind,
        draw(st.sampled_from(RECORDS)),
        field,
        draw(VALUES.get(field, st.text(max_size=3))),
        draw(st.integers(0, 40)),
        draw(st.sampled_from([OTHERS, OTHERS, OTHERS, THIS])),
        draw(st.integers(0, 2)),
    )


ACTS = st.lists(theirs() | st.sampled_from(["write here", "look"]), max_size=25)


def of_an_episode() -> Iterator[Theirs]:
    """What decides which episode is open, and so which rules hold."""
    for moment, (name, other) in enumerate((RECORDS[2:4], RECORDS[3:1:-1])):
        yield from (Theirs(EventKind.OPEN, name, "", {"rules": n}, moment, OTHERS, 0) for n in (0, NEWEST))
        for closed in ("back", ""):
            yield Theirs(EventKind.ANSWER, name, "closed_reason", closed, 30, OTHERS, 1)
        yield Theirs(EventKind.NOTE, name, "same_night", {"records": [other]}, 20, OTHERS, 0)


EPISODES = st.lists(st.sampled_from([*of_an_episode(), "look", "look", "look"]), max_size=14)


BEGUN = [Theirs(EventKind.OPEN, name, "", {"rules": 0}, n, OTHERS, 0) for n, name in enumerate(RECORDS[2:4])]
CLOSED = Theirs(EventKind.ANSWER, "episode_1", "closed_reason", "back", 30, OTHERS, 0)
SAID_TO_BE_ONE = Theirs(EventKind.NOTE, "episode_1", "same_night", {"records": ["episode_2"]}, 31, OTHERS, 0)


class Tablet:
    """A book that stays open, and entries that come into its vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault, self.book = vault, opened(vault)
        self.child = add_child(self.book, full_name="Ola Example", protocol_id="hertfordshire")
        file = self.book.child(self.child)
        self.ids = {"profile": file.profile.id, "key_contacts": file.key_contacts.id}
        episode = file.protocol.episode.ref
        self.forms = {"profile": PROFILE_FORM, "key_contacts": file.protocol.key_contacts.ref}
        self.forms |= dict.fromkeys(RECORDS[2:], episode)
        self.written: list[Event] = []

    def comes_in(self, one: Theirs) -> None:
        record = self.ids.get(one.record, one.record)
        there = [e.id for e in self.written if (e.record, e.field) == (record, one.field)]
        ours = one.device == THIS  # it comes back to a device that had lost it
        device = str(self.vault.get_setting("device"))[:8] if ours else one.device
        event = Event(
            id=f"{len(self.written):016x}",
            record=record,
            form=self.forms[one.record],
            kind=one.kind,
            field=one.field,
            value=one.value,
            supersedes=tuple(there[-one.replaces :] if one.replaces else ()),
            author=self.vault.person.id if ours else AUTHOR.hex(),
            happened_at=NOW.isoformat(),
            written_at=NOW.isoformat(),
            utc_offset=0,
            hlc=f"{int(NOW.timestamp() * 1000) + one.moment - 20:012x}-0000-{device}",
        )
        self.written.append(event)
        self._arrive(event.to_json())

    def _arrive(self, document: dict[str, Json]) -> None:
        """As `carerapp.sharing.incoming` does it, once it believes who signed."""
        author = bytes.fromhex(str(document.get("author", "")))
        self.vault.append_signed(self.child, Signed(author, b"s" * 64, canonical(document)), dict(document))
        self.book.take_in(self.child, document)

    def read_anew(self) -> ChildFile:
        return opened(self.vault).child(self.child)


def everything(file: ChildFile) -> dict[str, object]:
    """All that a file holds, and which rules hold for it."""
    inside = dict(vars(file))
    inside["_records"] = {id: vars(record) for id, record in inside["_records"].items()}
    inside["earlier"] = [(one.id, one.serial) for one in file.earlier()]
    return inside


@given(ACTS | EPISODES)
@example([*BEGUN, CLOSED, "look", SAID_TO_BE_ONE])
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_file_that_grew_is_the_file_read_anew(acts: list[Theirs | str]) -> None:
    """Whatever comes in, in whatever order, between what is written here: records, episodes, rules,
    history."""
    tablet = Tablet(new_vault())
    for act in acts:
        if isinstance(act, Theirs):
            tablet.comes_in(act)
        elif act == "look":
            tablet.book.child(tablet.child)
        else:
            answer_question(tablet.book, tablet.child, tablet.ids["key_contacts"], "hair", "Brown")
    assert everything(tablet.book.child(tablet.child)) == everything(tablet.read_anew())
    file = tablet.book.child(tablet.child)
    newest = max(event.hlc for event in file.events)
    answer_question(tablet.book, tablet.child, tablet.ids["key_contacts"], "hair", "Black")
    assert tablet.book.child(tablet.child).events[-1].hlc > newest, "what is written next is the newest"
    tablet.vault.lock()


def test_what_an_older_version_kept_and_nobody_can_read_is_left_out_and_named(vault: Vault) -> None:
    """It stays in the log; the file opens without it, and says so. What comes in after it is folded."""
    tablet = Tablet(vault)
    tablet._arrive({"id": "f" * 16, "hlc": "", "kind": "no kind", "value": "Words", "author": AUTHOR.hex()})
    tablet.comes_in(Theirs(EventKind.ANSWER, "key_contacts", "hair", "Grey", 30, OTHERS, 0))
    assert tablet.book.child(tablet.child).key_contacts.text("hair") == "Grey"
    (left_out,) = tablet.book.left_out(tablet.child)
    assert (left_out.reason, left_out.signer, left_out.words) == (Reason.UNREADABLE, AUTHOR.hex(), "Words")


def test_a_file_that_nobody_opened_is_not_read_for_what_comes_in(vault: Vault) -> None:
    """A duty desk takes in a thousand children's entries and folds those that are looked at."""
    tablet = Tablet(vault)
    tablet.book = opened(vault)
    tablet.comes_in(Theirs(EventKind.ANSWER, "key_contacts", "hair", "Grey", 0, OTHERS, 0))
    assert tablet.book.saved() == 0
    assert tablet.book.child(tablet.child).key_contacts.text("hair") == "Grey"


def test_an_answer_that_comes_in_costs_no_second_reading(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is grown by one entry, and not read again."""
    tablet = Tablet(vault)
    before = tablet.book.child(tablet.child)
    monkeypatch.setattr(vault, "entries", lambda *_: pytest.fail("the log is read again"))
    tablet.comes_in(Theirs(EventKind.ANSWER, "key_contacts", "hair", "Grey", 30, OTHERS, 0))
    assert tablet.book.child(tablet.child) is before
    assert before.key_contacts.text("hair") == "Grey"
