"""A log of many pages is drawn page by page, not held whole first."""

from __future__ import annotations

import re
import tracemalloc

from carerapp.documents import render
from carerapp.documents.blocks import Block, Entry, Paragraph
from tests.support.paper.build import FONTS, document
from tests.support.paper.reading import pages, pdftotext

WORDS = "Rang Sam Example (friend) 07700 900456: spoke. She was at the shop on Mill Lane, and will ring back"


def log(entries: int) -> tuple[Block, ...]:
    return tuple(Entry("22:40", f"{WORDS}, number {n}", "A. Carer") for n in range(entries))


def most_memory(entries: int) -> tuple[int, bytes]:
    """Bytes at the highest, above what stood before; and the file."""
    made = document(*log(entries))
    tracemalloc.start()
    pdf = render(made, FONTS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak, pdf


def test_an_entry_more_costs_what_stands_on_its_page() -> None:
    """Less than 1.5 kB each, where things still to be drawn took four."""
    render(document(*log(5)), FONTS)  # what is loaded once
    few, _ = most_memory(100)
    many, pdf = most_memory(900)
    assert pages(pdf) > 20
    assert (many - few) / 800 < 1500


def test_every_page_says_its_number_and_how_many_there_are() -> None:
    """Also the first, which was finished before the number was known; and which page could not print all."""
    pdf = render(document(*log(60), Paragraph("before \U00012000 after"), *log(60), invented=True), FONTS)
    of = pages(pdf)
    text = pdftotext(pdf)
    assert re.findall(r"Page (\d+) of (\d+)", text) == [(str(n), str(of)) for n in range(1, of + 1)]
    assert text.count("INVENTED") == of
    with_note = [page for page in text.split("\f") if "could not be printed" in page]
    assert [("before [?] after" in page) for page in with_note] == [True]
