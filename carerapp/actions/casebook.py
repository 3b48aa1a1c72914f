"""The unlocked record: children's files, read by folding the log, grown by writing to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from carerapp.actions.child_reading import ChildReading
from carerapp.actions.kept_place import KeptPlace
from carerapp.actions.protocols_port import Protocols
from carerapp.actions.vault_port import Author, LogPort, VaultPort
from carerapp.domain import hlc
from carerapp.domain.belonging import settles
from carerapp.domain.child import ChildFile
from carerapp.domain.clock import Steady, Watch
from carerapp.domain.events import BrokenEvent, Event, EventKind, utc
from carerapp.domain.gate.held import LeftOut
from carerapp.domain.json_value import Json, as_object, as_text
from carerapp.domain.new_event import NewEvent
from carerapp.domain.records import Record
from carerapp.domain.telling_apart import full_names, short_names
from carerapp.domain.topics import Topic
from carerapp.domain.topics.clock import ClockMoved
from carerapp.domain.topics.same_episode import SameEpisode
from carerapp.vault import VaultError
from forms.engine.uk_clock import uk

_SETTLES = ("protocol", "placing", "closed_reason", Topic.SAME_EPISODE, Topic.MOVED, Topic.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class Environment:
    """What the casebook may not make up for itself."""

    now: Callable[[], datetime]  # aware; its offset is the wall clock's
    new_id: Callable[[], str]  # random, unguessable, short
    protocols: Protocols
    steady: Callable[[], Steady] = Steady  # the clock that nobody sets


class Casebook:
    """One person's working session with the vault. Not shared, not kept after lock."""

    def __init__(self, vault: VaultPort, environment: Environment) -> None:
        self._vault = vault
        self._environment = environment
        self.protocols = environment.protocols
        self.place = KeptPlace(vault)
        self._reading = ChildReading(vault, environment.protocols)
        self._files: dict[str, ChildFile] = {}
        self._left_out: dict[str, tuple[LeftOut, ...]] = {}
        self._hlc = ""
        self._device = self._remember("device", environment.new_id)[:8]
        self._watch = Watch(environment.steady)
        self._watched = ""
        self.unreadable: set[str] = set()
        """The children whose log could not be read, at the last look: they are named, not shown."""
        self.when_written: Callable[[], None] = lambda: None  # called after each entry that was saved
        self._people = {
            id: as_text(name) for id, name in as_object(self._vault.get_setting("people")).items()
        }
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
    def person(self) -> Author:
        """Whoever is signed in."""
        return self._vault.person

    def name_of(self, author: str) -> str:
        """The name behind an author's id, also of people who have left, or who write on another device."""
        if author not in self._people:
            self._people |= {person["id"]: person["name"] for person in self._vault.people()}
        return self._people.get(author, "someone whose name is not on this device")

    def now(self) -> datetime:
        """Aware, on the United Kingdom's clock."""
        return uk(self._environment.now())

    def new_id(self) -> str:
        """Random, unguessable, short."""
        return self._environment.new_id()

    def saved_at(self) -> datetime | None:
        """When the newest entry of this session's files was written, on the United Kingdom's clock."""
        last = max(
            (c.events[-1] for c in self._files.values() if c.events), key=lambda e: e.hlc, default=None
        )
        return last.written if last else None

    def clock_moved(self) -> int:
        """By how many seconds the device's clock was moved since the entry before this session, or since it
        was confirmed: forward is positive."""
        return self._watch.moved(self._environment.now())

    def confirm_clock(self) -> None:
        """A person looked at the device's clock: it is right now."""
        self._watch.confirm(self._environment.now())

    def saved(self) -> int:
        """How many entries stand in this session's files."""
        return sum(len(c.events) for c in self._files.values())

    def ids(self) -> tuple[str, ...]:
        """Of every child on this device."""
        return tuple(self._vault.children())

    def children(self) -> tuple[ChildFile, ...]:
        """Every child's file on this device."""
        return tuple(self._complete())

    def names(self) -> dict[str, str]:
        """Child's id → full name, told apart from another child of that name."""
        return full_names(self._complete(), self.now())

    def short_names(self) -> dict[str, str]:
        """Child's id → what they are called on screens, told apart in the same way."""
        return short_names(self._complete(), self.now())

    def _complete(self) -> Iterator[ChildFile]:
        """A child whose adding was cut short by a crash has no profile yet, and is left out."""
        for id in self._vault.children():
            child = self._readable(id)
            if child is not None and child.has_begun:
                yield child

    def _readable(self, id: str) -> ChildFile | None:
        """The last wall behind the folds that never raise: one child's log hides no other child."""
        try:
            child = self.child(id)
        except VaultError:
            raise
        except Exception:
            self.unreadable.add(id)
            return None
        self.unreadable.discard(id)
        return child

    def child(self, id: str) -> ChildFile:
        """One child's file, folded when it is first asked for."""
        if id not in self._files:
            file, events, self._left_out[id] = self._reading.read(id)
            self._hlc = hlc.latest(self._hlc, max((event.hlc for event in events), default=""))
            own = max((e for e in events if self._is_own(e)), key=lambda e: e.hlc, default=None)
            if own and own.hlc > self._watched:
                self._watched = own.hlc
                self._watch.saw(own.run, own.run_ms, own.written)
            self._files[id] = file
        return self._files[id]

    def left_out(self, id: str) -> tuple[LeftOut, ...]:
        """The entries of this child's log that its file is without, and why."""
        self.child(id)
        return self._left_out.get(id, ())

    def _is_own(self, event: Event) -> bool:
        """Written on this device: its stamp, and signed by somebody who signs in here."""
        return event.hlc.endswith(self._device) and self._vault.is_of_here(event.author)

    def photo(self, child: str) -> bytes | None:
        """The picture on the Key Contacts form (JPEG), or None."""
        id = as_object(self.child(child).key_contacts.value("photo")).get("photo")
        return self._vault.attachment(child, str(id)) if id else None

    def file(self, child: str, id: str) -> bytes:
        """A sealed file of the child's: a picture, or a frozen copy of a document."""
        return self._vault.attachment(child, id)

    def log(self, child: str) -> LogPort:
        """The child's log as it is stored: what a search goes through."""
        return self._vault.table(child)

    # --- writing -----------------------------------------------------------------
    def new_child(self, protocol: str) -> str:
        """An empty file under an authority's protocol; its first events make it a child's."""
        id = self._vault.add_child()
        self._files[id] = ChildFile(id, self.protocols.protocol(protocol))
        return id

    def forget(self, child: str) -> None:
        """Let go of what is in memory: the record was erased, or other rules hold now, and is read anew."""
        self._files.pop(child, None)

    def take_in(self, child: str, entry: Mapping[str, Json]) -> None:
        """An entry of another device stands in the log now: fold it into the file, if one is open.

        What may decide which rules hold, what is left out, or what this device's clock said, is rare: the
        file is read anew.
        """
        file = self._files.get(child)
        if file is None:
            return
        try:
            event = Event.from_json(entry)
        except BrokenEvent:
            self.forget(child)  # whoever reads the file next is told
            return
        back = self._is_own(event)  # it comes back to a device that had lost it
        if back or event.kind is EventKind.OPEN or event.field in _SETTLES:
            self.forget(child)
            return
        self._hlc = hlc.latest(self._hlc, event.hlc)
        file.apply(event)

    def save_file(self, child: str, data: bytes) -> str:
        """Seal a picture or a document; its id. Raises NotSaved."""
        return self._vault.save_attachment(child, data)

    def open_record(self, child: str, form: str, rules: int | None = None) -> Record:
        """A new record of one version of a form. ``rules``: the number of the protocol's version."""
        id = self.new_id()
        self._write(child, id, form, NewEvent.opening(rules))
        return self.child(child).record(id)

    def wrote(self, event: Event) -> bool:
        """Whether this device wrote it."""
        return self._is_own(event)

    def go_on(self, child: str, record: str, form: str, new: NewEvent) -> Event:
        """A record that is here goes on under this form since the child moved. Raises NotSaved."""
        return self._write(child, record, form, new)

    def write(self, child: str, record: str, new: NewEvent) -> Event:
        """Append one event and return it once it would survive a power cut.

        Raises NotSaved (of the vault) when it could not be written; nothing has changed then.
        """
        file = self.child(child)
        held = file.record(record)
        if others := file.not_yet_said(held.id):  # another device began this episode, too
            self._write(child, held.id, held.form, NewEvent.note(SameEpisode(others)))
        return self._write(child, held.id, held.form, new)

    def _write(self, child: str, record: str, form: str, new: NewEvent) -> Event:
        file, now = self.child(child), self._environment.now()
        steady, moved = self._watch.look(now)

        def append(what: NewEvent) -> Event:
            event = self._stamped(what, record, form, now, steady)
            self.log(file.id).insert(event.to_json())
            self._hlc = self._watched = event.hlc
            file.apply(event)
            self.when_written()
            return event

        if moved:
            append(NewEvent.note(ClockMoved(moved)))
        event = append(new)
        if event.field == Topic.MOVED or (file.former and event.field == "closed_reason"):
            self.forget(child)  # other rules hold from here on
        elif event.field == "placing" and settles(event):
            file.placing = self._reading.placing(file.events)
        return event

    def _stamped(self, new: NewEvent, record: str, form: str, now: datetime, steady: Steady) -> Event:
        offset = now.utcoffset()
        return Event(
            id=new.id or self.new_id(),
            record=record,
            form=form,
            kind=new.kind,
            field=new.field,
            value=new.value,
            supersedes=new.supersedes,
            author=self.person.id,
            happened_at=utc(new.happened or now),
            written_at=utc(now),
            utc_offset=int(offset.total_seconds() // 60) if offset else 0,
            hlc=hlc.tick(self._hlc, int(now.timestamp() * 1000), self._device),
            reason=new.reason,
            run=steady.run,
            run_ms=steady.ms,
        )
