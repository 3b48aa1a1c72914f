"""The authority's database is put back to an earlier moment: what it lost is offered again, nothing is
erased, and each device says what it was told, or was not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carerapp.actions.write_note import write_note
from carerapp.sharing import restricted_entries
from carerapp.sharing.restored import restores, unexplained
from carerapp.sharing.sync_state import state_of
from sync.conversation import run_sync
from sync.requests_transport import RequestsWire
from tests.support.endpoint.put_back import Restorable
from tests.support.tablets import Tablet, a_child, ids_of


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Restorable]:
    made = Restorable(tmp_path / "restorable")
    yield made
    made.stop()


def note(tablet: Tablet, child: str, words: str) -> None:
    with tablet.opened() as at:
        write_note(at.book, child, at.book.child(child).events[0].record, words)


def has(tablet: Tablet, child: str) -> list[str]:
    with tablet.opened() as at:
        return sorted(ids_of(at.vault.entries(child)))


def waiting(tablet: Tablet) -> tuple[int | None, int]:
    """What no authority has, and what one had before a restore."""
    with tablet.opened() as at:
        status = at.sharing.status()
        return status.not_received, sum(one.before for one in status.authorities.values())


def test_what_was_received_since_the_backup_is_sent_again(
    there: Restorable, ann: Tablet, desk: Tablet
) -> None:
    """Once, by itself, with words; the desk has each entry once. What is written since takes the positions
    that were given out before: nobody passes over them."""
    desk.connect(there.authority, desk=True)
    child = a_child(ann)
    ann.connect(there.authority)
    for tablet in (ann, desk, ann, desk):
        tablet.sync()
    there.backup("early")
    for number in range(3):
        note(ann, child, f"Received before the restore {number}")
    ann.sync()
    desk.sync()
    seen = has(desk, child)
    there.restore("early")
    note(desk, child, "The desk writes first, where Ann’s entries stood")
    desk.sync()
    said = ann.sync()
    assert "its system was put back on" in said
    assert "by A. Administrator: the disk broke" in said
    assert waiting(ann) == (0, 0)
    desk.sync()
    ann.sync()
    assert has(desk, child) == has(ann, child)
    assert set(seen) < set(has(desk, child))
    with ann.opened() as at:
        (made,) = at.sharing.authorities
        assert [one.number for one in restores(at.vault, made)] == [1]
        assert unexplained(at.vault, made) is None
        (line,) = [line for line in at.sharing.lines() if "sent again" in line]
    assert line.endswith("3 entries that were received before the restore are sent again")


def test_until_it_has_them_again_they_are_shown_as_received_before(
    there: Restorable, ann: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receipt is kept; nothing is called received that is not there."""
    child = a_child(ann)
    device = ann.connect(there.authority)
    ann.sync()
    there.backup("early")
    for number in range(3):
        note(ann, child, f"Received {number}")
    ann.sync()
    before = waiting(ann)
    there.restore("early")
    monkeypatch.setattr(there.authority.store.feeds, "add", lambda *_: ([], []))
    said = ann.sync()
    assert (before, waiting(ann)) == ((0, 0), (3, 3))
    assert "3 entries that were received before the restore are sent again. Nothing is lost." in said
    with ann.opened() as at:
        (made,) = at.sharing.authorities
        feed = state_of(at.vault, made).feed(child)
        proof, _ = feed.proof  # what an export says the authority had
        assert proof is not None
        assert proof.link
        assert (proof.seq, feed.receipt and feed.receipt.seq) == (feed.done + 3, feed.done)
        kept = at.vault.get_setting(f"sync state {device}")
        assert isinstance(kept, dict)
        assert kept["feeds"][child]["lost"][0] == kept["feeds"][child]["done"] + 3


def test_a_database_that_was_made_shorter_without_a_word_is_named(
    there: Restorable, ann: Tablet, desk: Tablet
) -> None:
    """What is here is sent again all the same, and reaches the desk."""
    desk.connect(there.authority, desk=True)
    child = a_child(ann)
    ann.connect(there.authority)
    for tablet in (ann, desk, ann, desk):
        tablet.sync()
    there.backup("early")
    for number in range(2):
        note(ann, child, f"Received {number}")
    ann.sync()
    there.roll_back("early")
    note(desk, child, "Written meanwhile")
    desk.sync()
    said = ann.sync()
    assert "it no longer has 2 entries that it had received, and does not say why" in said
    assert "Tell the duty team" in said
    assert waiting(ann) == (0, 0)
    desk.sync()
    ann.sync()
    assert has(desk, child) == has(ann, child)
    there.stop()
    assert there.typed("mark-restored", "--moment", "2026-01-01", "--by", "A", "--reason", "By hand") == 0
    there.start()
    assert "does not say why" not in ann.sync()


def test_an_entry_for_the_desk_alone_is_sent_again(there: Restorable, ann: Tablet, desk: Tablet) -> None:
    """The sender keeps it sealed for some weeks; the desk has it once."""
    desk.connect(there.authority, desk=True)
    child = a_child(ann)
    ann.connect(there.authority)
    for tablet in (ann, desk, ann, desk):
        tablet.sync()
    there.backup("early")
    with ann.opened() as at:
        (made,) = at.sharing.authorities
        for words in ("Read before", "Not read yet"):
            at.sharing.writer(made)(child, words, "Ann", "2026-11-28T21:00:00+00:00")
    ann.sync()
    desk.sync()
    with ann.opened() as at:
        at.sharing.writer(made)(child, "Lost on the way", "Ann", "2026-11-28T21:05:00+00:00")
    ann.sync()
    there.restore("early")
    ann.sync()
    desk.sync()
    with desk.opened() as at:
        (made,) = at.sharing.authorities
        read = [one.words for one in restricted_entries(at.vault, made)]
    assert sorted(read) == ["Lost on the way", "Not read yet", "Read before"]
    with ann.opened() as at:
        assert at.sharing.status().restricted == 0


def test_who_is_open_all_the_while_sends_again_at_the_next_entry(there: Restorable, ann: Tablet) -> None:
    """Nothing waits for the next question how things stand: the gap is answered, and asks it at once."""
    child = a_child(ann)
    ann.connect(there.authority)
    ann.sync()
    there.backup("early")
    with ann.opened() as at:
        (made,) = at.sharing.authorities
        keyid, sign = at.sharing.signer(made)
        wire = RequestsWire(there.authority.base, keyid, sign)
        run_sync(at.sharing.turn(made), wire)
        record = at.book.child(child).events[0].record
        write_note(at.book, child, record, "Received before")
        run_sync(at.sharing.turn(made), wire)
        assert at.sharing.status().not_received == 0
        there.restore("early")
        write_note(at.book, child, record, "After it")
        run_sync(at.sharing.turn(made), wire)
        assert at.sharing.status().not_received == 0
        assert at.sharing.status().authorities[made.device].trouble == ""


def test_an_erasure_whose_number_is_given_out_again_is_told(there: Restorable, ann: Tablet) -> None:
    """Its numbers begin again: the device asks from the beginning, and keeps what it was told before."""
    first, other = a_child(ann), a_child(ann)
    ann.connect(there.authority)
    ann.sync()
    there.backup("early")
    who = ("--by", "C. Manager", "--reason", "Article 17")
    assert there.typed("erase", "--child", first, "--sure", first, *who) == 0
    assert ann.sync().count("has erased its record of") == 1
    there.stop()
    there.lose()
    there.start_from("early")
    assert there.typed("erase", "--child", other, "--sure", other, *who) == 0
    assert ann.sync().count("has erased its record of") == 2


@pytest.mark.parametrize("database_of_before", ["readable", "lost"])
def test_what_was_decided_since_the_backup_holds(
    there: Restorable, ann: Tablet, ben: Tablet, database_of_before: str
) -> None:
    """A device that was revoked stays away, one that was let in stays in, a child who was erased is not there
    again; each under the name of who decided it. Also from the file beside the key alone."""
    child, other = a_child(ann), a_child(ann)
    ann.connect(there.authority)
    ann.sync()
    thief = there.authority.enrolled(name="Stolen tablet")
    there.backup("early")
    assert there.typed("revoke", thief.id, "--by", "C. Manager") == 0
    ann.sync()
    new = ben.connect(there.authority, child)
    erase = ("--child", other, "--sure", other, "--by", "C. Manager", "--reason", "Article 17")
    assert there.typed("erase", *erase) == 0
    there.stop()
    if database_of_before == "lost":
        there.lose(decisions=False)
    there.start_from("early")
    store = there.authority.store
    assert {one.id: one.state for one in store.devices.all()}[thief.id] == "revoked"
    assert {one.id: one.state for one in store.devices.all()}[new] == "approved"
    assert [(one.stream, one.by) for one in store.erasures.all()] == [(other, "C. Manager")]
    assert "erased its record" in ann.sync()
    for tablet in (ben, ann, ben, ben, ann):
        tablet.sync()
    assert has(ben, child) == has(ann, child)
    assert waiting(ben) == waiting(ann)


def test_a_device_that_the_backup_does_not_know_is_told_what_to_do(there: Restorable, ben: Tablet) -> None:
    """Where the decisions are lost too: it keeps all, and says that it needs a new code."""
    child = a_child(ben)
    there.backup("empty")
    ben.connect(there.authority)
    ben.sync()
    there.stop()
    there.lose()
    there.start_from("empty")
    said = ben.sync()
    assert "the authority does not know this device, as after its system was put back" in said
    before = has(ben, child)
    ben.connect(there.authority)
    ben.sync()
    assert has(ben, child) == before
    assert waiting(ben) == (0, 0)
