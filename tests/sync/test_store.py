"""The endpoint's database: the tables that the migrations make are those that the code reads and writes."""

from __future__ import annotations

import os
import stat
from dataclasses import fields
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from sync.endpoint.database import connect, in_folder
from sync.endpoint.keys import verify
from sync.endpoint.migrate import migrate
from sync.endpoint.store import Store
from sync.endpoint.store.devices import DESK, Device
from sync.endpoint.tables import devices, meta


def test_a_migrated_database_has_the_tables_of_the_code(tmp_path: Path) -> None:
    """No column is in one and not in the other."""
    engine = connect(f"sqlite:///{tmp_path / 'endpoint.sqlite'}")
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), meta) == []


def test_only_its_owner_can_read_the_database(tmp_path: Path) -> None:
    """The file and the two beside it, also where an older version left them open; a link is not followed."""
    folder = tmp_path / "endpoint"
    before = os.umask(0)
    try:
        engine = in_folder(folder)
        migrate(engine)
        with engine.connect():
            found = [folder, *folder.iterdir()]
            assert {file.name for file in found} >= {"endpoint.sqlite", "endpoint.sqlite-wal"}
            assert [stat.S_IMODE(f.stat().st_mode) & 0o077 for f in found] == [0] * len(found)
        engine.dispose()
        (folder / "endpoint.sqlite").chmod(0o644)
        in_folder(folder).dispose()
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "endpoint.sqlite").stat().st_mode) == 0o600
    (folder / "endpoint.sqlite").rename(tmp_path / "elsewhere")
    (folder / "endpoint.sqlite").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic link"):
        in_folder(folder)


def test_a_device_is_its_row() -> None:
    """A column that only one of the two has is a mistake: each is written and read by its field."""
    assert [field.name for field in fields(Device)] == [column.name for column in devices.columns]


def test_what_was_enrolled_is_read_back_whole(tmp_path: Path) -> None:
    """Every field, before and after an administrator's word."""
    engine = connect(f"sqlite:///{tmp_path / 'endpoint.sqlite'}")
    migrate(engine)
    store = Store(engine, verify)
    code = store.enrolment.new_code("Example desk", [], 100, kind=DESK)
    asked = store.enrolment.enrol(code, "5" * 64, "6" * 64, 101)
    assert asked == Device(asked.id, "Example desk", "5" * 64, "6" * 64, "asked", "desk", 101, 0)
    assert store.devices.get(asked.id) == asked
    assert store.devices.desks() == []
    assert store.devices.decide(asked.id, "approved", 102)
    approved = Device(asked.id, "Example desk", "5" * 64, "6" * 64, "approved", "desk", 101, 102)
    assert store.devices.all() == store.devices.desks() == [approved]


def test_of_a_code_only_a_digest_is_kept(tmp_path: Path) -> None:
    """Who reads the database enrols nothing."""
    engine = in_folder(tmp_path)
    migrate(engine)
    code = Store(engine, verify).enrolment.new_code("Example desk", [], 100)
    engine.dispose()
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Example desk" in stored
    assert [word for word in code.split() if len(word) > 4 and word.encode() in stored] == []
