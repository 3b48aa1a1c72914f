"""Any of several answers, and words for another one.

Kept as {"chosen": ["name", …], "other": "…"}.
"""

from __future__ import annotations

from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind, text_of
from forms.engine.kinds.choice import label_of, read_choice


def chosen_of(value: Value) -> list[str]:
    """The names of the choices that were made."""
    found = value.get("chosen") if isinstance(value, dict) else None
    return [c for c in found if isinstance(c, str)] if isinstance(found, list) else []


def _parse(typed: str, field: Field, /) -> Value:
    if not typed.strip():
        return ""
    chosen: list[str] = []
    other: list[str] = []
    for part in typed.split(","):
        name = read_choice(part, field)
        if not name:
            other.append(part)
        elif name not in chosen:
            chosen.append(name)
    return {"chosen": chosen, "other": ",".join(other).strip(" ")}


def _show(value: Value, field: Field) -> str:
    if not isinstance(value, dict):
        return as_text(value)
    words = [label_of(name, field) for name in chosen_of(value)]
    return ", ".join([*words, *filter(None, [text_of(value, "other")])])


SEVERAL = kind(
    "several",
    xlsform=XlsType("select_multiple {}", reads=("select_multiple",), beside=("other", "Something else?")),
    has_choices=True,
    own_words_only=True,
    parse=_parse,
    show=_show,
    is_answered=lambda value: (
        bool(chosen_of(value) or text_of(value, "other").strip()) if isinstance(value, dict) else True
    ),
)
