"""A definition goes out to XLSForm and comes back as it was, whatever it holds."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forms.engine.definition import Form
from forms.interchange import workbook
from forms.interchange.xlsform import xlsform
from tests.forms.workbooks import bare, whole
from tests.support.odk.drawn_forms import drawn_form
from tests.support.wide_form import form as wide_form


def back(form: Form) -> Form:
    """What a workbook of it comes in as."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        workbook.save(xlsform(form), path)
        return whole(path)


@settings(max_examples=30)
@given(st.integers(0, 2**32))
def test_drawn_definitions(seed: int) -> None:
    """Every kind, both languages of conditions, groups, tables in tables, sums, constraints."""
    form = drawn_form(Random(seed))
    assume(form is not None)
    assert form is not None
    assert bare(back(form)) == bare(form)


def test_a_form_with_everything() -> None:
    """Names of any script, names that ours cannot be, answers in words, a second language."""
    assert bare(back(wide_form())) == bare(wide_form())
