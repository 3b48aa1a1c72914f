"""An authority's protocol as it travels: taken as it was signed, and only when it can lie in one folder."""

from __future__ import annotations

import json
from typing import Any

import pytest

from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.errors import BrokenMessage
from sync.messages import to_text
from sync.protocols import MOST_FILES, MOST_RELEASE, ProtocolRelease, read_release, write_release

CRYPTO = NativeCrypto()
PRIVATE, KEY = bytes(range(32)), CRYPTO.sign_public(bytes(range(32)))
FILES = {"protocol.toml": 'says = "é"\n', "key_contacts@2.toml": ""}


def sign(data: bytes) -> bytes:
    """The authority's signature."""
    return CRYPTO.sign(PRIVATE, data)


def read(data: bytes) -> ProtocolRelease:
    """By the key that a device pinned."""
    return read_release(data, KEY, CRYPTO.verify)


def signed(text: str) -> bytes:
    """Anything, signed by the authority all the same."""
    return json.dumps(
        {"pack": text, "signature": to_text(sign(b"carerapp pack 1\0" + text.encode()))}
    ).encode()


@pytest.mark.parametrize(
    "release",
    [
        ProtocolRelease("hertfordshire", 1, FILES),
        ProtocolRelease("a" * 40, 2**31 - 1, {}),
        ProtocolRelease("a_1", 7, {f"file_{number}.toml": "" for number in range(MOST_FILES)}),
        ProtocolRelease("a", 1, {f"{'a' * 60}@1234.toml": ""}),
    ],
)
def test_what_was_written_is_read(release: ProtocolRelease) -> None:
    """Id, version and every file, to the letter, up to the limits."""
    assert read(write_release(release, sign)) == release


NOT_ALLOWED = [
    ("", 1, FILES),
    ("a" * 41, 1, FILES),
    ("../a", 1, FILES),
    ("A", 1, FILES),
    ("a", 0, FILES),
    ("a", 2**31, FILES),
    ("a", 1, {"../protocol.toml": ""}),
    ("a", 1, {"a/protocol.toml": ""}),
    ("a", 1, {"protocol.py": ""}),
    ("a", 1, {"protocolxtoml": ""}),
    ("a", 1, {f"{'a' * 61}.toml": ""}),
    ("a", 1, {"a@12345.toml": ""}),
    ("a", 1, {f"file_{number}.toml": "" for number in range(MOST_FILES + 1)}),
]


@pytest.mark.parametrize(("id", "version", "files"), NOT_ALLOWED)
def test_names_that_could_leave_the_folder_are_neither_written_nor_taken(
    id: str, version: int, files: dict[str, str]
) -> None:
    """Also where the authority signed them."""
    with pytest.raises(BrokenMessage, match="a name in the pack is not allowed"):
        write_release(ProtocolRelease(id, version, files), sign)
    with pytest.raises(BrokenMessage, match="a name in the pack is not allowed"):
        read(signed(json.dumps({"id": id, "version": version, "files": files})))


INSIDE: dict[str, Any] = {"id": "a", "version": 1, "files": FILES}


@pytest.mark.parametrize(
    "inside",
    [
        *({key: value for key, value in INSIDE.items() if key != left_out} for left_out in INSIDE),
        {**INSIDE, "id": 1},
        {**INSIDE, "version": "1"},
        {**INSIDE, "version": True},
        {**INSIDE, "version": 1.0},
        {**INSIDE, "files": ["protocol.toml"]},
        {**INSIDE, "files": {"protocol.toml": 1}},
        [],
        1,
        None,
    ],
)
def test_what_is_no_protocol_is_not_taken(inside: Any) -> None:
    """Signed or not."""
    with pytest.raises(BrokenMessage, match="this is no pack"):
        read(signed(json.dumps(inside)))


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"1", b"{}", b'{"pack": "{}"}', b'{"pack": "{}", "signature": 1}', b"[" * 100_000]
)
def test_bytes_that_are_no_message_are_not_taken(data: bytes) -> None:
    """Never with an error of another kind."""
    with pytest.raises(BrokenMessage):
        read(data)


def test_only_the_authority_can_have_signed_it() -> None:
    """Another key, other words, and a signature over something else."""
    whole = write_release(ProtocolRelease("a", 1, FILES), sign)
    with pytest.raises(BrokenMessage, match="not signed by the authority"):
        read_release(whole, CRYPTO.sign_public(bytes(32)), CRYPTO.verify)
    raw = json.loads(whole)
    for wrong in (
        {**raw, "pack": raw["pack"] + " "},
        {**raw, "signature": to_text(sign(raw["pack"].encode()))},
    ):
        with pytest.raises(BrokenMessage, match="not signed by the authority"):
            read(json.dumps(wrong).encode())


def test_a_release_is_read_up_to_three_million_bytes() -> None:
    """One more is not even decoded."""
    empty = len(write_release(ProtocolRelease("a", 1, {"a.toml": ""}), sign))
    longest = write_release(ProtocolRelease("a", 1, {"a.toml": "x" * (MOST_RELEASE - empty)}), sign)
    assert len(longest) == MOST_RELEASE
    assert read(longest).id == "a"
    with pytest.raises(BrokenMessage, match="too long"):
        read(longest + b" ")
