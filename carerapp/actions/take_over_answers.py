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
        for row in source.rows(field.name):
            made = add_row(book, child.id, record, field.name)
            for column in field.columns:
                value = source.value(f"{field.name}/{row}/{column.name}")
                if not is_blank(value):
                    answer_question(book, child.id, record, f"{field.name}/{made}/{column.name}", value)


def _same(child: ChildFile, field: Field) -> bool:
    """Whether a question of this name and kind is asked where the child lives."""
    forms = (child.protocol.key_contacts, child.protocol.episode)
    return any(own.name == field.name and own.kind == field.kind for form in forms for own in form.fields())


def _answers(book: Casebook, child: str, record: str, source: Record, path: str) -> None:
    for event in source.heads(path):
        if not is_blank(event.value):
            book.write(child, record, NewEvent.answer(path, event.value, ()))
