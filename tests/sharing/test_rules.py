"""Rules over sync: signed, versioned, pinned for an episode that is open, rolled back when they are bad."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook
from carerapp.actions.mark_found import close_episode
from carerapp.packs import Packs
from forms.engine.load import also_look_in
from sync.conversation import here
from sync.endpoint.__main__ import main as endpoint
from sync.errors import BrokenMessage
from sync.packs import Pack, read_pack, write_pack
from sync.policy import Policy, policy_text
from sync.requests_transport import RequestsWire
from tests.sharing.tablets import Tablet, a_child
from tests.sync.authority import CRYPTO, Authority

OURS = "V5 June 19"


@pytest.fixture
def packs(tmp_path: Path) -> Iterator[Packs]:
    yield Packs(bootstrap.AUTHORITIES, tmp_path / "packs")
    also_look_in([])


def changed(tmp_path: Path, old: str, new: str) -> Path:
    folder = tmp_path / "new-rules"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bootstrap.AUTHORITIES / "hertfordshire", folder)
    file = folder / "protocol.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return folder


def publish(authority: Authority, folder: Path) -> None:
    assert endpoint(["pack", "--data", str(authority.folder), "--folder", str(folder)]) == 0


def sync(tablet: Tablet, packs: Packs) -> list[str]:
    with tablet.opened() as at:
        at.sharing._rules = packs
        (made,) = at.sharing.authorities
        at.sharing.hurry()
        here(at.sharing.turn(made), RequestsWire(made.endpoint, *at.sharing.signer(made)))
        return at.sharing.lines()


def rules_of(tablet: Tablet, packs: Packs, child: str) -> str:
    with tablet.opened() as at:
        outside = bootstrap.outside()
        book = Casebook(at.vault, type(outside)(outside.now, outside.new_id, packs.protocol))
        return book.child(child).protocol.version


def test_an_open_episode_keeps_the_rules_that_it_began_with(
    authority: Authority, ann: Tablet, packs: Packs, tmp_path: Path
) -> None:
    """The next one has the new rules; a version with a mistake changes nothing, and is fetched once."""
    authority.store.set("policy", policy_text(Policy(serves=("hertfordshire",))), int(authority.now()))
    child = a_child(ann)
    ann.connect(authority)
    sync(ann, packs)
    publish(authority, changed(tmp_path, OURS, "V6 of the test"))
    assert "rules version 1 are used" in sync(ann, packs)[-2] + sync(ann, packs)[-1]
    assert packs.protocol("hertfordshire").version == "V6 of the test"
    assert rules_of(ann, packs, child) == OURS
    with ann.opened() as at:
        night = at.book.child(child).open_episode
        assert night is not None
        close_episode(at.book, child, night.id, "false_alarm")
    assert rules_of(ann, packs, child) == "V6 of the test"
    publish(authority, changed(tmp_path, 'danger = ["HER-T1"', 'danger = ["HER-T99"'))
    said = sync(ann, packs)
    assert any("rules version 2 refused: it has a mistake" in line for line in said)
    assert sync(ann, packs) == said
    fresh = Packs(bootstrap.AUTHORITIES, tmp_path / "packs")
    assert fresh.protocol("hertfordshire").version == "V6 of the test"
    assert fresh.newest("hertfordshire") == 2


def test_no_authority_changes_anothers_rules(
    authority: Authority, ann: Tablet, packs: Packs, tmp_path: Path
) -> None:
    authority.store.set("policy", policy_text(Policy(serves=("liverpool",))), int(authority.now()))
    a_child(ann, protocol="liverpool")
    ann.connect(authority)
    publish(authority, changed(tmp_path, OURS, "V6 of the test"))
    sync(ann, packs)
    assert packs.newest("hertfordshire") == 0
    pack = Pack(
        "liverpool", 1, {"protocol.toml": changed(tmp_path, OURS, "x").joinpath("protocol.toml").read_text()}
    )
    assert packs.receive(pack) != ""
    assert packs.protocol("liverpool").id == "liverpool"


@pytest.mark.parametrize("name", ["../x.toml", "a/b.toml", "x.py", ".toml", "x.toml\0", "X.toml"])
def test_a_pack_stays_in_its_folder(name: str) -> None:
    key = b"k" * 32
    with pytest.raises(BrokenMessage):
        write_pack(Pack("hertfordshire", 1, {name: ""}), lambda message: CRYPTO.sign(key, message))


def test_a_pack_that_was_changed_on_the_way_is_no_pack() -> None:
    key = b"k" * 32
    public = CRYPTO.sign_public(key)
    data = write_pack(
        Pack("hertfordshire", 3, {"protocol.toml": "id"}), lambda message: CRYPTO.sign(key, message)
    )
    assert read_pack(data, public, CRYPTO.verify).version == 3
    for at in range(len(data)):
        changed_ = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        try:
            found = read_pack(changed_, public, CRYPTO.verify)
        except BrokenMessage:
            continue
        assert found == Pack("hertfordshire", 3, {"protocol.toml": "id"})
