"""A form that goes out means the same there: what is asked, what is worked out, and which answers are valid.

Both sides are worked out, of drawn definitions and drawn answers: by our engine, and by an XPath engine that
is not ours from what pyxform makes of the workbook. `python -m benchmarks.odk_meaning` asks ODK's own engine.
"""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forms.engine.definition import Form
from tests.support.odk.compared import differences
from tests.support.odk.drawn_forms import drawn_answers, drawn_form
from tests.support.odk.filled import Told, filled, xform_of
from tests.support.odk.shown_by_xpath import shown
from tests.support.wide_form import form as wide_form


def differing(form: Form, told: Told) -> list[str]:
    return list(differences(form, told, shown(filled(xform_of(form), form, told)), datetime.now(UTC)))


@given(st.integers(0, 2**32))
def test_of_drawn_definitions_and_answers(seed: int) -> None:
    """Every kind, both languages of conditions, groups, tables in tables, sums, constraints."""
    draw = Random(seed)
    form = drawn_form(draw)
    assume(form is not None)
    assert form is not None
    assert differing(form, drawn_answers(draw, form)) == []


WIDE = {
    "who": "Sam",
    "goes": "yes",
    "year": 5,
    "money": 5.5,
    "where": "9",
    "visits/0/long": 90,
    "visits/1/long": 3,
    "visits/0/people/0/name": "Ann",
}


@pytest.mark.parametrize("changed", [{}, {"goes": "no"}, {"money": 2}, {"year": 20}, {"visits/0/long": 5}])
def test_of_a_form_with_everything(changed: dict[str, object]) -> None:
    """Names of any script, sums over rows, a table in a table, a group that hides a group."""
    rows = {"visits": ["0", "1"], "visits/0/people": ["0"], "visits/1/people": []}
    assert differing(wide_form(), Told({**WIDE, **changed}, rows)) == []
