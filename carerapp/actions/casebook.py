"""The unlocked record: children's files, read by folding the log, grown by writing to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from carerapp.actions.child_files import ChildFiles
from carerapp.actions.counted_feeds import CountedFeeds
from carerapp.actions.every_child import EveryChild
from carerapp.actions.kept_place import KeptPlace
from carerapp.actions.names_of_people import NamesOfPeople
from carerapp.actions.own_links import OwnLinks
from carerapp.actions.own_words import OwnWords
from carerapp.actions.protocols_port import Protocols
from carerapp.actions.vault_port import Author, LogPort, VaultPort
from carerapp.domain import hlc
from carerapp.domain.belonging import settles
from carerapp.domain.child import ChildFile
from carerapp.domain.clock import Mark, Steady, Watch
from carerapp.domain.events import BrokenEvent, Event, EventKind, utc
from carerapp.domain.gate.held import LeftOut, read_log
from carerapp.domain.json_value import Json
from carerapp.domain.new_event import NewEvent
from carerapp.domain.records import Record
from carerapp.domain.same_child import FIELDS as SAME_CHILD
from carerapp.domain.same_child import Said
from carerapp.domain.telling_apart import full_names, short_names
from carerapp.domain.topics import Topic
from carerapp.domain.topics.clock import ClockMoved
from carerapp.domain.topics.same_episode import SameEpisode
from forms.engine.uk_clock import uk

_BY_TOPIC = (Topic.SAME_EPISODE, Topic.MOVED, Topic.ACKNOWLEDGED, *SAME_CHILD)
_SETTLES = ("protocol", "placing", "closed_reason", *_BY_TOPIC)


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
        self.own = OwnWords(vault)
        self._files = ChildFiles(environment.protocols, self.ids, self._read)
        self._left_out: dict[str, tuple[LeftOut, ...]] = {}
        self.feeds = CountedFeeds(vault)
        self._hlc = ""
        installation = self._remember("device", environment.new_id)
        self._device, self._links = installation[:8], OwnLinks(vault, installation)
        self._watch = Watch(environment.steady)
        self._watched = ""
        self._every = EveryChild(self._files, self.ids)
        self.unreadable = self._every.unreadable
        self.when_written: Callable[[], None] = lambda: None  # called after each entry that was saved
        self._people = NamesOfPeople(vault)

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

    def rename(self, name: str) -> None:
        """Who is signed in writes under another name from now on. Raises NotSaved."""
        self._vault.rename(name)

    def name_of(self, author: str) -> str:
        """The name behind an author's id, also of people who have left, or who write on another device."""
        return self._people.of(author)

    def now(self) -> datetime:
        """Aware, on the United Kingdom's clock."""
        return uk(self._environment.now())

    def mark(self) -> Mark:
        """Both of the device's clocks at this moment."""
        return Mark(self.now(), self._environment.steady())

    def new_id(self) -> str:
        """Random, unguessable, short."""
        return self._environment.new_id()

    def saved_at(self) -> datetime | None:
        """When the newest entry of this session's files was written, on the United Kingdom's clock."""
        newest = (c.events[-1] for c in self._files.loaded() if c.events)
        last = max(newest, key=lambda e: e.hlc, default=None)
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
        return sum(len(c.events) for c in self._files.loaded())

    def ids(self) -> tuple[str, ...]:
        """Of every child on this device."""
        return tuple(self._vault.children())

    def children(self) -> tuple[ChildFile, ...]:
        """Every child on this device, once each."""
        return self._every.children()

    def names(self) -> dict[str, str]:
        """Id of each file → full name, told apart from another child of that name."""
        return self._every.named(full_names, self.now())

    def short_names(self) -> dict[str, str]:
        """Id of each file → what they are called on screens, told apart in the same way."""
        return self._every.named(short_names, self.now())

    def child(self, id: str) -> ChildFile:
        """The child whose file this is, folded when it is first asked for: also from a second file, where a
        person said that two are one child's."""
        return self._files.child(id)

    def alone(self, id: str) -> ChildFile:
        """One file by itself, whatever was said about it and another."""
        return self._files.alone(id)

    def every_file(self) -> tuple[ChildFile, ...]:
        """Every file by itself, but for those that were cut short, or cannot be read."""
        return self._every.files()

    def said(self) -> Sequence[Said]:
        """Every person's word that two files are one child's, or two children's."""
        return self._files.said()

    def left_out(self, id: str) -> tuple[LeftOut, ...]:
        """The entries of this child's files that are left out when they are read, and why."""
        return tuple(one for log in self.child(id).logs for one in self._left_out.get(log, ()))

    def wrote(self, event: Event) -> bool:
        """Whether this device wrote it: its stamp, and signed by somebody who signs in here."""
        return event.hlc.endswith(self._device) and self._vault.is_of_here(event.author)

    def _read(self, id: str) -> list[Event]:
        entries, signers = self.log(id).entries(), self._vault.signers(id)
        events, self._left_out[id] = read_log(entries, signers, self._vault.is_of_a_home)
        self._hlc = hlc.latest(self._hlc, max(map(attrgetter("hlc"), events), default=""))
        for event in reversed(events):  # the newest of this device is near the end
            if event.hlc > self._watched and self.wrote(event):
                self._watched = event.hlc
                self._watch.saw(event.run, event.run_ms, event.written)
        return events

    def file(self, child: str, id: str) -> bytes:
        """A sealed file of the child's: a picture, or a frozen copy of a document."""
        first, *others = self.child(child).logs
        # Asked for where it is not, it would be said to be damaged.
        kept = next((log for log in others if id in self._vault.attachments(log)), first)
        return self._vault.attachment(kept, id)

    def log(self, child: str) -> LogPort:
        """The child's log as it is stored: what a search goes through."""
        return self._vault.table(child)

    # --- writing -----------------------------------------------------------------
    def new_child(self, protocol: str) -> str:
        """An empty file under an authority's protocol; its first events make it a child's."""
        id = self._vault.add_child()
        self._files.begin(id, self.protocols.protocol(protocol))
        return id

    def forget(self, child: str) -> None:
        """Let go of what is in memory: the record was erased, or other rules hold now, and is read anew."""
        self._files.forget(child)
        self.feeds.forget(child)

    def take_in(self, child: str, entry: Mapping[str, Json]) -> None:
        """An entry of another device stands in the log now: fold it into the file, if one is open.

        What may decide which rules hold, what is left out, or what this device's clock said, is rare: the
        file is read anew.
        """
        if self._files.known(child) is None:
            return
        try:
            event = Event.from_json(entry)
        except BrokenEvent:
            self.forget(child)  # whoever reads the file next is told
            return
        back = self.wrote(event)  # it comes back to a device that had lost it
        if back or event.kind is EventKind.OPEN or event.field in _SETTLES:
            self.forget(child)
            return
        self._hlc = hlc.latest(self._hlc, event.hlc)
        self._files.grow(child, event)

    def save_file(self, child: str, data: bytes, record: str = "") -> str:
        """Seal a picture or a document that an entry of this record will name; its id. Raises NotSaved."""
        file = self.child(child)
        return self._vault.save_attachment(file.log_of(file.record(record).id) if record else file.id, data)

    def open_record(self, child: str, form: str, rules: int | None = None) -> Record:
        """A new record of one version of a form. ``rules``: the number of the protocol's version."""
        id = self.new_id()
        self._write(self.child(child).id, id, form, NewEvent.opening(rules))
        return self.child(child).record(id)

    def write_in(self, file: str, record: str, form: str, new: NewEvent) -> Event:
        """Append to this very file, in a record of it: a record goes on under this form since the child
        moved, or what stands in each of a child's files. Raises NotSaved."""
        return self._write(file, record, form, new)

    def write(self, child: str, record: str, new: NewEvent) -> Event:
        """Append one event, in the file where the record is, and return it once it would survive a power cut.

        Raises NotSaved (of the vault) when it could not be written; nothing has changed then.
        """
        file = self.child(child)
        held = file.record(record)
        log = file.log_of(held.id)
        if others := file.not_yet_said(held.id):  # another device began this episode, too
            self._write(log, held.id, held.form, NewEvent.note(SameEpisode(others)))
        return self._write(log, held.id, held.form, new)

    def _write(self, file: str, record: str, form: str, new: NewEvent) -> Event:
        now = self._environment.now()
        steady, moved = self._watch.look(now)
        former = self.child(file).former

        def append(what: NewEvent) -> Event:
            event = self._stamped(what, record, form, now, steady)
            self.log(file).insert({**event.to_json(), **self._links.next(file)})
            self._hlc = self._watched = event.hlc
            self._files.grow(file, event)
            self.when_written()
            return event

        if moved:
            append(NewEvent.note(ClockMoved(moved)))
        event = append(new)
        if event.field == Topic.MOVED or (former and event.field == "closed_reason"):
            self.forget(file)  # other rules hold from here on
        elif event.field == "placing" and settles(event):
            self._files.place(file)
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
            author=self.person.author,
            happened_at=utc(new.happened or now),
            written_at=utc(now),
            utc_offset=int(offset.total_seconds() // 60) if offset else 0,
            hlc=hlc.tick(self._hlc, int(now.timestamp() * 1000), self._device),
            reason=new.reason,
            run=steady.run,
            run_ms=steady.ms,
        )
