"""What the things in the log are called: questions, steps, rows, people."""

from __future__ import annotations

from collections.abc import Iterator

from carerapp.domain.child import ChildFile
from carerapp.domain.dropped import may_be_secret
from carerapp.domain.events import Event, EventKind
from carerapp.domain.isolated import isolated
from forms.engine.definition import Field, Form
from forms.engine.kinds import KINDS


class LogNames:
    """Names as a reader of this child's log knows them."""

    def __init__(self, child: ChildFile) -> None:
        self._child = child
        self._forms = list(_forms(child))
        self.first_name = child.first_name

    def field(self, path: str) -> Field | None:
        """The field an answer belongs to; `table/row/column` is a cell of a table."""
        parts = path.split("/")
        name = ".".join(parts[::2]) if len(parts) % 2 else path
        for form in self._forms:
            try:
                found: Field = form.field(name)
                return found
            except (KeyError, StopIteration):
                continue
        return None

    def is_secret(self, event: Event) -> bool:
        """Whether its value may not stand in the log."""
        found = (self.field(event.field), self.field(event.field.partition("/")[0]))
        if any(found) or event.kind not in (EventKind.ANSWER, EventKind.CORRECT) or ":" in event.field:
            return any(field.secret for field in found if field)
        of_ours = event.form.partition("@")[0] in {form.id for form in self._forms}
        return of_ours and may_be_secret(self._child, event.field)

    def step(self, path: str) -> str:
        """The checklist's own words for a step, or "" when the path is not one."""
        protocols = (self._child.protocol, *self._child.former)
        found = next((s for one in protocols for s in one.checklist if s.field == path), None)
        return found.title.replace("{name}", self.first_name).rstrip(".:") if found else ""

    def label(self, path: str) -> str:
        """The exact words of the form, without the colon at their end."""
        field = self.field(path)
        if field is None:
            return path.rpartition("/")[2].replace("_", " ")
        return (field.label or field.plain).rstrip(": ")

    def question(self, event: Event) -> str:
        """The question in plain words; for a cell, whose row it is in."""
        field = self.field(event.field)
        if field is None:
            return event.field.rpartition("/")[2].replace("_", " ").capitalize()
        if event.field.count("/") < 2:
            return field.question
        table, row, _ = event.field.split("/", 2)
        name = self.row(event.record, table, row) or self.label(table)
        return f"{isolated(name)}, {field.question}"

    def row(self, record: str, table: str, row: str) -> str:
        """A row is called after its first cell."""
        field = self.field(table)
        if field is None or not field.columns or field.secret or field.columns[0].secret:
            return ""
        first = field.columns[0]
        return KINDS[first.kind].show(self._child.record(record).value(f"{table}/{row}/{first.name}"), first)

    def relation(self, row: str) -> str:
        """'friend', when `row` is a row of one of the form's tables of people."""
        for field in self._child.protocol.key_contacts.fields():
            for column in field.columns:
                if column.name.startswith("relation"):
                    return self._child.key_contacts.text(f"{field.name}/{row}/{column.name}")
        return ""


def _forms(child: ChildFile) -> Iterator[Form]:
    """Where a question of the log may stand: today's forms, then those of before the child moved."""
    yield child.protocol.episode
    yield child.protocol.key_contacts
    if child.placing:
        yield child.placing.episode
        yield child.placing.key_contacts
    for protocol in child.former:
        yield protocol.episode
        yield protocol.key_contacts
    if child.protocol.preparation:
        yield child.protocol.preparation
