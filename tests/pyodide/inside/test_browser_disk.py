"""What only the browser's own files can get wrong."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import carerapp_bridge as bridge  # type: ignore[import-not-found]
import pytest
from carerapp_tests import anotherTab, outside  # type: ignore[import-not-found]
from pyodide.code import run_js  # type: ignore[import-not-found]
from pyodide.ffi import run_sync  # type: ignore[import-not-found]

from carerapp.vault import AlreadyOpen, DiskFailed, DiskFull
from carerapp.vault.adapters.browser_disk import BrowserDisk
from tests.pyodide.inside.opened import empty_browser_disk, reopen

BRIDGE = "carerapp.vault.adapters.browser_disk.bridge"


def test_a_second_tab_is_told_that_the_vault_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its opening is refused with words that say so."""
    monkeypatch.setattr(BRIDGE, anotherTab)
    with pytest.raises(AlreadyOpen, match="already open"):
        run_sync(BrowserDisk.opened())


async def closing_soon() -> BrowserDisk:
    """The other tab gives the files up a moment after this one asked for them."""
    asked = asyncio.ensure_future(BrowserDisk.opened())
    await asyncio.sleep(0.3)
    bridge.diskClose()
    return await asked


def test_a_tab_that_is_just_giving_the_vault_up_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that the first tab wrote is missing."""
    empty_browser_disk()().append("log", b"from the first tab")
    with monkeypatch.context() as patch:
        patch.setattr(BRIDGE, anotherTab)
        disk = run_sync(closing_soon())
        assert disk.read("log") == b"from the first tab"
        anotherTab.diskClose()
    assert reopen().read("log") == b"from the first tab"


def fill(disk: BrowserDisk) -> None:
    for _ in range(100):
        disk.append("large", bytes(1_000_000))


def test_a_phone_that_is_full_keeps_what_was_there_and_goes_on_when_there_is_room() -> None:
    """The refused write leaves nothing behind, and the next one is saved."""
    disk = empty_browser_disk()()
    disk.append("log", b"before")
    run_sync(outside("room", 200_000))
    try:
        with pytest.raises(DiskFull):
            fill(disk)
        held = disk.size("large") or 0
        assert disk.read("log") == b"before"
    finally:
        run_sync(outside("room", None))
    disk.append("log", b", after")
    disk = reopen()
    assert disk.read("log") == b"before, after"
    assert (disk.size("large") or 0) == held


@pytest.mark.parametrize(
    ("name", "wanted"), [("QuotaExceededError", DiskFull), ("InvalidStateError", DiskFailed)]
)
@pytest.mark.parametrize("call", ["diskWrite", "diskFlush"])
def test_a_write_the_browser_refuses_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, call: str, name: str, wanted: type[Exception]
) -> None:
    """At the write and at the flush, for a full disk and for any other error."""
    disk = empty_browser_disk()()
    disk.append("log", b"one")
    calls = {
        one: getattr(bridge, one)
        for one in ("diskSize", "diskRead", "diskWrite", "diskFlush", "diskTruncate")
    }
    refuse = run_js(f"() => {{ throw Object.assign(new Error('full'), {{ name: '{name}' }}); }}")
    with monkeypatch.context() as patch:
        patch.setattr(BRIDGE, SimpleNamespace(**{**calls, call: refuse}))
        with pytest.raises(wanted):
            disk.append("log", b"two")
        assert disk.read("log") == b"one"
    disk.append("log", b"three")
    assert reopen().read("log") == b"onethree"


def test_a_journal_of_a_thousand_entries_is_read_whole_and_survives_making_room() -> None:
    """Every entry in its order, before and after the container was tidied."""
    disk = empty_browser_disk()()
    for number in range(1000):
        disk.append("journal", number.to_bytes(4, "big") + bytes(400))
    journal = reopen().read("journal") or b""
    assert [int.from_bytes(journal[at : at + 4], "big") for at in range(0, len(journal), 404)] == list(
        range(1000)
    )
    reopen().tidy()
    assert reopen().read("journal") == journal
