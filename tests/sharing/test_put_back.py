"""Older files put back on a tablet: the authority tells at the next contact, and from then on nothing is
written under a number that is taken (ADR 21)."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from carerapp.actions.write_note import write_note
from carerapp.domain.feeds import device_of, entry_hash, follows_of, link_of
from carerapp.domain.own_feed import SETTING, OwnFeed
from carerapp.evidence import proved, verify
from carerapp.sharing.odd_list import odd_lines
from carerapp.vault import Vault
from carerapp.vault.adapters.native_crypto import NativeCrypto
from tests.support.endpoint.authority import Authority
from tests.support.tablets import Opened, Tablet, a_child, typed

AT = "2026-11-20T22:00:00+00:00"
FORKED = "Older files had been put back on that device, and it wrote on before it knew."


class Backup:
    """A copy of the tablet's folder."""

    def __init__(self, tablet: Tablet, beside: Path) -> None:
        self._folder, self._copy = tablet.folder, beside
        shutil.copytree(tablet.folder, beside)

    def put_back(self) -> None:
        """All of it, in the place of what is there."""
        shutil.rmtree(self._folder)
        shutil.copytree(self._copy, self._folder)


def note(tablet: Tablet, child: str, words: str) -> None:
    with tablet.opened() as at:
        write_note(at.book, child, record_of(at, child), words)


def record_of(at: Opened, child: str) -> str:
    return at.book.child(child).events[0].record


def own(vault: Vault) -> OwnFeed:
    """Under which id this tablet writes."""
    return OwnFeed.read(vault.get_setting(SETTING), str(vault.get_setting("device")))


def newest(tablet: Tablet, child: str) -> tuple[Mapping[str, Any], OwnFeed]:
    with tablet.opened() as at:
        return at.vault.entries(child)[-1], own(at.vault)


def numbers(tablet: Tablet, child: str, device: str) -> list[int]:
    """Of a feed, in the log's order."""
    with tablet.opened() as at:
        links = [link_of(one) for one in at.vault.entries(child)]
    return [link.number for link in links if link and link.device == device]


def with_a_new_code(authority: Authority, tablet: Tablet, child: str) -> None:
    """As the screen says; what the authority has comes back."""
    tablet.connect(authority, child)
    for _ in range(3):
        tablet.sync()


def test_a_new_feed_is_begun_and_names_the_end_of_the_old_one(
    authority: Authority, ann: Tablet, tmp_path: Path
) -> None:
    """Once, however often the authority is asked; the screen's words say what is safe and what to do. After a
    new code nothing is missing, nothing stands there twice, and an export is whole."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    backup = Backup(ann, tmp_path / "old")
    for words in ("Lost one", "Lost two"):
        note(ann, child, words)
    ann.sync()
    backup.put_back()
    last, before = newest(ann, child)
    assert before.former == ()
    said = ann.sync()
    assert "Older files were put back on this device." in said
    assert "Safe: what 127.0.0.1" in said
    assert "Do now: ask the duty team for a new code" in said
    ann.sync()
    note(ann, child, "After it knew")
    ann.sync()
    first, after = newest(ann, child)
    assert (after.former, after.device) != ((), before.device)
    assert after.former == (before.device,)
    link, follows = link_of(first), follows_of(first)
    assert link is not None
    assert (link.device, link.number) == (after.device, 1)
    stood = link_of(last)
    assert follows is not None
    assert stood is not None
    assert (follows.device, follows.number) == (before.device, stood.number)
    with ann.opened() as at:
        (named,) = [one for one in at.vault.signed_entries(child) if one.body == _body(at.vault, child, last)]
        assert follows.hash == entry_hash(bytes.fromhex(child), named.author, named.signature, named.body)
    with_a_new_code(authority, ann, child)
    assert "put back" not in ann.sync()
    note(ann, child, "And on")
    with ann.opened() as at:
        said = " ".join(str(one["value"]) for one in at.vault.entries(child))
        assert [said.count(words) for words in ("Lost one", "Lost two", "And on")] == [1, 1, 1]
        assert odd_lines(at.book) == ()
        report = verify(b"".join(proved(at.vault, child, AT)), NativeCrypto()).report()
        assert own(at.vault) == after
    assert report.splitlines()[-1] == "Verdict: intact, as far as the lines above say."
    goes_on = f"device {after.device} goes on from device {before.device}: number 1 names number "
    assert f"  proved      {goes_on}{follows.number} there" in report
    assert numbers(ann, child, after.device) == [1, 2]
    assert sorted(numbers(ann, child, before.device)) == list(range(1, follows.number + 3))


def _body(vault: Vault, child: str, document: Mapping[str, Any]) -> bytes:
    place = [one["id"] for one in vault.entries(child)].index(document["id"])
    return vault.signed_entries(child)[place].body


@pytest.mark.parametrize("unaware", [1, 2, 3])
def test_what_was_written_before_it_knew_is_a_fork_and_nothing_after(
    authority: Authority, ann: Tablet, tmp_path: Path, unaware: int
) -> None:
    """Also where it has written more than was lost, so that no number tells. Both accounts stay, and are
    named with the reason."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    backup = Backup(ann, tmp_path / "old")
    for number in range(2):
        note(ann, child, f"Lost {number}")
    ann.sync()
    backup.put_back()
    last, before = newest(ann, child)
    for number in range(unaware):
        note(ann, child, f"Unaware {number}")
    assert "Older files were put back on this device." in ann.sync()
    for number in range(2):
        note(ann, child, f"Aware {number}")
    _, after = newest(ann, child)
    with_a_new_code(authority, ann, child)
    stood = link_of(last)
    assert stood is not None
    both = range(stood.number + 1, stood.number + 1 + min(2, unaware))
    here = numbers(ann, child, before.device)
    assert sorted({one for one in here if here.count(one) > 1}) == list(both)
    assert numbers(ann, child, after.device) == [1, 2]
    with ann.opened() as at:
        lines = odd_lines(at.book)
        assert [FORKED in line.words for line in lines] == [True] * len(both)
        said = " ".join(str(one["value"]) for one in at.vault.entries(child))
        report = verify(b"".join(proved(at.vault, child, AT)), NativeCrypto()).report()
    for made in ("Lost 0", "Lost 1", "Unaware 0", "Aware 0", "Aware 1"):
        assert said.count(made) == 1
    assert f"there is another entry of number {both[0]} of device {before.device}" in report
    assert f"nothing left out of device {after.device}: numbers 1 to 2, each names the one before" in report


def test_an_answer_that_was_lost_is_no_older_copy(authority: Authority, ann: Tablet) -> None:
    """The authority has more than this device has a receipt for: it is what stands here."""
    child = a_child(ann)
    device = ann.connect(authority)
    ann.sync()
    with ann.opened() as at:
        state = at.vault.get_setting(f"sync state {device}")
    note(ann, child, "Sent")
    ann.sync()
    with ann.opened() as at:
        at.vault.put_setting(f"sync state {device}", state)
    note(ann, child, "Not sent yet")
    assert "put back" not in ann.sync()
    with ann.opened() as at:
        assert own(at.vault) == OwnFeed(device_of(str(at.vault.get_setting("device"))))


def test_a_child_who_was_erased_here_is_no_older_copy(authority: Authority, ann: Tablet) -> None:
    """The authority has their entries still; one whom this device never knew it cannot have forgotten."""
    child, other = a_child(ann), a_child(ann)
    ann.connect(authority)
    ann.sync()
    with ann.opened() as at:
        at.vault.erase_child(other, reason="Asked for")
    assert "put back" not in ann.sync()
    note(ann, child, "Goes on")
    assert newest(ann, child)[1].former == ()


def test_a_child_who_came_since_the_copy_was_made_tells_it_too(
    authority: Authority, ann: Tablet, tmp_path: Path
) -> None:
    """Nothing of them is here any more: what is written about them later takes no number again."""
    first = a_child(ann)
    ann.connect(authority)
    ann.sync()
    backup = Backup(ann, tmp_path / "old")
    a_child(ann)
    ann.sync()
    backup.put_back()
    _, before = newest(ann, first)
    assert "Older files were put back on this device." in ann.sync()
    assert newest(ann, first)[1].former == (before.device,)


def test_put_back_twice_to_the_same_copy(authority: Authority, ann: Tablet, tmp_path: Path) -> None:
    """Each time another feed: a copy from before it knew does not know the one that was begun since."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    backup = Backup(ann, tmp_path / "old")
    note(ann, child, "Lost")
    ann.sync()
    devices = set()
    for _ in range(2):
        backup.put_back()
        ann.sync()
        note(ann, child, "After it knew")
        devices.add(newest(ann, child)[1].device)
        with_a_new_code(authority, ann, child)
    assert len(devices) == 2
    with ann.opened() as at:
        assert odd_lines(at.book) == ()
        report = verify(b"".join(proved(at.vault, child, AT)), NativeCrypto()).report()
    assert report.count(" goes on from device ") == 2
    assert report.splitlines()[-1] == "Verdict: intact, as far as the lines above say."


def test_what_is_written_at_the_very_contact_takes_no_number_again(
    authority: Authority, ann: Tablet, ben: Tablet, tmp_path: Path
) -> None:
    """That a child was taken in here is written while the authority is asked: after it has told."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    ben.connect(authority, child)
    raw_sync(ben)
    ann.sync()
    raw_sync(ben)
    ben.lets_read()
    with ben.opened() as at:
        before = own(at.vault)
    for turn in range(4):
        backup = Backup(ben, tmp_path / f"old {turn}")
        raw_sync(ben)
        if has_written(ben, child, before.device):
            break
    raw_sync(ben)
    backup.put_back()
    assert not has_written(ben, child, before.device)
    raw_sync(ben)
    assert numbers(ben, child, before.device) == []
    _, after = newest(ben, child)
    assert (after.former, numbers(ben, child, after.device)) == ((), [1])


def raw_sync(tablet: Tablet) -> None:
    """Without a yes to anybody."""
    tablet.sign_in()
    typed("sync", "--data", tablet.folder)


def has_written(tablet: Tablet, child: str, device: str) -> bool:
    with tablet.opened() as at:
        known = child in at.vault.children()
    return known and bool(numbers(tablet, child, device))
