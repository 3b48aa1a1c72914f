"""A definition as TOML, and from which row of a workbook each of its lines came. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Part:
    """One table of the file: `[[header]]`, its keys, and the tables within. `row`: where it came from."""

    header: str
    values: dict[str, Any]
    row: tuple[str, int] = ("settings", 2)
    parts: list[Part] = field(default_factory=list)


def written(top: Part, comments: Sequence[str] = ()) -> tuple[str, dict[int, tuple[str, int]]]:
    """The text, and the sheet and row of each of its lines."""
    lines: list[str] = [f"# {' '.join(words.split())}" for words in comments]
    rows: dict[int, tuple[str, int]] = {}
    for words, row in _lines(top, ""):
        for line in words.split("\n"):
            lines.append(line)
            rows[len(lines)] = row
    return "\n".join(lines) + "\n", rows


def _lines(part: Part, within: str) -> Iterator[tuple[str, tuple[str, int]]]:
    header = f"{within}.{part.header}" if within else part.header
    if header:
        yield "", part.row
        yield f"[[{header}]]", part.row
    for key, value in part.values.items():
        if value not in ("", [], {}, None, False):
            yield f"{_key(key)} = {_value(value)}", part.row
    for inner in part.parts:
        yield from _lines(inner, header)


def _key(key: str) -> str:
    plain = key.replace("_", "").replace("-", "")
    return key if plain.isascii() and plain.isalnum() else text_of(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + "".join(f"\n  {_value(v)}," for v in value) + "\n]"
    return text_of(str(value))


def text_of(words: str) -> str:
    """Words in quotation marks."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
