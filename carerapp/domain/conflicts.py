"""Answers that two people gave at once, where both must be shown until a person chooses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from carerapp.domain.belonging import ANSWERS as SETTLING
from carerapp.domain.child import ChildFile
from carerapp.domain.log_names import LogNames
from carerapp.domain.one_child import OneChild
from carerapp.domain.records import Record
from forms.engine.definition import Field


@dataclass(frozen=True, slots=True)
class Conflict:
    """``path``: a question's name, or ``table/row/column``."""

    record: str
    path: str


def conflicts(child: ChildFile) -> tuple[Conflict, ...]:
    """What a person must choose between, of the Key Contacts form and the open episode, in their order."""
    found = [*_of(child, child.key_contacts)]
    if isinstance(child, OneChild):
        found += [one for one in _of(child, child.profile) if one.path not in SETTLING]
    if child.open_episode:
        found += _of(child, child.open_episode.record)
    return tuple(found)


def differing(record: Record, path: str) -> bool:
    """Whether there are two answers, and not the same one twice."""
    return len({json.dumps(head.value, sort_keys=True) for head in record.heads(path)}) > 1


def both_stand(child: ChildFile, record: Record, field: Field, path: str) -> bool:
    """Whether a person is asked which answer is right: where the form says so; and where the answers come
    from two files that turned out to be one child's, whatever the question."""
    if not differing(record, path):
        return False
    two_files = isinstance(child, OneChild) and child.from_two_files(record.heads(path))
    return field.conflict == "both" or two_files


def _of(child: ChildFile, record: Record) -> Iterator[Conflict]:
    names = LogNames(child)
    for path in record.paths():
        field = names.field(path)
        table, _, rest = path.partition("/")
        if rest and rest.partition("/")[0] not in record.rows(table):
            continue  # its row was taken off
        if field and both_stand(child, record, field, path):
            yield Conflict(record.id, path)
