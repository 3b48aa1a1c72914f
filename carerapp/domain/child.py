"""A child's file: every record the app keeps for one child, folded from its events."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from carerapp.domain.belonging import PROFILE_FORM as PROFILE_FORM
from carerapp.domain.belonging import Belonging, belonging, moves, settles
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event, EventKind
from carerapp.domain.records import Record
from carerapp.domain.renamed import in_todays_names, renamed_in
from carerapp.domain.same_episode import is_episode, kind_of, said_already, same_episodes
from carerapp.domain.topics import Topic
from forms.engine.kinds.date import OLDEST, years_between
from forms.protocol import SETTINGS, Protocol, Setting

T = TypeVar("T")
INVENTED, DRILL = "INVENTED — training", "DRILL — nobody is missing"
KEY_CONTACTS, EPISODE = "key_contacts", "episode"  # the last part of these forms' ids, in every pack


class ChildFile:
    """Grown event by event; `protocol` is the pack of the place where the child lives, `placing`
    that of the authority that placed them there, where that is another one we have a pack of; `former`: those
    that held before the child moved. While an episode is open, `protocol` is the one that it is kept under.
    `lacks`: the rules that should hold and are not on this device, "kent" or "hertfordshire@3" ("@" alone: of
    an id that can be none); "" where they are here.
    """

    def __init__(
        self,
        id: str,
        protocol: Protocol,
        events: Iterable[Event] = (),
        placing: Protocol | None = None,
        former: Sequence[Protocol] = (),
    ) -> None:
        self.id = id
        self.protocol = protocol
        self.placing = placing
        self.former = tuple(former)
        self.lacks = ""
        self.earlier: Callable[[], Iterable[Protocol]] = (
            tuple  # editions of its protocol from before, if here
        )
        self._told = list(events)
        self._renamed = renamed_in((protocol, *((placing,) if placing else ()), *former))
        self._same: Mapping[str, str] = {}
        self._one_episode: Mapping[str, str] = {}
        self._computed: dict[Hashable, Any] = {}
        self._fold()

    @property
    def logs(self) -> tuple[str, ...]:
        """The ids of the files that this is read from: more than one where a person said that they are one
        child's."""
        return (self.id,)

    def log_of(self, record: str) -> str:
        """The id of the file in which a record, by the id that it was opened with, stands or begins."""
        return self.id

    @property
    def as_written(self) -> tuple[Event, ...]:
        """Every entry as it was written, of whichever record."""
        return tuple(self._told)

    def written_in(self, event: Event) -> str:
        """The record that an entry was written in, where its record is shown as one with another."""
        return self._moved_from.get(event.id, event.record)

    def apply(self, event: Event) -> None:
        """One more event, from this device or another."""
        self._told.append(event)
        opens = event.kind is EventKind.OPEN and is_episode(event.form)
        joins = event.field == Topic.SAME_EPISODE or (self._one_episode and event.field == "closed_reason")
        if opens or joins:
            self._fold()
        else:
            self._take(event)

    def _fold(self) -> None:
        self.events: list[Event] = []
        self._records: dict[str, Record] = {}
        self._settling: list[Event] = []
        self._moved_from: dict[str, str] = {}
        self._one_episode = same_episodes(self._told)
        self._same = {**self._one_episode, **self._one_form()}
        for event in self._told:
            self._take(event)

    def _one_form(self) -> Mapping[str, str]:
        """Record → the record of the same form that it is one with, in the other file of the child."""
        return {}

    def once(self, name: Hashable, compute: Callable[[], T]) -> T:
        """What follows from the entries alone, computed once until another entry comes."""
        if name not in self._computed:
            self._computed[name] = compute()
        found: T = self._computed[name]
        return found

    def _take(self, event: Event) -> None:
        """An entry of an episode that is one with an earlier one stands in the earlier one's record."""
        if self._computed:
            self._computed = {}
        if event.record in self._same:
            self._moved_from[event.id] = event.record
            event = event._replace(record=self._same[event.record])
        if self._renamed:
            event = in_todays_names(event, self._renamed)
        self.events.append(event)
        if settles(event):
            self._settling.append(event)
        record = self._records.get(event.record)
        if record is None:
            record = self._records[event.record] = Record(event.record)
        record.apply(event)

    @property
    def moves(self) -> tuple[Event, ...]:
        """Every move, oldest first."""
        return moves(self._settling)

    def record(self, id: str) -> Record:
        """Raises KeyError for one that is not here."""
        return self._records[self._same.get(id, id)]

    def written_of(self, episode: str) -> tuple[Event, ...]:
        """Every entry of this episode as it was written, on either device."""
        return tuple(event for event in self._told if self._same.get(event.record, event.record) == episode)

    def not_yet_said(self, record: str) -> tuple[str, ...]:
        """The other episodes that are one with this one, where the log does not say so yet."""
        said = said_already(self._told)
        same = (other for other, first in self._one_episode.items() if first == record)
        return tuple(sorted(other for other in same if other not in said))

    def of_form(self, form: str) -> list[Record]:
        """Records of a form in any version, in the order they were opened."""
        name = form.partition("@")[0]
        return self._opened(lambda one: one.partition("@")[0] == name)

    def begun(self, form: str) -> list[Record]:
        """Records of a form that were begun beside the child's one Key Contacts record, oldest first."""
        own = self.of_kind(KEY_CONTACTS)[:1]
        return [record for record in self.of_form(form) if record not in own]

    def of_kind(self, kind: str) -> list[Record]:
        """Records of each pack's own form of this kind, in the order they were opened: a child who moved has
        episodes under several."""
        return self._opened(lambda one: kind_of(one) == kind)

    def opened_records(self) -> list[Record]:
        """Every record, in the order in which they were opened."""
        return self._opened(lambda one: True)

    def _opened(self, form: Callable[[str], bool]) -> list[Record]:
        found = [r for r in self._records.values() if r.opened and form(r.form)]
        return sorted(found, key=lambda r: r.opened.hlc if r.opened else "")

    @property
    def belongs(self) -> Belonging:
        """To whom the child belongs, by every answer and every move."""
        return belonging(self._settling)

    @property
    def holder(self) -> str:
        """The id of the protocol whose authority holds the file."""
        return self.belongs.holder or (self.placing or self.protocol).id

    @property
    def has_begun(self) -> bool:
        """False for a file whose adding was cut short before its form was opened."""
        return bool(self.of_form(PROFILE_FORM) and self.of_kind(KEY_CONTACTS))

    @property
    def profile(self) -> Record:
        """What the app itself asks about the child. Raises IndexError before `has_begun`."""
        return self.of_form(PROFILE_FORM)[0]

    @property
    def key_contacts(self) -> Record:
        """Sections 1 to 4 of the Key Contacts form: one record for each child, whose answers every pack's
        form of it shows by their names. Raises IndexError before `has_begun`."""
        return self.of_kind(KEY_CONTACTS)[0]

    @property
    def episodes(self) -> tuple[Episode, ...]:
        """All, in the order in which they were opened."""
        return tuple(Episode(r) for r in self.of_kind(EPISODE))

    @property
    def open_episode(self) -> Episode | None:
        """The one that is not closed, or None."""
        live = [e for e in self.episodes if not e.closed]
        return live[-1] if live else None

    def episode(self, id: str) -> Episode:
        """Raises KeyError for one that is not here."""
        return Episode(self.record(id))

    # --- who they are ------------------------------------------------------------
    @property
    def full_name(self) -> str:
        """As on the form; "A child" while nobody wrote it."""
        return self.key_contacts.text("full_name").strip() or "A child"

    @property
    def first_name(self) -> str:
        """What they are called on screens: the first alias if there is one, else the first name."""
        return self.profile.text("called").strip() or self.full_name.split()[0]

    @property
    def born(self) -> date | None:
        """The day of birth; None when it is not known or can't be read."""
        try:
            return date.fromisoformat(self.key_contacts.text("date_of_birth"))
        except ValueError:
            return None

    def age(self, now: datetime) -> int | None:
        """Whole years on the day of `now`; None when the birth date is not known or can't be right."""
        born, today = self.born, now.date()
        return None if born is None or born > today or self.too_old(now) else years_between(born, today)

    def too_old(self, now: datetime) -> int | None:
        """How old the birth date makes them, where that is older than anybody in care: a year to be asked
        about, and an age that nobody must be told."""
        born = self.born
        years = years_between(born, now.date()) if born else 0
        return years if years > OLDEST else None

    @property
    def setting(self) -> Setting:
        """Where the child lives; a foster home until somebody says otherwise."""
        value = self.profile.text("setting")
        return next((s for s in SETTINGS if s == value), "foster")

    @property
    def lives(self) -> str:
        """The setting that somebody said; "" while nobody did."""
        value = self.profile.text("setting")
        return value if value in SETTINGS else ""

    @property
    def invented(self) -> bool:
        """True for the training child, and in a drill: watermarked, never sent to an authority."""
        return self.profile.value("invented") is True

    @property
    def drill_of(self) -> str:
        """The id of the child whose form a drill is practised with; "" where it is none."""
        return self.profile.text("drill_of")

    @property
    def mark(self) -> str:
        """What stands on every page of a paper that is not about a child who is missing; "" on the others."""
        return (DRILL if self.drill_of else INVENTED) if self.invented else ""

    def as_it_stood(self, hlc: str, record: str = "") -> ChildFile:
        """The file as it was when the event stamped `hlc` had just been written in this record, by the id
        that it was opened with."""
        until = (e for e in self._told if e.hlc <= hlc)
        then = ChildFile(self.id, self.protocol, until, self.placing, self.former)
        then.lacks, then.earlier = self.lacks, self.earlier
        return then
