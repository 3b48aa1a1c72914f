"""The endpoint's signing key, sealed at rest: who copies its folder or its backup can't sign for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.endpoint.__main__ import main
from sync.endpoint.keys import PASSPHRASE, EndpointKey, KeyClosed

WORDS = {PASSPHRASE: "acorn basket candle dolphin ember"}


def test_a_key_that_is_made_with_a_passphrase_never_stands_in_clear(tmp_path: Path) -> None:
    """The same key opens again, and with nothing but the passphrase."""
    made = EndpointKey.in_folder(tmp_path, WORDS)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert made._private.private_bytes_raw() not in file.read_bytes()
    assert EndpointKey.in_folder(tmp_path, WORDS).public == made.public
    for other in ({}, {PASSPHRASE: ""}, {PASSPHRASE: "acorn"}):
        with pytest.raises(KeyClosed, match=PASSPHRASE):
            EndpointKey.in_folder(tmp_path, other)


def test_a_key_in_clear_is_sealed_and_stays_the_one_that_devices_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command; without a passphrase it changes nothing and says what to set."""
    data = ("--data", str(tmp_path))
    monkeypatch.delenv(PASSPHRASE, raising=False)
    assert main(["init", *data]) == 0
    before = EndpointKey.in_folder(tmp_path, {})
    secret = before._private.private_bytes_raw()
    assert main(["seal-key", *data]) == 2
    assert PASSPHRASE in capsys.readouterr().err
    assert (tmp_path / "signing-key").read_bytes() == secret
    monkeypatch.setenv(PASSPHRASE, WORDS[PASSPHRASE])
    assert main(["seal-key", *data]) == 0
    assert secret not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert EndpointKey.in_folder(tmp_path, WORDS).public == before.public
    monkeypatch.delenv(PASSPHRASE)
    assert main(["erasures", *data]) == 2
    assert "sealed" in capsys.readouterr().err


def test_a_sealed_key_that_was_changed_does_not_open(tmp_path: Path) -> None:
    """A bit of any part, or a byte less: it says so, and nothing is signed with another key."""
    EndpointKey.in_folder(tmp_path, WORDS)
    file = tmp_path / "signing-key"
    whole = file.read_bytes()
    for broken in (
        bytes([whole[0] ^ 1]) + whole[1:],
        whole[:30] + bytes([whole[30] ^ 1]) + whole[31:],
        whole[:-1] + bytes([whole[-1] ^ 1]),
        whole[:-1],
        b"",
    ):
        file.write_bytes(broken)
        with pytest.raises(KeyClosed):
            EndpointKey.in_folder(tmp_path, WORDS)
