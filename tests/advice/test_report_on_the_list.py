"""Over all five packs: what should be reported and is not is on the list of what is due, for the carer."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from carerapp.domain.duties import Duty
from tests.advice.situations import PACKS, Drawn, situations

#: how a duty says that the police are told of a child who is away
_REPORT = re.compile(
    r"\b(report\b|(tell|ring|call) the police|ask the police to come|dial 999)", re.IGNORECASE
)


def _to_report(duty: Duty) -> bool:
    return duty.carers_own and bool(_REPORT.search(duty.what))


def _should_be_reported(data: st.DataObject, pack: str) -> Drawn:
    drawn = data.draw(situations(pack, placing=False)).but(reported_at=None)
    assume(drawn.advice().verdict.says == "report")
    return drawn


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_what_should_be_reported_is_due_now(pack: str, data: st.DataObject) -> None:
    """Where it is said where the child lives, a report is the carer's duty now, or late."""
    drawn = _should_be_reported(data, pack)
    assume(drawn.absence.setting is not None)
    assert [d.rule for d in drawn.advice().due if _to_report(d) and d.pressing]


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_where_the_rule_hangs_on_where_they_live_that_is_asked(pack: str, data: st.DataObject) -> None:
    """Each home has another rule, and all say report: one is due now, or where the child lives is asked."""
    found = _should_be_reported(data, pack).advice()
    reports = [duty for duty in found.due if _to_report(duty)]
    assert any(duty.pressing or duty.ask for duty in reports)
