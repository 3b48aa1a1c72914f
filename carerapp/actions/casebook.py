"""The unlocked record: children's files, read by folding the log, grown by writing to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol as Port

from carerapp.domain import hlc
from carerapp.domain.child import ChildFile
from carerapp.domain.clock import Steady, Watch
from carerapp.domain.events import Event, Json, Kind, utc
from carerapp.domain.records import Record
from carerapp.domain.same_episode import TOPIC
from forms.protocol import Protocol

DEFAULT_PROTOCOL = "hertfordshire"
ELSEWHERE = "elsewhere"  # placed by an authority whose protocol this app does not hold


class Person(Port):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...


class VaultPort(Port):
    """What the casebook needs of an unlocked vault. Each write is durable when it returns."""

    @property
    def person(self) -> Person: ...
    def add_child(self) -> str: ...
    def children(self) -> Sequence[str]: ...
    def append(self, child: str, entry: Mapping[str, Json]) -> None: ...
    def people(self) -> Sequence[Mapping[str, str]]: ...
    def entries(self, child: str) -> Sequence[Mapping[str, Json]]: ...
    def save_attachment(self, child: str, data: bytes) -> str: ...
    def attachment(self, child: str, attachment_id: str) -> bytes: ...
    def put_setting(self, name: str, value: Json) -> None: ...
    def get_setting(self, name: str) -> Json: ...


@dataclass(frozen=True, slots=True)
class Environment:
    """What the casebook may not make up for itself."""

    now: Callable[[], datetime]  # aware; its offset is the wall clock's
    new_id: Callable[[], str]  # random, unguessable, short
    protocol: Callable[[str], Protocol]
    steady: Callable[[], Steady] = Steady  # the clock that nobody sets


class Casebook:
    """One person's working session with the vault. Not shared, not kept after lock."""

    def __init__(self, vault: VaultPort, environment: Environment) -> None:
        self._vault = vault
        self._environment = environment
        self._files: dict[str, ChildFile] = {}
        self._hlc = ""
        self._device = self._remember("device", environment.new_id)[:8]
        self._watch = Watch(environment.steady)
        self._watched = ""
        self.when_written: Callable[[], None] = lambda: None  # called after each entry that was saved
        self._people: dict[str, str] = self._vault.get_setting("people") or {}
        person = vault.person
        if self._people.get(person.id) != person.name:
            self._people = {**self._people, person.id: person.name}
            self._vault.put_setting("people", self._people)

    def _remember(self, name: str, make: Callable[[], str]) -> str:
        known = self._vault.get_setting(name)
        if not isinstance(known, str):
            known = make()
            self._vault.put_setting(name, known)
        return known

    # --- reading -----------------------------------------------------------------
    @property
    def person(self) -> Person:
        return self._vault.person

    def name_of(self, author: str) -> str:
        """The name behind an author's id, also of people who have left, or who write on another device."""
        if author not in self._people:
            self._people |= {person["id"]: person["name"] for person in self._vault.people()}
        return self._people.get(author, "someone whose name is not on this device")

    def now(self) -> datetime:
        return self._environment.now()

    def new_id(self) -> str:
        return self._environment.new_id()

    def saved_at(self) -> datetime | None:
        """When the newest entry of this session's files was written, in local time."""
        last = max(
            (c.events[-1] for c in self._files.values() if c.events), key=lambda e: e.hlc, default=None
        )
        return last.written if last else None

    def saved(self) -> int:
        """How many entries stand in this session's files."""
        return sum(len(c.events) for c in self._files.values())

    def children(self) -> tuple[ChildFile, ...]:
        return tuple(self._complete())

    def _complete(self) -> Iterator[ChildFile]:
        """A child whose adding was cut short by a crash has no profile yet, and is left out."""
        for id in self._vault.children():
            child = self.child(id)
            if child.has_begun:
                yield child

    def child(self, id: str) -> ChildFile:
        if id not in self._files:
            events = [Event.from_json(entry) for entry in self._vault.entries(id)]
            self._hlc = hlc.latest(self._hlc, max((event.hlc for event in events), default=""))
            own = max((e for e in events if e.hlc.endswith(self._device)), key=lambda e: e.hlc, default=None)
            if own and own.hlc > self._watched:
                self._watched = own.hlc
                self._watch.saw(own.run, own.run_ms, own.written)
            protocol = self._environment.protocol(_chosen(events, "protocol") or DEFAULT_PROTOCOL)
            file = ChildFile(id, protocol, events, self._placing(_chosen(events, "placing")))
            self._files[id] = self._as_it_began(file, events)
        return self._files[id]

    def _as_it_began(self, file: ChildFile, events: Sequence[Event]) -> ChildFile:
        """While an episode is open, the rules under which it began hold, also when the authority has sent newer ones."""
        episode = file.open_episode
        began = episode.record.opened.value if episode and episode.record.opened else None
        if not isinstance(began, dict) or began.get("rules", 0) == file.protocol.serial:
            return file
        return ChildFile(
            file.id, self._environment.protocol(f"{file.protocol.id}@{began['rules']}"), events, file.placing
        )

    def _placing(self, id: str) -> Protocol | None:
        return self._environment.protocol(id) if id and id != ELSEWHERE else None

    def photo(self, child: str) -> bytes | None:
        """The picture on the Key Contacts form (JPEG), or None."""
        value = self.child(child).key_contacts.value("photo")
        if not isinstance(value, dict) or not value.get("photo"):
            return None
        return self._vault.attachment(child, str(value["photo"]))

    def file(self, child: str, id: str) -> bytes:
        """A sealed file of the child's: a picture, or a frozen copy of a document."""
        return self._vault.attachment(child, id)

    # --- writing -----------------------------------------------------------------
    def new_child(self, protocol: str) -> str:
        """An empty file under an authority's protocol; its first events make it a child's."""
        id = self._vault.add_child()
        self._files[id] = ChildFile(id, self._environment.protocol(protocol))
        return id

    def forget(self, child: str) -> None:
        """Let go of what is in memory: the record was erased, or grew by what others wrote, and is read anew."""
        self._files.pop(child, None)

    def save_file(self, child: str, data: bytes) -> str:
        return self._vault.save_attachment(child, data)

    def open_record(self, child: str, form: str, value: Json = None) -> Record:
        id = self.new_id()
        self._write(child, id, form, Kind.OPEN, "", value)
        return self.child(child).record(id)

    def write(
        self,
        child: str,
        record: str,
        kind: Kind,
        field: str,
        value: Json,
        *,
        supersedes: tuple[str, ...] = (),
        happened: datetime | None = None,
        reason: str = "",
        id: str = "",
    ) -> Event:
        """Append one event and return it once it would survive a power cut. `id`: only for what already has one.

        Raises NotSaved (of the vault) when it could not be written; nothing has changed then.
        """
        file = self.child(child)
        held = file.record(record)
        if others := file.not_yet_said(
            held.id
        ):  # another device began this episode, too: from now on it is one
            self._write(child, held.id, held.form, Kind.NOTE, TOPIC, {"records": list(others)})
        return self._write(child, held.id, held.form, kind, field, value, supersedes, happened, reason, id)

    def _write(
        self,
        child: str,
        record: str,
        form: str,
        kind: Kind,
        field: str,
        value: Json,
        supersedes: tuple[str, ...] = (),
        happened: datetime | None = None,
        reason: str = "",
        id: str = "",
    ) -> Event:
        file, now = self.child(child), self._environment.now()
        steady, moved = self._watch.look(now)
        if moved:
            self._append(file, now, steady, record, form, Kind.NOTE, "clock", {"seconds": moved})
        event = self._append(
            file, now, steady, record, form, kind, field, value, supersedes, happened, reason, id
        )
        if field == "placing":
            file.placing = self._placing(_chosen(file.events, "placing"))
        return event

    def _append(
        self,
        file: ChildFile,
        now: datetime,
        steady: Steady,
        record: str,
        form: str,
        kind: Kind,
        field: str,
        value: Json,
        supersedes: tuple[str, ...] = (),
        happened: datetime | None = None,
        reason: str = "",
        id: str = "",
    ) -> Event:
        offset = now.utcoffset()
        stamp = hlc.tick(self._hlc, int(now.timestamp() * 1000), self._device)
        event = Event(
            id=id or self.new_id(),
            record=record,
            form=form,
            kind=kind,
            field=field,
            value=value,
            supersedes=supersedes,
            author=self.person.id,
            happened_at=utc(happened or now),
            written_at=utc(now),
            utc_offset=int(offset.total_seconds() // 60) if offset else 0,
            hlc=stamp,
            reason=reason,
            run=steady.run,
            run_ms=steady.ms,
        )
        self._vault.append(file.id, event.to_json())
        self._hlc = self._watched = stamp
        file.apply(event)
        self.when_written()
        return event

    # --- where the screen was ------------------------------------------------------
    def keep_place(self, place: Json) -> None:
        """Where this person's screen is and what they have half typed there, sealed, so that it reopens there."""
        self._vault.put_setting(f"place {self.person.id}", place)
        if self._vault.get_setting("place") is not None:
            self._vault.put_setting("place", None)

    def kept_place(self) -> Json:
        kept = self._vault.get_setting(f"place {self.person.id}")
        # The first versions kept one place for everybody; what was half typed in it is not lost.
        return kept if kept is not None else self._vault.get_setting("place")


def _chosen(events: Sequence[Event], field: str) -> str:
    chosen = [e.value for e in events if e.field == field and isinstance(e.value, str)]
    return chosen[-1] if chosen else ""
