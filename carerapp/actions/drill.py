"""A drill with one's own child's form: a copy of it in a file of its own, marked, that reaches nobody.

Nothing of it is in the child's own log: no count, no earlier time, nothing to send. Ended, it is erased.
"""

from __future__ import annotations

from carerapp.actions import pictures
from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.edit_table import add_row
from carerapp.actions.say_not_to_ring import say_not_to_ring
from carerapp.actions.say_rung_when import say_rung_when
from carerapp.actions.start_episode import start_episode
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.json_value import as_object
from carerapp.domain.not_to_ring import NEXT_OF_KIN, not_to_ring
from carerapp.domain.records import Record
from carerapp.domain.rung_when import rung_when
from forms.engine.answers import is_blank

NAMED = "DRILL: {name}"
#: what makes a file a child's, or says whose: the drill has its own
_OF_THE_FILE = ("protocol", "setting", "placing", "invented", "drill_of", "called")


def drills(book: Casebook) -> tuple[ChildFile, ...]:
    """Those that run on this device; an ended one is gone."""
    return tuple(child for child in book.children() if child.drill_of)


def start_drill(book: Casebook, child: str) -> tuple[str, Episode]:
    """The drill of this child that runs, or a new one; its file and its episode. Raises NotSaved."""
    running = next((one for one in drills(book) if one.drill_of == child), None)
    if running is not None and running.open_episode:
        return running.id, running.open_episode
    own = book.child(child)
    made = add_child(
        book,
        full_name=NAMED.format(name=own.full_name),
        setting=own.setting,
        protocol_id=own.protocol.id,
        placing=own.belongs.placing,
        invented=True,
    )
    profile, form = book.child(made).profile.id, book.child(made).key_contacts.id
    answer_question(book, made, profile, "drill_of", child)
    answer_question(book, made, profile, "called", own.first_name)
    _copy(book, own.profile, made, profile, without=_OF_THE_FILE)
    _copy(book, own.key_contacts, made, form, without=("full_name", "photo"))
    _said_of_them(book, own, made, _rows(book, own, made, form))
    _photo(book, own, made, form)
    return made, start_episode(book, made)


def _copy(book: Casebook, from_: Record, child: str, into: str, *, without: tuple[str, ...]) -> None:
    for path in list(from_.paths()):
        value = from_.value(path)
        if "/" not in path and path not in without and not is_blank(value):
            answer_question(book, child, into, path, value)


def _rows(book: Casebook, own: ChildFile, child: str, form: str) -> dict[str, str]:
    """Each row of the own form -> the one made of it."""
    record, made = own.key_contacts, dict[str, str]()
    for table in (field for field in own.protocol.key_contacts.fields() if field.columns):
        for row in record.rows(table.name):
            new = made[row] = add_row(book, child, form, table.name)
            for column in table.columns:
                value = record.value(f"{table.name}/{row}/{column.name}")
                if not is_blank(value):
                    answer_question(book, child, form, f"{table.name}/{new}/{column.name}", value)
    return made


def _said_of_them(book: Casebook, own: ChildFile, child: str, rows: dict[str, str]) -> None:
    """Who must not be rung, and when others can be: a drill teaches the same."""
    never = not_to_ring(own)
    for who in (*rows, NEXT_OF_KIN):
        if who in never:
            say_not_to_ring(book, child, rows.get(who, who), "")
    for who, when in rung_when(own).items():
        say_rung_when(book, child, rows.get(who, who), "", when)


def _photo(book: Casebook, own: ChildFile, child: str, form: str) -> None:
    """A damaged picture is left out: a drill needs none."""
    try:
        jpeg = pictures.photo(book, own.id)
    except Exception:
        return
    if jpeg:
        value = as_object(own.key_contacts.value("photo"))
        answer_question(book, child, form, "photo", {**value, "photo": book.save_file(child, jpeg)})
