"""Answers to questions that a form does not ask any more, or asks under a name that the pack did not say:
they stay to be read, on the screen and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from carerapp.domain.child import ChildFile
from carerapp.domain.json_value import Json, plain
from carerapp.domain.records import Record
from forms.engine.answers import is_blank
from forms.engine.definition import Field, Form

TITLE = "Earlier answers: the form does not ask this any more"
HIDDEN = "An answer is kept. It may be a secret, so it is not shown here."


class EarlierAnswer(NamedTuple):
    """The ``name`` that the question had, its words for a reader, and what was answered."""

    name: str
    label: str
    words: str


def earlier_answers(child: ChildFile) -> Iterator[EarlierAnswer]:
    """Of the child's Key Contacts record: each answer that stands, in the order of the log. Of a secret, and
    where nobody here knows whether it is one, only that there is an answer."""
    forms = [child.protocol.key_contacts, child.protocol.episode]
    others = [one for one in (child.placing, *child.former) if one]
    forms += [form for one in others for form in (one.key_contacts, one.episode)]
    return _not_asked(child.key_contacts, forms, lambda path: may_be_secret(child, path))


def earlier_answers_of(record: Record, form: Form) -> Iterator[EarlierAnswer]:
    """Of a record of another form, which holds no secrets, where the version it began with is not here."""
    return _not_asked(record, (form,), lambda path: False)


def _not_asked(
    record: Record, forms: Sequence[Form], secret: Callable[[str], bool]
) -> Iterator[EarlierAnswer]:
    known = {field.name for form in forms for field in form.fields()}
    columns = {name for form in forms for f in form.fields() for name in _columns(f, f.name)}
    for path in record.paths():
        name, *cell = path.split("/")
        if cell and cell[0] not in record.rows(name):
            continue  # of a row that was taken off
        if (".".join((name, *cell[1::2])) in columns) if cell else (name in known):
            continue
        for event in record.heads(path):
            if not is_blank(event.value) and (words := _words(event.value).strip()):
                label = ", ".join((name, *cell[1::2])).replace("_", " ").capitalize()
                yield EarlierAnswer(name, label, HIDDEN if secret(path) else words)


def _columns(table: Field, name: str) -> Iterator[str]:
    for column in table.columns:
        yield f"{name}.{column.name}"
        yield from _columns(column, f"{name}.{column.name}")


def may_be_secret(child: ChildFile, path: str) -> bool:
    """Of a question that no form of today knows: whether an earlier edition called it a secret, or none is
    here that would say."""
    table, *cell = path.split("/")
    asked = [
        field
        for one in child.earlier()
        for form in (one.key_contacts, one.episode)
        for field in form.fields()
        if field.name == table
    ]
    columns = [column for field in asked for column in field.columns if cell and column.name == cell[-1]]
    return any(field.secret for field in (*asked, *columns)) or not (columns if cell else asked)


def _words(value: Json) -> str:
    """Of whatever kind the question was."""
    if isinstance(value, dict):
        if value.get("photo"):
            return "A photo"
        return ". ".join(filter(None, map(_words, value.values())))
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return "Yes" if value is True else "No" if value is False else plain(value)
