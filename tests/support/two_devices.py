"""Two devices of one home, each with its own logs in memory, and a sync that carries entries over by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook, Environment
from carerapp.bootstrap import protocols
from carerapp.domain.belonging import Belonging
from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import Line, chronology
from carerapp.domain.conflicts import Conflict, conflicts
from carerapp.domain.feeds import End, entry_hash
from carerapp.domain.feeds_left import Left
from carerapp.domain.json_value import Json, as_object
from carerapp.vault.format.entries import Signed
from tests.support.clock import ToldClock


@dataclass
class _Log:
    documents: list[Mapping[str, Json]] = field(default_factory=list)

    def entries(self) -> Sequence[Mapping[str, Json]]:
        return tuple(self.documents)

    def insert(self, document: Mapping[str, Json]) -> int:
        self.documents.append(json.loads(json.dumps(document)))
        return len(self.documents)

    def find(
        self,
        *,
        ids: Callable[[str], bool],
        author: Callable[[str], bool] | None = None,
        kinds: Collection[str] = (),
        topics: Collection[str] = (),
        day: date | None = None,
    ) -> Sequence[str]:
        return [str(one["id"]) for one in self.documents if ids(str(one["id"]))]


@dataclass(frozen=True)
class _Person:
    id: str
    name: str
    role: str = "Residential staff"

    @property
    def author(self) -> str:
        return self.id

    def is_me(self, author: str) -> bool:
        return author == self.id


class Shelf:
    """What a casebook needs of a vault, without sealing anything."""

    def __init__(self, person: str) -> None:
        self.person = _Person(person.lower(), person)
        self.logs: dict[str, _Log] = {}
        self.files: dict[tuple[str, str], bytes] = {}
        self._settings: dict[str, Json] = {}

    def add_child(self) -> str:
        id = f"{self.person.id}{len(self.logs)}".encode().hex().ljust(32, "0")
        self.logs[id] = _Log()
        return id

    def children(self) -> Sequence[str]:
        return tuple(self.logs)

    def table(self, child: str) -> _Log:
        return self.logs[child]

    def signers(self, child: str) -> Sequence[str]:
        return [str(one["author"]) for one in self.logs[child].documents]

    def feed_end(self, child: str, device: str, stamp: str) -> End:
        """Nothing is signed here: a signature of zeros stands for one."""
        mine = [
            one
            for one in self.signed_from(child, 0)
            if as_object(json.loads(one.body).get("feed")).get("device") == device
        ]
        ends = [entry_hash(bytes.fromhex(child), one.author, one.signature, one.body) for one in mine]
        return End(len(mine), ends[-1] if ends else bytes(32))

    def signed_from(self, child: str, place: int) -> Iterator[Signed]:
        documents = self.logs[child].documents[place:]
        return (Signed(bytes(8), bytes(64), json.dumps(one).encode()) for one in documents)

    def left(self, child: str) -> Left:
        """Nothing leaves here."""
        return Left()

    def is_of_here(self, author: str) -> bool:
        return author == self.person.id

    def is_of_a_home(self, author: str) -> bool:
        return author != self.person.id

    def people(self) -> Sequence[Mapping[str, str]]:
        return ()

    def rename(self, name: str) -> None:
        """Nobody does, here."""
        raise NotImplementedError

    def save_attachment(self, child: str, data: bytes) -> str:
        id = f"{self.person.id}-file-{len(self.files)}"
        self.files[child, id] = data
        return id

    def attachments(self, child: str) -> Sequence[str]:
        return [id for file, id in self.files if file == child]

    def attachment(self, child: str, attachment_id: str) -> bytes:
        return self.files[child, attachment_id]

    def put_setting(self, name: str, value: Json) -> None:
        self._settings[name] = value

    def get_setting(self, name: str) -> Json:
        return self._settings.get(name)

    def seal_own(self, value: Json) -> str:
        return json.dumps(value)

    def open_own(self, sealed: str) -> Json:
        opened: Json = json.loads(sealed)
        return opened


class Device:
    """One person's tablet. Each entry is written a second after the one before it, on either device."""

    def __init__(self, person: str, clock: ToldClock) -> None:
        self._count, self._clock, self._person = 0, clock, person
        self.shelf = Shelf(person)
        self.book = self.opened()

    def opened(self) -> Casebook:
        """Read anew from what is stored, as after a lock."""
        made = Environment(now=self._now, new_id=self._id, protocols=protocols())
        self.book = Casebook(self.shelf, made)
        return self.book

    def _now(self) -> Any:
        self._clock.moment += timedelta(seconds=1)
        return self._clock.moment

    def _id(self) -> str:
        self._count += 1
        return f"{self._person.lower()}{self._count:06x}"


def carry(one: Device, other: Device, *, upto: int | None = None) -> None:
    """What stands on the one and not on the other, in its order there; ``upto``: so many entries of it."""
    left = upto
    for id, log in one.shelf.logs.items():
        theirs = other.shelf.logs.setdefault(id, _Log())
        known = {entry["id"] for entry in theirs.documents}
        for entry in log.documents:
            if entry["id"] in known:
                continue
            if left is not None:
                if left == 0:
                    return
                left -= 1
            theirs.documents.append(entry)
            other.book.take_in(id, entry)


def level(one: Device, other: Device) -> None:
    """Until both have all."""
    carry(one, other)
    carry(other, one)


class Home:
    """Ann's and Ben's tablets; each added Ola, and has both files."""

    def __init__(self) -> None:
        clock = ToldClock()
        self.ann, self.ben = Device("Ann", clock), Device("Ben", clock)
        self.first = add_child(self.ann.book, full_name="Ola Example", date_of_birth="2012-01-02")
        self.second = add_child(self.ben.book, full_name="Example, Ola")
        level(self.ann, self.ben)

    def books(self) -> tuple[Casebook, Casebook]:
        return self.ann.book, self.ben.book


@dataclass(frozen=True)
class Shown:
    """What a device shows of one child. ``lines``: of each episode's log."""

    child: str
    logs: tuple[str, ...]
    answers: Mapping[str, Sequence[tuple[str, Json]]]
    rows: Mapping[str, Sequence[str]]
    episodes: Sequence[tuple[str, bool, str, Sequence[str]]]
    lines: Sequence[Sequence[Line]]
    asked: Sequence[Conflict]
    belongs: Belonging
    holder: str


def seen(book: Casebook) -> list[Shown]:
    """Of every child, whatever the order of the device's log."""
    return sorted(map(shown, book.children()), key=lambda one: one.child)


def shown(child: ChildFile) -> Shown:
    """Of one child, or of one file by itself."""
    answers = {
        path: [(head.id, head.value) for head in child.key_contacts.heads(path)]
        for path in sorted(child.key_contacts.paths())
    }
    rows = {table: list(child.key_contacts.rows(table)) for table in ("friends", "people")}
    episodes = [
        (e.id, e.closed, e.unknown_since.isoformat(), [event.id for event in e.calls()])
        for e in child.episodes
    ]
    lines = [chronology(child, episode, str) for episode in child.episodes]
    asked = conflicts(child)
    return Shown(child.id, child.logs, answers, rows, episodes, lines, asked, child.belongs, child.holder)
