"""What each piece of a page is, for screen readers: the tags of a PDF, in the order in which it is read.

What is put on a page inside `Tags.inside("/P")` belongs to that paragraph, on as many pages as it takes; what
is put there outside of any tag is an artifact (lines, boxes, the head and foot of a page), and is not read
out. fpdf2 tags pictures only, so its tree of structure is grown from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from fpdf import FPDF
from fpdf.structure_tree import StructElem, StructureTreeBuilder

Tag = Literal["/H1", "/H2", "/H3", "/H4", "/P", "/Figure", "/Table", "/TR", "/TH", "/TD"]


class _Tree(StructureTreeBuilder):
    """fpdf2's tree is one level deep; a table has rows, and a row has cells."""

    def __iter__(self) -> Iterator[Any]:
        yield self.struct_tree_root
        yield self.doc_struct_elem
        yield self.struct_tree_root.parent_tree
        yield from _below(self.doc_struct_elem)


def _below(of: StructElem) -> Iterator[StructElem]:
    for kid in of.k:
        if isinstance(kid, StructElem):
            yield kid
            yield from _below(kid)


class Tags:
    """The structure of one file in the making."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._tree = pdf.struct_builder = _Tree()
        self._open: list[_Open] = []
        self._marks: dict[int, int] = {}  # page → how many pieces of it are marked

    @contextmanager
    def inside(self, tag: Tag, *, alt: str = "", scope: str = "") -> Iterator[None]:
        """What is put on the page meanwhile is this; `alt` says a picture in words."""
        self._open.append(_Open(tag, alt, scope))
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def outside(self) -> Iterator[None]:
        """What is put on the page meanwhile is an artifact."""
        inside, self._open = self._open, []
        try:
            yield
        finally:
            self._open = inside

    @contextmanager
    def marking(self) -> Iterator[None]:
        """Around every piece that is put on the page."""
        if not self._open:
            self._pdf._out("/Artifact BMC")
        else:
            page = self._pdf.page
            element = self._element(len(self._open) - 1, page)
            number = self._marks.get(page, 0)
            self._marks[page] = number + 1
            element.k.append(number)
            self._tree.struct_tree_root.parent_tree.nums[self._of_page(page)].append(element)
            self._pdf._out(f"{element.s} <</MCID {number}>> BDC")
        yield
        self._pdf._out("EMC")

    def _element(self, depth: int, page: int) -> StructElem:
        """The open tag's element; one with pieces of its own has another on the next page."""
        this = self._open[depth]
        if this.element and (this.page == page or depth < len(self._open) - 1):
            return this.element
        above = self._element(depth - 1, page) if depth else self._tree.doc_struct_elem
        made = StructElem(this.tag, above, [], page, alt=this.alt or None)
        made.pg = self._pdf.pages[page]  # type: ignore[assignment]
        if this.scope:
            made.a = f"<</O /Table /Scope /{this.scope}>>"  # type: ignore[attr-defined]
        above.k.append(made)
        this.element, this.page = made, page
        return made

    def _of_page(self, page: int) -> int:
        known = self._tree.spid_per_page_number
        if page not in known:
            known[page] = self._pdf.pages[page].struct_parents = len(known)
            self._pdf._set_min_pdf_version("1.4")
        return known[page]


class _Open:
    """A tag that is open, and its element once something stands in it."""

    def __init__(self, tag: Tag, alt: str, scope: str) -> None:
        self.tag, self.alt, self.scope = tag, alt, scope
        self.element: StructElem | None = None
        self.page = 0
