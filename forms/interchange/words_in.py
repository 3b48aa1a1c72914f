"""The words of a row: label, hint, and what is said in other languages. Pure."""

from __future__ import annotations

from typing import Any

from forms.interchange.cells import Node
from forms.interchange.coming import OURS, Coming
from forms.interchange.kinds_in import built_in
from forms.interchange.loops import CHOICE, put_in
from forms.interchange.names import Named, row_of
from forms.interchange.refusals import Known

#: what ODK shows where a language has no words
NONE = "-"
_LANGUAGE = Known("shows it in that language", "Write it in the form's first language only")
_UNSEEN = "ODK shows these words nowhere"


def words_of(coming: Coming, node: Node, named: Named, kind: str) -> dict[str, Any]:
    """Label, hint and guidance, with their languages."""
    at = row_of(node)
    if coming.is_own("survey", at):
        return _ours(coming, at, named)
    label, labels = coming.words("survey", at, "label")
    hint, hints = coming.words("survey", at, "hint")
    if choice := node.get(CHOICE):
        label, hint = put_in(label, choice, coming.primary), put_in(hint, choice, coming.primary)
        labels = {language: put_in(words, choice, language) for language, words in labels.items()}
        hints = {language: put_in(words, choice, language) for language, words in hints.items()}
    if str(node["type"]) in ("calculate", "hidden"):
        for cell in coming.book.cells.take("survey", at, "label") + coming.book.cells.take(
            "survey", at, "hint"
        ):
            coming.notes.otherwise.append(f"{cell.where}: {_UNSEEN}")
        return {}
    if not at:  # made by pyxform: the question beside "or other"
        label = str(node.get("label", ""))
    if not label and (labels or hints):
        label = NONE
    elif not label and hint:
        label, hint = hint, ""
    elif not label:
        label = str(node["name"])
        coming.notes.otherwise.append(f"survey row {at} ({label}): it has no words. Its name is shown")
    return {
        "label": _shown(coming, at, "label", label, named),
        "hint": _shown(coming, at, "hint", hint or built_in(node)[1], named),
        "guidance": first_only(coming, at, named, "guidance_hint"),
        "labels": {k: _shown(coming, at, "label", v, named) for k, v in labels.items()},
        "hints": {k: _shown(coming, at, "hint", v, named) for k, v in hints.items()},
    }


def _shown(coming: Coming, at: int, header: str, words: str, named: Named) -> str:
    cell = next(iter(coming.book.cells.take("survey", at, header)), None)
    return coming.answers_in(words, cell, named.place, named.called or named.ours)


def first_only(coming: Coming, at: int, named: Named, *header: str) -> str:
    """What we hold in the form's first language only; its other languages can't come in."""
    words = ""
    for key, cell in list(coming.book.cells.row("survey", at).items()):
        if key[: len(header)] != header:
            continue
        coming.book.cells.taken.add(cell)
        if len(key) == len(header) or key[len(header)] == coming.primary:
            words = coming.answers_in(cell.text, cell, named.place, named.ours)
        else:
            coming.refuse(cell, "these words can't be shown in another language here", named.ours, _LANGUAGE)
    return words


def _ours(coming: Coming, at: int, named: Named) -> dict[str, Any]:
    """The words of a question that this app wrote out, and perhaps another tool changed since."""
    label, labels = coming.words("survey", at, "label")
    hint, hints = coming.words("survey", at, "hint")
    label, hint = _shown(coming, at, "label", label, named), _shown(coming, at, "hint", hint, named)
    own = coming.own("survey", at, ("plain", "note"))
    plain, note = own.get("plain", ""), own.get("note", "")
    ours = coming.own_text(at, "hint")
    unlabelled = coming.text("survey", at, f"{OURS}unlabelled") == "yes"
    if hint != " ".join(w for w in ("" if unlabelled else plain, ours, note) if w):
        plain, ours, note = plain if unlabelled else "", hint, ""
    if unlabelled:
        plain, label = label, ""
    return {
        "label": label,
        "plain": plain,
        "hint": ours,
        "note": note,
        "labels": {k: _shown(coming, at, "label", v, named) for k, v in labels.items()},
        "hints": {k: _shown(coming, at, "hint", v, named) for k, v in hints.items()},
        "guidance": first_only(coming, at, named, "guidance_hint"),
    }
