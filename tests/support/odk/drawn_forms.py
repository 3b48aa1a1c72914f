"""Definitions and answers, drawn: every kind, conditions in both languages, groups, tables, sums."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random

from forms.engine.answers import Value
from forms.engine.definition import Field, Form
from forms.engine.form_reader import read_form
from forms.engine.kinds import KINDS as ENGINE
from forms.engine.reader import Source
from tests.support.odk.filled import Told

KINDS = (
    *(
        "text",
        "long_text",
        "number",
        "integer",
        "decimal",
        "yes_no",
        "choice",
        "several",
        "date",
        "date_time",
    ),
    *("time", "yes_no_comments", "phones", "email", "calculate", "note"),
)
WORDS = ("O'Brien", 'a "b"', 'it\'s "so"', "=1+1", "two words", "x", "1", "${x}", "yes")
NUMBERS_OF = ("number", "integer", "decimal")
DEFAULTS = {"text": "a - b", "date": "4 March 2012", "choice": "A+", "number": "5", "yes_no": "no"}
CHOICES = ("a", "b", "A+", "1", "O'Brien")
DAYS = ("2026-01-31", "2026-11-20", "2015-03-04")
MOMENTS = ("2026-01-31T22:40:00+00:00", "2026-11-20T08:00:00+00:00")
TIMES = ("22:40", "08:05")
NUMBERS = ("0", "5", "-3", "2.5", "1234567", "0.001", "12")


@dataclass
class _Drawing:
    """One definition, while it grows: its lines, and what was asked so far."""

    draw: Random
    lines: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)  # name and kind, of the form
    row: list[tuple[str, str]] = field(default_factory=list)  # of the row
    columns: list[tuple[str, str]] = field(default_factory=list)  # of tables of the form: numbers
    groups: list[str] = field(default_factory=list)
    number: int = 0

    def piped(self) -> str:
        """A label speaks of an answer."""
        found = self.known() if self.draw.random() < 0.2 else None
        return (
            f"${{{found[0]}}}" if found and found[1] not in ("note", "table") else self.draw.choice(WORDS[:5])
        )

    def name(self) -> str:
        self.number += 1
        return self.draw.choice(("q{}", "Q{}", "Имя{}", "x_other{}")).format(self.number)

    def known(self) -> tuple[str, str] | None:
        seen = [*self.asked, *self.row]
        return self.draw.choice(seen) if seen else None

    def word(self, kind: str) -> str:
        draw = self.draw.choice
        return {
            "choice": draw(CHOICES),
            "several": draw(CHOICES),
            "yes_no": draw(("yes", "no")),
            "yes_no_comments": draw(("done", "couldnt", "doesnt_apply")),
            "date": draw(DAYS),
            "date_time": draw(MOMENTS),
            "time": draw(TIMES),
            "number": draw(("0", "5", "12", "1234567")),
            "integer": draw(("0", "5", "-3", "1234567")),
            "decimal": draw(NUMBERS),
        }.get(kind, draw(WORDS))

    def ours(self, depth: int = 0) -> str:
        """A condition in our words."""
        draw, found = self.draw, self.known()
        if found is None or (depth < 2 and draw.random() < 0.4):
            if found is None:
                return "${none} = ''"
            joined = draw.choice(("and", "or"))
            inner = f"({self.ours(depth + 1)} {joined} {self.ours(depth + 1)})"
            return f"not {inner}" if draw.random() < 0.3 else inner
        name, kind = found
        if kind in ("note", "phones", "calculate") or draw.random() < 0.2:
            return f"answered({name})"
        if kind in ("number", "integer", "decimal") and draw.random() < 0.6:
            return f"{name} {draw.choice(('<', '<=', '>', '>='))} {draw.choice(NUMBERS)}"
        word = quoted(self.word(kind))
        return f"{name} {draw.choice(('=', '!='))} {word}"

    def theirs(self, depth: int = 0) -> str:
        """A condition in XLSForm's."""
        draw, found = self.draw, self.known()
        if found is None:
            return "true()"
        if depth < 2 and draw.random() < 0.4:
            inner = f"({self.theirs(depth + 1)} {draw.choice(('and', 'or'))} {self.theirs(depth + 1)})"
            return f"not{inner}" if draw.random() < 0.3 else inner
        name, kind = found
        if kind == "note":
            return f"${{{name}}} = ''"
        if kind in ("number", "integer", "decimal", "calculate"):
            return f"{self.sum()} {draw.choice(('<', '<=', '>', '>=', '=', '!='))} {self.sum()}"
        if kind in ("date", "date_time") and draw.random() < 0.5:
            other = draw.choice(("today()", "date('2026-06-01')"))
            return f"${{{name}}} {draw.choice(('<', '>='))} {other}"
        if kind in ("choice", "several") and draw.random() < 0.6:
            return f"selected(${{{name}}}, {quoted(self.word(kind))})"
        if kind in ("text", "email") and draw.random() < 0.3:
            return f"string-length(${{{name}}}) > {draw.choice(('0', '3'))}"
        if kind in ("time", "date_time", "yes_no_comments") or draw.random() < 0.4:
            return f"${{{name}}} {draw.choice(('=', '!='))} ''"
        return f"${{{name}}} {draw.choice(('=', '!='))} {quoted(self.word(kind))}"

    def sum(self, depth: int = 0) -> str:
        draw = self.draw
        numbers = [n for n, k in (*self.asked, *self.row) if k in NUMBERS_OF]
        if self.columns and not self.row and draw.random() < 0.3:
            table, column = draw.choice(self.columns)
            return draw.choice((f"sum(${{{table}.{column}}})", f"count(${{{table}}})", f"min(${{{column}}})"))
        if depth > 2 or draw.random() < 0.5:
            return f"${{{draw.choice(numbers)}}}" if numbers and draw.random() < 0.8 else draw.choice(NUMBERS)
        a, b = self.sum(depth + 1), self.sum(depth + 1)
        shape = draw.choice(
            ("({} + {})", "{} - {}", "{} * {}", "{} div {}", "if({} > 1, {}, 2)", "int({} + {})")
        )
        return shape.format(a, b)

    def condition(self) -> str:
        said = self.ours() if self.draw.random() < 0.5 else self.theirs()
        return "" if "none" in said else said


def quoted(word: str) -> str:
    """As both languages write words; of words with both marks, the part before."""
    if "'" in word and '"' in word:
        word = word.partition("'")[0]
    return f'"{word}"' if "'" in word else f"'{word}'"


def drawn_form(draw: Random) -> Form | None:
    """A definition; None where what was drawn is none."""
    made = _Drawing(draw)
    sections = draw.randint(1, 3)
    for number in range(sections):
        made.lines += ["[[section]]", f'name = "s{number}"', f'label = "S{number}"', f'short = "S{number}"']
        _says(made, "relevant", made.condition() if draw.random() < 0.3 else "")
        within = ""
        for _ in range(draw.randint(0, 4)):
            if draw.random() < 0.3:
                within = _group(made, made.groups, within)
            elif draw.random() < 0.3:
                within = ""
            _question(made, "section.field", within, made.asked, 0)
    text = "\n".join([*_HEAD, *made.groups, *made.lines])
    source = Source("drawn.toml", text)
    form = read_form(source)
    return None if source.errors else form


_HEAD = (
    'id = "drawn/form"',
    "version = 1",
    'title = "Drawn"',
    'authority = "Nobody"',
    'source = "drawn"',
    'review = "2027-01-01"',
)


def _group(made: _Drawing, groups: list[str], around: str) -> str:
    name = f"g{len(groups)}"
    inside = around if made.draw.random() < 0.5 else ""
    saved, made.lines = made.lines, []
    _says(made, "relevant", made.condition() if made.draw.random() < 0.7 else "")
    groups.append("\n".join(["[[group]]", f'name = "{name}"', f'within = "{inside}"', *made.lines]))
    made.lines = saved
    return name


def _question(made: _Drawing, head: str, within: str, seen: list[tuple[str, str]], depth: int) -> None:
    draw, name = made.draw, made.name()
    kind = "table" if depth < 2 and draw.random() < 0.15 else draw.choice(KINDS)
    made.lines += [f"[[{head}]]", f'name = "{name}"', f'type = "{kind}"']
    _says(made, "label", f"{name}, {made.piped()}?")
    if draw.random() < 0.2 and kind not in ("note", "calculate"):
        made.lines.append("required = true")
    _says(made, "within", within)
    _says(made, "relevant", made.condition() if draw.random() < 0.5 else "")
    if kind in ("choice", "several"):
        listed = ", ".join(f"{{ name = {json.dumps(c)}, label = {json.dumps(c)} }}" for c in CHOICES)
        made.lines.append(f"choices = [{listed}]")
        _says(made, "choice_filter", f"name != {quoted(draw.choice(CHOICES))}" if draw.random() < 0.2 else "")
    if kind in DEFAULTS and draw.random() < 0.2:
        _says(made, "default", DEFAULTS[kind])
    if kind == "calculate":
        _says(made, "calculation", made.sum())
    if kind in ("number", "integer", "decimal") and draw.random() < 0.4:
        sign, than = draw.choice(("<", ">=", "!=")), made.sum()
        _says(made, "constraint", f". {sign} {than}")
    if kind == "table":
        row, made.row = made.row, [*made.row]
        _says(made, "repeat_count", made.sum() if draw.random() < 0.2 else "")
        for number in range(draw.randint(1, 3)):
            within = _group(made, made.groups, "") if number and draw.random() < 0.3 else ""
            _question(made, f"{head}.column", within, made.row, depth + 1)
        made.columns += [
            (name, column) for column, of in made.row[len(row) :] if of in NUMBERS_OF and not depth
        ]
        made.row = row
        return
    seen.append((name, kind))


def _says(made: _Drawing, key: str, said: str) -> None:
    if said:
        made.lines.append(f"{key} = {json.dumps(said, ensure_ascii=False)}")


def drawn_answers(draw: Random, form: Form) -> Told:
    """An answer, or none, to each question; up to two rows in each table."""
    told = Told()

    def answer(one: Field, path: str) -> None:
        if one.columns:
            told.kept[path] = [str(number) for number in range(draw.randint(0, 2))]
            for row in told.kept[path]:
                for column in one.columns:
                    answer(column, f"{path}/{row}/{column.name}")
        elif one.default and draw.random() < 0.5:
            told.told[path] = ENGINE[one.kind].parse(one.default, one)
        elif (one.default or draw.random() < 0.7) and one.kind not in ("note", "calculate"):
            told.told[path] = _value(draw, one)

    for one in form.fields():
        answer(one, one.name)
    return told


def _value(draw: Random, one: Field) -> Value:
    match one.kind:
        case "number":
            return draw.choice((0, 5, 12, 1234567))
        case "integer":
            return draw.choice((0, 5, -3, 1234567))
        case "decimal":
            return draw.choice((0, 5, -3, 2.5, 0.001, 1234567))
        case "yes_no":
            return draw.choice(("yes", "no"))
        case "choice":
            return draw.choice((*CHOICES, "my own words"))
        case "several":
            chosen = [c for c in CHOICES if draw.random() < 0.4]
            return {"chosen": chosen, "other": draw.choice(("", "more"))}
        case "date":
            return draw.choice(DAYS)
        case "date_time":
            return draw.choice(MOMENTS)
        case "time":
            return draw.choice(TIMES)
        case "yes_no_comments":
            return {"outcome": draw.choice(("done", "couldnt", "")), "comments": draw.choice(("", "locked"))}
    return draw.choice([word for word in WORDS if word.strip()])
