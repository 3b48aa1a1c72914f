"""On paper: a form with groups, notes, sums and tables in tables, read back."""

from __future__ import annotations

from carerapp.documents import other_form, render
from carerapp.domain.events import EventKind
from carerapp.domain.json_value import Json
from tests.support.paper.build import FONTS, name_of, opened
from tests.support.paper.reading import missing_in_order, pdftotext, words
from tests.support.wide_form import form

ROWS = (("visits", "v"), ("visits/v/people", "p"))
ANSWERS: dict[str, Json] = {
    "who": "Sam",
    "goes": "yes",
    "year": 5,
    "money": 5.5,
    "where": "A+",
    "visits/v/long": 90,
    "visits/v/people/p/name": "Ann",
    "visits/v/people/p/friend": "yes, a friend",
}


def test_all_of_it_is_printed_in_order() -> None:
    """With the answers put into the words, and what is worked out."""
    log, made = opened(), form()
    log.write("other", EventKind.OPEN, form=made.ref)
    for table, row in ROWS:
        log.write("other", EventKind.ADD_ROW, table, row)
    for path, value in ANSWERS.items():
        log.answer("other", path, value)
    child = log.child()
    paper = other_form(
        child, made, child.record("other"), made_at=log.now, made_by="A. Carer", name_of=name_of
    )
    text = words(pdftotext(render(paper, FONTS)))
    order = [
        *("Say what you know of Sam.", "Who?", "Sam", "Does Sam go to school?", "Yes"),
        *("School", "Year", "5", "Teacher of Sam", "Teacher", "Money", "5.5", "Twice that", "11"),
        *("Where?", "A", "Visits", "90", "Name: Ann; Friend of Ann for 90 minutes: yes, a friend"),
    ]
    assert missing_in_order(text, order) == []
