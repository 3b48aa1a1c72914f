"""The three sheets of an XLSForm → a form of ours, as TOML. Pure: rows in, text out.

Rows that we exported bring our own keys with them; a row that another tool added becomes
a question of the nearest kind. What can't be brought over is named with its row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms.engine.conditions import ConditionError, parse_condition
from forms.engine.kinds import KINDS
from forms.interchange.xlsform import FIELD_KEYS, FORM_KEYS, OURS, SECTION_KEYS

Row = Mapping[str, str]
Sheets = Mapping[str, Sequence[Row]]
#: XLSForm type → field kind, for rows without one of ours
_TAKEN_AS = {type: kind.name for kind in KINDS.values() for type in kind.xlsform.reads}
_NAME = re.compile(r"[^a-z0-9]+")


class NotAForm(ValueError):
    """A row that has no place in a form of ours: which, and what to do."""


def toml(sheets: Sheets, review: str) -> str:
    """The form as TOML. `review` is the ISO day by which a person checks it, where the sheets give none."""
    settings = dict(next(iter(sheets.get("settings", ())), {}))
    own = _ours(settings, FORM_KEYS)
    title = settings.get("form_title") or "A form"
    head: dict[str, Any] = {
        "id": own.pop("id", None) or settings.get("form_id") or name_of(title),
        "version": int(re.sub(r"\D", "", settings.get("version", "")) or 1),
        "title": title,
        "authority": own.pop("authority", "") or "An authority",
        "source": own.pop("source", "") or "XLSForm",
        "review": own.pop("review", "") or review,
        **own,
    }
    rows = [(n, row) for n, row in enumerate(sheets.get("survey", ()), 2) if row.get("type")]
    choices: dict[str, list[dict[str, str]]] = {}
    for row in sheets.get("choices", ()):
        if row.get("list_name") or row.get("list name"):
            key = row.get("list_name") or row.get("list name") or ""
            choices.setdefault(key, []).append({"name": name_of(row["name"]), "label": row["label"]})
    lines = [_pair(k, v) for k, v in head.items() if v not in ("", [], None)]
    for section, fields in _sections(rows):
        lines += ["", "[[section]]", *(_pair(k, v) for k, v in section.items())]
        for at, row, columns in fields:
            lines += _field(at, row, columns, choices, "section.field")
    return "\n".join(lines) + "\n"


Question = tuple[int, Row, list[tuple[int, Row]]]


def _sections(rows: Sequence[tuple[int, Row]]) -> Iterator[tuple[dict[str, Any], list[Question]]]:
    """Outer groups are sections; questions outside any stand in one of their own."""
    section: dict[str, Any] | None = None
    fields: list[Question] = []
    table: list[tuple[int, Row]] | None = None
    depth = 0
    for at, row in rows:
        kind = (
            row["type"].strip().replace("_", " ") if row["type"].startswith(("begin", "end")) else row["type"]
        )
        if kind == "begin group":
            depth += 1
            if depth == 1:
                if section is not None:
                    yield section, fields
                section, fields = _section(row), []
        elif kind == "end group":
            depth -= 1
        elif kind == "end repeat":
            table = None
        elif f"{OURS}helper" in row or kind in ("note", "calculate", "start", "end", "today", "deviceid"):
            continue
        elif kind == "begin repeat":
            table = []
            section = section or _section({"name": "questions", "label": "Questions"})
            fields.append((at, row, table))
        elif table is not None:
            table.append((at, row))
        else:
            section = section or _section({"name": "questions", "label": "Questions"})
            fields.append((at, row, []))
    if section is not None:
        yield section, fields


def _section(row: Row) -> dict[str, Any]:
    own = _ours(row, SECTION_KEYS)
    label = row.get("label") or row["name"]
    short = own.pop("short", "") or label
    made = {"name": name_of(row["name"].removeprefix("section_")), "label": label, "short": short, **own}
    if own.get("closing") and label == short:
        del made["label"]
    return made


def _field(
    at: int, row: Row, columns: list[tuple[int, Row]], choices: Mapping[str, list[dict[str, str]]], head: str
) -> list[str]:
    kind, _, listed = row["type"].strip().partition(" ")
    own = _ours(row, FIELD_KEYS)
    said = own.pop("kind", "") or (
        "table" if columns else _TAKEN_AS.get(kind, _TAKEN_AS.get(row["type"].strip(), ""))
    )
    if not said:
        raise NotAForm(
            f"survey, row {at}: this app has no question of type '{row['type']}'. Change it, or take it out."
        )
    label = row.get("label", "")
    keep = {"name": row.get(f"{OURS}name") or name_of(row["name"]), "type": said}
    plain, hint = own.pop("plain", ""), row.get(f"{OURS}hint", "")
    note = own.pop("note", "")
    unlabelled = row.get(f"{OURS}unlabelled") == "yes"
    composed = " ".join(w for w in ("" if unlabelled else plain, hint, note) if w)
    if row.get("hint", "") != composed:  # changed by another tool: its words stand, and ours are gone
        plain, hint, note = plain if unlabelled else "", row.get("hint", ""), ""
    if unlabelled:
        plain, label = label, ""
    appearance = row.get("appearance", "")
    own |= {
        "label": label,
        "plain": plain,
        "hint": hint,
        "note": note,
        "relevant": _condition(at, row),
        "appearance": "" if appearance == "multiline" else appearance,
    }
    lines = ["", f"[[{head}]]", *(_pair(k, v) for k, v in (keep | own).items() if v not in ("", None))]
    if said in KINDS and KINDS[said].has_choices:
        lines.append(_pair("choices", choices.get(listed.split(" ")[0], [])))
    for number, column in columns:
        lines += _field(number, column, [], choices, f"{head}.column")
    return lines


def _ours(row: Row, keys: Sequence[str]) -> dict[str, Any]:
    return {key: json.loads(row[f"{OURS}{key}"]) for key in keys if row.get(f"{OURS}{key}")}


def _condition(at: int, row: Row) -> str:
    """Our own words for it; else what the XPath says, where we can say it."""
    path, own = row.get("relevant", ""), row.get(f"{OURS}relevant", "")
    if not path:
        return ""
    if own:
        return own
    words = re.sub(r"selected\(\s*\$\{(\w+)\}\s*,\s*('[^']*'|\"[^\"]*\")\s*\)", r"\1 = \2", path)
    words = re.sub(r"\$\{(\w+)\}\s*!=\s*(''|\"\")", r"answered(\1)", words)
    words = re.sub(r"\$\{(\w+)\}", r"\1", words)
    try:
        parse_condition(words)
    except ConditionError as error:
        raise NotAForm(f"survey, row {at}: the condition {path!r} can't be brought over. {error}") from error
    return words


def name_of(words: str) -> str:
    """A name as our forms write it."""
    return _NAME.sub("_", words.lower()).strip("_") or "question"


def _pair(key: str, value: Any) -> str:
    return f"{key} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(_pair(k, v) for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + "".join(f"\n  {_value(v)}," for v in value) + "\n]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
