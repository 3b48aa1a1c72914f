"""Arabic, Hebrew, Urdu, Persian and Dari with numbers, dates, postcodes and brackets in them, read back."""

from __future__ import annotations

import html
import re
import subprocess

import pytest

from carerapp.documents import render
from carerapp.documents.blocks import Entry, Labelled, Paragraph, Said
from carerapp.domain.chronology import chronology
from tests.support.paper.build import FONTS, document, missing, name_of, opened
from tests.support.paper.mixed_lines import LINES
from tests.support.paper.reading import pdftotext

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def rows(pdf: bytes) -> list[list[tuple[float, float, str]]]:
    """Each line of the page: its words from left to right, with where each begins and ends."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    words = [
        (float(x), float(top), float(right), float(foot), _MARKS.sub("", html.unescape(word)))
        for x, top, right, foot, word in _WORD.findall(done.stdout.decode("utf-8"))
    ]
    found: list[list[tuple[float, float, str]]] = []
    foot_of_last = 0.0
    for x, top, right, foot, word in sorted(words, key=lambda w: w[1] + w[3]):
        middle = (top + foot) / 2
        if not found or middle > foot_of_last:
            found.append([])
            foot_of_last = foot
        found[-1].append((x, right, word))
    return [sorted(row) for row in found]


def letters(word: str) -> str:
    """A word's letters whichever way round they were read, without signs."""
    return "".join(sorted(c for c in word if c.isalnum()))


@pytest.fixture(scope="module")
def page() -> list[list[tuple[float, float, str]]]:
    """One paragraph each, thirty of them."""
    found = rows(render(document(*(Paragraph(line) for _, line, _ in LINES)), FONTS))
    return found[1 : 1 + len(LINES)]


@pytest.mark.parametrize("number", range(len(LINES)), ids=lambda n: f"{n} {LINES[n][0]}")
def test_numbers_and_latin_words_stay_whole(page: list[list[tuple[float, float, str]]], number: int) -> None:
    """Each number, date and address stands from left to right as it was written, in its place."""
    language, line, things = LINES[number]
    row = page[number]
    drawn = " ".join(word for _, _, word in row)
    bare = re.sub(r"[()]", "", drawn)
    at = [bare.find(re.sub(r"[()]", "", thing)) for thing in things.split("|")]
    assert -1 not in at, drawn
    assert at == sorted(at, reverse=language != "English"), drawn
    first, last = letters(line.split()[0]), letters(line.split()[-1])
    where = {letters(word): x for x, _, word in row}
    if language != "English":
        assert letters(row[-1][2]) == first
    elif first in where and last in where:
        assert where[first] < where[last]


def test_a_paragraph_has_one_direction_on_all_its_lines() -> None:
    """Lines of an Arabic answer that begin with a Latin word stand at the right like the others."""
    text = " ".join(f"تسكن مع خالتها Example{n} قرب" for n in range(60))
    found = rows(render(document(Paragraph(text)), FONTS))
    lines = [row for row in found if "Copy" not in str(row)][1:]
    assert len(lines) > 10
    assert any(row[-1][2].isascii() for row in lines), "no line begins with a Latin word"
    rights = {round(row[-1][1]) for row in lines[:-1]}
    assert len(rights) == 1, rights


def test_an_english_label_and_an_arabic_answer_each_have_their_own_direction() -> None:
    """In a sentence of the log: the label first, then the answer, its first word at its right."""
    log = missing(opened())
    log.answer("episode", "last_seen_place", "محطة القطار 07700 900123")
    child = log.child()
    line = chronology(child, child.episode("episode"), name_of)[-1]
    (row,) = [r for r in rows(render(document(Entry("22:40", line.words, "A")), FONTS)) if "seen?" in str(r)]
    said = [word for _, _, word in row]
    at = said.index("seen?")
    assert said[at - 4 : at] == ["Where", "were", "they", "last"]
    assert said[at + 1 : at + 3] == ["07700", "900123"]
    assert letters(said[-1]) == letters("محطة")


def test_what_is_corrected_keeps_the_two_answers_apart() -> None:
    """Now and before, each whole: not woven into one another."""
    log = missing(opened())
    log.answer("episode", "last_seen_place", "المحطة")
    log.answer("episode", "last_seen_place", "المدرسة 12")
    child = log.child()
    line = chronology(child, child.episode("episode"), name_of)[-1]
    (row,) = [r for r in rows(render(document(Entry("22:40", line.words, "A")), FONTS)) if "was:" in str(r)]
    said = [letters(word) for _, _, word in row]
    assert said.index(letters("المدرسة")) < said.index(letters("was")) < said.index(letters("المحطة"))


def test_marks_that_keep_words_apart_are_not_printed() -> None:
    """Nobody reads them, and they take no room."""
    pdf = render(document(Labelled("Now:", (Said("\u2068محمد\u2069 (friend)"),))), FONTS)
    assert "[?]" not in pdftotext(pdf)
    assert "friend" in pdftotext(pdf)
