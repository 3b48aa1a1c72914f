"""The Hertfordshire pack, held against its procedure."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from forms.packaged import load_protocol
from forms.protocol import SETTINGS, Protocol, Setting

RULES = [
    *(f"HER-C{n}" for n in range(1, 8)),
    *(f"HER-K{n}" for n in range(1, 11)),
    *(f"HER-D{n}" for n in range(1, 6)),
    *(f"HER-T{n}" for n in range(1, 18)),
]


@pytest.fixture(scope="module")
def herts() -> Protocol:
    return load_protocol("hertfordshire")


# ------------------------------------------------------------------------------ rules
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
    """Keep in sight, ring, search: before the rest."""
    assert [s.field for s in herts.steps("foster")][:3] == ["k1_follow", "k6_call_child", "k3_search_rooms"]


def test_section_5_is_asked_of_those_who_use_the_form(herts: Protocol) -> None:
    """Ten rows for staff; no CCTV row for foster carers; none of Section 5's own rules for parents."""

    def rules(setting: Setting) -> set[str]:
        return {r for s in herts.steps(setting) for r in s.rules}

    k_rows = {f"HER-K{n}" for n in range(1, 11)}
    assert k_rows <= rules("residential")
    assert k_rows <= rules("semi_independent")
    assert k_rows - rules("foster") == {"HER-K7"}
    assert not k_rows & rules("home")
    for setting in SETTINGS:
        assert {f"HER-C{n}" for n in range(1, 7)} <= rules(setting)


def test_rows_speak_plainly(herts: Protocol) -> None:
    """Titles are short and never the form's own officialese; the form's words are kept beside them."""
    for step in herts.checklist:
        assert len(step.title) <= 45, step.title
        assert not re.search(r"\b(CYP|staff/carers|liaise|locate)\b", f"{step.title} {step.hint}", re.I)
        assert step.title != step.label


def test_a_row_offers_to_ring_no_parent(herts: Protocol) -> None:
    """Friends and relatives are rung; parents are the social worker's to tell."""
    assert not [s.field for s in herts.checklist if "parents" in s.knows]


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
    return {d.rule for d in herts.decisions if d.when.holds({"setting": "foster", **facts})}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"whereabouts": "known", "at_risk": "no"}, {"HER-D1"}),
        ({"whereabouts": "unknown"}, {"HER-D2"}),
        ({"whereabouts": "uncertain", "at_risk": "no"}, {"HER-D2"}),
        ({}, {"HER-D2"}),
        ({"whereabouts": "known", "at_risk": "yes"}, {"HER-D3"}),
        ({"whereabouts": "known", "at_risk": {"special": "not_known"}}, {"HER-D3"}),
        ({"whereabouts": "known", "at_risk": "no", "court_conditions": "yes"}, {"HER-D1", "HER-D4"}),
        ({"whereabouts": "found", "at_risk": "no"}, set()),
    ],
)
def test_the_rows_of_the_reporting_table(
    herts: Protocol, facts: dict[str, object], expected: set[str]
) -> None:
    """Each row of §3.9 holds for its own facts and for no others."""
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
    """Only the first row says No."""
    assert {d.rule: d.notify for d in herts.decisions if d.rule != "HER-D2"} == {
        "HER-D1": "No",
        "HER-D3": "Yes",
        "HER-D4": "Yes",
        "HER-D5": "Yes",
    }
    assert {d.rule for d in herts.decisions if d.outcome == "no_report"} == {"HER-D1"}
    assert {d.rule for d in herts.decisions if d.adds} == {"HER-D4"}
