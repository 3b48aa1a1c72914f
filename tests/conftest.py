"""Real parts for every test: a vault on a disk in memory, the real pack, a clock that is told the time."""

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
from tests.support import memory_folder
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.sampling import leave_out
from tests.support.vault.doubles import QuickCrypto

# A machine that is busy is no failure, and a failure is told so that it can be tried again.
settings.register_profile("suite", settings.default, deadline=None, print_blob=True)
settings.load_profile("suite")

#: What takes longest begins first, so that no process is left alone with it at the end; the phone app is
#: built by the first of these, and what needs it comes after journeys that do not.
FIRST = (
    "phone/test_main_job.py",
    "journeys/test_authorities.py",
    "journeys/test_desk.py",
    "journeys/test_main_job.py",
    "journeys/test_shared_tablet.py",
    "journeys/test_handover.py",
    "journeys/test_kill.py",
    "phone/test_snapshot_check.py",
    "phone/test_kills.py",
    "phone/test_sharing.py",
    "phone/test_measuring.py",
    "phone/test_document.py",
    "phone/test_offline.py",
    "phone/test_passkey.py",
    "engines",
    "leaks",
    "pyodide",
    "phone",
    "phone_updates",
    "journeys",
    "rehearsals",
    "taps",
    "walks",
    "ui/test_every_box.py",
    "documents/test_render.py",
    "cli",
)
#: Files that use the same costly thing: an episode that was walked on a phone.
TOGETHER = {"phone/test_nothing_in_clear.py": "phone/test_main_job.py"}
#: Files whose tests share nothing: each may run in another process.
APART = {
    "journeys/test_authorities.py",
    "journeys/test_handover.py",
    "journeys/test_kill.py",
    "journeys/test_main_job.py",
    "phone/test_passkey.py",
    "rehearsals/test_rehearsals.py",
    "walks/test_walks.py",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """--sample SEED: of the long tests, a part."""
    parser.addoption("--sample", metavar="SEED", help="of the long tests a part: which, the seed says")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before pytest chooses a folder of its own."""
    memory_folder.use(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The sample of this run, sorted by FIRST; what is not named there comes after it, as it was."""
    leave_out(config, items)
    items.sort(key=lambda item: _turn(item.nodeid))


def _turn(nodeid: str) -> int:
    file = _file(nodeid)
    file = TOGETHER.get(file, file)
    names = (file, file.partition("/")[0])
    return min((FIRST.index(name) for name in names if name in FIRST), default=len(FIRST))


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0].removeprefix("tests/")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling:
    """Several processes take the tests file by file, but for what is TOGETHER or APART."""
    return _ByWhatTheyShare(config, log)


class _ByWhatTheyShare(LoadFileScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        file = _file(nodeid)
        return nodeid if file in APART else TOGETHER.get(file, file)


@pytest.fixture
def clock() -> ToldClock:
    return ToldClock()


@pytest.fixture
def disk() -> MemoryDisk:
    return MemoryDisk()


@pytest.fixture
def door(disk: MemoryDisk, clock: ToldClock) -> Door:
    return Door(disk, QuickCrypto(), now=lambda: clock().timestamp())


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
