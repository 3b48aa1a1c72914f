"""What is advised as a whole: who is told and when, danger, two authorities together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from carerapp.domain.absence import Absence
from carerapp.domain.advice import Advice, Situation
from forms.engine.conditions import parse_condition
from forms.packaged import load_protocol
from forms.protocol import STAGES, Danger, Decision, Inform, Protocol, Setting, Stage

START = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)
FOSTER: dict[str, Any] = {
    "unknown_since": START,
    "setting": "foster",
    "born": date(2012, 3, 4),
    "looked_after": True,
    "whereabouts": "known",
    "contactable": True,
    "at_risk": False,
    "court_conditions": False,
    "placed_here": False,
    "more": {"external_activity": "no"},
}


def told(id: str, stage: Stage, when: str = "", settings: tuple[Setting, ...] = ("foster",)) -> Inform:
    """Somebody to tell."""
    condition = parse_condition(when) if when else None
    return Inform(
        id=id,
        who=id,
        by="carer",
        by_when="without delay",
        settings=settings,
        stage=stage,
        when=condition,
        quote="words",
        source="§1",
    )


def advised(host: Protocol, placing: Protocol | None = None, **facts: Any) -> Advice:
    """An hour after the start."""
    absence = Absence(**(FOSTER | facts))
    return Advice(Situation(absence, (), host, placing, {}, START + timedelta(hours=1)))


EVERYBODY = tuple(told(stage, stage) for stage in reversed(STAGES))


@pytest.mark.parametrize(
    ("facts", "stages"),
    [
        ({}, list(STAGES)),
        ({"reported_at": START}, [s for s in STAGES if s != "if_not_reported"]),
        ({"returned_at": START}, ["on_return", "next_working_day"]),
        ({"whereabouts": "found"}, ["on_return", "next_working_day"]),
    ],
)
def test_every_stage_is_advised_in_the_order_of_an_evening(facts: dict[str, Any], stages: list[str]) -> None:
    """Before a report and without one; what can no longer happen is left out."""
    pack = replace(load_protocol("liverpool"), inform=EVERYBODY)
    assert [t.inform.stage for t in advised(pack, **facts).tell] == stages


def test_who_may_have_to_be_told_says_what_would_settle_it() -> None:
    """Open: there, with the question; false: not there."""
    pack = replace(
        load_protocol("liverpool"),
        inform=(told("court", "now", "court_conditions = yes"), told("home", "now", settings=("home",))),
    )
    assert [(t.inform.id, t.ask) for t in advised(pack, court_conditions=None).tell] == [
        ("court", ("court_conditions",))
    ]
    assert [(t.inform.id, t.ask) for t in advised(pack, court_conditions=True).tell] == [("court", ())]
    assert not advised(pack).tell


def test_all_danger_rules_of_a_pack_are_advice() -> None:
    """Not the first alone; one whose condition is false is none."""
    for id in ("hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016"):
        pack = load_protocol(id)
        assert [d.danger.rule for d in advised(pack).danger] == [d.rule for d in pack.danger if not d.when]
    liverpool = load_protocol("liverpool")
    at_home = replace(liverpool, danger=(Danger(rule="LIV-A1", settings=("home",)), Danger(rule="LIV-A2")))
    assert [d.danger.rule for d in advised(at_home).danger] == ["LIV-A2"]


def placing(outside: Any) -> Protocol:
    """Hertfordshire as the authority that placed the child elsewhere."""
    return replace(load_protocol("hertfordshire"), outside=outside)


@pytest.mark.parametrize(
    ("outside", "duties", "people", "rows"),
    [("both", True, True, True), ("carer", True, True, False), ("host", False, False, False)],
)
def test_what_the_placing_authority_keeps(outside: str, duties: bool, people: bool, rows: bool) -> None:
    """Its own rules too, what the carer does for it, or nothing."""
    found = advised(load_protocol("liverpool"), placing(outside), court_conditions=True)
    theirs = [d for d in found.due if d.authority == "Hertfordshire"]
    assert any(d.rule == "HER-T4" for d in theirs) is duties
    whom = {t.inform.id for t in found.tell if t.protocol.short == "Hertfordshire"}
    assert ("at_a_distance" in whom or "placing_authority" in whom) is people
    assert any(row.protocol.short == "Hertfordshire" for row in found.verdict.rows) is rows
    if outside == "carer":
        assert all(d.whose in ("carer", "anyone") for d in theirs)
        assert all(t.carers_own for t in found.tell if t.protocol.short == "Hertfordshire")


def test_the_stricter_of_two_tables_counts() -> None:
    """A court's rules are Hertfordshire's row; it counts for its child in Liverpool too."""
    alone = advised(load_protocol("hertfordshire"), whereabouts="known", at_risk=False)
    assert alone.verdict.says == "no_report"
    court = advised(load_protocol("liverpool"), placing("both"), court_conditions=True)
    assert court.verdict.says == "report"
    assert {r.row.rule for r in court.verdict.rows if r.says == "report"} == {"HER-D4"}


def test_a_table_in_which_no_row_applies_is_no_permission() -> None:
    """It says nothing: ask."""
    pack = replace(load_protocol("hertfordshire"), decisions=())
    found = advised(pack).verdict
    assert (found.says, found.ask, found.rows) == ("ask", (), ())


def row(rule: str, outcome: Any, when: str) -> Decision:
    """A row of a table."""
    words: dict[str, Any] = {"category": "words", "actions": "words", "notify": "words"}
    return Decision(rule=rule, outcome=outcome, when=parse_condition(when), **words)


def test_the_most_decisive_question_comes_first() -> None:
    """One answer that means report goes before the pack's order; what all of them may come to is said."""
    table = (
        row("LIV-D4", "no_report", "whereabouts = known"),
        row("LIV-D3", "your_decision", "significant_concern = yes"),
        row("LIV-A2", "report", "at_risk = yes"),
    )
    pack = replace(load_protocol("liverpool"), decisions=table)
    found = advised(pack, at_risk=None).verdict
    assert [ask.fact for ask in found.ask] == ["at_risk", "significant_concern"]
    assert dict(found.ask[0].answers) == {"yes": "report", "no": "ask"}
    assert found.strictest == "report"
    settled = advised(pack, at_risk=False).verdict
    assert [(ask.fact, dict(ask.answers)) for ask in settled.ask] == [
        ("significant_concern", {"yes": "your_decision", "no": "no_report"})
    ]


def test_once_it_is_reported_only_the_duties_ask() -> None:
    """Nobody is asked whether to report what was reported."""
    before = advised(load_protocol("hertfordshire"), at_risk=None)
    after = advised(load_protocol("hertfordshire"), at_risk=None, reported_at=START)
    assert "at_risk" in before.asks
    of_duties = {fact for duty in after.due for fact in duty.ask}
    assert set(after.asks) <= of_duties
    assert "at_risk" not in after.asks


def test_an_age_that_nobody_knows_is_asked_for_with_its_boundary() -> None:
    """Liverpool: under 13 is missing."""
    found = advised(
        load_protocol("liverpool"),
        born=None,
        whereabouts="unknown",
        more={"external_activity": "no", **dict.fromkeys(_factors("liverpool"), "no")},
    ).verdict
    age = next(ask for ask in found.ask if ask.fact == "age")
    assert age.answers[0] == ("12 or under", "report")
    assert age.answers[-1][0] == "13 or over"


def _factors(pack: str) -> list[str]:
    return [factor.name for row in load_protocol(pack).decisions for factor in row.factors]
