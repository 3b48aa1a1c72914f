"""Where things stand in a TOML text, which its parser does not tell.

A path is ("section", 1, "field", 3, "label"). An inline table that begins a line of an array is found there;
what stands inside an inline table or another array, at the nearest key around it.
"""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w\-]+(?:\s*\.\s*[\w\-]+)*)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w\-]+|\"[^\"]*\"|'[^']*')\s*=")
_ARRAY = re.compile(r"^\s*([\w\-]+)\s*=\s*\[\s*(?:#.*)?$")
_OPENS = re.compile(r"^\s*(?:[\w\-]+\s*=\s*)?\[?\s*(\"\"\"|''')(.*)$")


def locate(text: str) -> dict[Path, int]:
    """The line of every header and key, counted from one. Never raises."""
    lines: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    table: Path = ()
    closing = ""  # the quotation marks that end the long text we are in
    array: Path = ()  # the last array that was opened; its inline tables begin lines, one each
    for number, line in enumerate(text.split("\n"), start=1):
        if closing:
            if closing in line:
                closing = ""
            continue
        if array and line.lstrip().startswith("{"):
            counts[array] = counts.get(array, -1) + 1
            lines[(*array, counts[array])] = number
            continue
        if header := _HEADER.match(line):
            names = [name.strip() for name in header[2].split(".")]
            table = _table(names, header[1] == "[[", counts)
            lines.setdefault(table, number)
            continue
        if key := _KEY.match(line):
            lines.setdefault((*table, key[1].strip("\"'")), number)
        if opened := _ARRAY.match(line):
            array = (*table, opened[1])
        if (opens := _OPENS.match(line)) and opens[1] not in opens[2]:
            closing = opens[1]
    return lines


def _table(names: list[str], repeated: bool, counts: dict[Path, int]) -> Path:
    """The path of a header's table: each name, with its number where it repeats."""
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, names[-1])
    if not repeated:
        return path
    counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path])


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of `path`, of the first of its tables, or of the nearest thing around it."""
    if path not in lines and (*path, 0) in lines:
        return lines[(*path, 0)]
    while path not in lines:
        path = path[:-1]
    return lines[path]
