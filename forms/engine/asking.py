"""One form and the answers to it: which questions are asked now, what is worked out, and what the labels say.

An answer of a question that is not asked counts as blank in every condition: it stays in the record,
and counts again when the question is asked again. A place is a question's path: `name`, in a table
`table/row/column`, in a table of a table `table/row/inner/row/column`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from forms.engine import messages
from forms.engine.answers import NOT_KNOWN, Answers, is_blank, is_not_known
from forms.engine.answers import Value as Answered
from forms.engine.conditions import Condition
from forms.engine.definition import Choice, Field, Form, Group
from forms.engine.expressions import REFERENCE, Formula
from forms.engine.filled import filled
from forms.engine.form_keys import Pairs
from forms.engine.kinds import KINDS
from forms.engine.worked_out import Value, is_number, number_of, truth_of, words_of, work_out, worth

Gate = Condition | Formula
BLANK = "…"  # in the place of an answer that a label speaks of, and nobody gave


@dataclass(slots=True)
class Asking:
    """`now` is aware. `lives`: in which setting the child does, "" while nobody said: then every question is
    for it. Make one whenever an answer may have changed: it remembers what it worked out."""

    form: Form
    answers: Answers
    now: datetime
    lives: str = ""  # the setting that somebody said the child lives in
    _groups: Mapping[str, Group] = field(init=False)
    _top: Mapping[str, Field] = field(init=False)
    _sections: Mapping[str, Gate] = field(init=False)
    _asked: dict[str, bool] = field(init=False, default_factory=dict)
    _worked: dict[str, Value] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._groups = {group.name: group for group in self.form.groups}
        self._top = {one.name: one for one in self.form.fields()}
        self._sections = {
            one.name: section.relevant
            for section in self.form.sections
            if section.relevant
            for one in section.fields
        }

    # --- what is asked -----------------------------------------------------------
    def asks(self, one: Field, path: str = "") -> bool:
        """Whether the question is asked, given these answers. `path`: of a cell, its own."""
        path = path or one.name
        if path not in self._asked:
            self._asked[path] = True  # a condition that rests on itself is refused; here it must not go round
            around = path.rpartition("/")[0].rpartition("/")[0]
            table = self.field_at(around) if around else None
            here = one.asked_in(self.lives, self.answers.answer(path))
            here = here and (table is None or self.asks(table, around))
            gates = self._gates(one, "/" in path) if here else ()
            self._asked[path] = here and all(self.holds(gate, path) for gate in gates)
        return self._asked[path]

    def holds(self, gate: Gate | None, path: str) -> bool:
        """Whether a condition that stands at this path is true."""
        if isinstance(gate, Formula):
            return truth_of(work_out(gate.tree, _Place(self, path))) is True
        return gate is None or gate.holds(_Facts(self, path))

    def _gates(self, one: Field, cell: bool) -> Iterator[Gate]:
        if not cell and one.name in self._sections:
            yield self._sections[one.name]
        yield from (group.relevant for group in self.around(one.within) if group.relevant is not None)
        if one.relevant is not None:
            yield one.relevant

    def around(self, name: str) -> tuple[Group, ...]:
        """The groups around what stands in this one, the innermost first; () for none."""
        found: list[Group] = []
        while name in self._groups and self._groups[name] not in found:
            found.append(self._groups[name])
            name = found[-1].within
        return tuple(found)

    # --- what stands there -------------------------------------------------------
    def field_at(self, path: str) -> Field | None:
        """The question of this path; None where the form has none."""
        name, *rest = path.split("/")
        found = self._top.get(name)
        for column in rest[1::2]:
            found = next((c for c in found.columns if c.name == column), None) if found else None
        return found

    def path_of(self, name: str, path: str) -> str:
        """Where the answer called `name` stands, as an expression at `path` means it: in the same row,
        else in the row around it, else in the form."""
        parts = path.split("/")
        for depth in range(len(parts) - 1, 0, -2):
            table = self.field_at("/".join(parts[: depth - 1]))
            if table and any(column.name == name for column in table.columns):
                return "/".join((*parts[:depth], name))
        return name

    def value(self, path: str) -> Answered:
        """What stands there, or is worked out there; None where the question is not asked. Of a question that
        this form does not have, what stands there."""
        one = self.field_at(path)
        if one is not None and not self.asks(one, path):
            return None
        if one is not None and one.calculation is not None:
            return self._as_answer(self.worked_out(one, path))
        answer = self.answers.answer(path)
        if answer is None or (one is not None and not KINDS[one.kind].is_answered(answer.value)):
            return None
        return answer.value

    def worked_out(self, one: Field, path: str = "") -> Value:
        """Of a calculate: what it comes to; None while that is open."""
        path = path or one.name
        if path not in self._worked and one.calculation is not None:
            self._worked[path] = ""
            worked = work_out(one.calculation.tree, _Place(self, path))
            self._worked[path] = "" if worked != worked else worked  # no number is no answer
        return self._worked.get(path, "")

    @staticmethod
    def _as_answer(worked: Value) -> Answered:
        """What is worked out, as if it was answered: a number as one, "not known" while it is open."""
        if worked is None:
            return NOT_KNOWN
        if isinstance(worked, str) and is_number(worked):
            return number_of(worked)
        return worked if isinstance(worked, str | float) else words_of(worked)

    def rows(self, path: str) -> Sequence[str]:
        """The rows of the table at this path, while it is asked."""
        table = self.field_at(path)
        return self.answers.rows(path) if table and table.columns and self.asks(table, path) else ()

    # --- what is said ------------------------------------------------------------
    def words(self, text: str, path: str) -> str:
        """Words at this path, with the answers they speak of put in."""

        def put_in(found: re.Match[str]) -> str:
            return self._shown(self.path_of(found[1], path)) or BLANK

        return REFERENCE.sub(put_in, text) if "${" in text else text

    def pairs(self, words: Pairs, path: str) -> Pairs:
        """The same words in other languages."""
        return tuple((language, self.words(said, path)) for language, said in words)

    def said(self, one: Field, path: str = "") -> Field:
        """The question as it is asked now: the answers it speaks of put in."""
        return filled(one, lambda text: self.words(text, path or one.name))

    def shown(self, one: Field, path: str = "") -> str:
        """Of a calculate, in words; "" while it comes to nothing."""
        return words_of(self.worked_out(one, path))

    def _shown(self, path: str) -> str:
        one, value = self.field_at(path), self.value(path)
        if one is None or is_blank(value):
            return ""
        return self.shown(one, path) if one.calculation else KINDS[one.kind].show(value, one)

    # --- beside a question -------------------------------------------------------
    def warns(self, one: Field, path: str, value: Answered) -> str:
        """What to say beside an answer that breaks its constraint; "" where that holds or is open."""
        if one.constraint is None or is_not_known(value) or not KINDS[one.kind].is_answered(value):
            return ""
        if truth_of(work_out(one.constraint.tree, _Place(self, path, worth(value)))) is not False:
            return ""
        return self.words(one.constraint_message, path) or messages.CONSTRAINT

    def wanting(self, one: Field, path: str) -> str:
        """What to say beside a blank that the form asks an answer for; "" where it does not."""
        if not one.required:
            return ""
        return self.words(one.required_message, path) or messages.REQUIRED

    def choices(self, one: Field, path: str) -> tuple[Choice, ...]:
        """The answers that are offered now."""
        if one.choice_filter is None:
            return one.choices
        tree = one.choice_filter.tree
        return tuple(c for c in one.choices if truth_of(work_out(tree, _Place(self, path, "", c))) is True)

    def expected_rows(self, table: Field, path: str) -> int | None:
        """How many rows it should have; None where nobody can say."""
        if table.repeat_count is None:
            return None
        count = _Place(self, path).count(table.repeat_count)
        return count if count is not None and count >= 0 else None


@dataclass(frozen=True, slots=True)
class _Place:
    """The answers as an expression at one path sees them."""

    asking: Asking
    path: str
    here: Value = ""
    choice: Choice | None = None

    @property
    def now(self) -> datetime:
        return self.asking.now

    def one(self, name: str) -> Value:
        """One answer."""
        return worth(self.asking.value(self.asking.path_of(name, self.path)))

    def many(self, name: str) -> Sequence[Value]:
        """A value for each row of a table, or each answer of a column."""
        at = self.asking.path_of(name, self.path)
        one = self.asking.field_at(at)
        if one is not None and one.columns:
            return list(self.asking.rows(at))
        if one is not None:
            return [worth(self.asking.value(at))]
        found = list(self._cells(name))
        rows = any(path.count("/") % 2 for path in found)
        return list(found) if rows else [worth(self.asking.value(path)) for path in found]

    def key(self, name: str) -> Value:
        """A key of the choice."""
        if self.choice is None:
            return ""
        return self.choice.name if name == "name" else dict(self.choice.keys).get(name, "")

    def count(self, formula: Formula) -> int | None:
        """What a formula comes to, as a whole number."""
        worked = work_out(("call", "int", (formula.tree,)), self)
        return int(worked) if isinstance(worked, float) and abs(worked) < 10_000 else None

    def _cells(self, name: str) -> Iterator[str]:
        """Every cell of the column `name` (or `table.name`). Other tables are not looked at: whether they are
        asked may rest on this."""
        table, _, column = name.rpartition(".")
        for one in self.asking.form.fields():
            if table in ("", one.name) and _has_column(one, column):
                yield from self._in(one, one.name, column)

    def _in(self, table: Field, path: str, column: str) -> Iterator[str]:
        for row in self.asking.rows(path):
            for each in table.columns:
                at = f"{path}/{row}/{each.name}"
                if each.name == column:
                    yield from (f"{at}/{one}" for one in self.asking.rows(at)) if each.columns else (at,)
                elif _has_column(each, column):
                    yield from self._in(each, at, column)


def _has_column(table: Field, name: str) -> bool:
    """Whether it, or a table in it, has a column of this name."""
    return any(column.name == name or _has_column(column, name) for column in table.columns)


class _Facts(Mapping[str, Answered]):
    """The answers as a condition in our words sees them."""

    def __init__(self, asking: Asking, path: str) -> None:
        self._asking, self._path = asking, path

    def __getitem__(self, name: str) -> Answered:
        return self._asking.value(self._asking.path_of(name, self._path))

    def __iter__(self) -> Iterator[str]:
        return (one.name for one in self._asking.form.fields())

    def __len__(self) -> int:
        return sum(1 for _ in self)
