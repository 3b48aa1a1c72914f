"""An entry is read under the name that its question has today; the entry itself stays as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from carerapp.domain.child import ChildFile
from carerapp.domain.events import Event, EventKind
from carerapp.domain.renamed import in_todays_names, renamed_in
from forms.packaged import load_protocol
from tests.support.entries import stored
from tests.support.paper.build import opened

FORM = "hertfordshire/key_contacts"
NAMES = {FORM: {"tall": "height", "kin": "people", "people.phones": "phone", "k1": "k8"}}


def entry(field: str, **other: Any) -> Event:
    """An answer on the form."""
    return Event.from_json(
        stored(1, "abcdef01", "ab" * 8, form=f"{FORM}@1", kind="answer", field=field) | other
    )


@pytest.mark.parametrize(
    ("field", "today"),
    [
        ("tall", "height"),
        ("build", "build"),
        ("kin", "people"),
        ("kin/r1/name", "people/r1/name"),
        ("kin/r1/phones", "people/r1/phone"),  # a column's earlier name, under its table's name of today
        ("people/r1/phones", "people/r1/phone"),
        ("build/r1/phones", "build/r1/phones"),
        ("kin/tall", "people/tall"),  # not a cell: only the table is a question
        ("people/r1/phones/x", "people/r1/phones/x"),
    ],
)
def test_a_question_is_read_under_todays_name(field: str, today: str) -> None:
    """A line, a table, a column; the row is nobody's name."""
    old = entry(field)
    assert in_todays_names(old, NAMES) == old._replace(field=today)
    assert old.field == field


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("answer", "height"),
        ("correct", "height"),
        ("add_row", "height"),
        ("remove_row", "height"),
        ("note", "tall"),
        ("attach", "tall"),
        ("open", "tall"),
    ],
)
def test_only_answers_and_rows_are_of_a_question(kind: str, read: str) -> None:
    """A note's field is its topic, whatever it is called."""
    assert in_todays_names(entry("tall", kind=kind), NAMES).field == read


def test_another_form_has_its_own_names() -> None:
    """In every version of the form, and in no other."""
    assert in_todays_names(entry("tall", form=f"{FORM}@27"), NAMES).field == "height"
    for form in ("hertfordshire/episode@1", "liverpool/key_contacts@1", ""):
        assert in_todays_names(entry("tall", form=form), NAMES).field == "tall"


def test_a_pack_speaks_for_its_own_two_forms() -> None:
    """The names of both hold in both, as the Key Contacts form asks in an episode's record, too."""
    pack = load_protocol("hertfordshire")
    assert renamed_in([pack, load_protocol("liverpool")]) == {}
    section = pack.key_contacts.sections[0]
    field = replace(section.fields[0], was=("first",))
    form = replace(
        pack.key_contacts,
        sections=(replace(section, fields=(field, *section.fields[1:])), *pack.key_contacts.sections[1:]),
    )
    newer = replace(pack, key_contacts=form)
    names = {"first": field.name}
    assert renamed_in([newer]) == {pack.key_contacts.id: names, pack.episode.id: names}


def test_a_childs_file_reads_what_was_answered_before() -> None:
    """The record has the answer under today's name; what was written is still there as it was."""
    log = opened()
    log.write("form", EventKind.ANSWER, "stature", "1.60 m", form=log.protocol.key_contacts.ref)
    form = log.protocol.key_contacts
    renamed = replace(
        form,
        sections=tuple(
            replace(
                one,
                fields=tuple(replace(f, was=("stature",)) if f.name == "height" else f for f in one.fields),
            )
            for one in form.sections
        ),
    )
    child = ChildFile("child", replace(log.protocol, key_contacts=renamed), log.events)
    assert child.key_contacts.text("height") == "1.60 m"
    assert [event.field for event in child.as_written][-1] == "stature"
