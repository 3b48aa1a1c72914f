"""A form that uses what XLSForm has and ours had not: groups, sums, tables in tables. And answers to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from forms.engine.answers import Answer, Value
from forms.engine.definition import Form
from forms.engine.errors import DefinitionErrors
from forms.engine.form_reader import read_form
from forms.engine.reader import Source

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
HEAD = """id = "x/form"
version = 1
title = "A form"
authority = "Nobody"
source = "ours"
review = "2027-01-01"
languages = ["Polski (pl)"]
"""
FORM = """
[[group]]
name = "school"
label = "School"
relevant = "${goes} = 'yes'"

[[group]]
name = "teacher"
label = "Teacher of ${who}"
relevant = "${year} >= 3"
within = "school"

[[section]]
name = "one"
label = "One"
short = "One"

[[section.field]]
name = "hello"
type = "note"
label = "Say what you know of ${who}."

[[section.field]]
name = "who"
type = "text"
label = "Who?"
labels = { "Polski (pl)" = "Kto?" }
required = true

[[section.field]]
name = "goes"
type = "yes_no"
label = "Does ${who} go to school?"

[[section.field]]
name = "year"
type = "integer"
label = "Year"
within = "school"
constraint = ". > 0 and . < 14"
constraint_message = "Years are 1 to 13."

[[section.field]]
name = "Учитель"
type = "text"
label = "Teacher"
within = "teacher"
required = true
required_message = "Who teaches ${who}?"

[[section.field]]
name = "money"
type = "decimal"
label = "Money"

[[section.field]]
name = "twice"
type = "calculate"
label = "Twice that"
calculation = "${money} * 2"

[[section.field]]
name = "where"
type = "choice"
label = "Where?"
choice_filter = "region = ${goes} or name = '9'"
choices = [
  { name = "A+", label = "A", keys = { region = "yes" } },
  { name = "9", label = "Nine" },
]

[[section]]
name = "two"
label = "Two"
short = "Two"
relevant = "${twice} > 10"

[[section.field]]
name = "visits"
type = "table"
label = "Visits"
repeat_count = "${money}"

[[section.field.column]]
name = "long"
type = "integer"
label = "Minutes"

[[section.field.column]]
name = "why"
type = "text"
label = "Why so long?"
relevant = "${long} > 60 and ${money} > 1"

[[section.field.column]]
name = "people"
type = "table"
label = "Who came"

[[section.field.column.column]]
name = "name"
type = "text"
label = "Name"

[[section.field.column.column]]
name = "friend"
type = "text"
label = "Friend of ${name} for ${long} minutes"
relevant = "${name} != '' and ${long} > 5"

[[section.field]]
name = "all"
type = "calculate"
calculation = "sum(${visits.long}) + count(${people})"
"""


class Told:
    """Answers by path, rows by table."""

    def __init__(self, rows: dict[str, list[str]] | None = None, **answers: Value) -> None:
        self.told = {path.replace("__", "/"): value for path, value in answers.items()}
        self.kept = rows or {}

    def answer(self, path: str) -> Answer | None:
        return Answer(self.told[path], NOW.isoformat()) if path in self.told else None

    def rows(self, table: str) -> Sequence[str]:
        return self.kept.get(table, [])


def form(text: str = FORM) -> Form:
    source = Source("form.toml", HEAD + text)
    made = read_form(source)
    if source.errors:
        raise DefinitionErrors(source.errors)
    return made
