"""What is asked when, in a whole form: that every name is there, and that no condition rests on itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.engine.comparing import closed_list, wanted
from forms.engine.conditions import Condition
from forms.engine.definition import Field, Form, Group
from forms.engine.errors import echo
from forms.engine.expressions import REFERENCE, Formula, parts
from forms.engine.form_keys import CALLED, NEVER
from forms.engine.reader import NOWHERE, Source
from forms.engine.resting import round_about

_FORMULAS = ("constraint", "calculation", "choice_filter", "repeat_count")
#: columns of the choices that have a meaning of their own in XLSForm
_COLUMNS = ("list_name", "name", "label", "image", "audio", "video", "geometry")
_WORDS = ("label", "hint", "note", "guidance", "plain", "required_message", "constraint_message")


def check_asking(form: Form, source: Source) -> None:
    """Notes in `source` what is wrong with the form's groups, conditions, calculations and piped words."""
    checks = _Checks(form, source, {f.name: f for f in form.fields()}, {g.name: g for g in form.groups})
    checks.groups()
    for section in form.sections:
        tables = source.top.tables("section")
        line = max((t.line for t in tables if t.data.get("name") == section.name), default=1)
        checks.condition(f"section '{echo(section.name)}'", line, section.relevant, checks.fields)
        if REFERENCE.search(f"{section.label} {section.short} {section.note}"):
            told = f"The heading of section '{echo(section.name)}' speaks of an answer"
            checks.wrong(line, "label", told, "Say it in the label of a group or a note.")
        checks.languages(f"section '{echo(section.name)}'", line, section.labels)
        checks.standing(section.fields)
        for field in section.fields:
            checks.field(field, checks.fields)
    for names in round_about(form):
        first = next(f for f in form.fields() if f.name == names[0].partition(".")[0])
        told = f"Whether '{echo(names[0])}' is asked rests on itself: {' → '.join(map(echo, names))}"
        source.wrong(source.line_in(first.line, "relevant"), told, "Take one of these conditions out.")


@dataclass(frozen=True, slots=True)
class _Checks:
    form: Form
    source: Source
    fields: Mapping[str, Field]
    known: Mapping[str, Group]

    def wrong(self, line: int, key: str, message: str, remedy: str) -> None:
        at = self.source.line_in(line, key)
        if not any(e.line == at and e.message == message for e in self.source.errors):
            self.source.wrong(at, message, remedy)

    def groups(self) -> None:
        """Each has a name of its own, and stands in one that is there."""
        seen: set[str] = set()
        for group in self.form.groups:
            name = echo(group.name)
            if group.name in seen:
                self.wrong(group.line, "name", f"There are two groups '{name}'", "Give one another name.")
            seen.add(group.name)
            self._within(f"group '{name}'", group.line, group.within)
            around = self.chain(group.within)
            if group.name in around:
                self.wrong(group.line, "within", f"The group '{name}' stands in itself", "Name another.")
            self.languages(f"group '{name}'", group.line, group.labels)
            self._called(f"group '{name}'", group.line, group.called)
            self._piped(f"group '{name}'", group.line, {"label": group.label}, self.fields)
            if not any(group.name in self.chain(one.within) for one in self._all(tuple(self.form.fields()))):
                self.wrong(group.line, "name", f"Nothing stands in the group '{name}'", "Take it out.")

    def chain(self, name: str) -> list[str]:
        """The groups around what stands in this one, the innermost first."""
        found: list[str] = []
        while name in self.known and name not in found:
            found.append(name)
            name = self.known[name].within
        return found

    def standing(self, fields: Sequence[Field]) -> None:
        """What has a group stands together, and its conditions ask about what is there."""
        before: list[str] = []
        ended: set[str] = set()
        for field in fields:
            now = self.chain(field.within)
            ended |= {name for name in before if name not in now}
            for name in ended.intersection(now):
                told = f"'{echo(field.name)}' stands apart from the rest of the group '{echo(name)}'"
                self.wrong(field.line, "within", told, "Put what is in a group together.")
            before = now
            self.standing(field.columns)

    def field(self, field: Field, around: Mapping[str, Field]) -> None:
        """A question, and the columns of a table: they see each other, and all that stands around."""
        what, line = f"'{echo(field.name)}'", field.line
        self._within(what, line, field.within)
        self.condition(what, line, field.relevant, around)
        for name in self.chain(field.within):
            group = self.known[name]
            self.condition(f"group '{echo(name)}'", group.line, group.relevant, around)
        for key in _FORMULAS:
            self._formula(field, key, getattr(field, key), around)
        self._piped(what, line, {key: getattr(field, key) for key in _WORDS}, around)
        for pairs in (field.labels, field.hints, *(choice.labels for choice in field.choices)):
            self.languages(what, line, pairs)
        for name in {name for choice in field.choices for name, _ in choice.keys}.intersection(_COLUMNS):
            told = f"A key of a choice of {what} is called '{name}'"
            self.wrong(line, "choices", told, "Give it another name.")
        self._called(what, line, field.called)
        inside = {**around, **{c.name: c for c in field.columns}}
        for column in field.columns:
            self.field(column, inside)

    def condition(
        self, what: str, line: int, when: Condition | Formula | None, around: Mapping[str, Field]
    ) -> None:
        """It asks about questions that are there, and compares each with what it can be."""
        if when is None or when is NOWHERE or when is NEVER:
            return
        self._names(what, line, "relevant", when, around)
        if isinstance(when, Formula):
            self._no_strangers(what, line, "relevant", when, ())
            return
        for fact, value in when.compared:
            other = around.get(fact)
            if other and (can := wanted(closed_list(other), other.kind, value)):
                word = f"the number {value:g}" if isinstance(value, float) else f"'{echo(value)}'"
                told = f"The condition of {what} compares '{echo(fact)}' with {word}"
                self.wrong(line, "relevant", f"{told}, which is none of its answers", f"It can be {can}.")

    def languages(self, what: str, line: int, pairs: Sequence[tuple[str, str]]) -> None:
        """Each is one that the form names."""
        for language, _ in pairs:
            if language not in self.form.languages:
                told = f"There are words for {what} in '{echo(language)}', which the form does not name"
                self.wrong(line, "labels", told, 'Add it to the form: languages = ["…"].')

    def _formula(self, field: Field, key: str, formula: Formula | None, around: Mapping[str, Field]) -> None:
        if formula is None or formula is NEVER:
            return
        what = f"'{echo(field.name)}'"
        self._names(what, field.line, key, formula, around)
        keys = {name for choice in field.choices for name, _ in choice.keys} | {"name"}
        self._no_strangers(what, field.line, key, formula, tuple(keys) if key == "choice_filter" else ())

    def _no_strangers(self, what: str, line: int, key: str, formula: Formula, keys: Sequence[str]) -> None:
        for name in formula.keys:
            if name not in keys:
                told = f"'{echo(name)}' in the {key} of {what} has no meaning there"
                self.wrong(line, key, told, f"An answer is written ${{{echo(name)}}}, a word '{echo(name)}'.")
        if key != "constraint" and any(part[0] == "here" for part in parts(formula.tree)):
            self.wrong(line, key, f"The {key} of {what} speaks of '.'", "Write '.' in a constraint only.")

    def _names(
        self, what: str, line: int, key: str, when: Condition | Formula, around: Mapping[str, Field]
    ) -> None:
        said = {"relevant": "condition"}.get(key, key)
        of_rows = when.of_rows if isinstance(when, Formula) else ()
        for name in when.names:
            if name in around or (name in of_rows and self._has_column(name)):
                continue
            told = f"The {said} of {what} asks about '{echo(name)}', which is not there"
            self.wrong(line, key, told, "Name a field of this form.")

    def _has_column(self, name: str) -> bool:
        """Exactly one table has a column of this name, or the table that is named before the point."""
        table, _, column = name.rpartition(".")
        tables = [f for f in self.form.fields() if f.columns and table in ("", f.name)]
        return sum(1 for t in tables for c in self._all(t.columns) if c.name == column) == 1

    def _all(self, fields: Sequence[Field]) -> Iterator[Field]:
        for field in fields:
            yield field
            yield from self._all(field.columns)

    def _within(self, what: str, line: int, name: str) -> None:
        if name and name not in self.known:
            told = f"{what[:1].upper()}{what[1:]} stands in the group '{echo(name)}', which is not there"
            self.wrong(line, "within", told, "Name a [[group]] of this form.")

    def _called(self, what: str, line: int, name: str) -> None:
        if name and not CALLED.fullmatch(name):
            told = f"'{echo(name)}', which {what} is called in XLSForm, is not a name there"
            self.wrong(line, "called", told, "Use letters, numbers, _, - and ., letter first.")

    def _piped(self, what: str, line: int, words: Mapping[str, str], around: Mapping[str, Field]) -> None:
        for key, text in words.items():
            for name in REFERENCE.findall(text):
                if name not in around:
                    told = f"The {key} of {what} speaks of '{echo(name)}', which is not there"
                    self.wrong(line, key, told, "Name a field of this form.")
