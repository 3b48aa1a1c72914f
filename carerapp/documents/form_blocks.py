"""A form and its answers → blocks: every label in the form's order and words, also where nothing stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from carerapp.documents.blocks import (
    Block,
    Heading,
    Labelled,
    Paragraph,
    Photo,
    Said,
    Table,
    YesNoRow,
    YesNoRows,
)
from carerapp.domain.checks import first_said
from carerapp.domain.events import Event
from carerapp.domain.isolated import isolated
from carerapp.domain.log_words import shown
from carerapp.domain.records import Record
from forms.engine.answers import is_blank, is_not_known
from forms.engine.asking import Asking
from forms.engine.definition import Field, Form, Group, Section
from forms.engine.kinds import KINDS
from forms.engine.kinds.yes_no_comments import printed_comments, yes_no

NameOf = Callable[[str], str]
_ACTIONS = "yes_no_comments"
_COLUMNS = ("Action", "Yes", "No", "Comments")
_NOTHING = Said("", "blank")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def moment(event: Event) -> str:
    """'20 November 2026, 21:40': when an entry was written."""
    at = event.place(event.written)
    return at.words(f"{at.uk.day} %B %Y, %H:%M")


@dataclass(frozen=True)
class FormBlocks:
    """Turns the sections of a form into blocks. `withheld` names fields, with the reason for each."""

    form: Form
    own: Record  # the form's own answers
    episode: Record  # the episode's
    made_by: str
    name_of: NameOf
    withheld: Mapping[str, str]
    photo: bytes | None = None
    pictured: Record | None = None  # where the photo's answer stands, if not in `own`
    made_at: datetime = _LONG_AGO  # aware; what is worked out may ask for the day

    @cached_property
    def asking(self) -> Asking:
        """The form with its own answers: what is asked, worked out and said."""
        return Asking(self.form, self.own, self.made_at)

    def section(self, section: Section) -> Iterator[Block]:
        """A section of the form: its heading, then its fields."""
        if not section.closing:
            yield Heading(section.label, 1, section.note)
        yield from self.fields(section, section.fields)

    def fields(self, section: Section, fields: tuple[Field, ...]) -> Iterator[Block]:
        """The labels and answers of some of a section's fields."""
        heading, group, rows = "", "", list[YesNoRow]()
        ended: tuple[Group, ...] = ()
        for field in map(self.asking.said, fields):
            if field.part_of or not self._has_words(field):
                continue  # printed with its question, or nothing to read
            if rows and (field.kind != _ACTIONS or field.within):
                yield YesNoRows(_COLUMNS, tuple(rows))
                rows = []
            if field.heading and field.heading != heading:
                heading = field.heading
                yield Heading(heading, 2)
            if field.group != group:
                group = field.group
                if group:
                    yield Heading(group, 3)
            around = self.asking.around(field.within)
            for within in reversed(around):
                if within.label and within not in ended:
                    yield Heading(self.asking.words(within.label, field.name), 3)
            ended = around
            if field.kind == _ACTIONS:
                rows.append(self._action(section, field))
            else:
                yield from self._field(section, field)
        if rows:
            yield YesNoRows(_COLUMNS, tuple(rows))

    def _has_words(self, field: Field) -> bool:
        """A note, and what is worked out, is printed while it holds; a question always, as on paper."""
        return KINDS[field.kind].asks or (bool(field.label or field.plain) and self.asking.asks(field))

    def _field(self, section: Section, field: Field) -> Iterator[Block]:
        if not KINDS[field.kind].asks:
            yield self._read(field)
            return
        record = self._record(section, field)
        given = self.answers(record, field.name, field)
        if field.kind == "photo":
            yield self._photo(record, field, given)
        elif field.columns:
            yield self._table(record, field, given)
        else:
            parts = tuple(self._parts(section, field))
            alone = field.name == "full_name"
            yield Labelled(field.label, (*given, *parts), _beside(field), alone=alone)
        for part in self.form.parts_of(field.name):
            if part.columns and field.name not in self.withheld and record.rows(part.name):
                yield self._table(record, part, ())

    def _read(self, field: Field) -> Block:
        """A note, or what is worked out from other answers."""
        if field.calculation is None:
            return Paragraph("\n".join(words for words in (field.label or field.plain, field.hint) if words))
        words = self.asking.shown(field)
        said = Said(words) if words and field.name not in self.withheld else _NOTHING
        return Labelled(field.label or field.plain, (said,), _beside(field))

    def _parts(self, section: Section, field: Field) -> Iterator[Said]:
        if field.name in self.withheld:
            return
        for part in self.form.parts_of(field.name):
            for said in self.answers(self._record(section, part), part.name, part):
                if not part.columns and said.state != "blank":
                    yield Said(f"{part.plain} {isolated(said.text)}", said.state, said.by)

    def _record(self, section: Section, field: Field) -> Record:
        if field.kind == "photo" and self.pictured is not None:
            return self.pictured
        return self.own if (field.answered_in or section.answered_in) == "form" else self.episode

    def answers(self, record: Record, path: str, field: Field) -> tuple[Said, ...]:
        """What stands at a path: an answer, two that were written at once, or why there is none."""
        for name in (path, path.partition("/")[0]):
            if name in self.withheld:
                return (Said(self._withheld(name), "withheld"),)
        heads = {shown(event, field): event for event in record.heads(path) if not is_blank(event.value)}
        if not heads:
            return (_NOTHING,)
        both = len(heads) > 1
        return tuple(
            Said(
                words,
                "not_known" if is_not_known(event.value) else "said",
                f"One of {len(heads)} answers. Written {moment(event)} by {self._by(event)}" if both else "",
            )
            for words, event in reversed(heads.items())
        )

    def _withheld(self, name: str) -> str:
        return f"withheld by {isolated(self.made_by)}: {isolated(self.withheld[name])}"

    def _by(self, event: Event) -> str:
        return isolated(self.name_of(event.author))

    def _table(self, record: Record, field: Field, given: tuple[Said, ...]) -> Table:
        rows = []
        if field.name not in self.withheld:
            for row in _sorted(record, field):
                cells = tuple(self._cell(record, f"{field.name}/{row}/{c.name}", c) for c in field.columns)
                if any(cell.state == "said" for cell in cells):
                    rows.append(cells)
        whole = tuple(said for said in given if said.state != "blank" or not rows)
        labels = (self.asking.said(c, f"{field.name}//{c.name}").label for c in field.columns)
        return Table(field.label or field.plain, tuple(labels), tuple(rows), whole)

    def _cell(self, record: Record, path: str, column: Field) -> Said:
        if column.columns:
            return self._inner(record, path, column)
        if not KINDS[column.kind].asks:
            worked = self.asking.shown(column, path) if column.calculation else ""
            return Said(worked) if worked else _NOTHING
        given = self.answers(record, path, column)
        if len(given) > 1:
            return Said("\n".join(f"{isolated(said.text)} ({said.by})" for said in given))
        return Said("not known", "not_known") if given[0].state == "blank" else given[0]

    def _inner(self, record: Record, path: str, table: Field) -> Said:
        """A table in a table: a line a row, each answer under its label."""
        lines = []
        for row in record.rows(path):
            paths = ((f"{path}/{row}/{c.name}", c) for c in table.columns)
            cells = ((self.asking.said(c, at), self._cell(record, at, c)) for at, c in paths)
            said = [
                f"{c.label.rstrip(': ')}: {isolated(cell.text)}" for c, cell in cells if cell.state == "said"
            ]
            lines += ["; ".join(said)] if said else []
        given = self.answers(record, path, table)
        lines += [said.text for said in given if said.state != "blank"]
        return Said("\n".join(lines)) if lines else Said("not known", "not_known")

    def _photo(self, record: Record, field: Field, given: tuple[Said, ...]) -> Photo:
        value = record.value(field.name)
        if given[0].state != "said" or not isinstance(value, dict):
            return Photo(field.label, field.note, given, None)
        consent = "Taken with their consent." if value.get("consent") is True else "Consent: not known."
        source = " Not from social media." if value.get("not_social_media") is True else ""
        words = tuple(Said(f"{said.text}. {consent}{source}", by=said.by) for said in given)
        if self.photo is None:
            words = (*words, Said("The photo could not be printed. Ask the carer to show it."))
        return Photo(field.label, field.note, words, self.photo)

    def _action(self, section: Section, field: Field) -> YesNoRow:
        head = next(iter(reversed(self._record(section, field).heads(field.name))), None)
        if field.name in self.withheld:
            return YesNoRow(field.label, "", self._withheld(field.name), field.note)
        if head is None or is_blank(head.value):
            return YesNoRow(field.label, "", "", field.note)
        first = first_said(self._record(section, field), head)
        done = f"{first.moment.words('%H:%M on %d/%m/%Y')}, {self._by(first)}"
        return YesNoRow(field.label, yes_no(head.value), printed_comments(head.value), field.note, done)


def _beside(field: Field) -> str:
    """What the paper prints with a question: its note, and every choice where one of them is ticked."""
    choices = (choice.label for choice in field.choices) if field.options_printed else ()
    return "\n".join(words for words in (field.note, *choices) if words)


def _sorted(record: Record, table: Field) -> list[str]:
    """The rows as the form asks for them. What can't be read as a date stands last, as it was added."""
    rows = list(record.rows(table.name))
    if not table.sorted_by:
        return rows
    return sorted(rows, key=lambda row: _day(record.value(f"{table.name}/{row}/{table.sorted_by}")))


def _day(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text if text[:4].isdecimal() else "~"
