"""A document → the bytes of a PDF, made in memory."""

from __future__ import annotations

from carerapp.documents.blocks import Document
from carerapp.documents.fonts import Fonts


def render(document: Document, fonts: Fonts, *, password: str | None = None) -> bytes:
    """The same document gives the same bytes, unless there is a password. Raises BadPassword."""
    from carerapp.documents.draw import draw  # slow to load, and most screens print nothing
    from carerapp.documents.paper import Paper
    from carerapp.documents.sheet import Sheet

    def drawn(early: int = 0) -> tuple[Paper, Sheet]:
        paper = Paper(fonts, title=document.title, made_at=document.made_at, made_by=document.made_by)
        sheet = Sheet(paper, document, early)
        draw(sheet, document)
        return paper, sheet

    paper, sheet = drawn()
    if sheet.nearly_empty:  # the page before it ends earlier, so that no row stands alone on the last
        paper, sheet = drawn(sheet.pages - 1)
    sheet.finish()
    return paper.to_bytes(password)
