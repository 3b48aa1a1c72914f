"""The commands on a whole vault, as an administrator types them, each in a process of its own."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.paper.reading import pdftotext
from tests.support.pins import BEN, NEW, PIN

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: object, **secrets: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("CARERAPP")}
    env |= {f"CARERAPP_{name.upper()}": value for name, value in secrets.items()}
    return subprocess.run(
        [sys.executable, "-m", "carerapp", *map(str, arguments)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented evening's sealed files, with two members of staff, and an owner's key."""
    base = tmp_path_factory.mktemp("custody")
    assert run("demo", "--out", base / "papers", "--data", base / "data").returncode == 0
    made = run("recovery-key", "--out", base / "owner.key")
    assert made.returncode == 0, made.stderr
    public = made.stdout.splitlines()[2]
    sealed = run("seal-to-owner", "--data", base / "data", "--owner", public, pin=PIN)
    assert sealed.returncode == 0, sealed.stderr
    assert made.stdout.splitlines()[3].removeprefix("fingerprint: ") in sealed.stdout
    return base


def copied(played: Path, to: Path) -> Path:
    import shutil

    shutil.copytree(played / "data", to)
    return to


def test_the_pin_alone_opens_a_vault_with_several_staff(played: Path, tmp_path: Path) -> None:
    """Whoever's PIN it is; the export has both authors and is intact."""
    for pin in (PIN, BEN):
        out = tmp_path / f"{pin}.jsonl"
        assert run("export-log", "--data", played / "data", "--out", out, pin=pin).returncode == 0
        checked = run("verify", out)
        assert checked.returncode == 0
        assert checked.stdout.startswith("intact: ")
        assert {"A. Carer (invented)", "B. Carer (invented)"} == {
            p["name"] for p in json.loads(out.read_text().splitlines()[0])["people"]
        }
    older = run("verify", tmp_path / f"{PIN}.jsonl", "--against", tmp_path / f"{BEN}.jsonl")
    assert older.returncode == 0
    assert "the same log: its first" in older.stdout


def test_people_are_listed_with_fingerprints(played: Path) -> None:
    """Everyone, their role, whether they can sign in; and the owner's key."""
    said = run("people", "--data", played / "data", pin=PIN).stdout
    assert "A. Carer (invented) (Foster carer, manager), can sign in: " in said
    assert "B. Carer (invented) (Foster carer), can sign in: " in said
    assert "owner's recovery key: " in said


def test_the_owners_key_is_kept_from_others_and_never_overwritten(played: Path) -> None:
    """Its file is readable by its owner alone; a second one in its place is refused."""
    key = played / "owner.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    assert run("recovery-key", "--out", key).returncode == 2
    assert key.read_bytes() == before


def test_every_pin_lost_the_owner_opens_it_again(played: Path, tmp_path: Path) -> None:
    """First tried without changing anything; then a new manager signs in and exports."""
    data = copied(played, tmp_path / "data")
    key = played / "owner.key"
    rehearsed = run("recover", "--data", data, "--key", key, "--check")
    assert "It opens these records (1 children). Nothing was changed." in rehearsed.stdout
    done = run("recover", "--data", data, "--key", key, "--name", "C. Manager", new_pin=NEW)
    assert done.returncode == 0, done.stderr
    assert "C. Manager can sign in" in done.stdout
    out = tmp_path / "log.jsonl"
    assert run("export-log", "--data", data, "--out", out, pin=NEW).returncode == 0
    assert run("verify", out).returncode == 0


@pytest.mark.parametrize("what", ["another key", "not a key", "no file", "a weak new PIN"])
def test_a_wrong_key_fails_closed_and_changes_nothing(played: Path, tmp_path: Path, what: str) -> None:
    """Not a byte of the records changes, and no traceback is shown."""
    data = copied(played, tmp_path / "data")
    before = {p: p.read_bytes() for p in data.rglob("*") if p.is_file()}
    key = tmp_path / "other.key"
    if what == "another key":
        run("recovery-key", "--out", key)
    elif what == "not a key":
        key.write_text("hello\n")
    elif what == "a weak new PIN":
        key = played / "owner.key"
    done = run("recover", "--data", data, "--key", key, new_pin="111111" if what == "a weak new PIN" else NEW)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert {p: p.read_bytes() for p in data.rglob("*") if p.is_file()} == before
    assert run("people", "--data", data, pin=NEW).returncode == 2


def test_the_sheets_code_opens_it_and_a_wrong_one_does_not(played: Path, tmp_path: Path) -> None:
    """In small letters too; afterwards the new PIN signs in."""
    from carerapp import bootstrap

    data = copied(played, tmp_path / "data")
    disk = bootstrap.native_disk(data)
    vault = bootstrap.door(disk).unlock(PIN)
    code = vault.staff.new_sheet()
    vault.lock()
    disk.close()
    wrong = run(
        "recover", "--data", data, recovery_code=code[:-1] + ("2" if code[-1] != "2" else "3"), new_pin=NEW
    )
    assert wrong.returncode == 2
    assert "Nothing was changed" in wrong.stderr
    right = run("recover", "--data", data, recovery_code=code.lower(), new_pin=NEW)
    assert right.returncode == 0, right.stderr
    assert "signed in: " in run("people", "--data", data, pin=NEW).stdout


def test_one_childs_whole_record_goes_out_readable_and_proved(played: Path, tmp_path: Path) -> None:
    """Forms, logs, the copies as they were handed over, the photo, every entry with its proof."""
    data, out = copied(played, tmp_path / "data"), tmp_path / "record.zip"
    done = run("export-record", "--data", data, "--out", out, pin=PIN)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        names = archive.namelist()
        assert {"READ-ME.txt", "forms/key-contacts.pdf", "logs/missing-1.pdf", "log.jsonl"} <= set(names)
        assert sum(name.startswith("copies/") for name in names) == 4
        assert any(name.startswith("pictures/") for name in names)
        assert "missing.txt" not in names
        text = pdftotext(archive.read("forms/key-contacts.pdf"))
        assert "Example" in text
        (tmp_path / "log.jsonl").write_bytes(archive.read("log.jsonl"))
    assert run("verify", tmp_path / "log.jsonl").returncode == 0
    assert '"exported"' in (tmp_path / "log.jsonl").read_text()


def test_an_erased_childs_export_is_commitments_that_an_older_copy_still_fits(
    played: Path, tmp_path: Path
) -> None:
    """Without the child's name, with the reason; one changed bit is noticed."""
    from carerapp import bootstrap

    data, before = copied(played, tmp_path / "data"), tmp_path / "before.jsonl"
    assert run("export-log", "--data", data, "--out", before, pin=PIN).returncode == 0
    disk = bootstrap.native_disk(data)
    vault = bootstrap.door(disk).unlock(PIN)
    (child,) = vault.children()
    vault.erase_child(child, reason="Order of the court")
    vault.lock()
    disk.close()
    after = tmp_path / "after.jsonl"
    assert run("export-log", "--data", data, "--child", child, "--out", after, pin=PIN).returncode == 0
    assert "Example" not in after.read_text()
    said = run("verify", after)
    assert said.returncode == 0, said.stdout
    assert "erased by law" in said.stdout
    assert "Order of the court" in said.stdout
    fits = run("verify", before, "--against", after)
    assert fits.returncode == 0
    assert "the same log" in fits.stdout
    lines = after.read_bytes().splitlines(keepends=True)
    for at in range(0, len(lines[2]), 7):
        changed = lines[2][:at] + bytes([lines[2][at] ^ 1]) + lines[2][at + 1 :]
        after.write_bytes(b"".join([*lines[:2], changed, *lines[3:]]))
        assert _verdict(after).startswith("not intact: entry")


def _verdict(file: Path) -> str:
    from carerapp.evidence import verify
    from carerapp.vault.adapters.native_crypto import NativeCrypto

    return verify(file.read_bytes(), NativeCrypto()).report()


def test_erasing_asks_first_and_then_leaves_nothing(played: Path, tmp_path: Path) -> None:
    """Without --yes nothing is changed; with it no file is left."""
    data = copied(played, tmp_path / "data")
    asked = run("erase", "--data", data)
    assert asked.returncode == 2
    assert "Nothing was changed" in asked.stderr
    assert run("people", "--data", data, pin=PIN).returncode == 0
    assert run("erase", "--data", data, "--yes").returncode == 0
    assert [p.name for p in data.rglob("*") if p.is_file() and p.name != ".lock"] == []
    assert run("people", "--data", data, pin=PIN).returncode == 2


@pytest.mark.parametrize("command", ["export-log", "export-record", "people", "recover", "erase"])
def test_a_folder_that_is_not_there_is_said_plainly(tmp_path: Path, command: str) -> None:
    """Each command says so, ends with 2, and makes no folder."""
    more = {"export-log": ["--out", "x"], "export-record": ["--out", "x"], "erase": ["--yes"]}.get(
        command, []
    )
    done = run(command, "--data", tmp_path / "nowhere", *more, pin=PIN, recovery_code="x", new_pin=NEW)
    assert done.returncode == 2
    assert "There are no records" in done.stderr
    assert not (tmp_path / "nowhere").exists()
