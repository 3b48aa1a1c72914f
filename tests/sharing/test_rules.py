"""Rules over sync: signed, versioned, pinned for an episode that is open, rolled back when they are bad."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carerapp import bootstrap
from carerapp.actions.mark_found import close_episode
from carerapp.domain.outcomes import ClosedBecause
from carerapp.protocols import ProtocolLibrary
from forms.packaged import load_form
from forms.protocol.pack import NO_FORMS
from sync.endpoint.__main__ import main as endpoint
from sync.errors import BrokenMessage
from sync.policy import Policy, policy_text
from sync.protocols import ProtocolRelease, read_release, write_release
from tests.support.endpoint.authority import CRYPTO, Authority
from tests.support.tablets import Tablet, a_child

OURS = "V5 June 19"


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


def sync(tablet: Tablet) -> list[str]:
    tablet.sync()
    with tablet.opened() as at:
        return at.sharing.lines()


def rules_of(tablet: Tablet, child: str) -> str:
    with tablet.opened() as at:
        return at.book.child(child).protocol.version


def kept(tablet: Tablet) -> ProtocolLibrary:
    with tablet.opened() as at:
        return ProtocolLibrary(vault=at.vault)


def test_an_open_episode_keeps_the_rules_that_it_began_with(
    authority: Authority, ann: Tablet, tmp_path: Path
) -> None:
    """The next one has the new rules; a version with a mistake, in whichever form, changes nothing, and is
    fetched once."""
    authority.store.settings.put(
        "policy", policy_text(Policy(serves=("hertfordshire",))), int(authority.now())
    )
    child = a_child(ann)
    ann.connect(authority)
    sync(ann)
    publish(authority, changed(tmp_path, OURS, "V6 of the test"))
    assert any("rules version 1 are used" in line for line in sync(ann))
    assert kept(ann).protocol("hertfordshire").version == "V6 of the test"
    assert rules_of(ann, child) == OURS
    with ann.opened() as at:
        episode = at.book.child(child).open_episode
        assert episode is not None
        close_episode(at.book, child, episode.id, ClosedBecause.FALSE_ALARM)
        assert at.book.child(child).protocol.version == "V6 of the test"
    assert rules_of(ann, child) == "V6 of the test"
    bad = changed(tmp_path, OURS, "V7 of the test").rename(tmp_path / "bad form")
    form = next(path for path in bad.iterdir() if path.name not in NO_FORMS)
    form.write_text(form.read_text("utf-8").replace("[[section]]", "[[section", 1), "utf-8")
    for folder in (bad, changed(tmp_path, '[[danger]]\nrule = "HER-T1"', '[[danger]]\nrule = "HER-T99"')):
        publish(authority, folder)
        said = sync(ann)
        assert "refused: it has a mistake" in said[-2] + said[-1]
        assert sync(ann) == said
    fresh = kept(ann)
    assert fresh.protocol("hertfordshire").version == "V6 of the test"
    assert fresh.newest("hertfordshire") == 3


def test_what_is_sent_is_what_a_device_needs(authority: Authority) -> None:
    """Every definition; not what of its source the pack carries, which is for whoever writes it."""
    folder = bootstrap.AUTHORITIES / "hertfordshire"
    publish(authority, Path(str(folder)))
    data = authority.store.protocols.get("hertfordshire", 1)
    assert data is not None
    sent = read_release(data, authority.key.public, CRYPTO.verify).files
    assert {path.name for path in folder.iterdir()} - sent.keys() == {"coverage.toml"}


def test_no_authority_changes_anothers_rules(authority: Authority, ann: Tablet, tmp_path: Path) -> None:
    """Neither by sending them, nor by sending files that define another's."""
    authority.store.settings.put("policy", policy_text(Policy(serves=("liverpool",))), int(authority.now()))
    a_child(ann, protocol="liverpool")
    ann.connect(authority)
    publish(authority, changed(tmp_path, OURS, "V6 of the test"))
    sync(ann)
    assert kept(ann).newest("hertfordshire") == 0
    text = changed(tmp_path, OURS, "x").joinpath("protocol.toml").read_text()
    with ann.opened() as at:
        held = ProtocolLibrary(vault=at.vault)
        assert held.receive(ProtocolRelease("liverpool", 1, {"protocol.toml": text})) != ""
        assert held.protocol("liverpool").id == "liverpool"


def test_a_form_of_a_version_that_has_not_come_is_shown_as_ours(ann: Tablet) -> None:
    """A colleague's tablet may have newer rules for a minute: a record that it began opens here all the
    same."""
    child = a_child(ann)
    with ann.opened() as at:
        ours = at.book.protocols.form("hertfordshire/key_contacts@99")
        assert ours == load_form("hertfordshire/key_contacts")
        episode = at.book.child(child).open_episode
        assert episode is not None
        assert episode.record.opened is not None
        later = dict(episode.record.opened.to_json()) | {
            "id": "f" * 16,
            "record": "e" * 16,
            "value": {"rules": 41},
        }
        at.vault.append(child, later)
    assert rules_of(ann, child) == OURS


def test_a_pack_that_a_newer_app_cannot_read_any_more_gives_way(ann: Tablet, tmp_path: Path) -> None:
    """It was good when it came: the one before it is used, and each of its forms opens."""
    folder = changed(tmp_path, OURS, "V6 of the test")
    good = {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.suffix == ".toml"}
    bad = good | {"protocol.toml": "nothing", "key_contacts.toml": "nothing"}
    with ann.opened() as at:
        held = ProtocolLibrary(vault=at.vault)
        assert held.receive(ProtocolRelease("hertfordshire", 1, good)) == ""
        at.vault.put_setting("rules hertfordshire 2", dict(bad))
        at.vault.put_setting("rules", {"hertfordshire": {"newest": 2, "good": [1, 2]}})
        again = ProtocolLibrary(vault=at.vault)
        assert again.protocol("hertfordshire").version == "V6 of the test"
        assert again.protocol("hertfordshire@2").serial == 1
        assert again.protocol("hertfordshire@0").version == OURS
        assert again.form("hertfordshire/key_contacts").title


def test_nothing_of_a_pack_lies_beside_the_vault_in_clear(
    authority: Authority, ann: Tablet, tmp_path: Path
) -> None:
    """Somebody with the tablet's files cannot change which number it says to ring."""
    authority.store.settings.put(
        "policy", policy_text(Policy(serves=("hertfordshire",))), int(authority.now())
    )
    a_child(ann)
    ann.connect(authority)
    publish(authority, changed(tmp_path, OURS, "V6 of the test"))
    sync(ann)
    assert kept(ann).newest("hertfordshire") == 1
    assert not [
        path for path in ann.folder.rglob("*") if path.is_file() and b"V6 of the test" in path.read_bytes()
    ]


@pytest.mark.parametrize("name", ["../x.toml", "a/b.toml", "x.py", ".toml", "x.toml\0", "X.toml"])
def test_a_pack_stays_in_its_folder(name: str) -> None:
    """No name in it leads out of the folder, or is anything but TOML."""
    key = b"k" * 32
    with pytest.raises(BrokenMessage):
        write_release(
            ProtocolRelease("hertfordshire", 1, {name: ""}), lambda message: CRYPTO.sign(key, message)
        )


def test_a_pack_that_was_changed_on_the_way_is_no_pack() -> None:
    """Whichever byte: it is refused, or says the same."""
    key = b"k" * 32
    public = CRYPTO.sign_public(key)
    data = write_release(
        ProtocolRelease("hertfordshire", 3, {"protocol.toml": "id"}),
        lambda message: CRYPTO.sign(key, message),
    )
    assert read_release(data, public, CRYPTO.verify).version == 3
    for at in range(len(data)):
        changed_ = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        try:
            found = read_release(changed_, public, CRYPTO.verify)
        except BrokenMessage:
            continue
        assert found == ProtocolRelease("hertfordshire", 3, {"protocol.toml": "id"})
