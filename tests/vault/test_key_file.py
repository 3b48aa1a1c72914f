"""The key file: exactly what was written, or nothing; a newer format is told from damage."""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import replace
from typing import Any

import pytest

from carerapp.vault.errors import VaultDamaged
from carerapp.vault.keys.key_file import KeyFile, Slot, decode, encode, proved_part
from carerapp.vault.keys.pin import Kdf

SLOT = Slot("s1", "staff", Kdf(65_536, 3, 1), b"salt", b"nonce", b"wrapped", 2, "AB")
FILE = KeyFile(
    "v1",
    7,
    2,
    b"\x01" * 32,
    (SLOT, replace(SLOT, id="s2", kind="recovery", mark="")),
    ({"kind": "grant", "to": "s1"},),
    b"handle",
    b"n1",
    b"directory",
    b"n2",
    b"proof",
)
WRITTEN = (
    '{"device":"68616e646c65","directory":["6e31","6469726563746f7279"],'
    '"envelopes":[{"kind":"grant","to":"s1"}],'
    '"epoch":2,"proof":["6e32","70726f6f66"],"revision":7,"sealing_public":"' + "01" * 32 + '","slots":['
    '{"epoch":2,"id":"s1","kdf":[65536,3,1],"kind":"staff","mark":"AB",'
    '"nonce":"6e6f6e6365","salt":"73616c74",'
    '"wrapped":"77726170706564"},{"epoch":2,"id":"s2","kdf":[65536,3,1],"kind":"recovery","mark":"",'
    '"nonce":"6e6f6e6365","salt":"73616c74","wrapped":"77726170706564"}],"vault":"v1"}'
)


def whole(body: bytes, magic: bytes = b"CARERKEY", version: int = 1, more: int = 0) -> bytes:
    """A file with this body, with a right checksum."""
    data = struct.pack(">8sHI", magic, version, len(body) + more) + body
    return data + hashlib.sha256(data).digest()


def test_the_file_is_written_as_it_always_was() -> None:
    """The format, to the byte; what is proved is all of it but the proof."""
    assert encode(FILE) == whole(WRITTEN.encode())
    proved = json.loads(WRITTEN)
    del proved["proof"]
    assert proved_part(FILE) == json.dumps(proved, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "file",
    [
        FILE,
        replace(FILE, device=b"", envelopes=(), slots=()),
        replace(FILE, slots=(replace(SLOT, epoch=0, mark=""),)),  # as the first versions wrote one
    ],
)
def test_what_was_written_is_read(file: KeyFile) -> None:
    """Also without a device secret, and slots of the first versions, which say no epoch."""
    assert decode(encode(file)) == file
    first = json.loads(proved_part(file))
    assert ("device" in first) is bool(file.device)
    assert all(
        ("epoch" in slot) is bool(kept.epoch) for slot, kept in zip(first["slots"], file.slots, strict=True)
    )


def test_every_changed_or_missing_byte_is_noticed() -> None:
    """The copy is used instead; nothing is read of it."""
    data = encode(FILE)
    for at in range(len(data)):
        assert decode(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]) is None
        assert decode(data[:at]) is None
    assert decode(data + b"\0") is None
    assert decode(b"") is None
    assert decode(None) is None


def test_a_right_checksum_does_not_make_it_a_key_file() -> None:
    """Another kind of file, another length, a body that says too little, another spelling of the same."""
    said: dict[str, Any] = json.loads(WRITTEN)
    assert decode(whole(WRITTEN.encode(), magic=b"CARERKEX")) is None
    assert decode(whole(WRITTEN.encode(), more=1)) is None
    assert decode(whole(b"no json")) is None
    assert decode(whole(b"[]")) is None
    for name in said:
        if name != "device":
            body = {key: value for key, value in said.items() if key != name}
            assert decode(whole(json.dumps(body, sort_keys=True, separators=(",", ":")).encode())) is None, (
                name
            )
    assert decode(whole(json.dumps(said, sort_keys=True).encode())) is None
    assert decode(whole(WRITTEN.replace("6e31", "6E31").encode())) is None
    assert decode(whole(WRITTEN.replace('["6e31"', '["6e3"').encode())) is None
    assert decode(whole(WRITTEN.replace('["6e31","6469726563746f7279"]', "[]").encode())) is None


@pytest.mark.parametrize("version", [0, 2, 65_535])
def test_a_newer_format_is_said_and_left_alone(version: int) -> None:
    """It is whole: to use the copy would undo what the newer version did."""
    with pytest.raises(VaultDamaged, match=r"newer version of the app\. Nothing was changed"):
        decode(whole(WRITTEN.encode(), version=version))
