"""The Hertfordshire pack, held against its procedure."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from forms.packaged import load_protocol
from forms.protocol import SETTINGS, Protocol, Setting

CHILD: tuple[Setting, ...] = tuple(s for s in SETTINGS if s != "care_leaver")
RULES = [
    *(f"HER-C{n}" for n in range(1, 8)),
    *(f"HER-K{n}" for n in range(1, 14)),
    *(f"HER-D{n}" for n in range(1, 6)),
    *(f"HER-T{n}" for n in range(1, 26)),
    *(f"HER-A{n}" for n in range(1, 7)),
    *(f"HER-I{n}" for n in range(1, 18)),
    *(f"HER-R{n}" for n in range(1, 17)),
    *(f"HER-M{n}" for n in range(1, 6)),
    *(f"HER-P{n}" for n in range(1, 6)),
    *(f"HER-L{n}" for n in range(1, 7)),
    *(f"HER-V{n}" for n in range(1, 3)),
]


@pytest.fixture(scope="module")
def herts() -> Protocol:
    return load_protocol("hertfordshire")


# ------------------------------------------------------------------------------ rules
def test_the_rules_are_these_and_no_others(herts: Protocol) -> None:
    """A rule that is lost, or that nobody listed, shows here."""
    assert set(herts.rules) == set(RULES)


@pytest.mark.parametrize("id", RULES)
def test_every_rule_is_there_with_what_it_rests_on(herts: Protocol, id: str) -> None:
    """Id, plain words, quotation, paragraph and a review date that is a date."""
    rule = herts.rules[id]
    assert rule.says
    assert rule.quote
    assert rule.source
    assert date.fromisoformat(rule.review)


def test_merged_rules_are_served_by_one_answer(herts: Protocol) -> None:
    """What §3.1 and Section 5 both ask is asked once."""
    merged = {r.id: r.merged for r in herts.rules.values() if r.merged}
    assert merged == {
        "HER-C1": ("HER-K3", "HER-K5"),
        "HER-C2": ("HER-K8",),
        "HER-C3": ("HER-K6",),
        "HER-C4": ("HER-K4",),
        "HER-C5": ("HER-K9",),
    }
    for setting in SETTINGS:
        fields = [s.field for s in herts.steps(setting)]
        assert len(fields) == len(set(fields)), "a field is asked twice"


# ------------------------------------------------------------------------------ the checklist
def test_the_first_rows_are_what_waiting_would_lose(herts: Protocol) -> None:
    """Keep in sight, ring, search; then the plan, on which the reporting table turns."""
    first = ["k1_follow", "k6_call_child", "k3_search_rooms", "k9_plan"]
    assert [s.field for s in herts.steps("foster")][:4] == first


def test_section_5_is_asked_of_those_who_use_the_form(herts: Protocol) -> None:
    """Ten rows for staff; no CCTV row for foster carers; none of Section 5's own rules for parents."""

    def rules(setting: Setting) -> set[str]:
        return {r for s in herts.steps(setting) for r in s.rules}

    k_rows = {f"HER-K{n}" for n in range(1, 11)}
    assert k_rows <= rules("residential")
    assert k_rows <= rules("semi_independent")
    assert k_rows - rules("foster") == {"HER-K7"}
    assert not k_rows & rules("home")
    for setting in CHILD:
        assert {f"HER-C{n}" for n in range(1, 7)} <= rules(setting)


def test_a_care_leaver_is_an_adult_and_gets_no_childs_rule(herts: Protocol) -> None:
    """§1.2, §1.3 and §3.17 alone: reach them, ask carer and family; no row of §3.9 or of Section 5."""
    assert [s.field for s in herts.steps("care_leaver")] == ["k6_call_child", "k8_friends_family"]
    assert {r for s in herts.steps("care_leaver") for r in s.rules} == {"HER-L1"}
    table = [d.rule for d in herts.decisions if not d.settings or "care_leaver" in d.settings]
    assert table == ["HER-A6", "HER-L2", "HER-L6"]
    told = {i.id for i in herts.inform if "care_leaver" in i.settings}
    assert told == {"personal_adviser", "found_police", "found_others"}
    due = {d.rule for d in herts.time_rules if not d.settings or "care_leaver" in d.settings}
    assert due == {"HER-T1", "HER-T19", "HER-T22", "HER-T23", "HER-T25", "HER-A6"}


def test_rows_speak_plainly(herts: Protocol) -> None:
    """Titles are short and never the form's own officialese; the form's words are kept beside them."""
    for step in herts.checklist:
        assert len(step.title) <= 45, step.title
        assert not re.search(r"\b(CYP|staff/carers|liaise|locate)\b", f"{step.title} {step.hint}", re.I)
        assert step.title != step.label


def test_family_who_are_asked_are_the_parents_too(herts: Protocol) -> None:
    """§3.1: "Asking … friends and family"; whom not to ring stands beside it."""
    rows = [s for s in herts.checklist if s.field == "k8_friends_family"]
    assert len(rows) == 3
    assert all({"parents", "people", "contact_issues"} <= set(s.knows) for s in rows)


# ------------------------------------------------------------------------------ decisions
FACTORS = [
    "cannot_be_contacted",
    "out_overnight",
    "out_of_character",
    "not_risk_assessed",
    "risk_to_others",
    "significant_health_needs",
    "learning_difficulties",
]


def rows(herts: Protocol, **facts: object) -> set[str]:
    given = {"setting": "foster", **facts}
    here = given["setting"]
    return {d.rule for d in herts.decisions if here in d.settings and d.when.holds(given)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"whereabouts": "known", "at_risk": "no"}, {"HER-D1"}),
        ({"whereabouts": "unknown", "at_risk": "no"}, {"HER-D2"}),
        ({"whereabouts": "unknown", "at_risk": "yes"}, {"HER-D2", "HER-C7"}),
        ({"whereabouts": "unknown", "at_risk": "no", "remains_unknown": "yes"}, {"HER-D2", "HER-C7"}),
        ({"whereabouts": "known", "at_risk": "yes"}, {"HER-D3"}),
        ({"whereabouts": "known", "at_risk": {"special": "not_known"}}, {"HER-D3"}),
        ({"whereabouts": "known", "at_risk": "no", "court_conditions": "yes"}, {"HER-D1", "HER-D4"}),
        ({"whereabouts": "found", "at_risk": "no"}, set()),
    ],
)
def test_the_rows_of_the_reporting_table(
    herts: Protocol, facts: dict[str, object], expected: set[str]
) -> None:
    """Each row of §3.9, and §3.1 beside it, holds for its own facts and for no others."""
    assert rows(herts, **facts) == expected


def test_semi_independent_row(herts: Protocol) -> None:
    """Past check-in, unreachable and unverified together, or concerns alone; never in another setting."""
    for late, silent, unverified, risk in product(("yes", "no"), repeat=4):
        facts = {
            "whereabouts": "unknown",
            "beyond_check_in": late,
            "cannot_be_contacted": silent,
            "wellbeing_not_verified": unverified,
            "at_risk": risk,
        }
        expected = (late, silent, unverified) == ("yes", "yes", "yes") or risk == "yes"
        assert ("HER-D5" in rows(herts, **{**facts, "setting": "semi_independent"})) is expected
        assert "HER-D5" not in rows(herts, **facts)


def test_any_one_factor_is_enough(herts: Protocol) -> None:
    """Seven alternatives, each asked in plain words and kept in the episode; the reading is declared."""
    row = next(d for d in herts.decisions if d.rule == "HER-D2")
    assert row.outcome == "report_if_any"
    assert [f.name for f in row.factors] == FACTORS
    assert "HER-C7" in row.also
    assert "any one" in herts.rules["HER-D2"].assumption
    for factor in row.factors:
        assert factor.question == herts.episode.field(factor.name).label


def test_outcomes_and_notify_are_the_tables(herts: Protocol) -> None:
    """Only the first row says No; and beside the table, an adult whose place is known."""
    table = [d for d in herts.decisions if d.rule.startswith("HER-D")]
    assert {d.rule: d.notify for d in table if d.rule != "HER-D2"} == {
        "HER-D1": "No",
        "HER-D3": "Yes",
        "HER-D4": "Yes",
        "HER-D5": "Yes",
    }
    assert {d.rule for d in herts.decisions if d.outcome == "no_report"} == {"HER-D1", "HER-L6"}
    assert {d.rule for d in herts.decisions if d.adds} == {"HER-D4"}
