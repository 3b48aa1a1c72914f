"""Which two files are likely one child's: by name and birth date. A question for a person, never an answer.

The same name is one that says the same names, in any order, however they are written: "Łukasz Nowak-Smith"
and "nowak smith lukasz". The same birth date is one that is equal, or that nobody wrote in one of the files.
Where the birth date is written in both, the names of one may be some of the other's: a second first name is
often left out.
"""

from __future__ import annotations

import re
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
    those who have begun."""
    asked = standing(said).keys()
    return tuple(
        Likely(one, other)
        for one, other in combinations(oldest_first(children), 2)
        if alike(one, other) and not any(frozenset((a, b)) in asked for a in one.logs for b in other.logs)
    )


def alike(one: ChildFile, other: ChildFile) -> bool:
    """Whether they may be one child's. Never an invented child's and a real one's."""
    if one.invented != other.invented or one.id == other.id:
        return False
    days = {_day(one), _day(other)} - {""}
    if len(days) > 1:
        return False
    both_known = bool(_day(one) and _day(other))
    return any(_same(a, b, both_known) for a in _names(one) for b in _names(other))


def _day(child: ChildFile) -> str:
    """As it stands there, also what can't be read as a day."""
    return folded(child.key_contacts.text("date_of_birth")).strip()


def _names(child: ChildFile) -> list[tuple[str, ...]]:
    """Of each answer that stands: there may be two."""
    heads = child.key_contacts.heads("full_name")
    written = {tuple(sorted(_split(str(head.value or "")))) for head in heads}
    return [names for names in written if names]


def _split(name: str) -> list[str]:
    """ "O’Brien" is one name, "Nowak-Smith" two."""
    return [part for part in _BETWEEN_NAMES.split(folded(name).replace("'", "")) if part]


def _same(one: tuple[str, ...], other: tuple[str, ...], sure_of_the_day: bool) -> bool:
    if one == other:
        return True
    common = set(one) & set(other)
    inside = common in (set(one), set(other))
    return sure_of_the_day and inside and len(common) >= _FEWEST
