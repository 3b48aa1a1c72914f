"""Reads a PDF back the way other people's programs do (poppler)."""

from __future__ import annotations

import html
import re
import subprocess
import sys

from tests.support.machine import ROOT

_ORDER_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def pdftotext(pdf: bytes, *options: str) -> str:
    """The text of the file; `options` such as "-layout" or "-upw"."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return _ORDER_MARKS.sub("", done.stdout.decode("utf-8"))


def words(text: str) -> str:
    """Lines and columns taken out: one space between two words."""
    return " ".join(text.split())


def fonts(pdf: bytes) -> list[list[str]]:
    """The rows of pdffonts: name, …, embedded, subset, unicode, object."""
    done = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True)
    return [line.split() for line in done.stdout.decode().splitlines()[2:]]


def pages(pdf: bytes) -> int:
    done = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True)
    return int(re.search(r"Pages:\s+(\d+)", done.stdout.decode())[1])  # type: ignore[index]


def missing_in_order(text: str, wanted: list[str]) -> list[str]:
    """Those of `wanted` that do not follow one another in the text."""
    at, missing = 0, []
    for piece in wanted:
        found = text.find(words(piece), at)
        if found < 0:
            missing.append(piece)
        else:
            at = found + len(words(piece))
    return missing


def left_edge(pdf: bytes, word: str) -> float:
    """Where a word begins on its page, in points from the left."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    for x, found in re.findall(r'<word xMin="([\d.]+)".*?>(.*?)</word>', done.stdout.decode("utf-8")):
        if _ORDER_MARKS.sub("", html.unescape(found)).strip("()") in (word, word[::-1]):  # as drawn
            return float(x)
    raise AssertionError(f"{word} is not in the file")


def run_python(script: str, given: bytes = b"") -> bytes:
    """What a fresh Python writes when it runs this script from the project's folder."""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, input=given, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
