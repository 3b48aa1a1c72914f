"""TOML → Form. The keys are XLSForm's where it has one; `forms.engine.definition` names them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from forms.engine.declared import Reading
from forms.engine.definition import Field, Form, Section
from forms.engine.errors import echo
from forms.engine.form_checks import check_asking
from forms.engine.kinds import KINDS
from forms.engine.marks import FILLED
from forms.engine.reader import Source

_HOLD_SECRETS = ("key_contacts", "episode", "profile")  # the last part of their ids, in every pack
_NO_DEFAULT = ("photo", "signature")  # a person gives these
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
    return replace(section, fields=tuple(map(_cells, section.fields)))


def _cells(field: Field) -> Field:
    if not field.columns:
        return field
    both = field.conflict == "both"
    columns = (replace(cell, conflict="both") if both else cell for cell in field.columns)
    return replace(field, columns=tuple(map(_cells, columns)))


def _joined(base: Form, own: Form) -> Form:
    """The base's sections, each with the form's own fields of that name after it, then new ones."""
    added = {s.name: s for s in own.sections}
    sections = [
        replace(s, fields=s.fields + more.fields, pages=s.pages + more.pages)
        if (more := added.pop(s.name, None))
        else s
        for s in base.sections
    ]
    languages = dict.fromkeys((*base.languages, *own.languages))
    groups = (*base.groups, *own.groups)
    return replace(own, sections=(*sections, *added.values()), groups=groups, languages=tuple(languages))


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
    check_asking(form, source)
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


def _doubled(field: Field) -> bool:
    """Whether two choices of one name can be told apart by nothing. A filter may offer one answer under
    several keys: the same words then, of which it shows one at a time."""
    first: dict[str, tuple[object, ...]] = {}
    seen: set[tuple[str, object]] = set()
    for choice in field.choices:
        words = (choice.label, choice.labels)
        if first.setdefault(choice.name, words) != words or (choice.name, choice.keys) in seen:
            return True
        seen.add((choice.name, choice.keys))
    return len(first) < len(field.choices) and field.choice_filter is None


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
    needs_formula = field.kind == "calculate"
    if needs_formula != (field.calculation is not None):
        fault = "has no calculation" if needs_formula else "has a calculation, and is no calculate"
        wrong("calculation", f"The field '{name}' {fault}", 'Write type = "calculate" with a calculation.')
    if field.choice_filter and not field.choices:
        wrong("choice_filter", f"'{name}' has no choices to filter", "Take the choice_filter out.")
    if field.repeat_count and not field.columns:
        wrong("repeat_count", f"'{name}' has no rows to count", "Take the repeat_count out.")
    if field.default and (field.columns or not KINDS[field.kind].asks or field.kind in _NO_DEFAULT):
        wrong("default", f"'{name}' can't begin with an answer", "Take the default out.")
    if _doubled(field):
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
        _check_field(column, {**fields, **{c.name: c for c in field.columns}}, source)
    if field.part_of and field.part_of not in fields:
        told = f"'{name}' is part of '{echo(field.part_of)}', which is not there"
        wrong("part_of", told, "Name a field of this form.")
