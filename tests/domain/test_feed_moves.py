"""Where a child moved, the move is the first link that the new authority has; from it on a gap is one."""

from __future__ import annotations

from typing import Any

from carerapp.domain.feed_faults import FaultKind
from carerapp.domain.feed_walk import Item, walk
from carerapp.domain.json_value import Json
from tests.support.feeds import CHILD, DEVICES, Writers, changed

ANN, BEN, _ = DEVICES
A, B, C = "hertfordshire", "liverpool", "portsmouth"


class Moving(Writers):
    """Ann's device and Ben's, and moves by Ann's."""

    def move(self, left: str, holder: str, **other: Any) -> None:
        """Its hash is not what the next one names: here only numbers are asked."""
        value: Json = {"left": left, "holder": holder, "before": False, **other}
        self.log.append(changed(self.write(ANN), field="moved", value=value))
        del self.log[-2]


def named(log: list[Item]) -> list[tuple[FaultKind, str, int, int]]:
    """Which numbers are missing, and of what kind that is."""
    missing = (FaultKind.GAP, FaultKind.MOVED)
    found = [one for one in walk(CHILD, log).faults if one.kind in missing]
    return [(one.kind, one.device, one.number, one.upto) for one in found]


def written(*moves: tuple[str, str], **other: Any) -> list[Item]:
    """Ann's and Ben's entries in turn, twice each, then a move, and so on; twice each after the last."""
    made = Moving()
    for left, holder in moves:
        for device in (ANN, BEN) * 2:
            made.write(device)
        made.move(left, holder, **other)
    for device in (ANN, BEN) * 2:
        made.write(device)
    return made.log


def test_the_move_is_the_first_link_that_the_new_authority_has() -> None:
    """What stands before it is another's, also of a device that was not the one that moved the child."""
    log = written((A, B))
    there = log[4:]
    assert named(there) == [(FaultKind.MOVED, ANN, 1, 2), (FaultKind.MOVED, BEN, 1, 2)]
    assert named([*there[:1], *there[2:]]) == [*named(there), (FaultKind.GAP, ANN, 4, 4)]


def test_what_goes_along_with_a_yes_is_owed() -> None:
    """And so it is for the authority that had the file."""
    assert named(written((A, B), before=True)[4:])[0][0] is FaultKind.GAP
    log = written((A, B))
    assert named([*log[:2], *log[3:5]]) == [(FaultKind.GAP, ANN, 2, 2)]


def test_a_gap_across_a_move_is_one_unless_the_file_comes_back() -> None:
    """Who had it, and has it again, is owed nothing of the time between."""
    back = written((A, B), (B, A))
    at_first = [*back[:5], *back[9:]]  # the first move is its last line, the second its next
    assert named(at_first) == [(FaultKind.MOVED, ANN, 4, 5), (FaultKind.MOVED, BEN, 3, 4)]
    on = written((A, B), (B, C))
    assert {kind for kind, *_ in named([*on[:5], *on[9:]])} == {FaultKind.GAP}


def test_what_is_no_move_explains_nothing() -> None:
    """Nor one that leaves the file where it is, or of an older form."""
    for left, holder, other in ((A, A, {}), (A, 5, {}), (A, B, {"before": None}), (None, B, {})):
        log = written((left, holder), **other)  # type: ignore[arg-type]
        assert {kind for kind, *_ in named(log[4:])} == {FaultKind.GAP}
