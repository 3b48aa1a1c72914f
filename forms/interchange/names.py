"""What the questions of a workbook are called in a form of ours, and how each is asked about from where.
Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from forms.interchange.cells import AT, Node
from forms.interchange.xpath_reader import ExpressionError

#: letters of any script, numbers and _; a letter first
_OURS = re.compile(r"[^\W\d_]\w*")
_ASCII = re.compile(r"[^a-z0-9]+")

#: the tables around a question, outermost first, by our names
Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """One question, table or group of the workbook."""

    ours: str
    called: str  # XLSForm's own name, where ours is another
    place: Place
    kind: str  # pyxform's type


@dataclass(slots=True)
class Names:
    """Every name of a workbook. XLSForm's are unique in their group only, ours in the form, or in the
    table."""

    of: dict[int, Named] = field(default_factory=dict)  # by the id() of pyxform's node
    by_name: dict[str, Named] = field(default_factory=dict)
    used: dict[Place, set[str]] = field(default_factory=dict)
    doubled: set[str] = field(default_factory=set)

    def give(self, node: Node, place: Place, around: str, ours: str = "") -> Named:
        """A name for this node: `ours`, or the nearest to its own that is free. `around`: the group's."""
        name = str(node["name"])
        taken = self.used.setdefault(place if node["type"] != "group" else ("group",), set())
        given = ours or _fit(name)
        if given in taken:
            given = f"{around}_{given}" if around else given
        number, first = 2, given
        while given in taken:
            given, number = f"{first}_{number}", number + 1
        taken.add(given)
        called = name if name != given and not ours else ""  # our own export says it in a column of ours
        named = Named(given, called, place, str(node["type"]))
        self.of[id(node)] = named
        if name in self.by_name and node["type"] != "group" != self.by_name[name].kind:
            self.doubled.add(name)
        if name not in self.by_name or self.by_name[name].kind == "group":
            self.by_name[name] = named
        return named

    def asked(self, name: str, place: Place, total: bool) -> str:
        """What an expression in `place` writes for XLSForm's `name`. ExpressionError where it can't be
        asked."""
        named = self.by_name.get(name)
        if named is None:
            raise ExpressionError(f"'{name}' is not asked here")
        if name in self.doubled:
            raise ExpressionError(f"'{name}' is the name of two questions")
        if named.kind in ("group", "loop"):
            raise ExpressionError(f"'{name}' is a group, and has no answer of its own")
        if named.kind == "repeat" and not total:
            raise ExpressionError(f"'{name}' is a table, and has no answer of its own")
        if place[: len(named.place)] == named.place:
            return named.ours
        if total:
            return ".".join((*named.place, named.ours))
        raise ExpressionError(f"'{name}' is asked in each row of a table, and here one answer is meant")


def _fit(name: str) -> str:
    """The name itself where ours may be so; else the nearest."""
    if _OURS.fullmatch(name):
        return name
    words = re.sub(r"\W+", "_", name).strip("_")
    return words if _OURS.fullmatch(words) else f"q_{words}" if words else "question"


def name_of(words: str) -> str:
    """A name for a file or a section: small letters, numbers and _."""
    return _ASCII.sub("_", words.lower()).strip("_") or "question"


def row_of(node: Node) -> int:
    """The row of the survey that made it; 0 for what pyxform added."""
    return int(node.get(AT, 0))
