"""A backup of the endpoint while it is written to: whole, checked, with a sealed key; and put back."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sync.endpoint.__main__ import main
from sync.endpoint.database import connect
from sync.endpoint.in_use import using
from sync.endpoint.keys import PASSPHRASE, EndpointKey, verify
from sync.endpoint.store import Store
from tests.support.endpoint.authority import CHILD, OTHER, Authority
from tests.support.endpoint.database import rows
from tests.support.endpoint.postgres import postgres

WORDS = "acorn basket candle dolphin ember"
BACK = ("--by", "A. Administrator", "--reason", "the disk broke")


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture
def written(authority: Authority) -> Authority:
    """Two devices wrote; one was let in by name, a third revoked, a child was erased."""
    for child in (CHILD, OTHER):
        device = authority.enrolled(child)
        device.write(b"one", b"two", b"three", stream=child)
        while device.client().step() == 0 and device.client().state.feed(child).done < 3:
            pass
    stranger = authority.enrolled(name="Left on a bus")
    assert main(["revoke", *at(authority), stranger.id, "--by", "C. Manager"]) == 0
    return authority


def at(authority: Authority) -> tuple[str, str]:
    return "--data", str(authority.folder)


def typed(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([str(one) for one in arguments])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_a_backup_while_devices_write_is_one_moment(authority: Authority, tmp_path: Path) -> None:
    """Each feed in it ends where it ended then: `check` finds nothing wrong with any."""
    device = authority.enrolled()
    device.write(*(b"%d" % n for n in range(400)))
    client, over = device.client(), threading.Event()

    def write() -> None:
        while client.state.feed(CHILD).done < 400:
            client.step()
        over.set()

    writer = threading.Thread(target=write)
    writer.start()
    made = 0
    while not over.is_set() or not made:
        to = tmp_path / f"backup {made}"
        assert main(["backup", *at(authority), "--to", str(to), "--without-key"]) == 0
        assert main(["check", "--backup", str(to)]) == 0
        made += 1
    writer.join()
    assert main(["check", *at(authority)]) == 0


def test_the_key_goes_with_it_only_sealed(
    written: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And comes back into an empty folder with the passphrase: the very key that devices pinned."""
    to, new = tmp_path / "backup", tmp_path / "new"
    code, said = typed(capsys, "backup", *at(written), "--to", to)
    assert (code, to.exists()) == (2, False)
    assert PASSPHRASE in said
    monkeypatch.setenv(PASSPHRASE, WORDS)
    assert typed(capsys, "backup", *at(written), "--to", to)[0] == 0
    secret = written.key._private.private_bytes_raw()
    assert not any(
        secret in file.read_bytes() or secret.hex() in file.read_text("latin-1") for file in to.iterdir()
    )
    monkeypatch.delenv(PASSPHRASE)
    assert typed(capsys, "check", "--backup", to)[0] == 0
    assert typed(capsys, "restore", "--data", new, "--backup", to, *BACK)[0] == 2
    assert not (new / "endpoint.sqlite").exists()
    monkeypatch.setenv(PASSPHRASE, WORDS)
    assert typed(capsys, "restore", "--data", new, "--backup", to, *BACK)[0] == 0
    assert EndpointKey.in_folder(new).public == written.key.public
    code, said = typed(capsys, "check", "--data", new)
    assert (code, "WRONG" in said) == (0, False)


def test_it_takes_the_place_of_nothing_without_a_clear_yes(
    written: Authority, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor while anybody else has the folder; what was there is kept beside."""
    to = tmp_path / "backup"
    assert typed(capsys, "backup", *at(written), "--to", to, "--without-key")[0] == 0
    before = rows(written, "SELECT count(*) FROM restores")
    code, said = typed(capsys, "restore", *at(written), "--backup", to, *BACK)
    assert (code, rows(written, "SELECT count(*) FROM restores")) == (2, before)
    assert "6 entries" in said
    assert "--sure overwrite" in said
    with using(written.folder):
        code, said = typed(capsys, "restore", *at(written), "--backup", to, *BACK, "--sure", "overwrite")
    assert (code, "A process of the endpoint is running" in said) == (2, True)
    written.engine.dispose()
    assert typed(capsys, "restore", *at(written), "--backup", to, *BACK, "--sure", "overwrite")[0] == 0
    assert rows(written, "SELECT number, by FROM restores") == [(1, "A. Administrator")]
    with closing(sqlite3.connect(written.folder / "endpoint.sqlite.before-restore-1")) as kept:
        assert kept.execute("SELECT count(*) FROM entries").fetchone() == (6,)


TAMPERED = {
    "UPDATE entries SET payload = x'00' WHERE seq = 2": "is not what was received",
    "UPDATE entries SET seq = 9 WHERE seq = 3": "does not follow number 2",
    "DELETE FROM entries WHERE seq = 1": "does not follow number 0",
    "UPDATE entries SET signature = x'' WHERE seq = 3": "nobody signed it",
    "UPDATE entries SET signature = zeroblob(64) WHERE seq = 3": "is not signed by its device",
    "DELETE FROM devices WHERE state = 'approved'": "no such device",
    "UPDATE decisions SET by = 'Somebody else' WHERE what = 'revoked'": "does not follow the one before it",
    "DELETE FROM decisions WHERE number = 2": "does not follow the one before it",
    "INSERT INTO erasures SELECT stream, 1, 'A', 'B', 0, 0, 0, '', '00' FROM grants LIMIT 1": "was erased",
    "INSERT INTO restores VALUES (1, 2, 1, 0, 'A', 'B', '00')": "number 1: not as it was signed",
    "INSERT INTO packs VALUES ('a', 1, x'7b7d', 1)": "a 1: not as it was signed",
}


@pytest.mark.parametrize("change", TAMPERED)
def test_check_names_what_is_not_as_it_was_written(
    written: Authority, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the database itself; without the change it finds nothing."""
    assert typed(capsys, "check", *at(written))[0] == 0
    with closing(sqlite3.connect(written.folder / "endpoint.sqlite")) as connection:
        assert connection.execute(change).rowcount > 0
        connection.commit()
    code, said = typed(capsys, "check", *at(written))
    assert code == 1
    assert TAMPERED[change] in said
    assert said.splitlines()[-1] == "NOT everything is as it was written."


def a_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def another_moment(to: Path) -> None:
    file = to / "backup.json"
    raw = json.loads(file.read_text())
    said = json.loads(raw["said"])
    file.write_text(json.dumps({**raw, "said": json.dumps({**said, "made_at": said["made_at"] - 1})}))


BROKEN: dict[str, Any] = {
    "changed": lambda to: a_bit(to / "endpoint.sqlite"),
    "a file is missing": lambda to: (to / "decisions.jsonl").unlink(),
    "or was added": lambda to: (to / "more").write_text("x"),
    "not as it was signed": another_moment,
    "is no backup": lambda to: (to / "backup.json").write_text("{}"),
}


@pytest.mark.parametrize("words", BROKEN)
def test_a_backup_that_was_changed_is_named_and_not_put_back(
    written: Authority, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By `check`, and by `restore` before it touches anything."""
    to = tmp_path / "backup"
    assert typed(capsys, "backup", *at(written), "--to", to, "--without-key")[0] == 0
    BROKEN[words](to)
    code, said = typed(capsys, "check", "--backup", to)
    assert (code, words in said) == (1, True)
    code, said = typed(capsys, "restore", *at(written), "--backup", to, *BACK, "--sure", "overwrite")
    assert (code, words in said) == (2, True)
    assert rows(written, "SELECT count(*) FROM restores") == [(0,)]


def test_nothing_in_it_that_the_database_does_not_hold(written: Authority, tmp_path: Path) -> None:
    """The rows are the same, but for what is good for minutes."""
    to = tmp_path / "backup"
    assert main(["backup", *at(written), "--to", str(to), "--without-key"]) == 0
    passing = {"nonces", "codes", "code_streams"}
    with closing(sqlite3.connect(to / "endpoint.sqlite")) as copy:
        tables = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert set(tables) >= {"entries", "decisions", *passing}
        for table in tables:
            here = copy.execute(f"SELECT * FROM {table}").fetchall()
            assert here == ([] if table in passing else rows(written, f"SELECT * FROM {table}"))


def test_from_postgresql_and_back_and_to_a_folder(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same rows; its counting goes on after them; the database of before is kept; open elsewhere it is
    refused."""
    monkeypatch.setenv("DATABASE_URL", database)
    authority = Authority(tmp_path / "endpoint", database)
    to, more = tmp_path / "backup", Authority(tmp_path / "endpoint", database)
    with authority.serving():
        device = authority.enrolled()
        device.write(b"one", b"two")
        device.client().step()
        assert typed(capsys, "backup", *at(authority), "--to", to, "--without-key")[0] == 0
        device.write(b"three")
        device.client().step()
        code, said = typed(capsys, "restore", *at(authority), "--backup", to, *BACK, "--sure", "overwrite")
        assert (code, "have the database open" in said) == (2, True)
    for one in (authority, more):
        one.engine.dispose()
    assert typed(capsys, "restore", *at(authority), "--backup", to, *BACK)[0] == 2
    assert typed(capsys, "restore", *at(authority), "--backup", to, *BACK, "--sure", "overwrite")[0] == 0
    assert rows(more, "SELECT seq FROM entries ORDER BY position") == [(1,), (2,)]
    assert typed(capsys, "check", *at(authority))[0] == 0
    kept = Store(connect(f"sqlite:///{authority.folder / 'before-restore-1.sqlite'}"), verify)
    assert kept.counts()["entries"] == 3
    store = more.store
    known = store.devices.get(device.id)
    assert known is not None
    store.audit.note(device.id, "after", 1)
    assert store.counts()["audit"] > 3
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv(PASSPHRASE, "")
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "signing-key").write_bytes((authority.folder / "signing-key").read_bytes())
    assert typed(capsys, "restore", "--data", tmp_path / "small", "--backup", to, *BACK)[0] == 0
    assert typed(capsys, "check", "--data", tmp_path / "small")[0] == 0
