"""What stands in one record, under the same names in a new one: the Key Contacts forms of two councils."""

from __future__ import annotations

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.edit_table import add_row
from carerapp.domain.child import ChildFile
from carerapp.domain.new_event import NewEvent
from carerapp.domain.records import Record
from forms.engine.answers import is_blank
from forms.engine.definition import Field, Form


def take_over_answers(book: Casebook, child: ChildFile, record: str, form: Form) -> None:
    """Fill `record`, new and of `form`, another council's Key Contacts form, from the child's own.

    What belongs to an episode comes from the one that is open. The photo is left out: a child has one, and it
    is shown where it stands. Two answers of which nobody chose one are taken over as two.
    """
    episode = child.open_episode
    for field in form.fields():
        inside = form.answered_in(field.name) == "form"
        source = child.key_contacts if inside else episode.record if episode else None
        if source is None or field.kind == "photo" or not _same(child, field):
            continue
        _answers(book, child.id, record, source, field.name)
        _rows(book, child.id, record, source, field, field.name, field.name)


def _rows(
    book: Casebook, child: str, record: str, source: Record, table: Field, there: str, here: str
) -> None:
    """The rows of a table, and of the tables in it. `there` and `here`: its path in the source, and in
    `record`."""
    for row in source.rows(there):
        made = add_row(book, child, record, here)
        for column in table.columns:
            of, to = f"{there}/{row}/{column.name}", f"{here}/{made}/{column.name}"
            value = source.value(of)
            if not is_blank(value):
                answer_question(book, child, record, to, value)
            _rows(book, child, record, source, column, of, to)


def _same(child: ChildFile, field: Field) -> bool:
    """Whether a question of this name and kind is asked where the child lives."""
    forms = (child.protocol.key_contacts, child.protocol.episode)
    return any(own.name == field.name and own.kind == field.kind for form in forms for own in form.fields())


def _answers(book: Casebook, child: str, record: str, source: Record, path: str) -> None:
    for event in source.heads(path):
        if not is_blank(event.value):
            book.write(child, record, NewEvent.answer(path, event.value, ()))
