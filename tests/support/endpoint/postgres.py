"""A real PostgreSQL of the test's own, on a socket of its own, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NEEDED = "PostgreSQL's programs are needed (Debian: postgresql)."


def _program(name: str) -> str:
    """Debian keeps them apart from the path."""
    found = shutil.which(name)
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    if places:
        return str(places[0])
    assert found, NEEDED
    return found


def _as_nobody(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """The server refuses to run as root."""
    user: dict[str, Any] = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        cwd=folder,
        **({} if os.geteuid() else user),
    )


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database."""
    base = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if not os.geteuid():
            os.chown(base, pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid)
        data = base / "data"
        made = _as_nobody(
            [_program("initdb"), "-D", str(data), "-A", "trust", "-U", "carer", "--encoding=UTF8"], base
        )
        assert made.returncode == 0, made.stderr
        options = f"-c listen_addresses='' -c unix_socket_directories={base} -c max_connections=120"
        control = [_program("pg_ctl"), "-D", str(data), "-w", "-t", "60"]
        started = _as_nobody([*control, "-l", str(base / "log"), "-o", options, "start"], base)
        assert started.returncode == 0, started.stdout + started.stderr
        try:
            yield f"postgresql+psycopg://carer@/postgres?host={base}"
        finally:
            _as_nobody([*control, "-m", "immediate", "stop"], base)
    finally:
        shutil.rmtree(base, ignore_errors=True)
