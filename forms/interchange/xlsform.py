"""A form as the three sheets of an XLSForm. Pure: names and rows, no files.

Labels, hints, notes, groups, repeats, choices, conditions and all that ADR 27 lists are XLSForm's own. What
it has no word for stands in columns of ours (`carer_…`), which other tools leave alone, so that the form
comes back whole (`forms.interchange.own_export`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, replace

from forms.engine.conditions import Condition
from forms.engine.definition import Choice, Field, Form, Group, Reference, Section
from forms.engine.expressions import Formula
from forms.engine.form_keys import Pairs
from forms.engine.kinds import KINDS
from forms.interchange.first_answers import first_answer
from forms.interchange.held import check
from forms.interchange.names_out import Names
from forms.interchange.xpath import Scope, words, xpath

Row = dict[str, str]
OURS = "carer_"  # what our own columns begin with
_VEIL = "\\u0024{"
#: Keys of a field that XLSForm has columns for, and says as we do.
_PLAIN = (
    *("name", "label", "hint", "columns", "choices", "relevant", "line", "appearance", "within"),
    *("guidance", "required", "required_message", "constraint_message", "read_only", "labels", "hints"),
)
#: Keys of a field, a section and a form that XLSForm has no word for, or says in words of its own.
FIELD_KEYS = tuple(f.name for f in fields(Field) if f.name not in _PLAIN)
SECTION_KEYS = (
    "short",
    "source",
    "note",
    "completed_by",
    "completed_when",
    "answered_in",
    "closing",
    "pages",
)
FORM_KEYS = (
    "id",
    "authority",
    "source",
    "review",
    "notices",
    "closing_notices",
    "references",
    "completed_by",
    "send_to",
    "send_note",
    "about",
    "languages",
    "left_out",
)


@dataclass(slots=True)
class XlsForm:
    """The three sheets, and how much of the form is in them."""

    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    settings: Row = field(default_factory=dict)
    questions: int = 0
    columns: int = 0

    @property
    def counts(self) -> str:
        """In words, for a report."""
        return f"{self.questions} questions and {self.columns} columns of tables"

    def sheets(self) -> dict[str, list[Row]]:
        """By the names that XLSForm gives them."""
        return {"survey": self.survey, "choices": self.choices, "settings": [self.settings]}


def xlsform(form: Form) -> XlsForm:
    """Every section, one group each. NotHeld (a ValueError) where a workbook cannot hold its words."""
    settings = {"form_title": form.title, "form_id": form.id.replace("/", "_"), "version": str(form.version)}
    sheets = XlsForm(settings=settings | _own(form, FORM_KEYS))
    for shared in (kind.xlsform for kind in KINDS.values() if kind.xlsform.choices):
        list_name = shared.type.partition(" ")[2]
        sheets.choices += _options(list_name, [Choice(*pair) for pair in shared.choices])
    writing = _Writing(sheets, Scope(form, Names(form)), {group.name: group for group in form.groups})
    sheets.survey += writing.notes("notice", form.notices)
    for section in form.sections:
        sheets.survey += writing.section(section)
    sheets.survey += writing.notes("closing_notice", form.closing_notices)
    sheets.survey += writing.notes("reference", [_in_words(reference) for reference in form.references])
    check(form, sheets.sheets())
    return sheets


def _in_words(reference: Reference) -> str:
    return "\n".join([reference.title, *(" – ".join(row) for row in reference.rows)])


HELPER = {f"{OURS}helper": "yes"}  # a row that only other tools need


def shown_hint(asked: Field) -> str:
    """What helps to answer it, in the one place that XLSForm has for it."""
    return " ".join(words for words in (asked.plain if asked.label else "", asked.hint, asked.note) if words)


@dataclass(frozen=True, slots=True)
class _Writing:
    """One form on its way out."""

    sheets: XlsForm
    top: Scope
    groups: dict[str, Group]

    def notes(self, name: str, texts: Sequence[str]) -> Iterator[Row]:
        """Words that stand between the questions: a note each. No answer is put into them."""
        for number, text in enumerate(texts, 1):
            label = text.replace("${", "$ {")
            yield {"type": "note", "name": self.top.names.free(f"{name}_{number}"), "label": label} | HELPER

    def section(self, section: Section) -> Iterator[Row]:
        """A group, with a line of ours where there would be nothing in it."""
        label = section.label or section.short
        name = section.called or f"section_{section.name}"
        row = {"type": "begin group", "name": self.top.names.free(name), "label": label}
        if section.called:
            row |= {f"{OURS}name": section.name} | _own(section, ("called",))
        row |= self._condition(section.relevant, self.top) | _translated("label", section.labels)
        yield row | _own(section, SECTION_KEYS)
        yield from self.notes(f"{section.name}_note", section.note.strip().splitlines())
        if not section.fields:
            yield from self.notes(f"{section.name}_empty", ["Nothing is asked here."])
        yield from self._fields(section.fields, self.top, ())
        yield {"type": "end group"}

    def _fields(self, asked: Sequence[Field], scope: Scope, around: tuple[str, ...]) -> Iterator[Row]:
        """Questions of a section, or columns of a table, with the groups that begin and end among them."""
        open_groups: tuple[str, ...] = ()
        label = ""
        for one in asked:
            chain = tuple(name for name in self._chain(one.within) if name not in around)
            same = next((n for n, (a, b) in enumerate(zip(open_groups, chain, strict=False)) if a != b), None)
            kept = min(len(open_groups), len(chain)) if same is None else same
            changed = kept < len(open_groups) or kept < len(chain)
            if label and (one.group != label or changed):
                yield {"type": "end group"}
                label = ""
            yield from ({"type": "end group"} for _ in open_groups[kept:])
            for name in chain[kept:]:
                yield self._group(self.groups[name], scope)
            open_groups = chain
            if one.group and one.group != label:
                label = one.group
                name = self.top.names.free(f"group_{one.name}")
                yield {"type": "begin group", "name": name, "label": _plain(label)} | HELPER
            if one.heading:
                yield from self.notes(f"{one.name}_heading", [one.heading])
            yield from self._field(one, scope, (*around, *chain))
        yield from ({"type": "end group"} for _ in (*open_groups, *((label,) if label else ())))

    def _chain(self, name: str) -> tuple[str, ...]:
        """The groups around, the outermost first."""
        found: tuple[str, ...] = ()
        while name in self.groups and name not in found:
            found = (name, *found)
            name = self.groups[name].within
        return found

    def _group(self, group: Group, scope: Scope) -> Row:
        called = self.top.names.free(group.called or group.name)
        row = {"type": "begin group", "name": called, f"{OURS}name": group.name} | _own(group, ("called",))
        row |= {"label": words(group.label, scope)} | self._condition(group.relevant, scope)
        return row | _translated("label", group.labels, scope)

    def _field(self, asked: Field, scope: Scope, around: tuple[str, ...]) -> Iterator[Row]:
        """The rows of one question."""
        place = f"{scope.table}.{asked.name}" if scope.table else asked.name
        name = scope.names.of(place)
        row = self._asked(asked, scope, name)
        asks = KINDS[asked.kind].xlsform
        if asked.columns:
            self.sheets.columns += len(asked.columns)
            yield from self._count(asked, scope, row)
            yield {"type": asks.type, **row}
            yield from self._fields(asked.columns, scope.inside(place), around)
            yield {"type": "end repeat"}
            return
        if not scope.table:
            self.sheets.questions += 1
        listed = scope.names.list_of(place) if asked.choices else name
        yield {"type": asks.type.format(listed), **row, "appearance": asked.appearance or asks.appearance}
        if asked.choices:
            self.sheets.choices += [_option(listed, choice, scope) for choice in asked.choices]
        if asked.calculation and row["label"]:  # what is worked out is shown by a note there
            label = f"{row['label'].rstrip(': ')}: ${{{name}}}"
            shown = {"type": "note", "name": scope.names.free(f"{name}_shown"), "label": label}
            yield shown | self._condition(asked.relevant, scope, own=False) | HELPER
        if asks.beside:
            beside = {"type": "text", "name": scope.names.beside(place), "label": asks.beside[1]}
            yield beside | self._condition(asked.relevant, scope, own=False) | HELPER

    def _asked(self, asked: Field, scope: Scope, name: str) -> Row:
        """What a question says, and what is said of it."""
        if not scope.table:
            self.sheets.questions += 1 if asked.columns else 0
        row = {
            "name": name,
            "label": words(asked.label or asked.plain, scope),
            "hint": words(shown_hint(asked), scope),
            "guidance_hint": words(asked.guidance, scope),
            "required": "yes" if asked.required else "",
            "required_message": words(asked.required_message, scope),
            "constraint": xpath(asked.constraint, scope, own=asked.name) if asked.constraint else "",
            "constraint_message": words(asked.constraint_message, scope),
            "calculation": xpath(asked.calculation, scope) if asked.calculation else "",
            "choice_filter": self._filter(asked, scope),
            "default": first_answer(asked),
            "readonly": "yes" if asked.read_only else "",
        }
        row = {key: said for key, said in row.items() if said or key in ("label", "hint")}
        row |= _translated("label", asked.labels, scope) | _translated("hint", asked.hints, scope)
        row |= _own(asked, FIELD_KEYS) | {f"{OURS}hint": veiled(asked.hint), f"{OURS}name": asked.name}
        if not asked.label:
            row[f"{OURS}unlabelled"] = "yes"
        return row | self._condition(asked.relevant, scope)

    def _count(self, table: Field, scope: Scope, row: Row) -> Iterator[Row]:
        """How many rows are expected, in `row`: an answer as it is; a sum is a row of its own."""
        if table.repeat_count is None:
            return
        said = xpath(table.repeat_count, scope)
        if table.repeat_count.tree[0] != "ref":
            name = scope.names.free(f"{row['name']}_expected")
            yield {"type": "calculate", "name": name, "calculation": said} | HELPER
            said = f"${{{name}}}"
        row["repeat_count"] = said

    def _filter(self, asked: Field, scope: Scope) -> str:
        return xpath(asked.choice_filter, scope) if asked.choice_filter else ""

    def _condition(self, said: Condition | Formula | None, scope: Scope, *, own: bool = True) -> Row:
        if said is None:
            return {}
        row = {"relevant": xpath(said, scope)}
        return row | ({f"{OURS}relevant": veiled(said.text)} if own else {})


def _plain(text: str) -> str:
    """Words into which no answer is put."""
    return text.replace("${", "$ {")


def _translated(key: str, said: Pairs, scope: Scope | None = None) -> Row:
    return {f"{key}::{language}": words(text, scope) if scope else text for language, text in said}


def _own(thing: object, keys: tuple[str, ...]) -> Row:
    """What XLSForm has no word for, as JSON; what says nothing is left out."""
    values = {key: getattr(thing, key) for key in keys}
    dumped = {
        k: json.dumps(v.text if isinstance(v, Formula) else v, ensure_ascii=False, default=asdict)
        for k, v in values.items()
        if v not in ("", (), None, False)
    }
    return {f"{OURS}{k}": veiled(text) for k, text in dumped.items()}


def veiled(text: str) -> str:
    """Words in a column of ours: pyxform looks for `${…}` in every column. In JSON it means the same."""
    return text.replace("${", _VEIL)


def unveiled(text: str) -> str:
    """What `veiled` was given."""
    return text.replace(_VEIL, "${")


def _options(name: str, options: Sequence[Choice]) -> list[Row]:
    return [{"list_name": name, "name": option.name, "label": option.label} for option in options]


def _option(name: str, choice: Choice, scope: Scope) -> Row:
    row = {"list_name": name, "name": choice.name, "label": words(choice.label, scope)}
    return row | _translated("label", choice.labels, scope) | dict(choice.keys)


def only(form: Form, *sections: str) -> Form:
    """The form with these sections alone, for one screen beside one screen."""
    return replace(
        form, notices=(), closing_notices=(), references=(), sections=tuple(form.section(s) for s in sections)
    )
