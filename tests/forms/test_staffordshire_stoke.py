"""The Staffordshire and Stoke-on-Trent pack, held against its protocol."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

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
    """§8.2 holds everywhere (§8.1); the action plan is for looked-after children, so not at home."""
    served = {r for s in sts.steps(setting) for r in s.rules}
    assert served == (BODY if setting == "home" else BODY | PLAN)
    fields = [s.field for s in sts.steps(setting)]
    assert len(fields) == len(set(fields)), "a field is asked twice"


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


def rows(sts: Protocol, **facts: object) -> set[str]:
    known = {"setting": "foster", "looked_after": "yes", "age": 14} | facts
    return {d.rule for d in sts.decisions if d.when.holds(known)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {"STS-D1"}),
        ({"whereabouts": "unknown"}, {"STS-D1"}),
        ({"whereabouts": "uncertain", "at_risk": "no"}, {"STS-D1"}),
        ({"whereabouts": "unknown", "at_risk": "yes"}, {"STS-D1", "STS-D2"}),
        ({"whereabouts": "unknown", "at_risk": UNSURE}, {"STS-D1", "STS-D2"}),
        ({"whereabouts": "unknown", "risk_possible": "yes"}, {"STS-D1", "STS-A2"}),
        ({"whereabouts": "unknown", "risk_possible": UNSURE}, {"STS-D1", "STS-A2"}),
        ({"whereabouts": "unknown", "risk_possible": "no"}, {"STS-D1"}),
        ({"whereabouts": "known"}, {"STS-D4"}),
        ({"whereabouts": "known", "at_risk": "yes"}, {"STS-D2"}),
        ({"whereabouts": "known", "at_risk": UNSURE}, {"STS-D2"}),
        ({"whereabouts": "known", "at_risk": "no"}, {"STS-D4", "STS-D5"}),
        (
            {"whereabouts": "known", "at_risk": "no", "unsafe_address": "yes"},
            {"STS-D4", "STS-D5", "STS-A4"},
        ),
        (
            {"whereabouts": "known", "at_risk": "no", "unsafe_address": UNSURE},
            {"STS-D4", "STS-D5", "STS-A4"},
        ),
        ({"whereabouts": "found", "at_risk": "yes"}, set()),
        ({"whereabouts": "found", "risk_possible": "yes", "unsafe_address": "yes"}, set()),
    ],
)
def test_the_rows_that_apply(sts: Protocol, facts: dict[str, object], expected: set[str]) -> None:
    """Each paragraph holds for its own facts and for no others; not sure is read as a risk."""
    assert rows(sts, **facts) == expected


@pytest.mark.parametrize(
    ("age", "looked_after", "where", "applies"),
    [
        (0, "yes", "unknown", True),
        (12, "yes", "unknown", True),
        (12, "yes", "uncertain", True),
        (13, "yes", "unknown", False),
        (12, "no", "unknown", False),
        (12, "yes", "known", False),
        (12, "yes", "found", False),
        (None, "yes", "unknown", False),
    ],
)
def test_twelve_or_under_is_reported_at_once(
    sts: Protocol, age: int | None, looked_after: str, where: str, applies: bool
) -> None:
    """Up to and with 12, looked after, whereabouts unknown; in every setting of care."""
    for setting in CARE:
        facts: dict[str, object] = {"age": age, "looked_after": looked_after, "whereabouts": where}
        assert ("STS-D3" in rows(sts, setting=setting, **facts)) is applies
    assert "looked-after" in sts.rules["STS-D3"].assumption


def test_whatever_is_answered_a_row_applies_and_risk_means_report(sts: Protocol) -> None:
    """No combination of answers leaves the carer without a row, or with a risk and no report."""
    answers: tuple[object, ...] = ("yes", "no", UNSURE, None)
    for setting, where, risk, possible in product(
        SETTINGS, ("unknown", "uncertain", "known", None), answers, answers
    ):
        given = {"whereabouts": where, "at_risk": risk, "risk_possible": possible}
        known: dict[str, object] = {k: v for k, v in given.items() if v is not None}
        found = rows(sts, setting=setting, **known)
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


# ------------------------------------------------------------------------------ people and words
@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("police_emergency", "999"),
        ("police", "101"),
        ("first_response", "0800 13 13 126"),
        ("eds", "0845 604 2886"),
        ("srt", "01782 235100"),
        ("edt", "01782 234234"),
        ("missing_people", "116 000"),
        ("catch22", "01782 237106"),
        ("cet", "101 ext 3604"),
        ("nyas", ""),
        ("ceop", ""),
        ("senior_manager", ""),
    ],
)
def test_numbers_are_the_protocols_and_blanks_stay_blank(sts: Protocol, id: str, value: str) -> None:
    """A contact for whom the protocol gives no number has none here."""
    assert sts.contact(id).value == value


def test_101_is_not_put_into_the_body_of_the_protocol(sts: Protocol) -> None:
    """§8 names no police number; it stands on the form about exploitation, and is to be confirmed."""
    assert "names no number" in sts.contact("police").source
    assert sts.rules["STS-A3"].source == "CSE Information Report (Appendix Two)"
    assert "police_number" in {u.name for u in sts.unconfirmed}


def test_the_police_ask_in_the_order_of_the_protocol(sts: Protocol) -> None:
    """The eleven items of §8.5 come first; what is added says so."""
    sources = [line.source for line in sts.script]
    assert sources[:11] == [f"§8.5, item {n}" for n in range(1, 12)]
    assert all("not in the list of §8.5" in source for source in sources[11:])
    assert "kcf:photo" not in {fact for line in sts.script for fact in line.facts}


def test_everyone_hears_of_the_return_unless_a_parent_would_be_a_risk(sts: Protocol) -> None:
    """§13.1, in every setting; the parents of a child in care only where appropriate, not of one of 18."""
    for setting in SETTINGS:
        told = {i.id: i for i in sts.informs(setting, "on_return")}
        assert {"found_police", "found_social_worker", "found_others"} <= set(told)
        assert ("found_parents" in told) is (setting not in ("home", "care_leaver"))
    parents = next(i for i in sts.inform if i.id == "found_parents")
    assert parents.condition == "where appropriate to do so."
    assert "risk" in parents.note


def test_each_return_step_is_the_persons_whose_it_is(sts: Protocol) -> None:
    """The carer tells and keeps; the police visit; the interview is another's."""
    assert {s.field: s.by for s in sts.returning} == {
        "return_tell": "carer",
        "return_police": "carer",
        "return_evidence": "carer",
        "return_police_check": "police",
        "return_interview_asked": "local authority",
    }


def test_words_worth_showing_are_where_they_are_needed(sts: Protocol) -> None:
    """Each place has the protocol's words; the ten questions of §12.4 stand one by one."""
    for place in (
        "danger",
        "decide",
        "say",
        "after_report",
        "return",
        "record",
        "evidence",
        "consent",
        "external_activity",
        "out_of_area",
        "other_la",
        "care_leaver",
    ):
        assert sts.words(place), place
    assert len(sts.words("ndm")) == 10
    assert any("consent is given and if" in w.text for w in sts.words("consent"))


def test_what_the_protocol_leaves_open_stays_open(sts: Protocol) -> None:
    """No office hours, no hours before a report, nobody in the chair after nine episodes."""
    open_settings = {u.name: u.value for u in sts.unconfirmed}
    for name in (
        "office_starts",
        "office_ends",
        "hours_away",
        "twelve_at_home",
        "consent_words",
        "nine_chair",
    ):
        assert open_settings[name] == ""
    assert next(m for m in sts.meetings if m.id == "nine").chair == ""
    assert not sts.media
    assert not sts.heightened_risk
    assert not sts.criteria


def test_what_is_ours_is_marked_ours(sts: Protocol) -> None:
    """What to say to a child on the phone is not in the protocol."""
    assert {w.place for w in sts.safe_call} == {"ask", "say", "after"}
    assert all(w.source.startswith("our own words") for w in sts.safe_call)
