"""The Staffordshire and Stoke-on-Trent pack, held against its protocol."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from carerapp.domain.reading import read
from forms.packaged import load_protocol
from forms.protocol import SETTINGS, Protocol, Setting
from tests.forms.counting import numbers

BODY = {f"STS-C{n}" for n in range(1, 7)}  # §8.2, for all parents and carers
PLAN = {f"STS-AP{n}" for n in range(1, 6)}  # Appendix One, for looked-after children
RULES = sorted(BODY | PLAN) + [f"STS-A{n}" for n in range(1, 5)] + [f"STS-D{n}" for n in range(1, 8)]
CARE: tuple[Setting, ...] = ("foster", "residential", "semi_independent", "external_activity")


@pytest.fixture(scope="module")
def sts() -> Protocol:
    return load_protocol("staffordshire_stoke")


# ------------------------------------------------------------------------------ rules
@pytest.mark.parametrize("id", RULES)
def test_every_rule_is_there_with_what_it_rests_on(sts: Protocol, id: str) -> None:
    """Id, plain words, quotation, paragraph and a review date that is a date."""
    rule = sts.rules[id]
    assert rule.says
    assert rule.quote
    assert rule.source.startswith(("§", "Appendix One", "CSE Information Report"))
    assert date.fromisoformat(rule.review)


def test_numbers_of_the_plain_words_stand_in_the_quotation(sts: Protocol) -> None:
    """In figures or words; a telephone number too."""
    for rule in sts.rules.values():
        assert numbers(rule.says) <= numbers(rule.quote), rule.id


def test_the_danger_rules_are_those_of_the_protocol(sts: Protocol) -> None:
    """Immediate or possible risk, a child judged at risk, 12 or under, an unsafe address, 999."""
    assert {d.rule for d in sts.danger} == {"STS-A1", "STS-A2", "STS-A3", "STS-A4", "STS-D2", "STS-D3"}


def test_what_the_plan_and_the_body_both_ask_is_asked_once(sts: Protocol) -> None:
    """Appendix One's search, family and addresses are answered with §8.2's rows."""
    assert {r.id: r.merged for r in sts.rules.values() if r.merged} == {
        "STS-AP1": ("STS-C1",),
        "STS-AP3": ("STS-C4",),
        "STS-AP5": ("STS-C6",),
    }


# ------------------------------------------------------------------------------ the checklist
@pytest.mark.parametrize("setting", SETTINGS)
def test_each_setting_has_its_rows(sts: Protocol, setting: Setting) -> None:
    """§8.2 holds everywhere (§8.1); the action plan is for looked-after children only."""
    served = {r for s in sts.steps(setting) for r in s.rules}
    assert served == (BODY if setting in ("home", "care_leaver") else BODY | PLAN)
    fields = [s.field for s in sts.steps(setting)]
    assert len(fields) == len(set(fields)), "a field is asked twice"


def test_danger_begins_with_999_and_nothing_holds_the_call_back(sts: Protocol) -> None:
    """§8.2 speaks of measures before the report where there is no risk right now: whoever reads that sentence
    from the danger screen reads how it is meant, too."""
    assert sts.danger[0].rule == "STS-A3"
    assert "999" in sts.rules["STS-A3"].says
    first = sts.rules["STS-A1"]
    assert "before reporting" in first.quote
    assert "nothing is done before the report" in first.assumption


@pytest.mark.parametrize("setting", CARE)
def test_ringing_and_searching_come_first(sts: Protocol, setting: Setting) -> None:
    """What waiting would lose comes before the rest, and going out comes last."""
    fields = [s.field for s in sts.steps(setting)]
    assert fields[:2] == ["ap2_call_child", "c1_search"]
    assert fields[-1] == "c6_places"


def test_places_are_visited_only_if_safe_and_quick(sts: Protocol) -> None:
    """The row keeps both conditions of §8.2, and says that the report comes first where there is risk."""
    rows = [s for s in sts.checklist if s.field == "c6_places"]
    assert len(rows) == 2
    for row in rows:
        assert row.depends.startswith("if safe to do so; and will not take too long")
        assert "Report first" in row.hint


def test_rows_speak_plainly(sts: Protocol) -> None:
    """Titles are short and never officialese; the protocol's words are kept beside them."""
    for step in sts.checklist:
        assert len(step.title) <= 45, step.title
        assert not re.search(r"\b(CYP|staff/carers|liaise|locate)\b", f"{step.title} {step.hint}", re.I)
        assert step.title != step.label


def test_the_carer_tells_the_parents_here(sts: Protocol) -> None:
    """§8.10: the carer, if appropriate. No row says that the social worker does it."""
    parents = next(i for i in sts.inform if i.id == "parents")
    assert (parents.by, parents.contact, parents.condition) == ("carer", "kcf:parents", "(if appropriate)")
    assert not [s for s in sts.checklist if "social worker tells" in s.hint]


# ------------------------------------------------------------------------------ decisions
UNSURE = {"special": "not_known"}
TOLD = {"setting": "foster", "looked_after": "yes", "age": 14, "said_in_danger": False}


def rows(sts: Protocol, **facts: object) -> tuple[set[str], set[str]]:
    """The rows that apply, and those that may."""
    known = read(TOLD | facts)
    applies = {d.rule: known.applies(d) for d in sts.decisions}
    return {r for r, truth in applies.items() if truth}, {r for r, truth in applies.items() if truth is None}


OPEN = {"STS-D2", "STS-A2"}


@pytest.mark.parametrize(
    ("facts", "applying", "open_"),
    [
        ({}, {"STS-D1"}, OPEN | {"STS-D4", "STS-D5", "STS-A4"}),
        ({"whereabouts": "unknown"}, {"STS-D1"}, OPEN),
        ({"whereabouts": "uncertain", "at_risk": "no"}, {"STS-D1"}, {"STS-A2", "STS-D4", "STS-D5", "STS-A4"}),
        ({"whereabouts": "unknown", "at_risk": "yes"}, {"STS-D1", "STS-D2"}, {"STS-A2"}),
        ({"whereabouts": "unknown", "at_risk": UNSURE}, {"STS-D1", "STS-D2"}, {"STS-A2"}),
        ({"whereabouts": "unknown", "risk_possible": "yes"}, {"STS-D1", "STS-A2"}, {"STS-D2"}),
        ({"whereabouts": "unknown", "risk_possible": UNSURE}, {"STS-D1", "STS-A2"}, {"STS-D2"}),
        ({"whereabouts": "unknown", "risk_possible": "no", "at_risk": "no"}, {"STS-D1"}, set()),
        ({"whereabouts": "known"}, {"STS-D4"}, OPEN | {"STS-D5", "STS-A4"}),
        ({"whereabouts": "known", "at_risk": "yes"}, {"STS-D2", "STS-D4"}, {"STS-A2", "STS-A4"}),
        ({"whereabouts": "known", "at_risk": UNSURE}, {"STS-D2", "STS-D4"}, {"STS-A2", "STS-A4", "STS-D5"}),
        ({"whereabouts": "known", "at_risk": "no"}, {"STS-D4", "STS-D5"}, {"STS-A2", "STS-A4"}),
        (
            {"whereabouts": "known", "at_risk": "no", "unsafe_address": "yes", "risk_possible": "no"},
            {"STS-D4", "STS-D5", "STS-A4"},
            set(),
        ),
        (
            {"whereabouts": "known", "at_risk": "no", "unsafe_address": UNSURE, "risk_possible": "no"},
            {"STS-D4", "STS-D5", "STS-A4"},
            set(),
        ),
        (
            {"whereabouts": "known", "at_risk": "no", "said_in_danger": True},
            {"STS-D2", "STS-D4", "STS-D5"},
            {"STS-A2", "STS-A4"},
        ),
        ({"whereabouts": "found", "at_risk": "yes"}, set(), set()),
        ({"whereabouts": "found", "risk_possible": "yes", "unsafe_address": "yes"}, set(), set()),
    ],
)
def test_the_rows_that_apply(
    sts: Protocol, facts: dict[str, object], applying: set[str], open_: set[str]
) -> None:
    """Each paragraph holds for its own facts and for no others; not sure is read as a risk."""
    assert rows(sts, **facts) == (applying, open_)


@pytest.mark.parametrize(
    ("age", "looked_after", "where", "applies"),
    [
        (0, "yes", "unknown", True),
        (12, "yes", "unknown", True),
        (12, "yes", "uncertain", True),
        (12, "yes", None, True),
        (13, "yes", "unknown", False),
        (12, "no", "unknown", False),
        (12, "yes", "known", False),
        (12, "yes", "found", False),
        (None, "yes", "unknown", None),
    ],
)
def test_twelve_or_under_is_reported_at_once(
    sts: Protocol, age: int | None, looked_after: str, where: str | None, applies: bool | None
) -> None:
    """Up to and with 12, looked after, whereabouts unknown; in every setting of care. Open without an age."""
    row = next(d for d in sts.decisions if d.rule == "STS-D3")
    for setting in CARE:
        facts: dict[str, object] = {"setting": setting, "looked_after": looked_after, "whereabouts": where}
        assert read(facts | ({} if age is None else {"age": age})).applies(row) is applies
    assert "looked-after" in sts.rules["STS-D3"].assumption


def test_whatever_is_answered_a_row_applies_and_risk_means_report(sts: Protocol) -> None:
    """No combination of answers leaves the carer without a row, or with a risk and no report."""
    answers: tuple[object, ...] = ("yes", "no", UNSURE, None)
    for setting, where, risk, possible in product(
        SETTINGS, ("unknown", "uncertain", "known", None), answers, answers
    ):
        given = {"whereabouts": where, "at_risk": risk, "risk_possible": possible}
        known: dict[str, object] = {k: v for k, v in given.items() if v is not None}
        found, _ = rows(sts, setting=setting, **known)
        outcomes = {d.outcome for d in sts.decisions if d.rule in found}
        assert found, known
        expected = any(answer in ("yes", UNSURE) for answer in (risk, possible))
        assert ("report" in outcomes) is expected, known


def test_no_row_says_that_no_report_is_needed(sts: Protocol) -> None:
    """Neither §8.8 nor §8.9 says so: where the protocol is silent the carer decides, and this is declared."""
    assert {d.rule: d.outcome for d in sts.decisions} == {
        "STS-D3": "report",
        "STS-D2": "report",
        "STS-A2": "report",
        "STS-A4": "report",
        "STS-D1": "report_if_any",
        "STS-D4": "report_if_any",
        "STS-D5": "report_if_any",
    }
    for id in ("STS-D1", "STS-D4", "STS-D5", "STS-A2", "STS-A4"):
        assert sts.rules[id].assumption, id
    assert [d.rule for d in sts.decisions if d.adds] == ["STS-D5"]


def test_any_one_factor_is_enough_and_is_asked_in_the_same_words(sts: Protocol) -> None:
    """Each factor of a row is a question of the episode."""
    factors = {d.rule: [f.name for f in d.factors] for d in sts.decisions if d.factors}
    assert factors == {
        "STS-D1": ["steps_exhausted", "risk_possible", "alone_here"],
        "STS-D4": ["unsafe_address", "risk_possible"],
        "STS-D5": ["risk_possible"],
    }
    for factor in (f for d in sts.decisions for f in d.factors):
        assert factor.question == sts.episode.field(factor.name).label
