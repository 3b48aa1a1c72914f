"""Files that people took out of 0.1.0: logs with their proofs, and a whole record. And the command `due`."""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable

import pytest

from tests.compatibility.files import RECORDED, SECRETS, expected
from tests.compatibility.opening import Device, checked, command, record_in_words

ADA = SECRETS["home"]["ada"]
LOGS = ["exported-log", "exported-log-before-erasing", "exported-log-erased"]


def log(name: str) -> bytes:
    return lzma.decompress((RECORDED / f"{name}.jsonl.xz").read_bytes())


@pytest.mark.parametrize("name", LOGS)
def test_an_exported_log_is_still_proved(name: str) -> None:
    """In the same words as then."""
    assert checked(log(name)).report() + "\n" == expected(f"{name}.txt")


@pytest.mark.parametrize("name", LOGS)
def test_a_changed_one_is_not(name: str) -> None:
    """A byte at a time, here and there, and a line that is missing."""
    data = log(name)
    for at in range(0, len(data), len(data) // 12):
        assert not checked(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]).intact
    assert not checked(b"".join(data.splitlines(keepends=True)[:-1])).intact


def test_what_was_exported_and_what_is_exported_today_are_one_log(device: Callable[[str], Device]) -> None:
    """The entries of then are the first ones of today's."""
    with device("home").opened(ADA["pin"], ADA["id"]) as at:
        today = checked(at.proofs(SECRETS["home"]["children"]["ola"]))
    assert today.intact
    said = checked(log("exported-log")).beside(today)
    assert said == "the same log: its first 134 entries are the same in both files"


def test_a_copy_of_an_erased_record_proves_itself_against_what_is_left(
    device: Callable[[str], Device],
) -> None:
    """The child was erased by law: who, when and why stands in the records, and a commitment for each
    entry."""
    with device("erased").opened(SECRETS["erased"]["ada"]["pin"]) as at:
        assert at.facts() == json.loads(expected("erased-facts.json"))
        left = checked(at.proofs(SECRETS["erased"]["child"]))
    assert (left.intact, left.count) == (True, 9)
    for name in LOGS[1:]:
        assert (
            checked(log(name)).beside(left) == "the same log: its first 9 entries are the same in both files"
        )


def test_the_export_of_a_whole_record_reads_as_it_did() -> None:
    """Every file in it, and the proofs."""
    assert record_in_words((RECORDED / "exported-record.zip").read_bytes()) == expected("exported-record.txt")


def test_a_case_is_answered_as_it_was() -> None:
    """`python -m carerapp due`: two authorities, earlier episodes, confirmed hours."""
    assert json.loads(command("due", str(RECORDED / "case.toml"))) == json.loads(expected("due-command.json"))
