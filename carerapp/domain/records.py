"""A record: the fold of its events under one version of one form.

Each field is a multi-value register: an answer replaces just the answers it
names in `supersedes`, so two devices that wrote at once are both kept.
The fold is the same whatever order the events arrive in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import Json, as_object, as_text
from carerapp.domain.topics import Topic
from forms.engine.answers import Answer


class Record:
    """One form, being filled in. Grow it with `apply`; it forgets nothing."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.form = ""
        self.opened: Event | None = None
        self.under: Event | None = None  # the newest entry that said under which rules it goes on
        self._by_path: dict[str, list[Event]] = {}
        self._rows: dict[str, dict[str, Event]] = {}
        self._removed: dict[str, set[str]] = {}
        self._superseded: set[str] = set()
        self._notes: list[Event] = []

    @classmethod
    def fold(cls, id: str, events: Iterable[Event]) -> Record:
        """The record that these events come to, in any order."""
        record = cls(id)
        for event in events:
            record.apply(event)
        return record

    def apply(self, event: Event) -> None:
        """One more event of this record. One of a kind that a newer version knows changes nothing here."""
        kind = event.kind
        if event.supersedes and kind is not EventKind.NEWER:
            self._superseded.update(event.supersedes)
        match kind:  # notes first: of a long log, nearly all are
            case EventKind.NOTE | EventKind.ATTACH:
                self._notes.append(event)
            case EventKind.ANSWER:
                self._by_path.setdefault(event.field, []).append(event)
            case EventKind.ADD_ROW:
                self._rows.setdefault(event.field, {})[str(event.value)] = event
            case EventKind.REMOVE_ROW:
                self._removed.setdefault(event.field, set()).add(str(event.value))
            case EventKind.CORRECT:
                # A correction stands where the thing it corrects stood: an answer's path or a note's topic.
                if event.field.startswith("note:"):
                    self._notes.append(event)
                else:
                    self._by_path.setdefault(event.field, []).append(event)
            case EventKind.OPEN:
                if self.opened is None or event.hlc < self.opened.hlc:
                    self.opened, self.form = event, event.form
                if "moved" in as_object(event.value) and (self.under is None or event.hlc > self.under.hlc):
                    self.under = event

    # --- answers ---------------------------------------------------------------
    def heads(self, path: str) -> tuple[Event, ...]:
        """The events that nobody has superseded, oldest first."""
        live = (e for e in self._by_path.get(path, ()) if e.id not in self._superseded)
        return tuple(sorted(live, key=lambda e: (e.hlc, e.id)))

    def answers(self, path: str) -> tuple[Answer, ...]:
        """What stands at a path: two or more when devices disagree, oldest first."""
        return tuple(Answer(e.value, e.written_at, e.author) for e in self.heads(path))

    def answer(self, path: str) -> Answer | None:
        """The latest answer, or None. A cleared answer reads as a blank value."""
        found = self.answers(path)
        return found[-1] if found else None

    def value(self, path: str) -> Json:
        """Of the latest answer; None when there is none."""
        found = self.answer(path)
        return found.value if found else None

    def text(self, path: str) -> str:
        """The value when it is plain text, else an empty string."""
        return as_text(self.value(path))

    def history(self, path: str) -> tuple[Event, ...]:
        """Everything ever answered there, oldest first."""
        return tuple(sorted(self._by_path.get(path, ()), key=lambda e: (e.hlc, e.id)))

    def paths(self) -> Iterator[str]:
        """Every path that was ever answered."""
        yield from self._by_path

    # --- tables ----------------------------------------------------------------
    def rows(self, table: str) -> Sequence[str]:
        """Row ids in the order they were added, without removed ones."""
        gone = self._removed.get(table, set())
        events = sorted(self._rows.get(table, {}).values(), key=lambda e: (e.hlc, e.id))
        return [str(e.value) for e in events if str(e.value) not in gone]

    # --- notes -----------------------------------------------------------------
    def notes(self, about: Topic) -> tuple[Event, ...]:
        """Notes about one topic, oldest first, corrected ones left out."""
        wanted = (about, f"note:{about}")
        found = (e for e in self._notes if e.id not in self._superseded and e.field in wanted)
        return tuple(sorted(found, key=lambda e: (e.happened_at, e.hlc)))
