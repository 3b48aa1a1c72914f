"""What the form says that somebody has to look at again, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from carerapp.actions.form_reading import Answer, Asking, Field, Value, is_answered
from carerapp.domain.child import ChildFile
from carerapp.domain.records import Record
from carerapp.domain.uk_time import uk
from carerapp.ui.features.key_contacts.parts import calm_fields, calm_sections


@dataclass(frozen=True)
class Fact:
    """One question with an answer. A table is one fact: it stands or falls as a whole."""

    field: Field
    answer: Answer  # of a table, of the row that nobody has looked at for longest
    values: tuple[tuple[str, Value], ...]  # what "still right" writes again: path, value
    rows: tuple[str, ...] = ()

    @property
    def written(self) -> datetime:
        """When it was written; aware."""
        return datetime.fromisoformat(self.answer.written_at)


def to_check(child: ChildFile, now: datetime, *, all_: bool = False) -> list[Fact]:
    """Answers that nobody has looked at today. The photo has an age of its own, two answers at once
    are put right where they stand, and who filled the form in is no fact about the child."""
    form, record = child.protocol.key_contacts, child.key_contacts
    asking = Asking(form, record, now, child.lives)
    found = []
    for section in calm_sections(form):
        for field in () if section.closing else calm_fields(form, section):
            fact = _fact(record, field) if asking.asks(field) else None
            if fact and (all_ or uk(fact.written).date() < uk(now).date()):
                found.append(fact)
    return sorted(found, key=lambda fact: fact.written)


def _fact(record: Record, field: Field) -> Fact | None:
    if field.kind == "photo" or len(record.answers(field.name)) > 1:
        return None
    rows = tuple(record.rows(field.name)) if field.columns else ()
    if not rows:
        answer = _answered(record, field, field.name)
        return Fact(field, answer, ((field.name, answer.value),)) if answer else None
    newest = [cell for row in rows if (cell := _newest_cell(record, field, row))]
    if not newest:
        return None
    oldest = min((answer for _, answer in newest), key=lambda a: a.written_at)
    return Fact(field, oldest, tuple((path, answer.value) for path, answer in newest), rows)


def _newest_cell(record: Record, table: Field, row: str) -> tuple[str, Answer] | None:
    """It stands for its row: written again, it makes the row as fresh as itself."""
    cells = ((f"{table.name}/{row}/{column.name}", column) for column in table.columns)
    found = [(path, answer) for path, column in cells if (answer := _answered(record, column, path))]
    return max(found, key=lambda cell: cell[1].written_at, default=None)


def _answered(record: Record, field: Field, path: str) -> Answer | None:
    answer = record.answer(path)
    return answer if answer and is_answered(field, answer.value) else None
