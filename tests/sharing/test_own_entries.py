"""The index of what this device wrote: the same as a look through the whole log, without looking through
it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carerapp.domain.canonical import canonical
from carerapp.domain.json_value import Json
from carerapp.sharing.own_entries import OwnEntries
from carerapp.vault import Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.format.entries import Signed
from tests.support.pins import PIN
from tests.support.vault.doubles import QuickCrypto

DEVICE = "abcdef01"


@pytest.fixture(scope="module")
def vault() -> Iterator[Vault]:
    vault = Door(MemoryDisk(), QuickCrypto(), now=lambda: 0.0).create(PIN, name="A. Carer", role="Carer")
    vault.put_setting("device", DEVICE + "the rest of it")
    yield vault
    vault.lock()


def add(vault: Vault, child: str, number: int, *, own: bool) -> None:
    """An entry with a number, of this device or of another."""
    entry: dict[str, Json] = {
        "id": f"{number:016x}",
        "hlc": f"00-00-{DEVICE if own else '0ther'}",
        "n": number,
    }
    if own:
        vault.append(child, entry)
    else:
        vault.append_signed(child, Signed(b"a" * 8, b"s" * 64, canonical(entry)))
        if number % 2:  # a stamp is text: who bears ours and was not signed here is not ours
            entry = {**entry, "id": f"{number:015x}f", "hlc": f"00-00-{DEVICE}", "forged": True}
            vault.append_signed(child, Signed(b"a" * 8, b"s" * 64, canonical(entry)))


def looked_through(vault: Vault, child: str) -> list[dict[str, object]]:
    """The slow way."""
    found: Iterator[dict[str, object]] = (
        dict(e) for e in vault.entries(child) if str(e["hlc"]).endswith(f"-{DEVICE}")
    )
    return [e for e in found if "forged" not in e]


def is_another(number: int, entry: Mapping[str, object]) -> bool:
    return entry["n"] != number


def numbers(entries: Iterator[Signed]) -> list[int]:
    return [json.loads(entry.body)["n"] for entry in entries]


ACTS = st.lists(
    st.sampled_from(["ours", "ours", "theirs", "look", "look", "some leave", "newest leaves", "erased"]),
    max_size=30,
)


@given(ACTS, st.integers(0, 12))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_knows_what_a_look_through_the_log_would_find(vault: Vault, acts: list[str], after: int) -> None:
    """While the log grows; after entries left it; and for a child who was erased here and came back."""
    child, index = vault.add_child(), OwnEntries(vault)
    for number, act in enumerate(acts):
        match act:
            case "ours" | "theirs":
                add(vault, child, number, own=act == "ours")
            case "look":
                index.count(child)
            case "some leave":
                vault.compact(child, lambda entry: int(str(entry["n"])) % 3 > 0, ())
            case "newest leaves":
                newest = max((int(str(e["n"])) for e in vault.entries(child)), default=0)
                vault.compact(child, partial(is_another, newest), ())
            case "erased":
                vault.erase_child(child, reason="of the test")
                vault.adopt(child)
                index.count(child)  # sharing asks before it takes anything in
    own = looked_through(vault, child)
    assert index.count(child) == index.count_all()[child] == len(own)
    assert index.own_ids(child) == {entry["id"] for entry in own}
    assert index.ids(child) == {entry["id"] for entry in vault.entries(child)}
    assert numbers(index.signed(child, index.places(child)[after:])) == [entry["n"] for entry in own][after:]
    vault.erase_child(child, reason="of the test")


def test_two_looks_at_the_same_log_decode_and_copy_nothing(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what was appended since is looked at, beside the last entry that is known."""
    child, index = vault.add_child(), OwnEntries(vault)
    for number in range(40):
        add(vault, child, number, own=True)
    assert index.count(child) == 40
    entries, handed_out = vault.entries, list[int]()

    def counted(child: str, place: int = 0, most: int | None = None) -> object:
        found = entries(child, place, most)
        handed_out.append(len(found))
        return found

    monkeypatch.setattr(vault, "entries", counted)
    assert index.count(child) == 40
    add(vault, child, 40, own=True)
    assert index.count(child) == 41
    assert handed_out == [1, 2]
