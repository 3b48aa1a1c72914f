"""Other forms on paper, read back: numbers, tables of codes, and the heading of what is ours."""

from __future__ import annotations

import pytest

from carerapp.documents import other_form, render
from carerapp.domain.events import EventKind
from carerapp.domain.json_value import Json
from forms.packaged import load_form
from tests.support.paper.build import FONTS, name_of, opened
from tests.support.paper.reading import missing_in_order, pdftotext, words

CSE = "hertfordshire/cse_reporting_form"


def printed(id: str, answers: dict[str, Json] | None = None) -> str:
    """The text of the form's PDF, with these answers."""
    log, form = opened(), load_form(id)
    log.write("other", EventKind.OPEN, form=form.ref)
    for field, value in (answers or {}).items():
        log.answer("other", field, value)
    child = log.child()
    made = other_form(
        child, form, child.record("other"), made_at=log.now, made_by="A. Carer", name_of=name_of
    )
    return words(pdftotext(render(made, FONTS)))


def test_the_tables_of_codes_stand_where_the_source_has_them() -> None:
    """After Part 8 and the address: ethnicity, disability with the DfE's codes, severity; each row whole."""
    text = printed(CSE)
    order = [
        "Part 8 – Details of Other Agencies Involvement Or Who Are Aware of Referral",
        "On completion of the form please e-mail it to hqsafeguarding@herts.pnn.police.uk",
        *("Ethnicity Codes", "Code", "Description", "W1", "British", "01", "Chinese", "NS", "Not Stated"),
        *("Disability descriptions", "Autism or Asperger's syndrome", "AUT", "‘DIAGNOSED WITH AUTISM OR"),
        *("Blindness", "VIS", "‘VISION’.", "Learning Disability", "‘LEARNING’ – having special educational"),
        *("Speech Impairment", "COMM", "‘COMMUNICATION’ – speaking and/or understanding others."),
        *("Disability severity", "LCS Severity", "1 - Mild", "2 - Moderate", "3 - Severe", "4 - Profound"),
    ]
    assert missing_in_order(text, order) == []


def test_a_row_of_the_disability_table_belongs_together() -> None:
    """The code that the source prints beside each description (its columns, read line by line)."""
    (table,) = (r for r in load_form(CSE).references if r.title == "Disability descriptions")
    codes = {row[0]: row[2] for row in table.rows}
    assert codes == {
        "A": "AUT",
        "B": "VIS",
        "BD": "BEH",
        "C": "DDA",
        "CB": "VIS",
        "D": "HEAR",
        "DX": "HAND",
        "H": "HEAR",
        "L": "COMM",
        "LD": "LD",
        "LL": "DDA",
        "NV": "COMM",
        "O": "DDA",
        "P": "MOB",
        "PD": "MOB",
        "PS": "VIS",
        "S": "COMM",
    }
    assert len({(row[2], row[3]) for row in table.rows}) == 9  # one definition for each code


@pytest.mark.parametrize("answered", [False, True])
def test_the_position_statements_are_printed_with_their_numbers(answered: bool) -> None:
    """Parts 6 and 7: all three, also when none is ticked; the ticked one is said again as the answer."""
    text = printed(CSE, {"victim_position": "the_child_young_person_is_2"} if answered else {})
    second = "2. The Child / Young Person is vulnerable to Child Sexual Exploitation and it is unknown"
    order = [
        *("Part 6 – Position Statement for Victim referral", "I am making this referral because ….", "TICK"),
        "1. The Child / Young Person is vulnerable to Child Sexual Exploitation but",
        second,
        "3. The Child / Young Person is vulnerable to Child Sexual Exploitation and I believe",
        *([second] if answered else []),
        *("Part 7 – Position Statement for Suspect only referral", "1. The suspect", "2. The suspect"),
        "3. The suspect is showing signs they are a Child Sexual Exploitation perpetrator",
    ]
    assert missing_in_order(text, order) == []
    assert text.count("2. The Child") == (2 if answered else 1)


def test_severity_is_printed_with_the_disability_it_belongs_to() -> None:
    """On the paper it is no question: its words are among the descriptions at the end."""
    answers: dict[str, Json] = {"disability_if_applicable_use": {"chosen": ["d_deaf"]}}
    text = printed(CSE, answers | {"disability_severity": "severe"})
    assert missing_in_order(text, ["D Deaf", "Disability severity: 3 - Severe", "Are Parent (s)"]) == []
    assert text.count("Disability severity") == 2


def test_parts_7_and_8_are_parts_of_the_form() -> None:
    """The heading of what is ours stands before no part of a form that has none of ours; where there is some,
    it stands after the form's own last words."""
    ours = "Not part of the Hertfordshire form"
    assert ours not in printed(CSE)
    text = printed("liverpool/return_interview")
    assert missing_in_order(text, ["Actions required:", "Not part of the Liverpool form"]) == []
    assert text.count("Not part of the Liverpool form") == 1


def test_the_forms_own_last_words_stand_before_what_is_ours() -> None:
    """Portsmouth, Appendix 7: every column of a table without a row, the reminder, then SIGNED. Staffordshire
    and Stoke's matrix: its flowchart."""
    remember = "Remember that this plan is a working document and should be updated at every network meeting."
    text = printed("portsmouth/protection_and_disruption_plan")
    order = [
        "Desired Outcome:",
        "Progress at review:",
        remember,
        "SIGNED:",
        "DATE:",
        "Not part of the Portsmouth form",
    ]
    assert missing_in_order(text, order) == []
    assert text.count(remember) == 1
    matrix = load_form("staffordshire_stoke/cse_risk_factor_matrix")
    text = printed(matrix.id)
    ours = f"Not part of the {matrix.authority} form"
    assert missing_in_order(text, [*matrix.closing_notices, ours]) == []
