"""How an answer looks, also when there is none."""

from __future__ import annotations

from dataclasses import replace

from carerapp.documents.blocks import Said
from carerapp.documents.fonts import SEMI
from carerapp.documents.sheet import LEFT, SECOND, SMALL, VALUE, Sheet, Style

BLANK = "not known (left blank)"
#: from one line to write on to the next, in millimetres: as high as a hand writes
WRITING = 7.0


def said_style(said: Said) -> Style:
    """Ink for an answer, grey for why there is none."""
    if said.state == "said":
        return VALUE
    if said.state == "withheld":
        return replace(VALUE, weight=SEMI, colour=SECOND)
    return replace(VALUE, colour=SECOND)


def said_words(said: Said) -> str:
    """The answer, or in words why there is none."""
    if said.state == "blank":
        return BLANK
    return said.text or ("not known" if said.state == "not_known" else "")


def _line_to_write_on(sheet: Sheet, right: float, left: float) -> None:
    sheet.room(WRITING)
    sheet.y += WRITING
    sheet.paper.line(left, sheet.y - 0.8, right, sheet.y - 0.8, SECOND, 0.25)


def put_answers(sheet: Sheet, given: tuple[Said, ...], right: float, left: float = LEFT) -> None:
    """Each answer under the other; who wrote it stands beneath, where two stand."""
    for said in given:
        if said.state == "to_write":
            _line_to_write_on(sheet, right, left)
            continue
        style = said_style(said)
        sheet.put_rows(sheet.rows(said_words(said), style, right - left), left, right - left, style)
        if said.by:
            sheet.put_rows(sheet.rows(said.by, SMALL, right - left), left, right - left, SMALL)
