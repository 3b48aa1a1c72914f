"""The pack of Stoke-on-Trent's briefing note of 2016, held against the note."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from carerapp.domain.absence import Absence
from carerapp.domain.duties import DutyState, duties
from carerapp.domain.reading import read
from forms.packaged import load_protocol
from forms.protocol import SETTINGS, Protocol, Setting

CARE: tuple[Setting, ...] = ("foster", "residential", "semi_independent", "external_activity")
START = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def sot() -> Protocol:
    return load_protocol("stoke_on_trent_2016")


# ------------------------------------------------------------------------------ where the child lives
def test_the_part_on_care_does_not_reach_a_child_at_home(sot: Protocol) -> None:
    """L14-33 are for home, L34-176 for care: rows, steps, people and what is due."""
    assert {r for s in sot.steps("home") for r in s.rules} == {"SOT-C1"}
    for setting in CARE:
        assert {r for s in sot.steps(setting) for r in s.rules} == {"SOT-C1", "SOT-C2", "SOT-C3"}
    home = {d.rule for d in sot.decisions if not d.settings or "home" in d.settings}
    assert home == {"SOT-A2", "SOT-D6", "SOT-D7", "SOT-D4", "SOT-D5"}
    told = {i.id for i in sot.inform if "home" in i.settings}
    assert not {"parents", "social_worker", "edt", "found_parents"} & told


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("where", ["unknown", "uncertain", "known", None])
def test_every_setting_has_a_row_for_every_place(sot: Protocol, setting: Setting, where: str | None) -> None:
    """Nobody is left without one; a place that is not certain is unknown."""
    known = read({"setting": setting, "whereabouts": where, "age": 14 if setting != "care_leaver" else 19})
    rows = {d.rule for d in sot.decisions if known.applies(d)}
    unknown, there = ("SOT-D4", "SOT-D5") if setting == "home" else ("SOT-D1", "SOT-D2")
    assert (there if where == "known" else unknown) in rows


# ------------------------------------------------------------------------------ harm
def test_suspected_harm_is_referred_and_does_not_wait_for_a_report(sot: Protocol) -> None:
    """L29-32: the Safeguarding Referral Team, out of working hours the EDT; from the beginning."""
    told = {i.id: i for i in sot.informs("foster", "now")}
    assert (told["srt"].contact, told["edt_referral"].contact) == ("srt", "edt")
    assert sot.contact("srt").value == "01782 235100"
    assert sot.contact("edt").value == "01782 234234"
    for id in ("srt", "edt_referral"):
        condition = told[id].when
        assert condition is not None
        assert condition.names == ("harm_suspected",)


def test_the_carer_decides_on_a_known_place_and_danger_has_its_own_row(sot: Protocol) -> None:
    """L65-67 ask nothing about harm; L125-127 ask the police to come."""
    rows = {d.rule: d.outcome for d in sot.decisions}
    assert (rows["SOT-D2"], rows["SOT-D6"]) == ("your_decision", "report")


def test_evidence_speaks_of_suspected_sexual_abuse_and_forbids_nothing(sot: Protocol) -> None:
    """L128: "In cases of suspected sexual abuse", "discouraged": an asking, not a "do not"."""
    rule = sot.rules["SOT-R5"]
    assert rule.says.startswith("Sexual abuse is suspected")
    assert "Do not" not in rule.says
    assert rule.quote.startswith("In cases of suspected sexual abuse")
    step = next(s for s in sot.returning if s.field == "return_evidence")
    assert "suspected sexual abuse" in step.label


# ------------------------------------------------------------------------------ time
def test_more_than_48_hours_is_more(sot: Protocol) -> None:
    """L109: at 48 hours not yet, a second later yes; at once where there is a significant concern."""
    calm = Absence(START, setting="foster", at_risk=False, more={"significant_concern": "no"})
    two = START + timedelta(hours=48)
    for moment, state in ((two, DutyState.UPCOMING), (two + timedelta(seconds=1), DutyState.NOW)):
        found = {d.rule: d for d in duties(calm, [], sot, moment)}["SOT-T4"]
        assert (found.due, found.state) == (two, state)
    worried = Absence(START, setting="foster", at_risk=False, more={"significant_concern": "yes"})
    assert {d.rule: d for d in duties(worried, [], sot, START)}["SOT-T4"].state is DutyState.NOW


def test_the_return_is_planned_from_the_report(sot: Protocol) -> None:
    """L99-108: six points, for the carer too."""
    plan = next(each for each in sot.lists if each.id == "planning_return")
    assert (plan.place, len(plan.items)) == ("planning_return", 6)
    reported = Absence(START, setting="foster", reported_at=START)
    assert next(d for d in duties(reported, [], sot, START) if d.rule == "SOT-T14").carers_own
    assert not [d for d in duties(Absence(START, setting="foster"), [], sot, START) if d.rule == "SOT-T14"]


@pytest.mark.parametrize(
    ("id", "items"),
    [
        ("categories", 3),
        ("officer_needs", 6),
        ("placement_plan", 7),
        ("case_review", 6),
        ("interview_purpose", 5),
        ("other_reasons", 3),
    ],
)
def test_lists_are_whole(sot: Protocol, id: str, items: int) -> None:
    """As many items as the note has."""
    assert len(next(each for each in sot.lists if each.id == id).items) == items


def test_the_note_is_not_said_to_be_replaced(sot: Protocol) -> None:
    """Neither source says so: there is a later one, and the authority is asked."""
    assert "took its place" not in sot.superseded
    assert "Ask your authority" in sot.superseded
    assert {"which_holds", "five_days", "care_leavers", "repeat_window"} <= {u.name for u in sot.unconfirmed}
