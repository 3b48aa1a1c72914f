"""Which kind of ours asks what a type of XLSForm asks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.interchange.cells import Node

#: by pyxform's own name of a type
_NAMED = {
    "select one": "choice",
    "select all that apply": "several",
    "note": "note",
    "calculate": "calculate",
    "hidden": "calculate",
    "acknowledge": "choice",
    "trigger": "choice",
    "repeat": "table",
    "select one external": "choice",
    "barcode": "text",  # its answer is the words of the code; they can be typed
}
#: by how XForms keeps the answer, for what is typed into a box
_KEPT = {
    "string": "text",
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "dateTime": "date_time",
    "time": "time",
    "geopoint": "position",
    "barcode": "text",
}
#: What ODK writes down without asking: who filled it in, with which phone, when. Our log has it of every
#: answer.
IN_THE_LOG = frozenset({"start", "end", "today", "audit"})
_OF_THE_DEVICE = "property"


def in_the_log(type: str) -> bool:
    """Whether the log has it anyway: who wrote, with which device, when."""
    return type in IN_THE_LOG or _said(type).get("bind", {}).get("jr:preload") in (
        _OF_THE_DEVICE,
        "timestamp",
        "date",
    )


#: the one answer of a box to tick
ACKNOWLEDGED = {"name": "OK", "label": "OK"}
#: Words of `appearance` that change what is asked. Any other is looks.
_ASKS_OTHERWISE = (
    *("search(", "ex:", "printer:", "year", "month-year", "bearing", "image-map"),
    *("bikram-sambat", "coptic", "ethiopian", "islamic", "myanmar", "persian", "buddhist"),
)


def kind_of(node: Node) -> str:
    """The kind that holds its answer; "" where none does."""
    type = str(node["type"])
    if type in _NAMED:
        return _NAMED[type]
    said = _said(type)
    if said.get("bind", {}).get("jr:preload"):
        return ""
    if said.get("control", {}).get("tag") == "range":
        return "decimal" if any("." in str(v) for v in node.get("parameters", {}).values()) else "integer"
    if said.get("control", {}).get("mediatype") == "image/*":
        return "picture"
    if said.get("control", {}).get("tag") != "input":
        return ""
    kind = _KEPT.get(said.get("bind", {}).get("type", ""), "")
    return "note" if kind == "text" and said["bind"].get("readonly") else kind


def _said(type: str) -> Mapping[str, Any]:
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    found: Mapping[str, Any] = QUESTION_TYPE_DICT.get(type, {})
    return found


def built_in(node: Node) -> tuple[str, str]:
    """The constraint and the hint that the type brings with it."""
    said = _said(str(node["type"]))
    constraint = str(said.get("bind", {}).get("constraint", ""))
    limits = node.get("parameters") or {}
    if said.get("control", {}).get("tag") == "range":
        start, end = limits.get("start", "1"), limits.get("end", "10")
        constraint = f". >= {start} and . <= {end}"
        if (step := str(limits.get("step", "1"))) != "1":
            constraint += f" and (. - {start}) mod {step} = 0"
    return constraint, str(said.get("hint", ""))


def odd_appearance(words: str) -> str:
    """The word of an appearance that asks otherwise than ours would; "" where all of it is looks."""
    for word in words.split():
        if word.startswith(_ASKS_OTHERWISE):
            return word
    return ""
