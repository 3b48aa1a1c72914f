"""Cuts a text into lines that fit a width."""

from __future__ import annotations

import unicodedata

from carerapp.documents.directions import levels, runs_left
from carerapp.documents.line import Line
from carerapp.documents.paper import Paper
from carerapp.documents.text import pieces


def wrap(paper: Paper, text: str, weight: str, size: float, width: float) -> list[Line]:
    """The lines of a cleaned text. Words break only where one alone is wider than the line. Which way its
    letters run is settled for each paragraph before it is cut: a line never chooses its own direction."""
    return [
        line
        for paragraph in text.split("\n")
        for line in _paragraph(paper, paragraph.rstrip(), weight, size, width)
    ]


def _paragraph(paper: Paper, text: str, weight: str, size: float, width: float) -> list[Line]:
    of, rtl, lines, at = levels(text), runs_left(text), list[Line](), 0
    for line in _cut_up(paper, text, weight, size, width):
        lines.append(Line(line.rstrip(" "), of[at : at + len(line.rstrip(" "))], rtl))
        at += len(line)
    return lines


def _cut_up(paper: Paper, text: str, weight: str, size: float, width: float) -> list[str]:
    """The whole text in lines, with the spaces at their ends."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in pieces(text):
        letters = paper.letters(piece, weight, size)
        seen = sum(letters[: len(piece.rstrip(" "))])
        if line and used + seen > width:
            lines.append(line)
            line, used = "", 0.0
        if seen > width:
            *whole, piece = _cut(piece, letters, width)
            lines += whole
            letters = paper.letters(piece, weight, size)
        line += piece
        used += sum(letters)
    lines.append(line)
    return lines


def _cut(word: str, letters: list[float], width: float) -> list[str]:
    """A word wider than the line, cut between letters, never before a mark."""
    parts: list[str] = []
    start, used = 0, 0.0
    for at, letter in enumerate(letters):
        if at > start and used + letter > width and not unicodedata.combining(word[at]):
            parts.append(word[start:at])
            start, used = at, 0.0
        used += letter
    parts.append(word[start:])
    return parts
