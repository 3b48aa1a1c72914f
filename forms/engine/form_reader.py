"""TOML → Form. The keys are XLSForm's where it has one; `forms.engine.definition` names them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from forms.engine.comparing import closed_list, wanted
from forms.engine.declared import Reading
from forms.engine.definition import Field, Form, Section
from forms.engine.errors import echo
from forms.engine.kinds import KINDS
from forms.engine.marks import FILLED
from forms.engine.reader import NOWHERE, Source

_HOLD_SECRETS = ("key_contacts", "episode", "profile")  # the last part of their ids, in every pack
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
        replace(s, fields=s.fields + more.fields, pages=s.pages + more.pages)
        if (more := added.pop(s.name, None))
        else s
        for s in base.sections
    ]
    return replace(own, sections=(*sections, *added.values()))


def _check(form: Form, source: Source) -> None:
    """What can only be seen with the whole form in view."""
    fields = {f.name: f for f in form.fields()}
    seen: set[str] = set()
    for section in form.sections:
        for field in section.fields:
            _check_field(field, fields, source)
            if field.name in seen:
                told = f"There are two fields '{echo(field.name)}'"
                source.wrong(source.line_in(field.line, "name"), told, "Give one another name.")
            seen.add(field.name)
    _check_earlier_names(tuple(form.fields()), source)
    _check_secrets(form, source)
    sections = [s.name for s in form.sections]
    for name in sorted({n for n in sections if sections.count(n) > 1}):
        last = max(t.line_of("name") for t in source.top.tables("section") if t.data.get("name") == name)
        source.wrong(last, f"There are two sections '{echo(name)}'", "Give one another name.")


def _check_earlier_names(fields: Collection[Field], source: Source) -> None:
    """An answer has one question."""
    taken = {field.name for field in fields}
    for field in fields:
        for old in field.was:
            if old in taken:
                told = f"'{echo(old)}', which '{echo(field.name)}' was called, is also the name of another"
                source.wrong(source.line_in(field.line, "was"), told, "Give each answer one question.")
            taken.add(old)
        _check_earlier_names(field.columns, source)


def _check_secrets(form: Form, source: Source) -> None:
    """The log hides what these forms call a secret; of any other form it tells every answer."""
    if form.id.rpartition("/")[2] in _HOLD_SECRETS:
        return
    for field in form.fields():
        if field.secret or any(column.secret for column in field.columns):
            told = f"'{echo(field.name)}' can't be a secret in this form: the log would show its answer"
            line = source.line_in(field.line, "secret")
            source.wrong(line, told, "Ask it in key_contacts.toml, or take 'secret' out.")


def _check_field(field: Field, fields: Mapping[str, Field], source: Source) -> None:
    def wrong(key: str, message: str, remedy: str) -> None:
        source.wrong(source.line_in(field.line, key), message, remedy)

    name = echo(field.name)
    own_words = {"plain": field.plain, "hint": field.hint, "label": field.label if field.ours else ""}
    for key, words in own_words.items():
        for filled in FILLED.findall(words):
            if filled != "name":
                wrong(
                    key,
                    f"The field '{name}' says '{{{echo(filled)}}}', which nothing fills in",
                    "Write {name}.",
                )
    if KINDS[field.kind].has_choices and not field.choices:
        wrong("choices", f"The field '{name}' has no choices", "Add choices = [{ name = …, label = … }].")
    if len({c.name for c in field.choices}) < len(field.choices):
        wrong("choices", f"Two choices of '{name}' have the same name", "Give one another name.")
    if (field.kind == "table") != bool(field.columns):
        fault = "has columns but is no table" if field.columns else "is a table without columns"
        wrong(
            "type", f"The field '{name}' {fault}", "Give columns to fields of type table, and only to them."
        )
    if len({c.name for c in field.columns}) < len(field.columns):
        wrong("column", f"Two columns of '{name}' have the same name", "Give one another name.")
    if field.sorted_by and field.sorted_by not in {c.name for c in field.columns}:
        told = f"'{name}' is sorted by '{echo(field.sorted_by)}', which is no column of it"
        wrong("sorted_by", told, "Name a column.")
    for column in field.columns:
        if column.columns:
            told = f"The column '{echo(column.name)}' has columns"
            wrong("column", told, "Give a table columns of other types.")
        _check_field(column, {**fields, **{c.name: c for c in field.columns}}, source)
    if field.part_of and field.part_of not in fields:
        told = f"'{name}' is part of '{echo(field.part_of)}', which is not there"
        wrong("part_of", told, "Name a field of this form.")
    when = field.relevant if field.relevant is not NOWHERE else None
    for fact in when.names if when else ():
        if fact not in fields:
            told = f"The condition of '{name}' asks about '{echo(fact)}', which is not there"
            wrong("relevant", told, "Name a field of this form.")
    for fact, value in when.compared if when else ():
        other = fields.get(fact)
        if other and (can := wanted(closed_list(other), other.kind, value)):
            word = f"the number {value:g}" if isinstance(value, float) else f"'{echo(value)}'"
            told = (
                f"The condition of '{name}' compares '{echo(fact)}' with {word}, which is none of its answers"
            )
            wrong("relevant", told, f"It can be {can}.")
