"""The endpoint's key changes: the key before names the next one, and nothing else does; what it signed stays
the endpoint's word."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sync.endpoint.__main__ import main
from sync.endpoint.changing_key import own_keys
from sync.endpoint.keys import NEXT, PASSPHRASE, EndpointKey
from sync.errors import ServerError
from sync.key_changes import KeyChange, changes_json, follow, read_changes
from sync.protocols import read_release
from tests.support.endpoint.authority import CHILD, CRYPTO, Authority, until_idle

SECRETS = [bytes([n]) * 32 for n in range(1, 6)]
KEYS = [CRYPTO.sign_public(secret) for secret in SECRETS]


def change(before: int, after: int, at: int = 0, *, by: int | None = None) -> KeyChange:
    """From one of these keys to another; ``by`` another than the one before."""
    bare = KeyChange(KEYS[before], KEYS[after], at or before, b"", b"")
    said = bare.signed_part()
    signature = CRYPTO.sign(SECRETS[before if by is None else by], said)
    return replace(bare, signature=signature, proof=CRYPTO.sign(SECRETS[after], said))


def ends(*changes: KeyChange, refused: tuple[bytes, ...] = ()) -> bytes:
    chain = follow(changes, KEYS[0], CRYPTO.verify, refused)
    return chain[-1].after if chain else KEYS[0]


def test_a_device_goes_from_its_key_to_the_next_and_on() -> None:
    """Whatever else is in the list."""
    assert ends(change(0, 1), change(1, 2)) == KEYS[2]
    assert ends(change(3, 4), change(0, 1)) == KEYS[1]
    assert ends() == KEYS[0]


WRONG = {
    "not signed by the key before": change(0, 1, by=2),
    "stolen: nobody named it": replace(change(0, 1), signature=b""),
    "signed, and not held by who is named": replace(change(0, 1), proof=change(0, 2).proof),
    "for another time": replace(change(0, 1), at=5),
    "to another key": replace(change(0, 1), after=KEYS[2]),
    "from another key": change(3, 1),
    "to itself": change(0, 0),
}


@pytest.mark.parametrize("name", WRONG)
def test_nothing_else_leads_anywhere(name: str) -> None:
    """The key stays the one that was pinned."""
    assert ends(WRONG[name], change(2, 3)) == KEYS[0]


def test_no_circle_and_no_refused_key_is_followed() -> None:
    """A person's word stands above the chain's."""
    assert ends(change(0, 1), change(1, 0), change(0, 2)) == KEYS[1]
    assert ends(change(0, 1), change(1, 2), refused=(KEYS[1],)) == KEYS[0]
    assert ends(change(0, 1), change(1, 2), refused=(KEYS[2],)) == KEYS[1]


def test_a_list_is_read_back_and_what_is_none_is_left_out() -> None:
    """Never another error than an endpoint's fault."""
    good = [change(0, 1), replace(change(1, 2), signature=b"")]
    rows = changes_json(good)
    data = json.dumps({"changes": [*rows, 5, None, {}, {**rows[0], "at": -1}, {**rows[0], "after": "AA"}]})
    assert read_changes(data.encode()) == good
    for broken in (b"", b"[]", b"{}", b'{"changes":{}}', b'{"changes":[' + b"0," * 300 + b"0]}"):
        with pytest.raises(ServerError):
            read_changes(broken)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """With the folder that the commands open; not yet served."""
    return Authority(tmp_path / "endpoint")


def changed(authority: Authority, *more: str) -> bytes:
    """By the command; the new public key."""
    assert main(["change-key", "--data", str(authority.folder), *more]) == 0
    authority.key = EndpointKey.in_folder(authority.folder)
    return authority.key.public


def test_the_command_makes_another_key_and_the_one_before_is_gone(
    authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whose word for the next one stays; both numbers are said."""
    before, secret = authority.key, authority.key._private.private_bytes_raw()
    after = changed(authority)
    assert after != before.public
    assert secret not in authority.stored()
    assert not (authority.folder / NEXT).exists()
    (said,) = authority.store.key_changes.all()
    assert (said.before, said.after, said.fits(CRYPTO.verify)) == (before.public, after, True)
    third = changed(authority)
    assert own_keys(authority.store, authority.key) == [third, after, before.public]
    capsys.readouterr()
    assert main(["key-changes", "--data", str(authority.folder)]) == 0
    assert capsys.readouterr().out.count("named by the key before") == 2


def test_a_stolen_key_names_nothing(authority: Authority, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor does its word of before count as the endpoint's any more."""
    before = authority.key.public
    after = changed(authority, "--stolen")
    (said,) = authority.store.key_changes.all()
    assert (said.signature, said.fits(CRYPTO.verify)) == (b"", False)
    assert follow([said], before, CRYPTO.verify) == []
    assert own_keys(authority.store, authority.key) == [after]
    assert "stolen" in capsys.readouterr().out


def test_cut_short_it_goes_on_with_the_same_next_key(authority: Authority) -> None:
    """Before and after the database has it: no device follows to a key that nobody has."""
    before = authority.key.public
    waiting = EndpointKey.in_folder(authority.folder, name=NEXT).public
    part = KeyChange(before, waiting, 5, b"", b"")
    word = authority.key.sign(part.signed_part())
    proof = EndpointKey.in_folder(authority.folder, name=NEXT).sign(part.signed_part())
    authority.store.key_changes.add(replace(part, signature=word, proof=proof))
    assert EndpointKey.in_folder(authority.folder).public == before
    assert changed(authority) == waiting
    assert [one.at for one in authority.store.key_changes.all()] == [5]


def test_the_next_key_is_sealed_as_the_first(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a passphrase is set."""
    monkeypatch.setenv(PASSPHRASE, "acorn basket")
    after = changed(authority)
    monkeypatch.delenv(PASSPHRASE)
    assert main(["erasures", "--data", str(authority.folder)]) == 2
    monkeypatch.setenv(PASSPHRASE, "acorn basket")
    assert EndpointKey.in_folder(authority.folder).public == after


def test_records_and_rules_of_before_stay_its_word(
    authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was erased is proved by the key of that time; rules go out under today's."""
    folder = ["--data", str(authority.folder)]
    release = ["pack", "--folder", "forms/authorities/liverpool", *folder]
    assert main(release) == 0
    with authority.serving():
        device = authority.enrolled()
        device.write(b"x")
        until_idle(device)
    assert main(["erase", "--child", CHILD, "--sure", CHILD, "--by", "A", "--reason", "B", *folder]) == 0
    before, after = authority.key.public, changed(authority)
    capsys.readouterr()
    assert main(["erasures", *folder]) == 0
    assert json.loads(capsys.readouterr().out)["key"] == before.hex()
    with authority.serving():
        data = device.wire().request("GET", "/v1/packs/liverpool/1")
    assert read_release(data, after, CRYPTO.verify).version == 1
    stolen = changed(authority, "--stolen")
    with authority.serving():
        data = device.wire().request("GET", "/v1/packs/liverpool/1")
    with pytest.raises(Exception, match="not signed"):
        read_release(data, stolen, CRYPTO.verify)


def test_a_device_of_before_takes_nothing_from_the_new_key(authority: Authority) -> None:
    """It sends, and no receipt is believed: it keeps all, and says so at each try."""
    with authority.serving():
        device = authority.enrolled()
        device.write(b"one")
        until_idle(device)
    pinned = authority.key
    changed(authority)
    device.write(b"two")
    with authority.serving():
        client = device.client()
        client._client.endpoint_key = pinned.public
        client.step()
        assert client.state.feed(CHILD).done == 1
        assert client.state.last_trouble == "NotTheirKey"
