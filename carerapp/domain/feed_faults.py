"""What can be wrong at a number of a feed (ADR 21)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What is wrong at a number of a feed."""

    GAP = "gap"  # numbers are missing
    START = "start"  # something that the device wrote before the chain is not here, or is another
    FORK = "fork"  # another entry has the same number
    BREAK = "break"  # it does not name the entry before
    FOREIGN = "foreign"  # its clock stamp is another device's than the first one's of the feed
    STAMP = "stamp"  # its clock stamp is not after that of the number before
    ORDER = "order"  # it stands in the log before an entry of a lower number
    SHAPE = "shape"  # its link is none
    MOVED = "moved"  # numbers are missing, and a move says that another authority had the file then
    FOLLOWS = "follows"  # it names an end of another feed that is not what is here


@dataclass(frozen=True, slots=True)
class Fault:
    """``device``: of the feed, "" where the link is none; the numbers from ``number`` to ``upto``; ``place``:
    of the entry that shows it, in the log, from 0."""

    kind: FaultKind
    device: str
    number: int
    upto: int
    place: int
