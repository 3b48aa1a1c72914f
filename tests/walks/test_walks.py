"""A person who taps and types at random, while clocks jump, files go and processes die, reads nothing on a
screen that the files on the disk do not say; and what reads the screens notices when they lie."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from carerapp.sharing.status import received_words
from carerapp.ui import clock_words, kit, session
from carerapp.ui.session import Session
from carerapp.vault.captured import Capture
from carerapp.vault.staff import Staff
from tests.support.walks.running import told, walks
from tests.support.walks.walker import Walk

WALKS, STEPS = 100, 8
FEW, FURTHER = 120, 20  # for a planted fault: it is found on the first of them that comes by


def test_no_screen_says_anything_else_than_the_files() -> None:
    """`make soak` walks ten thousand, further."""
    different = [told(walk) for walk in walks(0, WALKS, STEPS) if walk.problems]
    assert not different, "\n".join(different)


def test_the_same_seed_walks_the_same_way() -> None:
    """So that a difference can be looked at again: to the last byte on the disk."""
    first, second = (next(walks(7, 1, 25)) for _ in range(2))
    assert first.trace == second.trace
    assert first.device.disk.files == second.device.disk.files
    assert first.compared.counted == second.compared.counted > 20


def _count_is_off() -> AbstractContextManager[object]:
    """One entry more has arrived than there is a receipt for."""
    return patch.object(session, "received_words", lambda left: received_words(max(0, left - 1)))


def _offset_is_wrong() -> AbstractContextManager[object]:
    """Each moment is said with the summer's hour, also in winter."""

    def summer(moment: datetime, pattern: str = "%H:%M") -> str:
        return (moment.astimezone() + timedelta(hours=1)).strftime(pattern)

    return patch.object(clock_words, "uk_words", summer)


def _draft_is_not_kept() -> AbstractContextManager[object]:
    """What is half typed is left out of what is kept."""
    real = Session.remember

    def remember(self: Session, stack: Any) -> None:
        with patch.object(self.drafts, "unsaved", dict):
            real(self, stack)

    return patch.object(Session, "remember", remember)


def _written_while_locked_is_not_sealed() -> AbstractContextManager[object]:
    """What is half typed without unlocking is in the window's memory alone."""
    return patch.object(Capture, "keep_half", lambda self, id, entry: None)


def _somebody_else_is_said_to_be_signed_in() -> AbstractContextManager[object]:
    """On a tablet that people share."""
    real = kit.signed_strip
    return patch.object(kit, "signed_strip", lambda name, switch: real("A. Carer", switch))


def _a_colleagues_lock_is_not_kept() -> AbstractContextManager[object]:
    """The screen goes on as if they had been added."""
    return patch.object(Staff, "add", lambda self, secret, **who: "")


FAULTS: dict[Callable[[], AbstractContextManager[object]], str] = {
    _count_is_off: "the strip says",
    _offset_is_wrong: "the (band|log)",
    _draft_is_not_kept: "is (not kept on the disk|nowhere any more)",
    _written_while_locked_is_not_sealed: "is not sealed on the disk",
    _somebody_else_is_said_to_be_signed_in: "signed in is said to be",
    _a_colleagues_lock_is_not_kept: "added, says the screen: True; their PIN opens: False",
}


def _said(found: Iterator[Walk], wanted: str) -> Iterator[str]:
    """What the walks say, up to the first that says this: a fault may be met first in other words."""
    for walk in found:
        yield from walk.problems
        if any(re.search(wanted, problem) for problem in walk.problems):
            return


@pytest.mark.sampled
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault: Callable[[], AbstractContextManager[object]]) -> None:
    """In words that say what is wrong."""
    with fault():
        said = list(_said(walks(500, FEW, FURTHER), FAULTS[fault]))
    assert any(re.search(FAULTS[fault], problem) for problem in said), said
