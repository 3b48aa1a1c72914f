"""The vault's small sealed documents: they come back, one damaged file does not take the others along, and
those of 0.1.0 are brought over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carerapp.domain.json_value import Json
from carerapp.vault import Door, NotSaved, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.pins import ANN, BEN, PIN
from tests.support.vault.doubles import FaultyDisk, QuickCrypto, copy_of
from tests.support.vault.first_settings import keep_as_at_first
from tests.support.vault.home import Home

NAMES = {"place 1": "places", "rules home": "protocols", "people": "settings"}


def opened(disk: MemoryDisk | FaultyDisk) -> Vault:
    """The vault as after a restart."""
    return Door(disk, QuickCrypto(), now=lambda: 1_800_000_000.0).unlock(PIN)


@pytest.fixture
def disk() -> MemoryDisk:
    """A disk with a vault on it."""
    made = MemoryDisk()
    Door(made, QuickCrypto(), now=lambda: 1_800_000_000.0).create(PIN, name="Ann", role="Foster carer").lock()
    return made


def test_settings_are_kept_replaced_and_removed(disk: MemoryDisk) -> None:
    """The last value counts, also after a restart; half an emoji and other scripts are no matter."""
    vault = opened(disk)
    assert vault.get_setting("place") is None
    vault.put_setting("place", {"screen": "checklist", "row": 3})
    vault.put_setting("place", {"screen": "log"})
    vault.put_setting("draft ሰላም", "half a sentence \ud83d")
    again = opened(disk)
    assert again.get_setting("place") == {"screen": "log"}
    assert again.get_setting("draft ሰላም") == "half a sentence \ud83d"
    again.put_setting("place", None)
    assert again.get_setting("place") is None
    assert opened(disk).get_setting("place") is None
    assert opened(disk).get_setting("draft ሰላም") == "half a sentence \ud83d"


def test_each_kind_has_its_file(disk: MemoryDisk) -> None:
    """To write a place does not touch the protocols, and the other way round."""
    vault = opened(disk)
    for name in NAMES:
        before = {file: bytes(data) for file, data in disk.files.items()}
        vault.put_setting(name, "words")
        changed = {file for file, data in disk.files.items() if before.get(file) != bytes(data)}
        assert {file.removesuffix(".copy") for file in changed} == {NAMES[name]}


@pytest.mark.parametrize("file", ["settings", "settings.copy", "protocols", "protocols.copy"])
def test_any_change_of_a_file_with_a_copy_is_named_and_loses_nothing(disk: MemoryDisk, file: str) -> None:
    """Whatever byte rots, whatever is cut off: the other file says the same."""
    vault = opened(disk)
    for name in NAMES:
        vault.put_setting(name, f"the value of {name}")
    vault.lock()
    whole = bytes(disk.files[file])
    other = bytes(disk.files["settings" if file.startswith("protocols") else "protocols"])
    bad = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    for data in [*bad, b"", whole[:-1], other]:
        disk.files[file] = bytearray(data)
        again = opened(disk)
        assert {name: again.get_setting(name) for name in NAMES} == {n: f"the value of {n}" for n in NAMES}
        assert [damage.file for damage in again.damage] == [file]
        assert bytes(disk.files[file]) == whole, "it was not made whole again"


def test_what_is_damaged_for_good_is_named_and_takes_nothing_else_along(disk: MemoryDisk) -> None:
    """A place without a copy; settings whose copy is damaged too. What is in the other files is there."""
    vault = opened(disk)
    for name in NAMES:
        vault.put_setting(name, 1)
    for files in (["places"], ["settings", "settings.copy"]):
        broken = copy_of(disk)
        for file in files:
            broken.files[file][-1] ^= 1
        again = opened(broken)
        lost = [name for name in NAMES if again.get_setting(name) is None]
        assert [NAMES[name] for name in lost] == files[:1]
        assert [damage.file for damage in again.damage] == files[:1]
        again.put_setting(lost[0], 2)
        assert opened(broken).get_setting(lost[0]) == 2


def test_a_write_that_fails_changes_nothing(disk: MemoryDisk) -> None:
    """Neither on the disk nor in memory; what was there is still there, and it can be tried again."""
    opened(disk).put_setting("people", {"a": 1})
    again = opened(disk)
    again._unlocked.disk = FaultyDisk(disk, 0, forever=True)
    for change in ({"a": 2}, None):
        with pytest.raises(NotSaved):
            again.put_setting("people", change)
        assert again.get_setting("people") == {"a": 1}
        assert opened(disk).get_setting("people") == {"a": 1}


def test_only_the_vault_changes_what_is_kept(disk: MemoryDisk) -> None:
    """A list that a caller goes on filling, given or received, is another list."""
    vault = opened(disk)
    mine: list[Json] = [1]
    vault.put_setting("list", mine)
    mine.append(2)
    received = vault.get_setting("list")
    assert received == [1]
    received.append(3)
    vault.put_setting("other", 1)
    assert vault.get_setting("list") == opened(disk).get_setting("list") == [1]


def test_what_json_cannot_hold_is_refused(disk: MemoryDisk) -> None:
    """And what it holds in its own way comes back so before a restart as after."""
    vault = opened(disk)
    vault.put_setting("pair", {"both": (1, 2), 3: None})  # type: ignore[dict-item]
    assert vault.get_setting("pair") == opened(disk).get_setting("pair") == {"both": [1, 2], "3": None}
    for value in (float("nan"), {1, 2}, b"bytes"):
        with pytest.raises((TypeError, ValueError)):
            vault.put_setting("pair", value)  # type: ignore[arg-type]
    assert vault.get_setting("pair") == {"both": [1, 2], "3": None}


def test_who_was_removed_has_no_key_to_any_setting() -> None:
    """Also to those that nobody has written since: all are sealed again when somebody is removed."""
    home = Home()
    vault = home.create()
    ben = vault.staff.add(BEN, name="Ben", role="Staff")
    for name in NAMES:
        vault.put_setting(name, "words")
    then = home.files
    vault.staff.remove(ben, me=vault.person.id)
    now = {n: d for n, d in home.files.items() if n.partition(".")[0] in NAMES.values()}
    assert len(now) == 5
    home.disk = MemoryDisk({**then, **now})  # Ben's key files, and what the settings are today
    thief = home.unlock(BEN)
    assert [thief.get_setting(name) for name in NAMES] == [None] * 3
    home.disk = MemoryDisk({**then, **{n: d for n, d in then.items() if n in now}})
    assert [home.unlock(BEN).get_setting(name) for name in NAMES] == ["words"] * 3


def test_those_of_the_first_version_are_brought_over(disk: MemoryDisk) -> None:
    """Each is in the new file, and durable, when its old one goes."""
    vault = opened(disk)
    files = [keep_as_at_first(vault, name, f"the value of {name}") for name in NAMES]
    assert disk.names("kept/") == sorted(files)
    again = opened(disk)
    for number, name in enumerate(NAMES, 1):
        assert again.get_setting(name) == f"the value of {name}"
        assert len(disk.names("kept/")) == len(NAMES) - number
    assert [opened(disk).get_setting(name) for name in NAMES] == [f"the value of {name}" for name in NAMES]
    assert again.damage == ()


def test_those_of_earlier_epochs_are_brought_over_once() -> None:
    """The newest counts, all go; a name that was replaced or removed never says again what it said at
    first."""
    home = Home()
    vault = home.create()
    ben = vault.staff.add(BEN, name="Ben", role="Staff")
    for name in ("read", "replaced", "removed", "old"):
        keep_as_at_first(vault, name, "oldest")
    vault.staff.remove(ben, me=vault.person.id)
    for name in ("read", "replaced", "removed"):
        keep_as_at_first(vault, name, "newest")
    vault = home.unlock(ANN)
    assert (vault.get_setting("read"), vault.get_setting("old")) == ("newest", "oldest")
    vault.put_setting("replaced", "now")
    vault.put_setting("removed", None)
    assert home.disk.names("kept/") == []
    again = home.unlock(ANN)
    names = ("read", "old", "replaced", "removed")
    assert [again.get_setting(name) for name in names] == ["newest", "oldest", "now", None]


def test_a_damaged_one_of_the_first_version_is_named_and_stays(disk: MemoryDisk) -> None:
    """It is not deleted for being damaged; a new value takes its place."""
    file = keep_as_at_first(opened(disk), "people", {"a": 1})
    disk.files[file][-1] ^= 1
    vault = opened(disk)
    assert vault.get_setting("people") is None
    assert [damage.file for damage in vault.damage] == [file]
    assert disk.names("kept/") == [file]
    vault.put_setting("people", {"b": 2})
    assert opened(disk).get_setting("people") == {"b": 2}
    assert disk.names("kept/") == []


@pytest.mark.parametrize(
    "use",
    [
        lambda vault: vault.get_setting("people"),
        lambda vault: vault.put_setting("people", "new"),
        lambda vault: vault.put_setting("people", None),
    ],
)
def test_bringing_over_may_be_cut_short_at_any_write(use: Callable[[Vault], object]) -> None:
    """Then it says what it said, or what it was told to: never nothing by mistake, never the oldest."""
    for cut in range(8):
        home = Home()
        vault = home.create()
        ben = vault.staff.add(BEN, name="Ben", role="Staff")
        keep_as_at_first(vault, "people", "oldest")
        vault.staff.remove(ben, me=vault.person.id)
        keep_as_at_first(vault, "people", "before")
        vault = home.unlock(ANN)
        vault._unlocked.disk = faulty = FaultyDisk(home.disk, cut, forever=True)
        done = False
        try:
            after = use(vault) or vault.get_setting("people")
            done = True
        except NotSaved:
            after = vault.get_setting("people")
        read = home.unlock(ANN).get_setting("people")
        assert read == after
        assert read in ((after,) if done else ("before",))
        assert home.unlock(ANN).get_setting("people") == read
    assert not faulty.failed, "the last turn should have been whole"


def test_a_device_that_cannot_write_still_shows_those_of_the_first_version(disk: MemoryDisk) -> None:
    """They stay where they are, and are brought over another day."""
    file = keep_as_at_first(opened(disk), "people", {"a": 1})
    vault = opened(disk)
    vault._unlocked.disk = FaultyDisk(disk, 0, forever=True)
    assert vault.get_setting("people") == vault.get_setting("people") == {"a": 1}
    assert disk.names("kept/") == [file]


def test_a_removal_that_is_cut_short_brings_nothing_older_back() -> None:
    """Where an old file outlived the bringing over, because the device could not delete it."""
    for cut in range(6):
        home = Home()
        vault = home.create()
        keep_as_at_first(vault, "people", "old")
        vault = home.unlock(ANN)
        vault._unlocked.disk = FaultyDisk(home.disk, 2, forever=True)  # the new file and its copy, no more
        vault.put_setting("people", "new")
        assert len(home.disk.names("kept/")) == 1
        vault = home.unlock(ANN)
        vault._unlocked.disk = faulty = FaultyDisk(home.disk, cut, forever=True)
        try:
            vault.put_setting("people", None)
            assert home.unlock(ANN).get_setting("people") is None
        except NotSaved:
            assert home.unlock(ANN).get_setting("people") == "new"
    assert not faulty.failed, "the last turn should have been whole"


class CountingDisk(MemoryDisk):
    """Remembers which files were written."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(files)
        self.written: list[str] = []

    def replace(self, name: str, data: bytes) -> None:
        """As any disk, and noted."""
        self.written.append(name)
        super().replace(name, data)


def test_each_change_writes_its_file_once(disk: MemoryDisk) -> None:
    """A new name, a new value, a removal; nothing is written to remove what is not there."""
    counting = CountingDisk({name: bytes(data) for name, data in disk.files.items()})
    vault = opened(counting)
    counting.written.clear()
    for value in ("new", "another", None, None):
        vault.put_setting("place 1", value)
    assert counting.written == ["places"] * 3
    vault.put_setting("people", "new")
    assert counting.written[3:] == ["settings", "settings.copy"]
