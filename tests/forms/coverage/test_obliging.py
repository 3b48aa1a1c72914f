"""Which sentences count, by their own words or by what announces them."""

from __future__ import annotations

import pytest

from forms.coverage.triggers import obliges
from tests.forms.coverage.procedures import PROCEDURE, listed


@pytest.mark.parametrize(
    "text",
    [
        "Carers must ring.",
        "The police will come.",
        "They can’t stay out.",
        "It is the responsibility of the carer.",
        "They need to be told.",
        "The child is not seen as absent.",
        "Consent for any photo",
        "Strategy meetings where appropriate",
        "For other children at carer’s discretion",
        "Within 72 hours of return",
        "A list is sent to them at 7am.",
        "Fortnightly meetings",
        "The form goes out once it is ready.",
        "CALL 999",
        "To inform the police, dial 101.",
        "Search bedroom/house",
        "Inform Host YOT",
        "If no; provide advice",
        "Do not hang around",
        "Record what you see",
        "Carers inform police",
        "Parents to keep to a curfew",
        "The provider then reports the child",
        "A referral is made to the team.",
        "Child protection medical to be completed",
        "There is no statutory bar to it",
        "It also applies to children on an external activity.",
        "They are covered by the Act.",
    ],
)
def test_words_that_oblige_permit_forbid_or_time(text: str) -> None:
    """Modal words, duties, times, instructions, what is done in the present tense."""
    assert obliges(text)


@pytest.mark.parametrize(
    "text",
    [
        "Many children stay with friends.",
        "Are they likely to be the victim of abuse?",
        "Name of child",
        "Address",
        "Contact Details",
        "Support / Needs",
        "Yes/No",
        "Children who are Looked After",
        "About 30% sleep rough.",
    ],
)
def test_words_that_only_tell(text: str) -> None:
    """Research, labels of forms, questions to the child."""
    assert not obliges(text)


def test_a_procedure_as_a_pdf_gives_it() -> None:
    """The items take the bullets that stand before them; the foot of a page is no part of a sentence."""
    assert [(s.first, s.last, " ".join(s.text.split()[:4])) for s in listed(PROCEDURE)] == [
        (5, 6, "Unless the child is"),
        (6, 6, "They should:"),
        (9, 10, "Search the house and"),
        (11, 11, "Ask friends of the"),
        (12, 15, "If nobody knows where"),
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("They should tell:\n• the office\n• the team.\nMany children are found.", 2),
        ("They tell:\n• the office\n• the team\nMany children are found.", 0),
        ("These questions should be used.\n• What is it?\n• Who is it?\nThe end of it.", 2),
        ("The plan should cover:\n Friends\n Bank details\n1.2 Of the child", 2),
        ("The plan should cover:\nfriends;\nThe bank;\nThe school.\nOther words", 2),
        ("The plan should cover:\n• Friends\n• The bank’s\nOwn words\n• Last", 4),
        ("Carers should ring. This includes:\n• the office", 1),
        ("Carers should meet:\n•\n•\nThe office of the child.\nThe team of it.\nChildren go.", 2),
        ("Procedure\n• Meeting of the team", 1),
        ("The plan should cover:\n• Friends\nAppendix 2\n• Names", 1),
        ("The plan should cover:\n• Friends\n2. Definitions\nA child", 1),
        ("Carers should say who of these it is:\nName of the child:\nSchool of the child", 1),
    ],
)
def test_items_count_where_their_announcement_does(text: str, items: int) -> None:
    """Until a paragraph with a number, another announcement, or an unmarked sentence after the end of one."""
    announcing = ("They should", "These questions", "The plan", "Carers", "This includes", "Procedure")
    found = [s.text for s in listed(text) if not s.text.startswith(announcing)]
    assert len(found) == items, found
