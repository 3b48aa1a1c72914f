"""`make test` installs the programs it lacks where it may, and else says what to type."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tools.system_packages import FAMILIES, TESTS, VENV, Lacking, commands, install, words

CHROMIUM, PDFTOTEXT = TESTS[1:3]
#: puts what it is asked for on the path, and writes down what that was
APT = """#!/bin/sh
echo "$@" >>"{folder}/asked"
case "$*" in
  *install*)
    for name in $INSTALLS; do printf '#!/bin/sh\\n' >"{folder}/$name"; /bin/chmod +x "{folder}/$name"; done ;;
esac
"""
#: lets us be root without a password
SUDO = """#!/bin/sh
shift
exec "$@"
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the only one on the path, of somebody who is not root; `env` is the system's own."""
    (tmp_path / "env").symlink_to("/usr/bin/env")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return tmp_path


def program(folder: Path, name: str, text: str = "#!/bin/sh\n") -> None:
    """A program of this name in the folder."""
    (folder / name).write_text(text, encoding="utf-8")
    (folder / name).chmod(0o755)


def test_nothing_is_asked_for_when_all_is_there(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also under another of its names."""
    for name in ("google-chrome", "pdftotext", "apt-get"):
        program(path, name, "#!/bin/sh\nexit 1\n")
    install([VENV, CHROMIUM, PDFTOTEXT])
    assert capsys.readouterr().out == ""


def test_apt_installs_only_what_is_missing_and_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As somebody who may become root without a password: first the lists, then the packages."""
    program(path, "apt-get", APT.format(folder=path))
    program(path, "sudo", SUDO)
    program(path, "true")
    program(path, "chromium")
    monkeypatch.setenv("INSTALLS", "pdftotext")
    install([VENV, CHROMIUM, PDFTOTEXT])
    assert capsys.readouterr().out == "Installing with apt: poppler-utils …\n"
    assert (path / "asked").read_text("utf-8").splitlines() == [
        "-qq update",
        "-qq install --yes --no-install-recommends poppler-utils",
    ]


def test_without_root_it_says_what_to_type(path: Path) -> None:
    """In one line, for this system, and apt is not run."""
    program(path, "apt-get", APT.format(folder=path))
    with pytest.raises(Lacking) as lacking:
        install([CHROMIUM, PDFTOTEXT])
    assert str(lacking.value) == "Missing. On Debian/Ubuntu: sudo apt-get install chromium poppler-utils"
    assert not (path / "asked").exists()


def test_a_password_is_never_waited_for(path: Path) -> None:
    """A sudo that would ask is as good as none."""
    program(path, "apt-get", APT.format(folder=path))
    program(path, "sudo", "#!/bin/sh\nexit 1\n")
    with pytest.raises(Lacking, match="sudo apt-get install poppler-utils"):
        install([PDFTOTEXT])
    assert not (path / "asked").exists()


def test_an_apt_that_fails_is_quoted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its own words, and what to type."""
    program(path, "apt-get", "#!/bin/sh\necho 'no such mirror'\nexit 100\n")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(Lacking, match=r"(?s)no such mirror.*sudo apt-get install poppler-utils"):
        install([PDFTOTEXT])


def test_a_package_without_its_program_is_noticed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Apt did well, and the program is not on the path."""
    program(path, "apt-get", APT.format(folder=path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(Lacking, match="still not found"):
        install([PDFTOTEXT])


@pytest.mark.parametrize(
    ("has", "line"),
    [
        ("dnf", "Missing. On Fedora: sudo dnf install chromium poppler-utils"),
        ("brew", "Missing. On macOS: brew install poppler && brew install --cask chromium"),
    ],
)
def test_each_family_has_its_own_line(has: str, line: str) -> None:
    """The command is for the system that it stands on."""
    assert words([CHROMIUM, PDFTOTEXT], lambda name: name == has) == line


@pytest.mark.parametrize(("platform", "missing"), [("linux", ["webkit2gtk-driver", "xvfb"]), ("darwin", [])])
def test_nobody_is_asked_for_what_is_not_built_for_their_system(
    path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, missing: list[str]
) -> None:
    """WebKitGTK and its screen are for Linux alone."""
    monkeypatch.setattr(sys, "platform", platform)
    needs = [need for need in TESTS if need.apt[0] in ("webkit2gtk-driver", "xvfb")]
    assert [need.apt[0] for need in needs if not need.found()] == missing


def test_an_unknown_system_gets_every_line() -> None:
    """One for each family that we know."""
    assert len(words(TESTS, lambda name: False).splitlines()) == len(FAMILIES)
    assert all(all(need.apt) and need.apt[0] in commands(TESTS)["apt-get"] for need in TESTS)
