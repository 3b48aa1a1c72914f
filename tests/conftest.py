"""Real parts for every test: a real vault on an in-memory disk, the real pack, a clock that is told the
time."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.casebook import Casebook, Environment
from carerapp.bootstrap import protocols
from carerapp.vault import Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from tests.support.clock import PIN, ToldClock

# A machine that is busy is no failure, and a failure is told so that it can be tried again.
settings.register_profile("suite", settings.default, deadline=None, print_blob=True)
settings.load_profile("suite")

LONGEST = ("phone", "journeys", "phone_updates", "pyodide", "leaks")
# files that use the same costly thing: an episode that was walked, a phone with a child, an installed phone
TOGETHER = (
    {"phone/test_main_job.py", "phone/test_nothing_in_clear.py"},
    {f"phone/test_{name}.py" for name in ("kills", "document", "scripts", "sharing", "hiding")},
    {f"phone/test_{name}.py" for name in ("passkey", "offline", "tabs")},
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: LONGEST.index(f) if (f := item.path.parent.name) in LONGEST else len(LONGEST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling:
    return _ByWhatTheyShare(config, log)


class _ByWhatTheyShare(LoadFileScheduling):  # type: ignore[misc]
    """Several processes take the tests file by file, or a few files together."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        name = file.removeprefix("tests/")
        return next((" ".join(sorted(files)) for files in TOGETHER if name in files), file)


@pytest.fixture
def clock() -> ToldClock:
    return ToldClock()


@pytest.fixture
def disk() -> MemoryDisk:
    return MemoryDisk()


@pytest.fixture
def door(disk: MemoryDisk, clock: ToldClock) -> Door:
    return Door(disk, NativeCrypto(), now=lambda: clock().timestamp())


@pytest.fixture
def vault(door: Door) -> Vault:
    return door.create(PIN, name="A. Carer", role="Foster carer")


@pytest.fixture
def open_book(clock: ToldClock) -> Callable[[Vault], Casebook]:
    ids = (f"id{number:06x}" for number in itertools.count())

    def opened(vault: Vault) -> Casebook:
        return Casebook(vault, Environment(now=clock, new_id=lambda: next(ids), protocols=protocols()))

    return opened


@pytest.fixture
def book(vault: Vault, open_book: Callable[[Vault], Casebook]) -> Casebook:
    return open_book(vault)


@pytest.fixture
def child(book: Casebook) -> str:
    """An invented child with a filled-in form; the id."""
    return add_invented_child(book)
