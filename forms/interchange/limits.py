"""What a workbook may cost, looked at before anything else reads it: its size, what it unpacks to, its cells.

A cell counts when it holds something. One that is only formatted costs nothing, wherever it stands.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

#: The largest form of ours has 250 rows. A kilobyte can unpack to gigabytes, and a sheet say that it ends at
#: row a million.
MOST_BYTES, MOST_PARTS, MOST_UNPACKED_BYTES, MOST_CELLS = 8_000_000, 500, 16_000_000, 200_000
PACKED = (".xlsx", ".xlsm")
#: What holds an XLSForm, as pyxform reads it.
SUFFIXES = (*PACKED, ".xls", ".csv")

#: (row, column) of each cell that holds something, both counted from 1
Held = frozenset[tuple[int, int]]
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class TooLarge(ValueError):
    """More than a form can be. Nothing was read."""


def held(path: Path) -> Mapping[str, Held]:
    """What each sheet holds, by the sheet's name; {} where the file is no .xlsx. TooLarge; OSError;
    ValueError where it is no file that holds a form."""
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f"{path} is none of {', '.join(SUFFIXES)}. Save it as .xlsx, and try again.")
    if path.stat().st_size > MOST_BYTES:
        raise TooLarge(f"{path} is larger than {MOST_BYTES:,} bytes, and no form is. Nothing was read.")
    if path.suffix.lower() not in PACKED:
        return {}
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise TooLarge(f"{path} unpacks to more than any form. Nothing was read.")
            return _sheets(path, packed)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"{path} can't be read as an .xlsx workbook: {error}") from error


def _sheets(path: Path, packed: zipfile.ZipFile) -> dict[str, Held]:
    root = ElementTree.fromstring(packed.read("xl/workbook.xml"))
    links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found: dict[str, Held] = {}
    blank = _blank(packed)
    cells = 0
    for sheet in root.iter(f"{_SHEET}sheet"):
        part = posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get(f"{_LINKS}id"), ""))).lstrip(
            "/"
        )
        if part not in packed.namelist():
            continue  # a chart's sheet, or one that is not there: pyxform says so where it matters
        here: set[tuple[int, int]] = set()
        with packed.open(part) as xml:
            for at in _cells(xml, blank):
                here.add(at)
                if cells + len(here) > MOST_CELLS:
                    raise TooLarge(f"{path} holds more than {MOST_CELLS:,} cells. Nothing was read.")
        cells += len(here)
        found[sheet.get("name", "")] = frozenset(here)
    return found


def _blank(packed: zipfile.ZipFile) -> frozenset[str]:
    """Which of the words that cells share are none."""
    if "xl/sharedStrings.xml" not in packed.namelist():
        return frozenset()
    with packed.open("xl/sharedStrings.xml") as xml:
        words = (element for _, element in ElementTree.iterparse(xml) if element.tag == f"{_SHEET}si")
        return frozenset(str(n) for n, element in enumerate(words) if not "".join(element.itertext()).strip())


def _cells(xml: IO[bytes], blank: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where something stands. A row or a cell that does not say where it is comes after the one before."""
    row = column = 0
    for event, element in ElementTree.iterparse(xml, ("start", "end")):
        if element.tag == f"{_SHEET}row":
            if event == "start":
                row, column = int(element.get("r") or row + 1), 0
            else:
                element.clear()
        elif element.tag == f"{_SHEET}c" and event == "end":
            column = _column(element.get("r", "")) or column + 1
            words = "".join(text for part in element if part.tag != f"{_SHEET}f" for text in part.itertext())
            if words.strip() and not (element.get("t") == "s" and words.strip() in blank):
                yield row, column
            element.clear()


def _column(address: str) -> int:
    """3 for "C7"; 0 where it names none."""
    number = 0
    for letter in address:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number


def letters(column: int) -> str:
    """The column as a spreadsheet calls it: "C" for 3."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
