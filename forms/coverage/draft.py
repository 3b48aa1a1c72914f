"""coverage.toml, brought up to date with its source: what was written stays, comments too."""

from __future__ import annotations

import re

from forms.coverage.account import match
from forms.coverage.entry import Coverage, Entry
from forms.coverage.text import Found, Text

_LINES = re.compile(r"lines = \[[^\]]*\]")
_BEGINS = re.compile(r'begins = "[^"]*"')
_OPENS, _CLOSES = "sentence = [", "]"


def draft(written: str, coverage: Coverage, text: Text) -> str:
    """The file anew, a line for each sentence in the source's order. What nobody had looked at and the source
    no longer says is dropped; what was answered stays where it was, until somebody decides."""
    head, lines, tail = _parts(written, coverage)
    after: dict[Entry | None, list[str]] = {None: []}  # by the entry before: lines of entries that are lost
    matched = match(coverage.entries, text.found)
    kept = set(matched.values())
    last: Entry | None = None
    for entry in coverage.entries:
        if entry in kept:
            last = entry
        elif not entry.todo:
            after.setdefault(last, []).extend(lines[entry])
    made = list(after[None])
    for found in text.found:
        if there := matched.get(found):
            *comments, line = lines[there]
            made += [*comments, _again(line, found), *after.get(there, ())]
        else:
            made.append(_line(found))
    return "\n".join([*_head(head, text), _OPENS, *made, *tail]).rstrip("\n") + "\n"


def _parts(written: str, coverage: Coverage) -> tuple[list[str], dict[Entry, list[str]], list[str]]:
    """The lines before the list; each entry's line with the comments above it; the list's end."""
    all_ = written.rstrip("\n").split("\n")
    if _OPENS not in all_:
        return [*all_, ""], {}, [_CLOSES]
    begun = all_.index(_OPENS) + 1
    head, lines = all_[: begun - 1], dict[Entry, list[str]]()
    for entry in coverage.entries:
        lines[entry] = all_[begun : entry.at]
        begun = entry.at
    return head, lines, all_[begun:]


def _line(found: Found) -> str:
    words = f'digest = "{found.digest}", begins = "{found.begins}"'
    return f"  {{ lines = {list(found.lines)}, {words}, todo = true }},"


def _again(line: str, found: Found) -> str:
    """An entry's line with the numbers of today."""
    line = _LINES.sub(lambda _: f"lines = {list(found.lines)}", line, count=1)
    return _BEGINS.sub(lambda _: f'begins = "{found.begins}"', line, count=1)


def _head(head: list[str], text: Text) -> list[str]:
    """With the digests of the text that was read."""
    rest = [line for line in head if not line.startswith(("words = ", "sentences = "))]
    at = next(n for n, line in enumerate(rest) if line.startswith("known_by = ")) + 1
    return [*rest[:at], f'words = "{text.words}"', f'sentences = "{text.sentences}"', *rest[at:]]
