"""Power cuts while settings are replaced, removed, and brought over from the files that 0.1.0 kept them in.

After every system call, legal states of the disk are made and opened. In each, every setting says what was
acknowledged last, or what was being written: never nothing, and never something older.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from carerapp.domain.json_value import Json
from carerapp.vault import Disk, Door, Vault, VaultError
from tests.support.pins import ANN, BEN
from tests.support.vault.crashing_os import CrashingOs
from tests.support.vault.first_settings import keep_as_at_first
from tests.support.vault.power_loss import Outcome, cut_throughout, folder
from tests.support.vault.power_loss_keys import CRYPTO

PLACE, RULES, PEOPLE, SYNC, OLD = "place 0001", "rules home 1", "people", "sync state", "device"
Promise = dict[str, tuple[object, ...]]
"""Name → what it may say at this moment."""


def _door(disk: Disk) -> Door:
    return Door(disk, CRYPTO, now=lambda: 1_800_000_000.0)


def _as_left_by_the_first(disk: Disk) -> Promise:
    """A vault with settings of two epochs, each in a file of its own."""
    vault = _door(disk).create(ANN, name="Ann", role="Manager")
    for name, value in {OLD: "a device", PEOPLE: "older still", RULES: "an older pack"}.items():
        keep_as_at_first(vault, name, value)
    vault.staff.remove(vault.staff.add(BEN, name="Ben", role="Staff"), me=vault.person.id)
    now: dict[str, object] = {
        PEOPLE: {"0001": "Ann"},
        RULES: {"protocol.toml": "words " * 200},
        PLACE: "a screen",
    }
    for name in now:
        keep_as_at_first(vault, name, now[name])
    vault.lock()
    return {name: (value,) for name, value in {**now, OLD: "a device", SYNC: None}.items()}


def _story(vault: Vault, promise: Promise) -> Iterator[str]:
    """One setting after another; what is promised follows each call that returns."""

    def put(name: str, value: Json) -> str:
        promise[name] = (*promise[name], value)
        vault.put_setting(name, value)
        promise[name] = (value,)
        return name

    for name in (OLD, RULES):
        assert vault.get_setting(name) == promise[name][0]
        yield f"{name} brought over"
    yield put(PLACE, {"stack": ["log"], "drafts": {"note": "half a sen"}})
    yield put(PLACE, {"stack": ["log"], "drafts": {"note": "half a sentence"}})
    yield put(SYNC, {"cursor": "7"})
    yield put(PEOPLE, None)
    yield put(RULES, {"protocol.toml": "other words " * 200})
    ben = vault.staff.add(BEN, name="Ben", role="Staff")
    vault.staff.remove(ben, me=vault.person.id)
    yield "a new epoch"
    yield put(SYNC, {"cursor": "8"})
    yield put(PLACE, None)
    yield put(PEOPLE, {"0001": "Ann Example"})


def _wrong(disk: Disk, promise: Promise) -> str:
    """What this state of the disk breaks, or nothing."""
    try:
        vault = _door(disk).unlock(ANN)
    except VaultError as error:
        return f"the vault does not open: {type(error).__name__}"
    for turn in ("first", "second"):
        for name, allowed in promise.items():
            if (read := vault.get_setting(name)) not in allowed:
                return f"{name}, read the {turn} time, is {read}, not one of {allowed}"
        damage = [one.what for one in vault.damage]
        if damage:
            return f"damage after a mere power cut: {damage}"
        vault.lock()
        vault = _door(disk).unlock(ANN)
    return ""


def run(
    seed: int,
    kernel: type[CrashingOs] = CrashingOs,
    disk_on: Callable[[CrashingOs], Disk] = folder,
    *,
    each: int = 3,
) -> Outcome:
    """The whole story once, cutting the power ``each`` times after every system call."""
    os = kernel(random.Random(seed))
    disk = disk_on(os)
    promise = _as_left_by_the_first(disk)
    story = _story(_door(disk).unlock(ANN), promise)
    return cut_throughout(os, story, lambda after: _wrong(disk_on(after), promise), each)
