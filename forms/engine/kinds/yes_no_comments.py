"""A row of actions: one of three outcomes, with optional words.

Kept as {"outcome": "done" | "couldnt" | "doesnt_apply", "comments": "…"}. The paper
form has only Yes and No: the second and the third print as No, in words too.
"""

from __future__ import annotations

from typing import Literal

from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind, text_of

#: The one home of these words: screens, papers, the log and the packs' hints take them from here.
OUTCOMES = {"done": "Done", "couldnt": "Couldn't", "doesnt_apply": "Doesn't apply"}
_TYPED = {"yes": "done", "no": "couldnt"}
for _key, _label in OUTCOMES.items():
    _TYPED |= dict.fromkeys((_key, _label.lower(), _label.lower().replace("'", "’")), _key)


def row(outcome: str, comments: str = "") -> dict[str, str]:
    """A row's value. An outcome nobody knows is kept among the words."""
    if outcome in OUTCOMES or not outcome:
        return {"outcome": outcome, "comments": comments}
    return {"outcome": "", "comments": f"{outcome}: {comments}" if comments else outcome}


def outcome_of(value: Value) -> str:
    """ "done", "couldnt" or "doesnt_apply"; "" where none was chosen."""
    outcome = text_of(value, "outcome")
    return outcome if outcome in OUTCOMES else ""


def yes_no(value: Value) -> Literal["Yes", "No", ""]:
    """The column of the paper form that is ticked."""
    outcome = outcome_of(value)
    return "Yes" if outcome == "done" else "No" if outcome else ""


def printed_comments(value: Value) -> str:
    """The Comments column of the paper form: the outcome, then "the shed is locked"."""
    outcome = outcome_of(value)
    comments = text_of(value, "comments") if isinstance(value, dict) else as_text(value)
    if outcome in ("", "done"):
        return comments
    return f"{OUTCOMES[outcome]}: {comments}" if comments.strip() else f"{OUTCOMES[outcome]}."


def _parse(typed: str, field: Field, /) -> Value:
    head, _, rest = typed.partition(":")
    outcome = _TYPED.get(head.strip().lower())
    if outcome:
        return row(outcome, rest.strip(" "))
    return row("", typed) if typed else ""


def _show(value: Value, field: Field) -> str:
    ticked, comments = yes_no(value), printed_comments(value)
    return ". ".join(part for part in (ticked, comments) if part)


YES_NO_COMMENTS = kind(
    "yes_no_comments",
    xlsform=XlsType("select_one outcome", choices=tuple(OUTCOMES.items()), beside=("comments", "Comments")),
    parse=_parse,
    show=_show,
    is_answered=lambda value: bool(outcome_of(value) or printed_comments(value).strip()),
)
