"""What is set aside has an end, and one sender's heap takes no place from another's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from carerapp.domain.gate import Reason
from carerapp.sharing.set_aside import (
    MOST,
    MOST_OF_A_CHILD,
    MOST_OF_A_SENDER,
    AsideItem,
    AsideShelf,
)
from carerapp.vault import Door
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.pins import PIN
from tests.support.vault.doubles import QuickCrypto

BEN, DESK = "b" * 16, "d" * 16


@pytest.fixture
def shelf() -> Iterator[AsideShelf]:
    vault = Door(MemoryDisk(), QuickCrypto(), now=lambda: 0.0).create(PIN, name="A. Carer", role="Carer")
    yield AsideShelf(vault)
    vault.lock()


def heap(device: str, count: int, children: int = 1) -> list[AsideItem]:
    """So many entries of one device, about so many children in turn."""
    of = [f"{number % children:032x}" for number in range(count)]
    return [
        AsideItem("entry", "a" * 16, child, device, number, Reason.SHAPE, "", "", 0)
        for number, child in enumerate(of)
    ]


@pytest.mark.parametrize("children", [1, 40])
def test_a_heap_of_one_sender_leaves_room_for_what_waits_for_a_desk(shelf: AsideShelf, children: int) -> None:
    """About the same child or about many: the desk's word that came before its name did is kept whole."""
    shelf.change(heap(BEN, MOST + 100, children))
    kept = MOST_OF_A_CHILD if children == 1 else MOST_OF_A_SENDER
    assert (len(shelf.items()), shelf.more()) == (kept, MOST + 100 - kept)
    waits = AsideItem("entry", "a" * 16, f"{0:032x}", DESK, 1, Reason.NOT_A_DESK, "Dee", "", 0, "00ff")
    shelf.change([waits])
    assert shelf.items()[-1] == waits


def test_pictures_and_letters_have_an_end_though_nobody_says_who_sent_them(shelf: AsideShelf) -> None:
    """What has no sender's name counts as one sender's."""
    pictures = [
        AsideItem("file", f"{number:032x}", "c" * 32, "", 0, Reason.FILE, "", "", 0) for number in range(60)
    ]
    shelf.change(pictures)
    assert (len(shelf.items()), shelf.more()) == (MOST_OF_A_CHILD, 60 - MOST_OF_A_CHILD)


def test_many_senders_together_have_an_end(shelf: AsideShelf) -> None:
    """Whatever comes, the list is no longer than its end."""
    for number in range(6):
        shelf.change(heap(f"{number:016x}", MOST_OF_A_SENDER, 40))
    assert (len(shelf.items()), shelf.more()) == (MOST, 6 * MOST_OF_A_SENDER - MOST)
