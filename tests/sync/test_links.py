"""Wire 2 beside wire 1: an entry bears the link of its author's chain, and the receipt signs it (ADR 21)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text

from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.conversation import Request, run_sync
from sync.endpoint.migrate import migrate
from sync.endpoint.tables import entries
from sync.errors import BrokenMessage
from sync.feed import FeedEntry, FeedId, Payload
from sync.messages import Push, Receipt, decode_push, decode_pushed, encode
from tests.support.endpoint.authority import CHILD, Authority, TestDevice, until_idle

VERIFY = NativeCrypto().verify
ONE, TWO, OTHER = (bytes([n]) * 32 for n in (1, 2, 3))


def receipt_of(device: TestDevice) -> Receipt:
    """The newest that the device has kept."""
    receipt = device.kept[-1].feed(CHILD).receipt
    assert receipt is not None
    return receipt


def test_the_receipt_says_what_was_received(authority: Authority) -> None:
    """It signs the link of the last entry; and the same again for an entry that comes again."""
    device, other = authority.enrolled(), authority.enrolled()
    device.write(Payload.of(b"one", ONE), Payload.of(b"two", TWO))
    sent: list[bytes] = []
    client, wire = device.client()._client, device.wire()

    def watched(request: Request) -> bytes:
        sent.append(request.body or b"")
        return wire(request)

    while client.state.feed(CHILD).done < 2:
        run_sync(client.turn(), watched)
    receipt = client.state.feed(CHILD).receipt
    assert receipt is not None
    assert (receipt.seq, receipt.link) == (2, TWO)
    said = b"carerapp receipt 2\0%s\0%s\0" % (receipt.feed.device.encode(), CHILD.encode())
    whole = said + (2).to_bytes(8, "big") + receipt.hash + TWO + receipt.at.to_bytes(8, "big")
    assert receipt.signed_part() == whole
    assert VERIFY(client.endpoint_key, receipt.signature, whole)
    assert json.loads(sent[0])["wire"] == 2
    again = decode_pushed(wire(Request("POST", "/v1/feed", sent[0])))
    assert again.receipts == (receipt,)
    changed = replace(decode_push(sent[0]), entries=relinked(decode_push(sent[0]).entries, OTHER))
    first_stands = decode_pushed(wire(Request("POST", "/v1/feed", encode(changed))))
    assert first_stands.receipts == (receipt,)
    until_idle(other)
    assert [entry.payload for entry in other.got] == [b"one", b"two"]
    assert {entry.link for entry in other.got} == {b""}  # whoever opens the entry computes it


def relinked(sent: tuple[FeedEntry, ...], link: bytes) -> tuple[FeedEntry, ...]:
    """The same entries under another link."""
    return tuple(replace(entry, link=link) for entry in sent)


def without_links(body: bytes) -> bytes:
    """As a side that does not know the field reads and writes it."""
    raw = json.loads(body)
    for part in ("entries", "receipts"):
        for one in raw.get(part, []):
            one.pop("link", None)
    return json.dumps({**raw, "wire": 1}).encode()


def test_an_endpoint_of_the_version_before_gives_receipts_of_the_first_kind(authority: Authority) -> None:
    """It drops the field; the device goes on, and knows that nothing says what was received."""
    device = authority.enrolled()
    device.write(Payload.of(b"one", ONE))
    client, wire = device.client()._client, device.wire()
    while client.state.feed(CHILD).done < 1:
        run_sync(
            client.turn(),
            lambda r: wire(Request(r.method, r.path, without_links(r.body) if r.body else b"")),
        )
    receipt = client.state.feed(CHILD).receipt
    assert receipt is not None
    assert receipt.link == b""
    assert receipt.signed_part().startswith(b"carerapp receipt 1\0")
    assert VERIFY(client.endpoint_key, receipt.signature, receipt.signed_part())


def test_a_device_of_the_version_before_is_answered_in_its_own(authority: Authority) -> None:
    """Not a byte that it does not know."""
    device = authority.enrolled()
    device.write(b"one")
    client, wire, answers = device.client()._client, device.wire(), list[bytes]()

    def watched(request: Request) -> bytes:
        answers.append(wire(request))
        return answers[-1]

    while client.state.feed(CHILD).done < 1:
        run_sync(client.turn(), watched)
    assert json.loads(answers[0])["wire"] == 1
    assert b"link" not in answers[0]


@pytest.mark.parametrize("link", [OTHER, ONE])
def test_a_receipt_for_another_link_is_none(authority: Authority, link: bytes) -> None:
    """Also when it is signed: of an entry that this device did not send there."""
    device = authority.enrolled()
    device.write(Payload.of(b"one", ONE), Payload.of(b"two", TWO))
    client, wire = device.client()._client, device.wire()

    def exchanged(request: Request) -> bytes:
        if request.method != "POST":
            return wire(request)
        push = decode_push(request.body or b"")
        return wire(Request("POST", "/v1/feed", encode(Push(relinked(push.entries, link)))))

    run_sync(client.turn(), exchanged)
    assert client.state.last_trouble == "TheirFault"
    assert client.state.feed(CHILD).done == 0


BROKEN: list[Any] = ["", "x", "AAAA", None, 5, "A" * 44]


@pytest.mark.parametrize("link", BROKEN)
def test_a_link_of_another_form_is_refused(link: Any) -> None:
    """As every other part of a message."""
    entry = FeedEntry(FeedId("ab" * 8, CHILD), 1, bytes(32), b"x", bytes(64), ONE)
    raw = json.loads(encode(Push((entry,))))
    assert decode_push(json.dumps(raw).encode()).entries == (entry,)
    raw["entries"][0]["link"] = link
    with pytest.raises(BrokenMessage):
        decode_push(json.dumps(raw).encode())


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Any]:
    made = create_engine(f"sqlite:///{tmp_path / 'endpoint.sqlite'}")
    yield made
    made.dispose()


def test_entries_of_before_have_no_link(engine: Any) -> None:
    """A database of the version before is brought along with what it holds."""
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE entries DROP COLUMN link"))
        for later in (
            "stamped_heads",
            "time_stamps",
            "key_changes",
            "erasures_asked",
            "erasure_news",
            "decisions",
            "restores",
        ):
            connection.execute(text(f"DROP TABLE {later}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
        connection.execute(
            text(
                "INSERT INTO entries (device, stream, seq, hash, previous, payload, signature, received_at, "
                "refused) VALUES ('a', 'b', 1, x'01', x'02', x'03', x'04', 5, '')"
            )
        )
    migrate(engine)
    with engine.begin() as connection:
        assert [bytes(link) for link in connection.execute(select(entries.c.link)).scalars()] == [b""]
