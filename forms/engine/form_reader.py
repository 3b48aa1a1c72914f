"""TOML → Form. The keys are XLSForm's where it has one for the purpose."""

from __future__ import annotations

from dataclasses import replace

from forms.engine.definition import AnsweredIn, Choice, Conflict, Expects, Field, Form, Section
from forms.engine.kinds import KINDS
from forms.engine.reader import Source, Table

_IN: tuple[AnsweredIn, ...] = ("form", "episode")
_CONFLICT: tuple[Conflict, ...] = ("latest", "both")
_EXPECTS: tuple[Expects, ...] = ("", "past", "future", "birth")


def read_form(source: Source, base: Form | None = None) -> Form:
    """The form in `source`, added to `base` where it extends one. See `source.errors`."""
    top = source.top
    version = top.whole("version", need=True)
    if version is not None and version < 1:
        top.wrong("version", "A version is 1 or more", "Count versions from 1.")
    top.text("extends")
    form = Form(
        id=top.text("id", need=True),
        version=version or 1,
        title=top.text("title", need=True),
        authority=top.text("authority", need=True),
        sections=tuple(_section(t) for t in top.tables("section", need=True)),
        source=top.text("source", need=True),
        review=top.day("review"),
        notices=top.texts("notices"),
        closing_notices=top.texts("closing_notices"),
        path=source.name,
        completed_by=top.text("completed_by", default="carer"),
        send_to=top.texts("send_to"),
        send_note=top.text("send_note"),
        about=top.text("about"),
    )
    top.done()
    if base:
        form = _joined(base, form)
    _check(form, source)
    return form


def _section(table: Table) -> Section:
    closing = table.flag("closing")  # the closing fields of a paper form stand under no heading
    section = Section(
        name=table.name(),
        label=table.text("label", need=not closing),
        short=table.text("short", need=True),
        fields=tuple(_field(t) for t in table.tables("field")),
        source=table.text("source"),
        note=table.text("note"),
        completed_by=table.text("completed_by"),
        completed_when=table.text("completed_when"),
        answered_in=table.one_of("answered_in", _IN, "form"),
        closing=closing,
    )
    table.done()
    return section


def _field(table: Table, column: bool = False) -> Field:
    answered_in = table.text("answered_in")
    if answered_in and answered_in not in _IN:
        table.wrong("answered_in", f"'{answered_in}' is not a place", "Write form or episode.")
    part_of = table.text("part_of")
    kind = table.one_of("type", tuple(KINDS))
    field = Field(
        name=table.name(),
        kind=kind,
        label=table.text("label", need=not part_of),
        plain=table.text("plain", need=bool(part_of)),
        hint=table.text("hint"),
        heading=table.text("heading"),
        group=table.text("group"),
        choices=tuple(_choice(t) for t in table.tables("choices")),
        columns=() if column else tuple(_field(t, True) for t in table.tables("column")),
        relevant=table.condition("relevant"),
        secret=table.flag("secret"),
        conflict=table.one_of("conflict", _CONFLICT, "latest"),
        appearance=table.text("appearance"),
        source=table.text("source"),
        rules=table.texts("rules"),
        ours=table.flag("ours"),
        no_is_an_answer=table.flag("no_is_an_answer"),
        stale_after_days=table.whole("stale_after_days"),
        line=table.line,
        note=table.text("note"),
        part_of=part_of,
        answered_in="episode" if answered_in == "episode" else "form" if answered_in else None,
        expects=table.one_of("expects", _EXPECTS, ""),
        prefill=table.text("prefill"),
    )
    table.done()
    if field.conflict == "both":  # what holds for a table holds for its cells
        field = replace(field, columns=tuple(replace(c, conflict="both") for c in field.columns))
    return field


def _choice(table: Table) -> Choice:
    choice = Choice(name=table.name(), label=table.text("label", need=True))
    table.done()
    return choice


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

    if field.kind in ("choice", "several") and not field.choices:
        wrong(f"The field '{field.name}' has no choices", "Add choices = [{ name = …, label = … }].")
    if len({c.name for c in field.choices}) < len(field.choices):
        wrong(f"Two choices of '{field.name}' have the same name", "Give one another name.")
    if (field.kind == "table") != bool(field.columns):
        fault = "has columns but is no table" if field.columns else "is a table without columns"
        wrong(f"The field '{field.name}' {fault}", "Give columns to fields of type table, and only to them.")
    if len({c.name for c in field.columns}) < len(field.columns):
        wrong(f"Two columns of '{field.name}' have the same name", "Give one another name.")
    for column in field.columns:
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
