"""Which two files are likely one child's: by name and birth date. A question for a person, never an answer.

The same name is one that says the same names, in any order, however they are written: "Łukasz Nowak-Smith"
and "nowak smith lukasz". The same birth date is one that is equal, or that nobody wrote in one of the files.
Where the birth date is written in both, the names of one may be some of the other's: a second first name is
often left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from carerapp.domain.child import ChildFile
from carerapp.domain.folded import folded
from carerapp.domain.one_child import oldest_first
from carerapp.domain.same_child import Said, standing

_BETWEEN_NAMES = re.compile(r"[\W_]+")
_FEWEST = 2  # names that two must have in common, where one has more


@dataclass(frozen=True, slots=True)
class Likely:
    """Two files, the older one first. ``apart``: different authorities hold them."""

    one: ChildFile
    other: ChildFile

    @property
    def apart(self) -> bool:
        return self.one.holder != self.other.holder


def likely_same(children: Iterable[ChildFile], said: Iterable[Said]) -> tuple[Likely, ...]:
    """Those about which nobody said anything yet. ``said``: every word that is on this device; ``children``:
    those who have begun. Only files that have a name in common are compared: a desk has hundreds."""
    asked = standing(said).keys()
    files = [_Facts.of(child) for child in oldest_first(children)]
    called: defaultdict[str, set[int]] = defaultdict(set)
    for at, one in enumerate(files):
        for name in {name for names in one.names for name in names}:
            called[name].add(at)
    pairs = {pair for same in called.values() for pair in combinations(sorted(same), 2)}
    return tuple(
        Likely(files[one].child, files[other].child)
        for one, other in sorted(pairs)
        if files[one].may_be(files[other])
        and not any(
            frozenset((a, b)) in asked for a in files[one].child.logs for b in files[other].child.logs
        )
    )


def alike(one: ChildFile, other: ChildFile) -> bool:
    """Whether they may be one child's. Never an invented child's and a real one's, nor a drill's."""
    return _Facts.of(one).may_be(_Facts.of(other))


@dataclass(frozen=True, slots=True)
class _Facts:
    """``names``: of each answer that stands, in alphabetical order; there may be two. ``day``: as it is
    written, also what can't be read as a day."""

    child: ChildFile
    names: tuple[tuple[str, ...], ...]
    day: str

    @staticmethod
    def of(child: ChildFile) -> _Facts:
        heads = child.key_contacts.heads("full_name")
        written = {tuple(sorted(_split(str(head.value or "")))) for head in heads}
        day = folded(child.key_contacts.text("date_of_birth")).strip()
        return _Facts(child, tuple(sorted(names for names in written if names)), day)

    def may_be(self, other: _Facts) -> bool:
        apart = self.child.invented != other.child.invented or self.child.id == other.child.id
        if apart or self.child.drill_of or other.child.drill_of:
            return False
        if self.day and other.day and self.day != other.day:
            return False
        both_known = bool(self.day and other.day)
        return any(_same(a, b, both_known) for a in self.names for b in other.names)


def _split(name: str) -> list[str]:
    """ "O’Brien" is one name, "Nowak-Smith" two."""
    return [part for part in _BETWEEN_NAMES.split(folded(name).replace("'", "")) if part]


def _same(one: tuple[str, ...], other: tuple[str, ...], sure_of_the_day: bool) -> bool:
    if one == other:
        return True
    common = set(one) & set(other)
    inside = common in (set(one), set(other))
    return sure_of_the_day and inside and len(common) >= _FEWEST
