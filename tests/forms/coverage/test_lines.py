"""Lines of a text: what stands between them is left out, and how each begins is seen."""

from __future__ import annotations

import pytest

from forms.coverage.lines import lines


def test_feet_page_numbers_and_empty_lines_are_left_out() -> None:
    """Each line keeps its number in the file."""
    text = "First\n\nAnyshire  procedure, V1\nPage | 12\n13\nSecond"
    assert [(line.number, line.words) for line in lines(text, ["Anyshire Procedure V1"])] == [
        (1, ("First",)),
        (6, ("Second",)),
    ]


def test_bullets_that_stand_alone_are_counted() -> None:
    """Also at the end of a line; boxes to tick are none."""
    text = "by:•\n•\n • •\nSearch\nAsk ☐\n☐\nRing"
    assert [(line.words, line.bullets) for line in lines(text)] == [
        (("by:",), 0),
        (("Search",), 4),
        (("Ask", "☐"), 0),
        (("Ring",), 0),
    ]


@pytest.mark.parametrize(
    ("line", "mark", "words"),
    [
        ("6.4.1 Carers ring", "section", "Carers ring"),
        ("13. When found", "number", "When found"),
        ("b) Ring them", "number", "Ring them"),
        ("• Ring them", "item", "Ring them"),
        ("o Ring them", "item", "Ring them"),
        ("-Risk section", "item", "Risk section"),
        (" Ring them", "indent", "Ring them"),
        (" ring them", "", "ring them"),
        ("24 hours after", "", "24 hours after"),
        ("101. If they", "", "101. If they"),
        ("1984. Force is", "", "1984. Force is"),
        ("a) ", "number", "a)"),
    ],
)
def test_how_a_line_begins(line: str, mark: str, words: str) -> None:
    """A number is a mark only where a paragraph or an item has one."""
    (found,) = lines(line)
    assert (found.mark, " ".join(found.words)) == (mark, words)


def test_words_that_grew_together_are_parted() -> None:
    """Over a full stop, and not within an address."""
    text = "was harmed.The form goes to any.Body@anyshire.gov.uk or www.any.Shire"
    assert next(lines(text)).words[1:4] == ("harmed.", "The", "form")
    assert next(lines(text)).words[-3:] == ("any.Body@anyshire.gov.uk", "or", "www.any.Shire")
