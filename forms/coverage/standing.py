"""Where in a pack's files a quotation stands: the file and the line, as every other fault says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from forms.engine.files import Files

_PACK = ("protocol.toml", "duties.toml", "key_contacts.toml")
_HEADER = re.compile(r"\s*\[\[?([\w.]+)\]")
_NAMED = re.compile(r'\s*(?:id|rule|name|field)\s*=\s*"([^"]+)"')


def standing(files: Files, of: str, where: str) -> str:
    """Like "anyshire/protocol.toml:12". `of`: the id of the pack or of one of its forms; `where`: as
    `quotations` names it, a kind and a name. The head of the file where that is not found."""
    form = of.partition("/")[2]
    kind, _, name = where.partition(" ")
    file, *others = (f"{form}.toml",) if form else _PACK
    for each in (file, *others):
        lines = (files.data(each) or b"").decode("utf-8", "replace").split("\n")
        if line := _line(lines, "section" if "/" in kind else kind, name) or _begins(lines, name, kind):
            return f"{files.name}/{each}:{line}"
    return f"{files.name}/{file}:1"


def _line(lines: Iterable[str], kind: str, name: str) -> int:
    """The line of the header of the table of this kind and name; 0 where there is none."""
    return next((line for line, *table in _tables(lines) if table == [kind, name]), 0)


def _tables(lines: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """For each name in a table: the line of the table's header, its kind, the name."""
    at, kind = 0, ""
    for number, line in enumerate(lines, 1):
        if header := _HEADER.match(line):
            at, kind = number, header[1]
        elif named := _NAMED.match(line):
            yield at, kind, named[1]


def _begins(lines: Iterable[str], name: str, kind: str) -> int:
    """The line of a form's table of codes, of its notices, or of a key of the pack; 0 where there is none."""
    keys = (f'{{ title = "{name}"',) if name else (f"{kind} = ", "notices = ", "closing_notices = ")
    return next((number for number, line in enumerate(lines, 1) if line.lstrip().startswith(keys)), 0)
