"""Lines are put together to sentences, and cut where one ends."""

from __future__ import annotations

import pytest

from forms.coverage.lines import lines
from forms.coverage.sentences import sentences


def found(text: str) -> list[tuple[int, int, str]]:
    return [(s.first, s.last, s.text) for s in sentences(list(lines(text, ["Foot of the page"])))]


def test_a_sentence_goes_over_lines_and_pages() -> None:
    """Its lines are the file's."""
    text = "Carers must ring the police at once if no one knows the\nplace\nFoot of the page\n7\n of them."
    assert found(text) == [(1, 5, "Carers must ring the police at once if no one knows the place of them.")]


def test_sentences_of_one_line_are_cut() -> None:
    """After a full stop before a capital letter; not after e.g. or in a number."""
    text = "Ring them (e.g. Police) by 9.30 p.m. each day. “They should” tell i.e. Ask. 72 hours is enough."
    assert [words for _, _, words in found(text)] == [
        "Ring them (e.g. Police) by 9.30 p.m. each day.",
        "“They should” tell i.e. Ask.",
        "72 hours is enough.",
    ]


def test_items_stand_alone() -> None:
    """With bullets, numbers and letters, also in the middle of a line."""
    text = "They should:\n• Search the house\nand the garden\n• Ask friends • Ring\n3. Tell the office"
    assert [words for _, _, words in found(text)] == [
        "They should:",
        "Search the house and the garden",
        "Ask friends",
        "Ring",
        "Tell the office",
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A short heading\nCarers must do all that is needed to find the child wherever it is", 2),
        ("The carer rings the office of the council and the team of the\nPolice and tells them", 1),
        ("The carer rings the office of the council and then calls\nPolice and tells them", 1),
        ("The carer rings the office of the council and then calls\n Police and tells them", 1),
        ("Trigger points,\n Risks to others, and a longer line which shows how wide the column is", 2),
        ("A short line of the\nPolice, and then a longer one that shows how wide the column is here", 1),
        ("The carer rings the office of the council and the team of a\n Police force", 1),
        ("The carer rings the office of the council and then the team.\n Police ring back", 2),
        ("Ring:\nThe office of the council, which is open all day and all night for you", 2),
        ("Ring:\nthe office", 1),
        ("The end is here;\nThe next one is a longer line which shows how wide the column is", 2),
    ],
)
def test_in_doubt_a_line_goes_on(text: str, parts: int) -> None:
    """A line that ends early before a capital letter is the end of something; half a sentence is worse."""
    assert len(found(text)) == parts
