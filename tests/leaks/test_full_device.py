"""A device that is full or failing at every write of an episode: nothing acknowledged is lost, and it is
said."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.add_photo import add_photo
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.decide import decide
from carerapp.actions.edit_table import add_row
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.actions.write_note import write_note
from carerapp.bootstrap import protocols
from carerapp.domain.outcomes import CallOutcome, ClosedBecause, ReportDecision, StepOutcome
from carerapp.vault import Disk, DiskError, DiskFailed, DiskFull, Door, NotSaved
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_image import NativeImage
from tests.support.drawn import photo
from tests.support.pins import PIN
from tests.support.vault.doubles import FaultyDisk, QuickCrypto

WORDS = "Blue bike gone from the shed"
JPEG = photo(64, 48)


class Session:
    """A vault on this disk, with a clock that ticks."""

    def __init__(self, disk: Disk, *, create: bool = False) -> None:
        moments = (datetime(2026, 11, 20, 22, tzinfo=UTC) + timedelta(seconds=n) for n in itertools.count())
        ids = (f"{id(self):x}{number:06x}" for number in itertools.count())
        door = Door(disk, QuickCrypto(), now=lambda: 1_800_000_000.0)
        vault = door.create(PIN, name="A. Carer", role="Foster carer") if create else door.unlock(PIN)
        self.book = Casebook(vault, Environment(lambda: next(moments), lambda: next(ids), protocols()))


def acts(book: Casebook) -> Iterator[Callable[[], object]]:
    """The episode, one saved thing after another; each is done again by the carer when it was not saved."""
    made: dict[str, str] = {}

    def child() -> None:
        made["child"] = add_child(
            book, full_name="Example Child", date_of_birth="2012-03-04", setting="foster"
        )

    yield child
    id = made["child"]
    form = book.child(id).key_contacts.id
    yield lambda: answer_question(book, id, form, "hair", "Short, dark")
    yield lambda: add_row(book, id, form, "people")
    picture = asyncio.run(NativeImage().shrink(JPEG))
    yield lambda: add_photo(book, id, picture, consent=True, not_social_media=True, taken_on=None)
    yield lambda: start_episode(book, id)
    running = book.child(id).open_episode
    assert running is not None
    open_episode = running.id
    yield lambda: tick_step(book, id, open_episode, "k3_search_rooms", StepOutcome.DONE, "Shed too")
    dialled: list[object] = []
    yield lambda: dialled.append(log_dialled(book, id, open_episode, "child", "Example", "07700 900123"))
    yield lambda: log_call(book, id, open_episode, dialled[-1], CallOutcome.NO_ANSWER)  # type: ignore[arg-type]
    yield lambda: write_note(book, id, open_episode, WORDS)
    yield lambda: book.place.keep({"stack": [["children", {}]], "drafts": {"note": "half a"}})
    yield lambda: decide(book, id, open_episode, ReportDecision.REPORT, "Out late", [])
    yield lambda: report(book, id, open_episode, reference="HC-77")
    yield lambda: mark_found(book, id, open_episode, where="Bus station")
    yield lambda: close_episode(book, id, open_episode, ClosedBecause.BACK)


def seen(book: Casebook) -> list[str]:
    """Every event that the session shows, by id, in order."""
    return [event.id for child in book.children() for event in child.events]


def play(disk: FaultyDisk, errors: list[str]) -> list[str]:
    """The whole episode; what was refused is tried once more. What the screen showed as saved at the end."""
    book = Session(disk).book
    for act in acts(book):
        for _ in range(2):
            try:
                act()
            except NotSaved as said:
                errors.append(str(said))
            else:
                break
        else:
            break  # the device takes nothing more: the carer stops here
    return seen(book)


@pytest.mark.parametrize("error", [DiskFull(), DiskFailed("Input/output error")], ids=["ENOSPC", "EIO"])
@pytest.mark.parametrize("forever", [False, True], ids=["once", "from then on"])
def test_at_every_write_of_an_episode(error: DiskError, forever: bool) -> None:
    """The device fails at each write in turn: what was shown as saved is there, all else was told."""
    for nth in itertools.count():
        disk = MemoryDisk()
        Session(disk, create=True)
        faulty = FaultyDisk(disk, nth, error, forever=forever)
        errors: list[str] = []
        try:
            shown = play(faulty, errors)
        except NotSaved as said:  # unlocking itself could not write: nothing was shown yet
            errors.append(str(said))
            shown = []
        if not faulty.failed:
            assert nth > 25, "the night hardly wrote anything"
            return
        assert all(said.startswith("Not saved") for said in errors)
        again = Session(disk).book
        there = seen(again)
        assert [id for id in there if id in shown] == shown, f"lost after a fault at write {nth}"
        if not forever:
            closed = [bool(episode.closed) for child in again.children() for episode in child.episodes]
            assert closed == [True], f"one fault at write {nth} stopped the night: {errors}"
