"""Hertfordshire: who is told, the call, the return, and what is left open."""

from __future__ import annotations

import re

import pytest

from forms.packaged import load_protocol
from forms.protocol import SETTINGS, Protocol, Setting


@pytest.fixture(scope="module")
def herts() -> Protocol:
    return load_protocol("hertfordshire")


# ------------------------------------------------------------------------------ people
@pytest.mark.parametrize("setting", ["foster", "semi_independent"])
def test_the_social_worker_tells_the_parents_and_the_carer_may(herts: Protocol, setting: Setting) -> None:
    """§3.9: the social worker "will inform the parents"; the carer may, "if appropriate"."""
    parents = [i for i in herts.informs(setting, "with_report") if "parent" in i.who.lower()]
    assert [i.by for i in parents] == ["social worker"]
    assert parents[0].contact == ""
    own = [i for i in herts.informs(setting, "now") if "parent" in i.who.lower()]
    assert [(i.by, i.condition, i.contact) for i in own] == [
        ("carer", "if appropriate, the parents", "kcf:parents")
    ]
    assert not [i.id for i in herts.inform if "do not tell" in i.note.lower()]


def test_a_council_home_tells_the_parents_itself(herts: Protocol) -> None:
    """The exception of §3.9, with its condition in the procedure's words."""
    parents = [i for i in herts.informs("residential", "with_report") if "parent" in i.who.lower()]
    assert {i.by for i in parents} == {"carer", "social worker"}
    assert all("HCC residential" in i.condition for i in parents)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_police_are_told_of_the_return(herts: Protocol, setting: Setting) -> None:
    """In every setting, by the carer."""
    assert "found_police" in {i.id for i in herts.informs(setting, "on_return") if i.by == "carer"}


def test_the_only_numbers_are_the_procedures(herts: Protocol) -> None:
    """999 and 101; every other phone is for the authority to fill in."""
    assert {c.value for c in herts.contacts if c.kind == "phone"} == {"999", "101"}
    assert herts.contact("soohs").value == ""
    assert herts.contact("mpu_phone").kind == "none"


def test_retired_addresses_are_flagged(herts: Protocol) -> None:
    """An address in .pnn or .gcsx is shown as it stands, and as one that may not work."""
    retired = {c.id for c in herts.contacts if re.search(r"\.(pnn|gcsx)\.", c.value.lower())}
    assert retired == {"mpu_email", "brokerage", "harm_reduction_unit", "halo"}
    assert {c.id for c in herts.contacts if c.outdated} == retired


# ------------------------------------------------------------------------------ the call, the return
def test_the_call_script_declares_that_its_order_is_ours(herts: Protocol) -> None:
    """Hertfordshire has no list of questions, and none is passed off as its own."""
    assert herts.script
    assert all("not a list in the Hertfordshire procedure" in line.source for line in herts.script)
    assert "checks" in {fact for line in herts.script for fact in line.facts}


def test_no_secret_is_read_out_on_the_phone(herts: Protocol) -> None:
    """The script shows no secret field."""
    secret = {f"kcf:{f.name}" for f in herts.key_contacts.fields() if f.secret}
    assert not secret & {fact for line in herts.script for fact in line.facts}


def test_low_risk_is_never_for_a_child(herts: Protocol) -> None:
    """The procedure's own sentence stands beside the level."""
    medium = next(r for r in herts.risk_levels if r.name == "Medium Risk")
    assert medium.note == "Low risk is not used for any child under the age of 18."


def test_the_levels_are_those_that_the_carer_is_told(herts: Protocol) -> None:
    """§3.10: "the current level of assessed risk which is Missing, High Risk, Medium Risk"."""
    assert [r.name for r in herts.risk_levels] == ["Missing", "High Risk", "Medium Risk"]


def test_eight_criteria_each_with_its_fact(herts: Protocol) -> None:
    """Looked after, over 24 hours, and missing before can be worked out; the rest a person is asked."""
    assert len(herts.criteria) == 8
    assert all(c.when for c in herts.criteria)
    facts = {"looked_after": True, "missing_over_24_hours": "yes", "missing_before": "no"}
    assert [c.id for c in herts.criteria_met(facts)] == ["looked_after", "over_24_hours"]


def test_what_the_procedure_leaves_open_stays_to_be_confirmed(herts: Protocol) -> None:
    """ "Overnight", check-in and office hours have no number."""
    open_settings = {u.name: u.value for u in herts.unconfirmed}
    for name in ("overnight_starts", "overnight_ends", "office_starts", "office_ends", "check_in"):
        assert open_settings[name] == ""


def test_words_worth_showing_are_where_they_are_needed(herts: Protocol) -> None:
    """Danger, decision, after the report, the form and the return each have the procedure's words."""
    for place in ("danger", "decide", "after_report", "kcf", "return", "refusal"):
        assert herts.words(place), place
    assert herts.words("danger")[0].text.endswith("the police should be contacted on 999.")


def test_what_is_ours_is_marked_ours(herts: Protocol) -> None:
    """What to say to a child on the phone is not in the procedure."""
    assert {w.place for w in herts.safe_call} == {"ask", "say", "after"}
    assert all(w.source.startswith("our own words") for w in herts.safe_call)


def test_no_other_authoritys_rule_is_in_the_pack(herts: Protocol) -> None:
    """No six-hour limit, no age at which a report is automatic, no advice on evidence."""
    text = " ".join(
        [*(r.says + r.quote for r in herts.rules.values()), *(s.title + s.label for s in herts.returning)]
    ).lower()
    assert not re.search(r"six hours|6 hours|under 13|catch22|strategy meeting", text)
    assert not re.search(r"wash|forensic", text)
