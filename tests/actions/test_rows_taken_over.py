"""A table in a table of the child's own Key Contacts form is taken over into another council's."""

from __future__ import annotations

from dataclasses import replace

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.edit_table import add_row
from carerapp.actions.take_over_answers import take_over_answers
from forms.engine.definition import Field

INNER = Field("seen_with", "table", "Seen with", columns=(Field("name", "text", "Name"),))


def test_the_rows_in_a_row_come_with_it(book: Casebook) -> None:
    """Under the new row, each with its own cells."""
    child = add_child(book, full_name="Ola Example")
    own = book.child(child).key_contacts.id
    row = add_row(book, child, own, "people")
    inner = add_row(book, child, own, f"people/{row}/seen_with")
    answer_question(book, child, own, f"people/{row}/seen_with/{inner}/name", "Sam Friend")

    form = book.child(child).protocol.key_contacts
    people, section = form.field("people"), form.section_of("people")
    wide = replace(section, fields=(replace(people, columns=(*people.columns, INNER)),))
    record = book.open_record(child, "hertfordshire/key_contacts@9")
    take_over_answers(book, book.child(child), record.id, replace(form, sections=(wide,)))

    taken = book.child(child).record(record.id)
    (here,) = taken.rows("people")
    (there,) = taken.rows(f"people/{here}/seen_with")
    assert here != row
    assert taken.text(f"people/{here}/seen_with/{there}/name") == "Sam Friend"
