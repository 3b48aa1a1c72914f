"""What a batch costs: it reads what it sends, and what comes in is decoded once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest

from carerapp.sharing.custody import Custody
from carerapp.sharing.enrolment import APPROVED, Enrolment, keep
from carerapp.sharing.own_entries import OwnEntries
from carerapp.sharing.payload import Carried, seal, unseal
from carerapp.sharing.share_keys import keep_share_key
from carerapp.sharing.vault_log import VaultLog
from carerapp.vault import Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.format.entries import Signed
from sync.feed import FeedEntry, FeedId
from tests.support.entries import stored
from tests.support.pins import PIN
from tests.support.vault.doubles import QuickCrypto, ReadDisk

CRYPTO = QuickCrypto()
KEY, CHILD = b"k" * 32, "0123456789abcdef" * 2
THERE = Enrolment("http://127.0.0.1:1", "a" * 16, APPROVED, b"s" * 32, b"e" * 32, b"p" * 32)


def unlocked(disk: MemoryDisk, device: str) -> Vault:
    vault = Door(disk, CRYPTO, now=lambda: 0.0).create(PIN, name=f"On {device}", role="Carer")
    vault.put_setting("device", device)
    vault.adopt(CHILD)
    keep(vault, THERE)
    keep_share_key(vault, CHILD, KEY, THERE)
    return vault


def log_of(vault: Vault, taken: list[object] | None = None) -> VaultLog:
    told: list[object] = [] if taken is None else taken
    own = OwnEntries(vault)
    note = lambda child, entry: told.append(entry)
    return VaultLog(vault, CRYPTO, THERE, own, Custody(vault, own), note, lambda: 0.0)


def write(vault: Vault, number: int, device: str) -> None:
    vault.append(CHILD, stored(number, device, vault.person.id))


def test_a_batch_reads_the_files_that_hold_what_it_sends() -> None:
    """Of a log of three files, one for a batch of a thousand, two where it lies across them, none for the
    newest."""
    disk = ReadDisk()
    vault = unlocked(disk, "11111111")
    for number in range(2_600):
        write(vault, number, "11111111")
    log = log_of(vault)
    assert log.written() == {CHILD: 2_600}
    wanted = {0: ["segment-000001"], 700: ["segment-000001", "segment-000002"], 2_000: []}
    for after, files in wanted.items():
        disk.reads.clear()
        sealed = list(islice(log.payloads(CHILD, after), 600))
        assert disk.of_the_log() == files
        carried = [unseal(CRYPTO, KEY, THERE.device, CHILD, payload) for payload in sealed]
        words = [json.loads(one.entry.body)["value"]["words"] for one in carried]
        assert words == [f"Number {number}" for number in range(after, after + 600)]
    assert log.written() == {CHILD: 2_600}


@pytest.fixture
def sent() -> list[FeedEntry]:
    """Three entries of another tablet, as they come over the wire."""
    vault = unlocked(MemoryDisk(), "22222222")
    for number in range(3):
        write(vault, number, "22222222")
    feed = FeedId(THERE.device, CHILD)
    payloads: Iterator[bytes] = log_of(vault).payloads(CHILD, 0)
    return [FeedEntry(feed, seq, b"", payload, b"") for seq, payload in enumerate(payloads, 1)]


def test_what_comes_in_is_decoded_once(sent: list[FeedEntry], monkeypatch: pytest.MonkeyPatch) -> None:
    """By the gate that checks it; the log and the record are handed what it found."""
    vault, taken, decoded = unlocked(MemoryDisk(), "33333333"), list[object](), list[bytes]()
    loads = json.loads

    def counted(data: str | bytes, **options: Any) -> object:
        if isinstance(data, bytes) and b'"hlc"' in data:
            decoded.append(data)
        return loads(data, **options)

    monkeypatch.setattr(json, "loads", counted)
    log = log_of(vault, taken)
    log.take(sent)
    assert len(decoded) == 3
    assert list(vault.entries(CHILD)) == taken
    assert log.news == {CHILD}
    log.take(sent)
    assert len(taken) == 3, "the same again changes nothing"


def test_what_does_not_open_or_is_no_entry_is_left_out(sent: list[FeedEntry]) -> None:
    """It is counted, and the rest comes in."""
    vault, taken = unlocked(MemoryDisk(), "33333333"), list[object]()
    log = log_of(vault, taken)
    first, second, third = sent
    changed = replace(first, payload=first.payload[:-1] + bytes([first.payload[-1] ^ 1]))
    who = {"name": "B. Carer", "role": "Carer", "key": "00" * 32}
    a_list = seal(CRYPTO, KEY, THERE.device, CHILD, Carried(Signed(b"b" * 8, b"s" * 64, b"[1]"), who))
    unsigned = seal(CRYPTO, KEY, THERE.device, CHILD, Carried(Signed(b"b" * 8, b"s" * 64, b"{}"), who))
    log.take([changed, second, replace(first, payload=a_list), replace(first, payload=unsigned), third])
    assert (len(taken), log.unread) == (2, 3)
