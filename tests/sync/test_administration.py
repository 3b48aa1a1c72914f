"""What an administrator types wrongly is said in one line, and nothing is made that was not asked for; what
is decided stands under a name."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from sync.endpoint.__main__ import main
from sync.endpoint.database import connect
from sync.endpoint.keys import EndpointKey
from sync.endpoint.serve import WrongCertificate, tls
from tests.support.endpoint.authority import CHILD, Authority
from tests.support.endpoint.database import rows
from tests.support.endpoint.process import EndpointProcess
from tests.support.machine import ROOT, free_port


def typed(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([str(one) for one in arguments])
    said = capsys.readouterr()
    return code, said.out + said.err


ENROL = ("enrol", "--name", "Example House tablet")


# --- which endpoint is meant --------------------------------------------------------------------------
@pytest.mark.parametrize(
    "command",
    [ENROL, ("serve",), ("devices",), ("policy", "--name", "Example"), ("backup", "--to", "x"), ("check",)],
)
def test_a_mistyped_folder_makes_no_endpoint(
    tmp_path: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """It says that there is none, and what to type for a new one."""
    code, said = typed(capsys, command[0], "--data", tmp_path / "mistypd", *command[1:])
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "There is no endpoint in" in said
    assert "init" in said
    assert len(said.splitlines()) == 1


def test_init_makes_one_and_a_second_time_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Folder, key, database; from then on the other commands work."""
    data = ("--data", tmp_path / "new")
    assert typed(capsys, "init", *data)[0] == 0
    key = EndpointKey.in_folder(tmp_path / "new").public
    assert typed(capsys, "init", *data)[0] == 0
    assert EndpointKey.in_folder(tmp_path / "new").public == key
    assert typed(capsys, *ENROL[:1], *data, *ENROL[1:])[0] == 0


def test_without_the_database_s_address_no_other_database_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder of an endpoint on PostgreSQL, and a shell that lacks DATABASE_URL."""
    EndpointKey.in_folder(tmp_path)
    code, said = typed(capsys, ENROL[0], "--data", tmp_path, *ENROL[1:])
    assert (code, "DATABASE_URL" in said) == (2, True)
    assert not list(tmp_path.glob("*.sqlite"))


def test_an_empty_database_is_nobody_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An address that names another one than the endpoint's."""
    EndpointKey.in_folder(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'other'}")
    code, said = typed(capsys, ENROL[0], "--data", tmp_path, *ENROL[1:])
    assert (code, "is no endpoint’s" in said) == (2, True)
    with connect(f"sqlite:///{tmp_path / 'other'}").connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0


def test_serve_without_its_key_makes_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Devices have pinned the one that is missing."""
    assert typed(capsys, "init", "--data", tmp_path)[0] == 0
    (tmp_path / "signing-key").unlink()
    for more in ((), ("--init",)):
        code, said = typed(capsys, "serve", "--data", tmp_path, "--port", free_port(), *more)
        assert (code, "backup" in said) == (2, True)
        assert not (tmp_path / "signing-key").exists()


def test_two_folders_at_one_database_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second would sign with another key."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'shared'}")
    assert typed(capsys, "init", "--data", tmp_path / "one")[0] == 0
    (tmp_path / "two").mkdir()
    EndpointKey.in_folder(tmp_path / "two")
    for command in (("init",), ("serve", "--port", free_port()), ENROL):
        code, said = typed(capsys, command[0], "--data", tmp_path / "two", *command[1:])
        assert (code, "another signing key" in said) == (2, True)
    assert typed(capsys, "change-key", "--data", tmp_path / "one")[0] == 0
    assert typed(capsys, ENROL[0], "--data", tmp_path / "one", *ENROL[1:])[0] == 0


# --- the policy and protocols --------------------------------------------------------------------------
@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, Path]:
    assert typed(capsys, "init", "--data", tmp_path / "endpoint")[0] == 0
    return "--data", tmp_path / "endpoint"


def test_a_protocol_that_nobody_has_is_refused_by_name(
    data: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """With those that there are; nothing of the command is done."""
    code, said = typed(capsys, "policy", *data, "--serves", "nonsense_county", "--name", "Example")
    assert code == 2
    assert "nonsense_county" in said
    for id in ("hertfordshire", "liverpool", "portsmouth"):
        assert id in said
    assert json.loads(typed(capsys, "policy", *data)[1])["name"] == ""
    assert typed(capsys, "policy", *data, "--serves", "hertfordshire")[0] == 0


def test_what_was_set_can_be_unset(data: tuple[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """One by one; the rest stays."""
    whole = (
        "--name",
        "E",
        "--serves",
        "liverpool",
        "--keep-days",
        3,
        "--acknowledge-minutes",
        4,
        "--ring",
        "A=1",
    )
    assert typed(capsys, "policy", *data, *whole)[0] == 0
    code, said = typed(capsys, "policy", *data, "--unset", "keep-days", "--unset", "ring")
    assert json.loads(said) == {"name": "E", "serves": ["liverpool"], "acknowledge_minutes": 4, "ring": []}
    code, said = typed(capsys, "policy", *data, "--unset", "name", "--name", "F")
    assert (code, "both set and unset" in said) == (2, True)
    code, said = typed(capsys, "policy", *data, "--unset", "acknowledge-minutes", "--unset", "serves")
    assert json.loads(said) == {"name": "E", "serves": [], "ring": []}


def test_the_pack_command_of_the_documents_works(
    data: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """As it stands in docs/endpoint.md; a folder that is none is said with those that there are."""
    text = (ROOT / "docs" / "endpoint.md").read_text("utf-8")
    (line,) = [line for line in text.splitlines() if " pack --data DIR" in line]
    words = line.partition("#")[0].split()[3:]
    code, said = typed(capsys, *[str(data[1]) if one == "DIR" else one for one in words])
    assert (code, "hertfordshire: version 1" in said) == (0, True)
    code, said = typed(capsys, "pack", *data, "--folder", "hertfordshir")
    assert (code, "portsmouth" in said) == (2, True)


# --- serving -------------------------------------------------------------------------------------------
def openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate with its key; the key sealed; another key."""
    folder = tmp_path_factory.mktemp("certificates")
    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-days", 2, "-nodes")
    subject = ("-subj", "/CN=la.example")
    openssl(*new, *subject, "-keyout", folder / "key.pem", "-out", folder / "cert.pem")
    openssl(*new, *subject, "-keyout", folder / "other.pem", "-out", folder / "other-cert.pem")
    openssl("pkey", "-in", folder / "key.pem", "-aes256", "-passout", "pass:a", "-out", folder / "sealed.pem")
    return folder


@pytest.mark.parametrize(
    ("cert", "key", "words"),
    [
        ("cert.pem", "", "are given together"),
        ("", "key.pem", "are given together"),
        ("none.pem", "key.pem", "--tls-cert: there is no file"),
        ("cert.pem", "none.pem", "--tls-key: there is no file"),
        ("cert.pem", "sealed.pem", "has a password"),
        ("cert.pem", "other.pem", "do not work together"),
        ("key.pem", "cert.pem", "do not work together"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_one_line(
    certificates: Path, cert: str, key: str, words: str
) -> None:
    """Before anything is served; the right two work."""
    assert tls(certificates / "cert.pem", certificates / "key.pem") is not None
    with pytest.raises(WrongCertificate, match=words) as wrong:
        tls(certificates / cert if cert else None, certificates / key if key else None)
    assert "\n" not in str(wrong.value)


def test_serve_says_where_it_answers_and_why_it_cannot(tmp_path: Path) -> None:
    """A second one at the same port says so, in a line."""
    endpoint = EndpointProcess(tmp_path / "endpoint")
    endpoint.start()
    try:
        assert f"answers at {endpoint.url}" in (tmp_path / "endpoint.log").read_text()
        command = [sys.executable, "-m", "sync.endpoint", "serve", "--data", str(endpoint.data)]
        second = subprocess.run(
            [*command, "--port", str(endpoint.port)], cwd=ROOT, capture_output=True, text=True, timeout=60
        )
        assert second.returncode == 2
        assert "can’t be served" in second.stderr.splitlines()[-1]
        assert "Traceback" not in second.stderr
    finally:
        endpoint.stop()


def test_while_the_database_is_away_it_says_503_and_the_log_says_why(authority: Authority) -> None:
    """Never what was sent."""
    device = authority.enrolled()
    with authority.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE grants RENAME TO gone")
    answer = requests.get(f"{authority.base}/ready", timeout=10)
    assert answer.ok
    device.write(b"sealed words")
    client = device.client()
    client.step()
    assert client.state.last_trouble == "TheirFault"
    (line,) = [json.loads(line) for line in authority.lines if "fault" in line]
    assert line["cause"] == "OperationalError: no such table: grants"
    assert device.id not in str(authority.lines)


# --- names -----------------------------------------------------------------------------------------------
def test_who_decided_stands_beside_it_and_in_the_chain(
    authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    """By name, or by the account that typed it: never an invented person."""
    data = ("--data", authority.folder)
    device = authority.enrolled(CHILD)
    assert typed(capsys, ENROL[0], *data, *ENROL[1:], "--by", "C. Manager")[0] == 0
    assert typed(capsys, "policy", *data, "--name", "Example")[0] == 0
    assert "by C. Manager" in typed(capsys, "revoke", *data, device.id, "--by", "C. Manager")[1]
    said = typed(capsys, "devices", *data)[1]
    assert said.startswith(f"{device.id}  revoked ")
    assert said.rstrip().endswith("by C. Manager")
    code, said = typed(capsys, "decisions", *data)
    account = f"account {pwd.getpwuid(os.getuid()).pw_name}"
    assert code == 0
    assert [line.split("  by ")[1] for line in said.splitlines()] == [
        "nobody was named",  # the test's own hand in the store
        "nobody was named",
        "C. Manager",
        account,
        "C. Manager",
    ]
    assert [line.split()[2] for line in said.splitlines()] == [
        "code",
        "approved",
        "code",
        "setting",
        "revoked",
    ]
    journal = (authority.folder / "decisions.jsonl").read_text().splitlines()
    assert len(journal) == 5
    with authority.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE decisions SET by = 'A. Nother' WHERE number = 5")
    code, said = typed(capsys, "decisions", *data)
    assert (code, "line 5 is not what it was" in said) == (1, True)


@pytest.mark.parametrize(("answer", "state"), [("", "approved"), ("no", "approved"), ("its id", "revoked")])
def test_who_revokes_at_a_terminal_is_asked(
    authority: Authority, answer: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it costs is said first: the device erases also what it has not sent."""
    device = authority.enrolled()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: device.id if answer == "its id" else answer)
    code = main(["revoke", "--data", str(authority.folder), device.id])
    known = authority.store.devices.get(device.id)
    assert known is not None
    assert (code, known.state) == (0 if state == "revoked" else 1, state)


def test_a_decision_stands_only_with_what_was_done(
    authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    """A device that is not there, or a pack that is none, leaves no line."""
    data = ("--data", authority.folder)
    assert typed(capsys, "approve", *data, "0" * 16)[0] == 1
    assert typed(capsys, "pack", *data, "--folder", authority.folder)[0] == 2
    assert rows(authority, "SELECT count(*) FROM decisions") == [(0,)]
