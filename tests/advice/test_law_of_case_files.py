"""Law 8 for what a case file leaves out: it never comes to less than any answer would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.domain.advice import Advice
from carerapp.domain.belonging import ELSEWHERE, NOT_SURE
from carerapp.domain.duties import DutyState
from carerapp.domain.table import STRENGTH
from tests.advice.drawn_cases import advised, case_of_14, facts, whole_cases, without
from tests.advice.situations import PACKS


def weaker(full: Advice, less: Advice) -> list[str]:
    """What the second says less of than the first, in words; [] when it is no weaker. A duty that is
    unconfirmed is there."""
    found = []
    if STRENGTH[less.verdict.strictest] < STRENGTH[full.verdict.strictest]:
        found.append(f"verdict {less.verdict.says}, not {full.verdict.says}")
    there = {(d.authority, d.rule): d for d in less.due}
    for duty in full.due:
        other = there.get((duty.authority, duty.rule))
        if other is None:
            found.append(f"{duty.rule} is gone")
        elif (
            duty.pressing and not other.pressing and not (other.state is DutyState.UNCONFIRMED and other.ask)
        ):
            found.append(f"{duty.rule} is {other.state}, not {duty.state}, and asks nothing")
        elif other.state is DutyState.DONE is not duty.state:
            found.append(f"{duty.rule} is done")
    told = {(t.protocol.id, t.inform.id) for t in less.tell}
    found += [f"{t.inform.id} is not told" for t in full.tell if (t.protocol.id, t.inform.id) not in told]
    dangers = {(d.protocol.id, d.danger.rule) for d in less.danger}
    found += [d.danger.rule for d in full.danger if (d.protocol.id, d.danger.rule) not in dangers]
    return found


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_fact_left_out_is_never_weaker_than_any_answer_to_it(pack: str, data: st.DataObject) -> None:
    """One or several, of the child, the episode, the history, the further answers, or where they live."""
    case = data.draw(whole_cases(pack))
    left_out = data.draw(st.lists(st.sampled_from(facts(case)), min_size=1, max_size=4, unique=True))
    assert weaker(advised(case), advised(without(case, left_out))) == []


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_not_knowing_who_placed_them_is_never_weaker(pack: str, data: st.DataObject) -> None:
    """Than the council there, another whose protocol is not here, or any whose is."""
    case = data.draw(whole_cases(pack))
    placing = data.draw(st.sampled_from(["", ELSEWHERE]))
    unsure = advised({**case, "placing": NOT_SURE})
    assert weaker(advised({**case, "placing": placing}), unsure) == []
    known = advised({**case, "placing": data.draw(st.sampled_from(PACKS))})
    assert STRENGTH[unsure.verdict.says] >= STRENGTH[known.verdict.says] or unsure.verdict.says == "ask"
    assert STRENGTH[unsure.verdict.strictest] >= STRENGTH[known.verdict.strictest]


def test_who_placed_them_is_asked_where_it_decides() -> None:
    """Stoke-on-Trent 2016 L185: every missing episode of a child whom another council placed is reported."""
    case = case_of_14("stoke_on_trent_2016")
    case["episode"] |= {"contactable": True, "at_risk": False, "out_overnight": False}
    case["answers"] = dict.fromkeys(
        ["justice_order", "very_vulnerable", "earlier_report", "external_activity"], "no"
    )
    says = {placing: advised({**case, "placing": placing}).verdict for placing in ("", ELSEWHERE, NOT_SURE)}
    assert [says[""].says, says[ELSEWHERE].says] == ["your_decision", "report"]
    assert [(a.fact, dict(a.answers)) for a in says[NOT_SURE].ask] == [
        ("placed_here", {"yes": "report", "no": "your_decision"})
    ]


def test_another_council_may_have_a_stricter_table() -> None:
    """Liverpool L541: a place that is not safe is told to the police. Hertfordshire has no such row."""
    case = case_of_14("hertfordshire")
    case["episode"] |= {"contactable": True, "at_risk": False, "whereabouts": "known"}
    case["answers"] = {"external_activity": "no"}
    assert advised(case).verdict.says == "no_report"
    unsure = advised({**case, "placing": NOT_SURE}).verdict
    assert (unsure.says, unsure.strictest) == ("ask", "report")
    assert [(a.fact, dict(a.answers)) for a in unsure.ask] == [
        ("placed_here", {"yes": "ask", "no": "no_report"})
    ]


def test_a_child_who_lives_with_foster_carers_may_be_on_a_trip() -> None:
    """Liverpool, External Activity: missing from it, report. Where a child lives does not say that there is
    none."""
    nothing_else = ("reported_at_once", "medicine_or_weather", "out_of_character", "more_than_momentary")
    case = case_of_14("liverpool")
    case["episode"] |= {"contactable": True, "out_overnight": False, "at_risk": False}
    case["answers"] = dict.fromkeys([*nothing_else, "place_not_safe"], "no")
    verdict = advised(case).verdict
    assert [(ask.fact, dict(ask.answers)) for ask in verdict.ask] == [
        (
            "external_activity",
            {"no": "your_decision", "home_trip": "report", "carer_holiday": "report"},
        )
    ]
    case["answers"]["external_activity"] = "no"
    assert advised(case).verdict.says == "your_decision"


def test_nobody_is_on_a_trip_at_home() -> None:
    """The rules for a trip are for children in care: `home` answers the question by itself."""
    found = advised({**case_of_14("liverpool"), "setting": "home"})
    assert "external_activity" not in [ask.fact for ask in found.verdict.ask]
    assert not [t for t in found.tell if "external_activity" in t.ask]
