"""One row of the survey → one question of ours. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.interchange.cells import LISTS, Cell, Node
from forms.interchange.choices_in import Lists, called
from forms.interchange.coming import OURS, Coming
from forms.interchange.kinds_in import ACKNOWLEDGED, built_in, kind_of, odd_appearance
from forms.interchange.names import Named, row_of
from forms.interchange.refusals import TYPES, Known
from forms.interchange.toml_writer import Part
from forms.interchange.words_in import first_only, words_of
from forms.interchange.xlsform import FIELD_KEYS

TRUE, FALSE = ("yes", "true", "true()"), ("no", "false", "false()")
_NO_TYPE = Known("asks it", "Ask it in another way, as text")
_OVERWRITES = Known(
    "puts the answer in, and somebody may write over it", "Write yes under read_only, or take it out"
)
_BLOCKS = Known("goes no further from here", "Take it out")
#: parameters that change what is asked: another order, another file, another app
_CHANGES = re.compile(
    r"randomize\s*=\s*true|\b(value|label|app|tick_labelset|reference-geometry|incremental)\s*="
)
#: our key → the header, as pyxform calls it, whose words we read from our own column
_HEADERS: Mapping[str, tuple[str, ...]] = {
    "constraint": ("bind", "constraint"),
    "calculation": ("bind", "calculate"),
}
#: our key → the headers that say it. What another tool changed there goes before what our own column says
_SAID_BY: Mapping[str, tuple[str, ...]] = {
    "kind": ("type",),
    "choices": ("type",),
    "guidance": ("guidance_hint",),
    "labels": ("label",),
    "hints": ("hint",),
}


def list_of(node: Node) -> str:
    """The list of choices that it asks; "" where it asks none."""
    if node["type"] == "select one external":
        return called(LISTS[1], str(node.get("query") or node["itemset"]))
    return str(node.get("itemset", ""))


@dataclass(slots=True)
class Rows:
    """Turns rows into questions."""

    coming: Coming
    lists: Lists
    asked: set[str] = field(default_factory=set)  # the lists that somebody asks

    def question(self, node: Node, header: str, within: str) -> Part | None:
        """The question of this node; None where nothing of ours asks it, which is then said."""
        at, named = row_of(node), self.coming.names.of[id(node)]
        typed = self.coming.cell("survey", at, "type")
        self.coming.cell("survey", at, "name")
        own = self._own(at)
        kind = str(own.pop("kind", "") or self._kind(node, at))
        if not kind or not set(list_of(node)).isdisjoint(".$"):
            if typed is not None:
                self._unknown(typed, node)
            return None
        values: dict[str, Any] = {"name": named.ours, "called": named.called, "type": kind}
        values |= words_of(self.coming, node, named, kind)
        values |= {"within": within, "relevant": self.condition(at, named, node)}
        values |= self._said(node, at, named, kind, own)
        values |= self._choices(node, at, named, kind, own)
        return Part(header, values | own, ("survey", at))

    def _kind(self, node: Node, at: int) -> str:
        kind = kind_of(node)
        if node.get("bind", {}).get("calculate") and kind in ("text", "note", "integer", "decimal"):
            return "calculate"
        words = self.coming.book.cells.row("survey", at).get(("control", "appearance"))
        return "long_text" if kind == "text" and words and "multiline" in words.text.split() else kind

    def _own(self, at: int) -> dict[str, Any]:
        """What our own columns say, where nobody changed what XLSForm says of the same."""
        if not self.coming.is_own("survey", at):
            return {}
        own = self.coming.own("survey", at, [k for k in FIELD_KEYS if k not in ("plain", "note")])
        edited = self.coming.was_edited
        own = {k: v for k, v in own.items() if not edited("survey", at, *_SAID_BY.get(k, (k,)))}
        before = self.coming.text("survey", at, f"{OURS}name")
        if before and edited("survey", at, "name"):  # it goes on under its new name, with its answers
            own["was"] = [*own.get("was", []), before]
        return own

    def _unknown(self, cell: Cell, node: Node) -> None:
        """A type that nothing of ours asks: the whole row can't come in."""
        known = TYPES.get(str(node["type"]), _NO_TYPE)
        thing = cell.text.split(" ")[0]
        self.coming.refuse(cell, f"nothing here asks '{cell.text}'", str(node["name"]), known, thing)
        self.coming.book.cells.take("survey", cell.row)

    def condition(self, at: int, named: Named, node: Node) -> str:
        """When it is asked."""
        cell = self.coming.cell("survey", at, "bind", "relevant")
        if cell is None:
            return (
                str(node.get("bind", {}).get("relevant", "")) and self._other(node, named) if not at else ""
            )
        text = cell.text.strip()
        own = self.coming.own_text(at, "relevant")
        if own and not self.coming.was_edited("survey", at, "relevant"):
            return own
        if text.lower() in TRUE:
            return ""
        if text.lower() in FALSE:
            self.coming.notes.otherwise.append(f"{cell.where}: it is shown to nobody, in ODK neither")
            return "false()"
        words = self.coming.expression(cell, named.place, named.ours)
        if words:
            self.coming.asked_when.append((cell, words, named.place))
        return words

    def _other(self, node: Node, named: Named) -> str:
        """The question that pyxform puts beside "or other"."""
        asked = self.coming.names.asked(str(node["name"]).removesuffix("_other"), named.place, False)
        return f"selected(${{{asked}}}, 'other')"

    def _said(self, node: Node, at: int, named: Named, kind: str, own: Collection[str]) -> dict[str, Any]:
        """The other columns that a question of ours holds."""
        coming, name = self.coming, named.called or named.ours
        said: dict[str, Any] = {}
        said["required"] = self._yes(at, named, kind, "required")
        said["required_message"] = first_only(coming, at, named, "bind", "jr:requiredMsg")
        for key, header in _HEADERS.items():
            if key in own:  # our own column says it, and nobody changed it
                coming.cell("survey", at, *header)
        said["constraint"] = "" if "constraint" in own else self._constraint(node, at, named)
        said["constraint_message"] = first_only(coming, at, named, "bind", "jr:constraintMsg")
        read_only = self._yes(at, named, kind, "readonly")
        if kind == "calculate":
            known = "calculation" in own
            said["calculation"] = "" if known else self._calculation(node, at, named, read_only)
        else:
            said["read_only"] = read_only and kind != "note"
        count = coming.cell("survey", at, "control", "jr:count")
        if count and "repeat_count" not in own:
            said["repeat_count"] = coming.expression(count, named.place, name)
        default = coming.cell("survey", at, "default")
        if default and "default" not in own:
            said["default"] = self._default(node, default, name, kind)
        said["appearance"] = self._appearance(at, name, kind)
        self._parameters(node, at)
        return said

    def _yes(self, at: int, named: Named, kind: str, key: str) -> bool:
        cell = self.coming.cell("survey", at, "bind", key)
        text = cell.text.strip().lower() if cell else "no"
        if cell is None or text in FALSE:
            return False
        if text in TRUE and (key, kind) == ("required", "note"):
            self.coming.refuse(cell, "a note has no answer, and is required", named.ours, _BLOCKS)
        elif text not in TRUE:
            self.coming.refuse(cell, f"'{cell.text}' is neither yes nor no", named.ours)
        return text in TRUE

    def _constraint(self, node: Node, at: int, named: Named) -> str:
        cell = self.coming.cell("survey", at, "bind", "constraint")
        if cell is None:
            return built_in(node)[0]
        return "" if cell.text.lower() in TRUE else self.coming.expression(cell, named.place, named.ours)

    def _calculation(self, node: Node, at: int, named: Named, read_only: bool) -> str:
        cell = self.coming.cell("survey", at, "bind", "calculate")
        if cell is None:  # a hidden row holds its default, or nothing
            default = self.coming.text("survey", at, "default")
            return f"'{default}'"
        if str(node["type"]) not in ("calculate", "hidden", "note") and not read_only:
            self.coming.refuse(cell, "it is worked out, and may be written over", named.ours, _OVERWRITES)
        return self.coming.expression(cell, named.place, named.ours)

    def _default(self, node: Node, cell: Cell, name: str, kind: str) -> str:
        if node.get("_dynamic_default"):
            self.coming.refuse(cell, f"'{cell.text}' is worked out when the form is begun", name)
        return cell.text

    def _appearance(self, at: int, name: str, kind: str) -> str:
        cell = self.coming.cell("survey", at, "control", "appearance")
        if cell is None:
            return ""
        if odd := odd_appearance(cell.text):
            self.coming.refuse(cell, f"'{odd}' asks in another way", name)
        return "" if kind == "long_text" and cell.text == "multiline" else cell.text

    def _choices(self, node: Node, at: int, named: Named, kind: str, own: Collection[str]) -> dict[str, Any]:
        """The list of a question that has one, and what is offered of it."""
        if kind not in ("choice", "several"):
            return {}
        if not (name := list_of(node)):
            return {"choices": [dict(ACKNOWLEDGED)]}
        self.asked.add(name)
        said: dict[str, Any] = {}
        cell = self.coming.cell("survey", at, "choice_filter")
        if cell and "choice_filter" not in own:
            bare = self.lists.columns(name)
            said["choice_filter"] = self.coming.expression(cell, named.place, named.ours, bare)
        return {"choices": self.lists.of(name)} | said

    def _parameters(self, node: Node, at: int) -> None:
        """Of a range they are its limits, of a text how high its box is, of a picture how large, of a place
        how exact the phone must be: here it is typed. Others have no place here."""
        cell = self.coming.book.cells.row("survey", at).get(("parameters",))
        if cell is not None and not _CHANGES.search(cell.text):
            self.coming.book.cells.taken.add(cell)
