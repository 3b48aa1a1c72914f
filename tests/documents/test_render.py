"""Any text on paper: every script, right to left, control characters, very long answers."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from carerapp.documents import Document, render
from carerapp.documents.blocks import (
    Entry,
    Heading,
    Labelled,
    Notice,
    Paragraph,
    Photo,
    Said,
    Table,
    YesNoRow,
    YesNoRows,
)
from carerapp.domain.child import INVENTED
from tests.support.paper.build import ALL_SCRIPTS, FONTS, MADE_AT, document, labelled
from tests.support.paper.reading import fonts, left_edge, pages, pdftotext, words


def every_block(text: str) -> Document:
    """The same text wherever a carer's words can stand."""
    said = Said(text, by=text)
    return Document(
        text,
        text,
        (
            Heading(text, 1, text),
            labelled(text, text),
            Labelled(text, (said,), alone=True),
            Photo(text, text, (said,), b"not a picture"),
            Notice(text),
            Paragraph(text),
            Table(text, (text, text, text), ((said, said, said), (Said("a"), Said("b"), said))),
            Table(text, (text, text), ((Said(text), Said(text)),)),
            YesNoRows(("Action", "Yes", "No", "Comments"), (YesNoRow(text, "Yes", text, text, text),)),
            Entry(text, text, text, True, (text,)),
        ),
        MADE_AT,
        text,
        INVENTED,
        text,
    )


def test_every_font_is_embedded_and_subset() -> None:
    """The copy looks the same on any computer, and carries only the letters it needs."""
    pdf = render(document(labelled(ALL_SCRIPTS)), FONTS)
    rows = fonts(pdf)
    assert len(rows) > 20
    assert [row for row in rows if row[-5:-2] != ["yes", "yes", "yes"]] == []
    assert len(pdf) < 600_000
    assert "could not be printed" not in pdftotext(pdf)


def test_scripts_can_be_read_back() -> None:
    """Each script's letters come back as they went in."""
    text = words(pdftotext(render(document(*map(labelled, ALL_SCRIPTS.split())), FONTS)))
    simple = [w for w in ALL_SCRIPTS.split() if w.isalpha()]
    assert [word for word in simple if f"Label: {word}" not in text] == []


def test_right_to_left_text_stands_right_to_left() -> None:
    """The first word is the rightmost, also with a number between; a joiner does not turn a word round."""
    pdf = render(document(labelled("שלום 12 אבג"), labelled("می‌خواهم")), FONTS)
    assert left_edge(pdf, "שלום") > left_edge(pdf, "12") > left_edge(pdf, "אבג")
    assert "می‌خواهم" in pdftotext(pdf)


def test_latin_words_in_arabic_text_and_arabic_in_latin() -> None:
    """The paragraph goes the way of its first letter."""
    pdf = render(document(labelled("Fatima (فاطمة) Street"), labelled("محمد Latin الرحمن")), FONTS)
    assert left_edge(pdf, "Fatima") < left_edge(pdf, "فاطمة") < left_edge(pdf, "Street")
    assert left_edge(pdf, "محمد") > left_edge(pdf, "Latin") > left_edge(pdf, "الرحمن")


def test_vowel_marks_stay_on_their_letters() -> None:
    """An Arabic name with its vowels is one run of one font, so its letters join."""
    from carerapp.documents.text import runs

    assert list(runs("مُحَمَّد", FONTS)) == [("noto sans arabic", "مُحَمَّد")]
    assert list(runs("xẓ\u0323", FONTS))[-1] == ("noto sans", "ẓ\u0323")


def test_what_no_font_has_is_said_and_not_printed_as_boxes() -> None:
    """The page says that characters are missing; nothing is left out in silence."""
    text = pdftotext(render(document(labelled("before \U00012000\U00012001 after")), FONTS))
    assert "before [?] after" in text
    assert "Some characters on this page could not be printed. They stand as [?]." in text


def test_control_characters_are_made_harmless() -> None:
    """No bell, no escape, no mark that makes text read backwards."""
    text = pdftotext(render(document(labelled("a\x00b\x07c\x1b[31md\u202ee\u2066f\ud800g\tend")), FONTS))
    assert "Label: abc[31mdef?g end" in text


def test_a_space_that_keeps_words_together_is_printed() -> None:
    """A number pasted with such spaces keeps them, and stays on one line."""
    text = pdftotext(render(document(labelled("a word " * 30 + "07700\u00a0900\u00a0123 now")), FONTS))
    assert "07700 900 123 now" in text.replace("\u00a0", " ")


def test_words_that_mean_something_to_the_library_are_only_words() -> None:
    """Placeholders and markup of PDF makers are printed as written."""
    text = pdftotext(render(document(labelled("{nb} **bold** (x) \\n <b> %PDF [a](http://x)")), FONTS))
    assert "{nb} **bold** (x) \\n <b> %PDF [a](http://x)" in text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("word and more " * 14_286, 5),
        ("x" * 200_000, 5),
        ("نص طويل " * 25_000, 40),
        ("王小明" * 66_667, 40),
        ("line\n" * 40_000, 20),
    ],
    ids=["words", "one word", "Arabic", "Chinese", "lines"],
)
def test_two_hundred_thousand_characters_are_printed_in_time(text: str, seconds: float) -> None:
    """A very long answer takes many pages and few seconds of the processor, whatever else it does; its end is
    there."""
    before = time.process_time()
    pdf = render(document(labelled(text), labelled("the end")), FONTS)
    assert time.process_time() - before < seconds
    assert pages(pdf) > 20
    assert "the end" in pdftotext(pdf)


def test_a_very_long_label_is_whole() -> None:
    """A label longer than a page goes on over the next."""
    label = " ".join(f"word{number}" for number in range(2000))
    text = words(pdftotext(render(document(labelled("x", label)), FONTS)))
    margins = r"Copy made at 22:31 on 20 November 2026 by A. Carer Page \d of \d (Example: Example Child )?"
    assert label in re.sub(margins, "", text)


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING)
@example("\ud800")
def test_any_text_can_stand_anywhere(text: str) -> None:
    """Whatever is typed, in any field, a readable file comes out."""
    pdf = render(every_block(text), FONTS)
    assert pages(pdf) >= 1
    assert not any(c in pdftotext(pdf) for c in "\x00\x07\x1b\x7f")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x24F), min_size=1, max_size=80))
def test_latin_text_is_read_back_as_it_was_written(text: str) -> None:
    """Every word survives; only the kind of space may change."""
    from carerapp.documents.text import clean

    expected = words(clean(text, FONTS))
    found = words(pdftotext(render(document(labelled(text)), FONTS)))
    assert expected.replace(" ", "") in found.replace(" ", "")
