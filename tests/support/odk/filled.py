"""A form of ours as pyxform's XForm, with answers written into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from pyxform.xls2xform import convert

from forms.engine.answers import Answer, Value
from forms.engine.definition import Field, Form
from forms.engine.worked_out import words_of, worth
from forms.interchange.names_out import Names
from forms.interchange.xlsform import xlsform

TEMPLATE = "{http://openrosa.org/javarosa}template"
WRITTEN_AT = "2026-11-20T18:00:00+00:00"


@dataclass
class Told:
    """Answers of ours by path, rows by table."""

    told: dict[str, Value] = field(default_factory=dict)
    kept: dict[str, list[str]] = field(default_factory=dict)

    def answer(self, path: str) -> Answer | None:
        return Answer(self.told[path], WRITTEN_AT) if path in self.told else None

    def rows(self, table: str) -> Sequence[str]:
        return self.kept.get(table, [])


def xform_of(form: Form) -> str:
    """What pyxform makes of the export."""
    sheets = xlsform(form)
    rows = {
        name: [{k: v for k, v in row.items() if v} for row in rows] for name, rows in sheets.sheets().items()
    }
    header = {
        f"{name}_header": [dict.fromkeys(k for row in some for k in row)] for name, some in rows.items()
    }
    made = convert(xlsform={**rows, **header}, validate=False, form_name="data")
    return str(made.xform)


def places(form: Form, told: Told) -> Iterator[tuple[Field, str]]:
    """Each question with its path; of a table, each cell of each row."""

    def within(one: Field, path: str) -> Iterator[tuple[Field, str]]:
        yield one, path
        for row in told.rows(path) if one.columns else ():
            for column in one.columns:
                yield from within(column, f"{path}/{row}/{column.name}")

    for one in form.fields():
        yield from within(one, one.name)


def filled(xform: str, form: Form, told: Told) -> ET.Element:
    """The XForm with these answers in its instance, a copy of its repeat for each row."""
    root = ET.fromstring(xform)
    data = instance(root)
    for around in list(root.iter()):  # what a question begins with is among the answers already
        for action in [each for each in around if _local(each) == "setvalue"]:
            around.remove(action)
    names = Names(form)
    for one, path in places(form, told):
        place = ".".join(path.split("/")[::2])
        if one.columns:
            _repeat(row_at(data, names, path), names.of(place), len(told.rows(path)))
            continue
        answer = told.answer(path)
        if answer is None:
            continue
        node = the(row_at(data, names, path), names.of(place))
        node.text = in_xform(one, answer.value)
        beside = names.beside(place)
        if beside:
            the(row_at(data, names, path), beside).text = _beside(one, answer.value)
    return root


def row_at(data: ET.Element, names: Names, path: str) -> ET.Element:
    """The row in which the question at this path stands; the whole form for one that stands in none."""
    parts, here = path.split("/"), data
    for depth in range(1, len(parts), 2):
        table = names.of(".".join(parts[: depth + 1 : 2]))
        number = int(parts[depth])
        here = [each for each in here.iter() if _local(each) == table and TEMPLATE not in each.attrib][number]
    return here


def _repeat(around: ET.Element, name: str, rows: int) -> None:
    """This many copies of the repeat, after its template where that stands here."""
    parents = {child: parent for parent in around.iter() for child in parent}
    found = [each for each in _outside_templates(around) if _local(each) == name]
    parent, one = parents[found[0]], deepcopy(found[0])
    at = list(parent).index(found[0])
    for each in found:
        parent.remove(each)
    for number in range(rows):
        parent.insert(at + number, deepcopy(one))


def in_xform(one: Field, value: Value) -> str:
    """An answer as an XForm keeps it."""
    words = words_of(worth(value))
    if one.kind == "time" and words:
        return f"{words}:00.000+00:00"
    if one.kind == "date_time" and words:
        return words.replace("+00:00", ".000+00:00")
    if one.kind == "choice":
        return words if words in {choice.name for choice in one.choices} else ""
    return words


def _beside(one: Field, value: Value) -> str:
    if one.kind == "choice":
        words = words_of(worth(value))
        return "" if words in {choice.name for choice in one.choices} else words
    return str(value.get("other") or value.get("comments") or "") if isinstance(value, Mapping) else ""


def instance(root: ET.Element) -> ET.Element:
    """The primary instance."""
    found = next(each for each in root.iter() if _local(each) == "instance")
    return found[0]


def the(around: ET.Element, name: str) -> ET.Element:
    """The one element of this name that stands in no row of a further table."""
    return next(each for each in _outside_templates(around) if _local(each) == name)


def _outside_templates(around: ET.Element) -> Iterator[ET.Element]:
    for each in around:
        if TEMPLATE not in each.attrib:
            yield each
            yield from _outside_templates(each)


def _local(each: ET.Element) -> str:
    return each.tag.rpartition("}")[2]
