"""The incoming person accepts the episode under their own key; the log says from whom, and what is due."""

from __future__ import annotations

from collections.abc import Callable

from carerapp.actions.accept_shift import accept_shift, holder, open_duties
from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.domain.chronology import chronology
from carerapp.vault import Door, Vault
from tests.support.clock import ToldClock
from tests.support.pins import BEN


def test_the_shift_is_accepted_by_who_is_signed_in(
    door: Door,
    vault: Vault,
    book: Casebook,
    child: str,
    clock: ToldClock,
    open_book: Callable[[Vault], Casebook],
) -> None:
    """The entry is theirs, names who had it before, and what was due then."""
    ben = vault.staff.add(BEN, name="B. Carer", role="Residential staff")
    episode = start_episode(book, child)
    clock.forward(hours=2)
    assert holder(episode) == vault.person.id
    vault.lock()
    theirs = open_book(door.unlock(BEN))
    due = [duty.what for duty in open_duties(theirs, child, episode.id)]
    assert due
    event = accept_shift(theirs, child, episode.id)
    assert event.author == ben
    again = theirs.child(child).episode(episode.id)
    assert holder(again) == ben
    line = chronology(theirs.child(child), again, theirs.name_of)[-1]
    assert line.author == "B. Carer"
    assert line.words == f"Took over the shift from A. Carer. Still to do: {'; '.join(due)}."
    unlocked = door.unlock(BEN)
    assert unlocked.verify_authors(child) == ()
    signed = [e for e in unlocked.signed_entries(child) if b'"shift"' in e.body]
    assert [e.author.hex() for e in signed] == [ben]
