"""TOML → Form. The keys are XLSForm's where it has one; `forms.engine.definition` names them."""

from __future__ import annotations

from dataclasses import replace

from forms.engine.declared import Reading
from forms.engine.definition import Field, Form, Section
from forms.engine.kinds import KINDS
from forms.engine.reader import Source

_VOCABULARIES = {"kinds": tuple(KINDS)}


def read_form(source: Source, base: Form | None = None) -> Form:
    """The form in `source`, added to `base` where it extends one. See `source.errors`."""
    source.top.text("extends")
    form = Reading(_VOCABULARIES).part(Form, source.top, path=source.name)
    form = replace(form, sections=tuple(_section(section) for section in form.sections))
    if base:
        form = _joined(base, form)
    _check(form, source)
    return form


def _section(section: Section) -> Section:
    """What holds for a table holds for its cells."""
    return replace(
        section,
        fields=tuple(
            replace(field, columns=tuple(replace(cell, conflict="both") for cell in field.columns))
            if field.conflict == "both" and field.columns
            else field
            for field in section.fields
        ),
    )


def _joined(base: Form, own: Form) -> Form:
    """The base's sections, each with the form's own fields of that name after it, then new ones."""
    added = {s.name: s for s in own.sections}
    sections = [
        replace(s, fields=s.fields + added.pop(s.name).fields) if s.name in added else s
        for s in base.sections
    ]
    return replace(own, sections=(*sections, *added.values()))


def _check(form: Form, source: Source) -> None:
    """What can only be seen with the whole form in view."""
    names = {f.name for f in form.fields()}
    seen: set[str] = set()
    for section in form.sections:
        for field in section.fields:
            _check_field(field, names, source)
            if field.name in seen:
                source.wrong(field.line, f"There are two fields '{field.name}'", "Give one another name.")
            seen.add(field.name)
    sections = [s.name for s in form.sections]
    for name in sorted({n for n in sections if sections.count(n) > 1}):
        source.wrong(1, f"There are two sections '{name}'", "Give one another name.")


def _check_field(field: Field, names: set[str], source: Source) -> None:
    def wrong(message: str, remedy: str) -> None:
        source.wrong(field.line, message, remedy)

    if KINDS[field.kind].has_choices and not field.choices:
        wrong(f"The field '{field.name}' has no choices", "Add choices = [{ name = …, label = … }].")
    if len({c.name for c in field.choices}) < len(field.choices):
        wrong(f"Two choices of '{field.name}' have the same name", "Give one another name.")
    if (field.kind == "table") != bool(field.columns):
        fault = "has columns but is no table" if field.columns else "is a table without columns"
        wrong(f"The field '{field.name}' {fault}", "Give columns to fields of type table, and only to them.")
    if len({c.name for c in field.columns}) < len(field.columns):
        wrong(f"Two columns of '{field.name}' have the same name", "Give one another name.")
    if field.sorted_by and field.sorted_by not in {c.name for c in field.columns}:
        wrong(f"'{field.name}' is sorted by '{field.sorted_by}', which is no column of it", "Name a column.")
    for column in field.columns:
        if column.columns:
            wrong(f"The column '{column.name}' has columns", "Give a table columns of other types.")
        _check_field(column, names | {c.name for c in field.columns}, source)
    if field.part_of and field.part_of not in names:
        wrong(
            f"'{field.name}' is part of '{field.part_of}', which is not there", "Name a field of this form."
        )
    for name in field.relevant.names if field.relevant else ():
        if name not in names:
            wrong(
                f"The condition of '{field.name}' asks about '{name}', which is not there",
                "Name a field of this form.",
            )
