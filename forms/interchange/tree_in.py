"""pyxform's tree → the sections, groups and questions of a form of ours. Pure.

Groups at the top are sections; what stands outside any is in sections of its own. Groups further in are
`[[group]]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from forms.interchange.cells import Node
from forms.interchange.choices_in import Lists
from forms.interchange.coming import Coming
from forms.interchange.kinds_in import in_the_log
from forms.interchange.loops import ROUND, unrolled
from forms.interchange.names import Place, row_of
from forms.interchange.rows_in import Rows, list_of
from forms.interchange.toml_writer import Part
from forms.interchange.xlsform import SECTION_KEYS

LOOSE = "Questions"
_OTHER = re.compile(r"\b(or_other|or other|or specify other)$")


def _all(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _all(part.parts)


@dataclass(slots=True)
class Tree:
    """Walks pyxform's tree twice: what everything is called, then what it asks."""

    coming: Coming
    lists: Lists
    rows: Rows
    sections: list[Part] = field(default_factory=list)
    groups: list[Part] = field(default_factory=list)

    def read(self) -> None:
        """Fills `sections` and `groups`."""
        top = self._kept(unrolled(self.coming.book.tree)["children"])
        self._name(top, (), "")
        loose: Part | None = None
        for node in top:
            if node["type"] != "group" or self._helper(node):
                loose = loose or self._loose()
                self._into(loose, node, "section.field", "")
                continue
            loose = None
            section = self._section(node)
            self.sections.append(section)
            for child in self._kept(node["children"]):
                self._into(section, child, "section.field", "")
        kept = self.coming.is_own
        self.sections = [one for one in self.sections if one.parts or kept(*one.row)]
        self._drop_empty()

    def _drop_empty(self) -> None:
        """A group with nothing in it is shown by nobody."""
        within = {str(part.values["within"]) for section in self.sections for part in _all(section.parts)}
        for group in reversed(self.groups):  # those further in come later
            if group.values["name"] in within:
                within.add(str(group.values["within"]))
            else:
                self.coming.notes.otherwise.append(
                    f"survey row {group.row[1]}: nothing is asked in this group"
                )
        self.groups = [group for group in self.groups if group.values["name"] in within]

    def _kept(self, nodes: Sequence[Node]) -> list[Node]:
        """Without what pyxform adds for ODK's own sake, what the log has anyway, and what is to be left
        out."""
        return [node for node in nodes if not self._dropped(node)]

    def _dropped(self, node: Node) -> bool:
        at, name, type = row_of(node), str(node["name"]), str(node["type"])
        if not at:
            return not self._beside_other(node)
        if self.coming.is_helper(at) and type != "group":  # compared with what the form says: own_export.py
            self.coming.book.cells.take("survey", at)
            return True
        typed = self.coming.book.cells.row("survey", at).get(("type",))
        first = typed.text.split(" ")[0] if typed else ""
        if {name, type, first} & self.coming.without:
            self._leave_out(node)
            return True
        if in_the_log(type):
            cells = self.coming.book.cells.take("survey", at)
            self.coming.notes.otherwise.append(f"{cells[0].where}: '{type}' is in the log, with every answer")
            return True
        return False

    def _beside_other(self, node: Node) -> bool:
        return str(node["name"]).endswith("_other") and str(node["type"]) == "text"

    def _leave_out(self, node: Node) -> None:
        at = row_of(node)
        cells = self.coming.book.cells.take("survey", at)
        named = next((c.where for c in cells if c.header.lower() == "name"), cells[0].where)
        self.coming.notes.left_out.append(f"{named}: {node['name']}, {node['type']}")
        for child in node.get("children", ()):
            if row_of(child):
                self._leave_out(child)

    def _name(self, nodes: Sequence[Node], place: Place, around: str) -> None:
        """What each is called, and which lists are asked how; before any expression is read."""
        for node in nodes:
            at = row_of(node)
            if self._helper(node):
                self._name(self._kept(node["children"]), place, around)
                continue
            named = self.coming.names.give(node, place, around, self.coming.our_name(node))
            if node["type"] == "select all that apply":
                self.coming.several.add(str(node["name"]))
            if asked := list_of(node):
                cells = self.coming.book.cells.row("survey", at)
                if _OTHER.search(cells[("type",)].text.strip()):
                    self.lists.with_other.add(asked)
                if ("choice_filter",) in cells:
                    self.lists.filtered(asked, cells[("choice_filter",)].text)
            if node.get("children"):
                inner = (*place, named.ours) if node["type"] == "repeat" else place
                self._name(self._kept(node["children"]), inner, named.ours)

    def _helper(self, node: Node) -> bool:
        """A group that this app wrote for other tools only."""
        return node["type"] == "group" and self.coming.is_helper(row_of(node))

    def _into(self, part: Part, node: Node, header: str, within: str) -> None:
        """The questions of this node, as parts of a section or a table."""
        if self._helper(node):
            self.coming.book.cells.take("survey", row_of(node))
            for child in self._kept(node["children"]):
                self._into(part, child, header, within)
        elif node["type"] == "group":
            group = self._group(node, within)
            for child in self._kept(node["children"]):
                self._into(part, child, header, str(group.values["name"]))
        elif (made := self.rows.question(node, header.rpartition(".")[2], within)) is not None:
            part.parts.append(made)
            for child in self._kept(node.get("children", ())) if node["type"] == "repeat" else ():
                self._into(made, child, "column", "")

    def _around(self, node: Node) -> dict[str, Any]:
        """What a section and a group have in common."""
        at, named = row_of(node), self.coming.names.of[id(node)]
        for taken in ("type", "name"):
            self.coming.cell("survey", at, taken)
        if ROUND in node:
            return {"name": named.ours, "called": named.called} | self._choice_words(node)
        label, labels = self.coming.words("survey", at, "label")
        if looks := self.coming.cell("survey", at, "control", "appearance"):
            self.coming.notes.otherwise.append(
                f"{looks.where}: how a group looks. The app shows a section a page"
            )
        label = self.coming.answers_in(label, self._label(at), named.place, named.ours)
        said = {"name": named.ours, "called": named.called, "label": label, "labels": labels}
        said |= self.coming.own("survey", at, ("called",)) if self.coming.is_own("survey", at) else {}
        return said | {"relevant": self.rows.condition(at, named, node)}

    def _choice_words(self, node: Node) -> dict[str, Any]:
        """The words of a choice that a loop goes through."""
        words = node["label"]
        if isinstance(words, str):
            return {"label": words}
        first = words.get(self.coming.primary) or next(iter(words.values()), "")
        return {"label": first, "labels": {k: v for k, v in words.items() if k in self.coming.languages}}

    def _label(self, at: int) -> Any:
        return next(iter(self.coming.book.cells.take("survey", at, "label")), None)

    def _group(self, node: Node, within: str) -> Part:
        group = Part("group", self._around(node) | {"within": within}, ("survey", row_of(node)))
        self.groups.append(group)
        return group

    def _section(self, node: Node) -> Part:
        at = row_of(node)
        said = self._around(node)
        own = self.coming.own("survey", at, SECTION_KEYS) if self.coming.is_own("survey", at) else {}
        label = str(said["label"]) or str(node["name"])
        short = own.pop("short", "") or label
        if own.get("closing") and label == short:
            label = ""
        return Part("section", said | {"label": label, "short": short} | own, ("survey", at))

    def _loose(self) -> Part:
        """A section for what stands in none."""
        taken = {str(section.values["name"]) for section in self.sections}
        taken |= {named.ours for named in self.coming.names.of.values()}
        label, name, number = str(self.coming.book.tree.get("title") or LOOSE), "questions", 2
        while name in taken:
            name, number = f"questions_{number}", number + 1
        if self.sections:
            label = LOOSE
        section = Part("section", {"name": name, "label": label, "short": label})
        self.sections.append(section)
        return section
