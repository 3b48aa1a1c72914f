"""The other forms of the five authorities: whole, prefilled where they can be, and plainly whose they are."""

from __future__ import annotations

import pytest

from forms.packaged import load_form, load_protocol
from forms.protocol import Protocol

#: Form: sections, questions (ours too), first and last label of its own, who fills it in.
FORMS = {
    "staffordshire_stoke/risk_assessment": (
        5,
        46,
        "Name of Child:",
        "Names/contacts of those given a copy of the risk assessment",
        "carer",
    ),
    "staffordshire_stoke/cse_information_report": (3, 11, "Date/Time of report:", "Address", "carer"),
    "staffordshire_stoke/return_interview": (8, 56, "Date", "Reporting Authority", "Catch22"),
    "staffordshire_stoke/cse_risk_factor_matrix": (28, 123, "Name of Child:", "Comments:", "social worker"),
    "staffordshire_stoke/placement_notification": (
        8,
        45,
        "Contact Name:",
        "Details of any other agencies that are supporting the young person:",
        "placing local authority",
    ),
    "staffordshire_stoke/risk_evaluation_matrix": (
        4,
        19,
        "Known vulnerabilities",
        "Date",
        "lead professional",
    ),
    "portsmouth/missing_child_risk_assessment": (
        3,
        28,
        "Name of Child Missing",
        "Known to associate with gang members and other violent offenders",
        "carer",
    ),
    "portsmouth/community_partnership_information": (
        3,
        10,
        "Where did this information come from (name/DoB/address)?",
        "Your email address:",
        "carer",
    ),
    "portsmouth/return_interview": (
        10,
        66,
        "Permission to Share given : Y/N",
        "Does the Op MET need updating?",
        "return interviewer",
    ),
    "portsmouth/protection_and_disruption_plan": (
        3,
        16,
        "Name of person completing plan:",
        "DATE:",
        "strategy meeting",
    ),
    "hertfordshire/cse_reporting_form": (
        9,
        78,
        "Name",
        "Details of Other Agencies Involvement Or Who Are Aware of Referral",
        "carer",
    ),
    "liverpool/information_for_police": (
        1,
        10,
        "1) Full name",
        "10) Do they have cash/access to cash?",
        "carer",
    ),
    "liverpool/cse_1": (
        7,
        41,
        "Name",
        "TELEPHONE NUMBERS LINKED TO THE CHILD / YOUNG PERSON / SUSPECTED PERPETRATOR",
        "carer",
    ),
    "liverpool/return_interview": (5, 23, "Name of YP", "Actions required:", "independent interviewer"),
    "liverpool/strategy_meeting": (
        9,
        43,
        "In respect of:",
        "Date, time and venue of next meeting:",
        "children’s services",
    ),
}
TARGETS = {"child": {"full_name", "family_name", "forenames", "age", "setting"}, "carer": {"name"}}


def test_every_form_is_listed_by_its_authority() -> None:
    """And no other: a carer finds them all under the child."""
    packs = ("hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016")
    assert {id for name in packs for id in load_protocol(name).forms} == set(FORMS)


@pytest.mark.parametrize("id", FORMS)
def test_the_questions_are_the_forms_in_the_forms_order(id: str) -> None:
    """As many as were counted in its source, from its first to its last; each has its words."""
    form = load_form(id)
    sections, questions, first, last, by = FORMS[id]
    fields = list(form.fields())
    assert len(form.sections) == sections
    assert len(fields) == questions
    assert fields[0].label == first
    assert [f.label for f in fields if not f.ours][-1] == last
    assert form.completed_by == by
    assert form.about
    assert all(f.label for f in fields)


def test_the_matrix_has_its_118_indicators_each_in_its_column() -> None:
    """Low, Medium and High as printed; three without a box stand apart, to be asked about."""
    form = load_form("staffordshire_stoke/cse_risk_factor_matrix")
    boxes = [(f.label, len(f.choices)) for f in form.fields() if f.kind == "several"]
    count = {level: sum(n for label, n in boxes if label == level) for level in ("Low", "Medium", "High")}
    apart = sum(n for label, n in boxes if label not in count)
    assert sum(count.values()) + apart == 118
    assert apart == 3


def test_hertfordshires_codes_are_complete() -> None:
    """17 codes of ethnicity and 17 of disability."""
    form = load_form("hertfordshire/cse_reporting_form")
    for start in ("Ethnicity", "Disability"):
        field = next(f for f in form.fields() if f.label.startswith(start))
        assert len(field.choices) == 17


@pytest.mark.parametrize("id", FORMS)
def test_what_stands_elsewhere_is_there(id: str) -> None:
    """A prefill names a field that is there."""
    protocol = load_protocol(id.partition("/")[0])
    for field in load_form(id).fields():
        where, _, name = field.prefill.partition(":")
        if where:
            assert name in known(protocol, where), field.prefill


def known(protocol: Protocol, where: str) -> set[str]:
    forms = {"kcf": protocol.key_contacts, "episode": protocol.episode}
    return {f.name for f in forms[where].fields()} if where in forms else TARGETS[where]


@pytest.mark.parametrize("id", [id for id, row in FORMS.items() if row[4] != "carer"])
def test_a_form_of_others_ends_with_what_came_of_it(id: str) -> None:
    """Our own questions, marked as ours."""
    form = load_form(id)
    assert form.sections[-1].name == "outcome"
    assert all(f.ours for f in form.sections[-1].fields)


def test_the_carers_part_of_an_interview_is_marked() -> None:
    """What others fill in is not asked of the carer."""
    sections = {s.name: s.completed_by for s in load_form("liverpool/return_interview").sections}
    assert sections["carer"] == "carer"
    assert sections["person"] == "independent interviewer"
