"""Answers that two people gave at once, where both must be shown until a person chooses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from carerapp.domain.child import ChildFile
from carerapp.domain.log_names import LogNames
from carerapp.domain.records import Record


@dataclass(frozen=True, slots=True)
class Conflict:
    """``path``: a question's name, or ``table/row/column``."""

    record: str
    path: str


def conflicts(child: ChildFile) -> tuple[Conflict, ...]:
    """What a person must choose between, of the Key Contacts form and the open episode, in their order."""
    found = [*_of(child, child.key_contacts)]
    if child.open_episode:
        found += _of(child, child.open_episode.record)
    return tuple(found)


def differing(record: Record, path: str) -> bool:
    """Whether there are two answers, and not the same one twice."""
    return len({json.dumps(head.value, sort_keys=True) for head in record.heads(path)}) > 1


def _of(child: ChildFile, record: Record) -> Iterator[Conflict]:
    names = LogNames(child)
    for path in record.paths():
        field = names.field(path)
        table, _, rest = path.partition("/")
        if rest and rest.partition("/")[0] not in record.rows(table):
            continue  # its row was taken off
        if field and field.conflict == "both" and differing(record, path):
            yield Conflict(record.id, path)
