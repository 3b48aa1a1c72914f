"""What children are called where several of them have one name: by age, by birth date, or by their id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from carerapp.domain.child import ChildFile
from carerapp.domain.folded import folded
from forms.engine.kinds.date import day_words

SHORT_ID = 6  # letters; more where these are the same


def full_names(children: Iterable[ChildFile], now: datetime) -> dict[str, str]:
    """id → full name; "Sam Smith, 14" where another child is called so, too."""
    return _apart({child.id: child for child in children}, lambda child: child.full_name, now)


def short_names(children: Iterable[ChildFile], now: datetime) -> dict[str, str]:
    """id → what they are called on screens; the full name where two are called the same."""
    files = {child.id: child for child in children}
    whole = full_names(files.values(), now)
    short = {id: child.first_name for id, child in files.items()}
    return {id: whole[id] if len(same) > 1 else short[id] for same in _same(short) for id in same}


def _apart(files: Mapping[str, ChildFile], name: Callable[[ChildFile], str], now: datetime) -> dict[str, str]:
    names = {id: name(child) for id, child in files.items()}
    for same in _same(names):
        if len(same) > 1:
            what = _what_differs([files[id] for id in same], now)
            names |= {id: f"{names[id]}, {what[id]}" for id in same}
    return names


def _same(names: Mapping[str, str]) -> list[list[str]]:
    """The ids whose names a reader cannot tell from one another."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id, name in names.items():
        groups[" ".join(folded(name).split())].append(id)
    return list(groups.values())


def _what_differs(children: list[ChildFile], now: datetime) -> dict[str, str]:
    """Of children of one name: what each of them has that no other has."""
    ages = {child.id: "" if (age := child.age(now)) is None else str(age) for child in children}
    days = {child.id: f"born {day_words(child.born)}" if child.born else "" for child in children}
    for known in (ages, days):
        if all(known.values()) and len(set(known.values())) == len(children):
            return known
    length = SHORT_ID
    ids = [child.id for child in children]
    while len({id[:length] for id in ids}) < len(ids):
        length += 1
    return {id: f"id {id[:length]}" for id in ids}
