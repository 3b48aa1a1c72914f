"""Workbooks as another tool would have made them, and what `python -m forms import` makes of them."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook

from forms.__main__ import main
from forms.engine.answers import Value as Answered
from forms.engine.conditions import Condition
from forms.engine.definition import Field, Form
from forms.engine.expressions import Formula
from forms.engine.worked_out import Value, truth_of, work_out, worth
from forms.packaged import load_form_file

Row = Mapping[str, str]
YES_NO = [{"list_name": "yn", "name": n, "label": n.title()} for n in ("yes", "no")]


def made(path: Path, survey: Sequence[Row], choices: Sequence[Row] = (), **sheets: Sequence[Row]) -> Path:
    """A workbook with these rows, its columns in the order in which the rows name them."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in {"survey": survey, "choices": choices, **sheets}.items():
        if not rows:
            continue
        page = book.create_sheet(name)
        columns = list(dict.fromkeys(key for row in rows for key in row))
        page.append(columns)
        for row in rows:
            page.append([row.get(column) for column in columns])
    book.save(path)
    return path


def edited(path: Path, sheet: str, find: Mapping[str, str], **cells: str) -> None:
    """The one row of a workbook whose cells are `find`, with other words in some of them."""
    book = load_workbook(path)
    page = book[sheet]
    head = [cell.value for cell in page[1]]
    (row,) = [
        row
        for row in page.iter_rows(min_row=2)
        if all(row[head.index(key)].value == words for key, words in find.items())
    ]
    for key, words in cells.items():
        if key not in head:
            head.append(key)
            page.cell(1, len(head), key)
        page.cell(row[0].row, head.index(key) + 1, words or None)
    book.save(path)


@dataclass(frozen=True)
class Import:
    """What came of it: the exit code, what was said, and the form where there is one."""

    code: int
    said: str
    form: Form | None
    text: str = ""


def brought(path: Path, *more: str) -> Import:
    """The import of a workbook, as it is typed."""
    out, said = path.with_suffix(".toml"), io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        code = main(["import", str(path), "--out", str(out), *more])
    if code:
        return Import(code, said.getvalue(), None)
    return Import(code, said.getvalue(), load_form_file(out, out.parent), out.read_text("utf-8"))


def whole(path: Path, *more: str) -> Form:
    """The form of a workbook that comes in whole."""
    came = brought(path, *more)
    assert came.form is not None, came.said
    return came.form


def bare(form: Form) -> Form:
    """Without where each line stood in its file."""

    def field(f: Field) -> Field:
        return replace(f, line=0, columns=tuple(field(c) for c in f.columns))

    sections = tuple(replace(s, fields=tuple(field(f) for f in s.fields)) for s in form.sections)
    return replace(form, path="", sections=sections, groups=tuple(replace(g, line=0) for g in form.groups))


def holds(when: Condition | Formula | None, **answers: Answered) -> bool:
    """Whether a condition is true of these answers; a question that is not named is blank."""
    assert isinstance(when, Formula)
    return bool(truth_of(work_out(when.tree, _Given(answers))))


@dataclass(frozen=True)
class _Given:
    answers: Mapping[str, Answered]
    now: datetime = datetime(2026, 11, 20, tzinfo=UTC)
    here: Value = ""

    def one(self, name: str) -> Value:
        return worth(self.answers.get(name))

    def many(self, name: str) -> Sequence[Value]:
        return ()

    def key(self, name: str) -> Value:
        return ""
