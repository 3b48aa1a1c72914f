"""Two vaults and a real endpoint: what is written on one is read on the other, signed by who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from carerapp import bootstrap, connecting
from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.bootstrap import Trouble
from carerapp.domain.chronology import chronology
from carerapp.vault.native_disk import NativeDisk
from tests.sync.authority import Authority

ANN, BEN = "482917", "736405"


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority(tmp_path / "endpoint").serving() as serving:
        yield serving


class Tablet:
    """A folder, opened for each act as the app would be."""

    def __init__(self, folder: Path, pin: str, name: str, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.pin, self._patch = folder, pin, patch
        disk = NativeDisk(folder)
        bootstrap.door(disk).create(pin, name=name, role="Residential staff").lock()
        disk.close()

    def connect(self, authority: Authority, *streams: str) -> str:
        self._patch.setenv("CARERAPP_PIN", self.pin)
        code = authority.store.new_code("tablet", streams, int(authority.now()))
        said = connecting.connect(self.folder, authority.base, code)
        (asked,) = [d for d in authority.store.all_devices() if d.state == "asked"]
        assert asked.id in said
        authority.store.decide(asked.id, "approved", int(authority.now()))
        return asked.id

    def sync(self) -> str:
        self._patch.setenv("CARERAPP_PIN", self.pin)
        return connecting.sync(self.folder)

    def opened(self) -> tuple[NativeDisk, bootstrap.Casebook, bootstrap.Vault]:  # type: ignore[name-defined]
        disk = NativeDisk(self.folder)
        vault = bootstrap.door(disk).unlock(self.pin)
        return disk, bootstrap.open_casebook(vault), vault


@pytest.fixture
def ann(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tablet:
    return Tablet(tmp_path / "ann", ANN, "Ann Example", monkeypatch)


@pytest.fixture
def ben(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tablet:
    return Tablet(tmp_path / "ben", BEN, "Ben Example", monkeypatch)


def a_child(tablet: Tablet) -> str:
    disk, book, vault = tablet.opened()
    child = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    night = start_episode(book, child, datetime(2026, 11, 20, 22, 0, tzinfo=UTC))
    write_note(book, child, night.id, "Bag is gone ሰላም")
    vault.lock()
    disk.close()
    return child


def test_a_log_reaches_the_other_tablet_and_back(
    authority: Authority, ann: Tablet, ben: Tablet, tmp_path: Path
) -> None:
    """Text, author and signature; an episode is one; nothing of it stands in the endpoint in clear."""
    child = a_child(ann)
    ann.connect(authority)
    first = ann.sync()
    assert "0 entries are on this device only" in first
    ben.connect(authority, child)
    ben.sync()  # waits for the key
    ann.sync()  # seals it
    ben.sync()
    disk, book, vault = ben.opened()
    file = book.child(child)
    assert file.full_name == "Ola Example"
    night = file.open_episode
    assert night is not None
    line = chronology(file, night, book.name_of)[-1]
    assert line.words == "Bag is gone ሰላም"
    assert vault.verify_authors(child) == ()
    assert "Ann Example" in {p["name"] for p in vault.people()}
    write_note(book, child, night.id, "Seen at the station")
    answer_question(book, child, night.id, "last_seen_place", "Station")
    vault.lock()
    disk.close()
    ben.sync()
    ann.sync()
    disk, book, vault = ann.opened()
    episodes = book.child(child).episodes
    assert len(episodes) == 1
    words = [line.words for line in chronology(book.child(child), episodes[0], book.name_of)]
    assert "Seen at the station" in words
    assert episodes[0].record.text("last_seen_place") == "Station"
    assert vault.verify_authors(child) == ()
    assert vault.inspect() == ()
    vault.lock()
    disk.close()
    stored = b"".join(p.read_bytes() for p in (tmp_path / "endpoint").iterdir())
    for word in ("Ola", "Bag is gone", "Station", "Ann Example", "Hertfordshire"):
        assert word.encode() not in stored


def test_the_same_again_changes_nothing(authority: Authority, ann: Tablet) -> None:
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    before = authority.store.counts()["entries"]
    for _ in range(3):
        ann.sync()
    assert authority.store.counts()["entries"] == before
    disk, book, vault = ann.opened()
    assert len({e.id for e in book.child(child).events}) == len(book.child(child).events) == before
    vault.lock()
    disk.close()


def test_not_approved_nothing_leaves_and_revoked_nothing_more(authority: Authority, ann: Tablet) -> None:
    a_child(ann)
    ann._patch.setenv("CARERAPP_PIN", ANN)
    connecting.connect(ann.folder, authority.base, authority.store.new_code("t", [], int(authority.now())))
    assert "not approved yet" in ann.sync()
    assert authority.store.counts()["entries"] == 0
    (device,) = authority.store.all_devices()
    authority.store.decide(device.id, "revoked", int(authority.now()))
    with pytest.raises(Trouble, match="taken this device's access away"):
        ann.sync()
    assert authority.store.counts()["entries"] == 0


def test_the_invented_child_reaches_no_real_authority(ann: Tablet) -> None:
    disk, book, vault = ann.opened()
    invented = bootstrap.invented_child(book)
    real = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    assert bootstrap.shared_children(book, "https://la.example") == [(real, "hertfordshire")]
    both = {id for id, _ in bootstrap.shared_children(book, "http://127.0.0.1:8600")}
    assert both == {invented, real}
    vault.lock()
    disk.close()


def test_a_wrong_code_or_nobody_there_is_said_plainly(authority: Authority, ann: Tablet) -> None:
    ann._patch.setenv("CARERAPP_PIN", ANN)
    with pytest.raises(Trouble, match=r"The code was not taken\. It works once"):
        connecting.connect(ann.folder, authority.base, "acorn actor adopt agent alarm")
    with pytest.raises(Trouble, match="must begin with https"):
        connecting.connect(ann.folder, "http://la.example", "0")
    with pytest.raises(Trouble, match="not connected"):
        ann.sync()
    assert "not connected" in connecting.standing(ann.folder)
