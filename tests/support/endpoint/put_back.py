"""An endpoint that is backed up while it answers, and put back to an earlier moment."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from sync.endpoint.__main__ import main
from tests.support.endpoint.authority import Authority

WHO = ("--by", "A. Administrator", "--reason", "the disk broke")


class Restorable:
    """Its folder and database stay; the process that answers is a new one after each restore."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder, self._url = folder, url
        self.backups = folder.with_name(f"{folder.name} backups")
        self.authority = Authority(folder, url)
        self._serving = contextlib.ExitStack()
        self._serving.enter_context(self.authority.serving())

    def typed(self, command: str, *arguments: object) -> int:
        """What its administrator types; the exit code."""
        with pytest.MonkeyPatch.context() as patch:
            if self._url:
                patch.setenv("DATABASE_URL", self._url)
            return main([command, "--data", str(self.folder), *map(str, arguments)])

    def backup(self, name: str) -> None:
        assert self.typed("backup", "--to", self.backups / name, "--without-key") == 0

    def stop(self) -> None:
        self._serving.close()
        self.authority.engine.dispose()

    def start(self) -> None:
        """At the same address."""
        port = self.authority.port
        self.authority = Authority(self.folder, self._url)
        self.authority.port, self.authority.base = port, f"http://127.0.0.1:{port}"
        self._serving.enter_context(self.authority.serving())

    def restore(self, name: str) -> None:
        """As the administrator does it."""
        self.stop()
        self.start_from(name)

    def start_from(self, name: str) -> None:
        assert self.typed("restore", "--backup", self.backups / name, *WHO, "--sure", "overwrite") == 0
        self.start()

    def lose(self, *, decisions: bool = True) -> None:
        """The database is none any more; ``decisions``: nor is the file beside the key."""
        for file in self.folder.glob("endpoint.sqlite-*"):
            file.unlink()
        (self.folder / "endpoint.sqlite").write_bytes(b"no database any more")
        if decisions:
            (self.folder / "decisions.jsonl").unlink(missing_ok=True)

    def roll_back(self, name: str) -> None:
        """By hand, and without a word: an SQLite file in the place of the other."""
        self.stop()
        for file in self.folder.glob("endpoint.sqlite*"):
            file.unlink()
        (self.folder / "endpoint.sqlite").write_bytes((self.backups / name / "endpoint.sqlite").read_bytes())
        self.start()
