"""A PostgreSQL primary and its standby, each a cluster of its own here, of which one is killed."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sync.endpoint.database import connect
from tests.support.endpoint.postgres import _as_nobody, _program


class Replicas:
    """``primary`` and ``standby``: the addresses of the one database, at each. ``base``: an empty folder."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._data = {name: base / name for name in ("primary", "standby")}
        self.primary, self.standby = (self._address(base / f"{name} socket") for name in self._data)

    def _address(self, sockets: Path) -> str:
        sockets.mkdir()
        if not os.geteuid():
            nobody = pwd.getpwnam("nobody")
            os.chown(sockets, nobody.pw_uid, nobody.pw_gid)
        return f"postgresql+psycopg://carer@/postgres?host={sockets}"

    def start(self, *, synchronous: bool) -> None:
        """Both; ``synchronous``: a commit waits until the standby has it on its disk."""
        self._run("initdb", "-D", self._data["primary"], "-A", "trust", "-U", "carer", "--encoding=UTF8")
        self._up("primary")
        source = f"host='{self._base / 'primary socket'}' user=carer application_name=standby"
        self._run("pg_basebackup", "-d", source, "-D", self._data["standby"], "-R", "-X", "stream")
        self._up("standby")
        if synchronous:
            self._set(self.primary, "standby")

    def kill_primary(self) -> None:
        """As a power cut would: every process of it, at once."""
        first = int((self._data["primary"] / "postmaster.pid").read_text().split()[0])
        for process in (first, *_children(first)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def promote(self) -> None:
        """The standby is the primary from now on, and waits for nobody."""
        self._run("pg_ctl", "-D", self._data["standby"], "-w", "-t", "60", "promote")
        self._set(self.standby, "")

    def stop(self) -> None:
        """What still runs of both."""
        for data in self._data.values():
            if data.exists():
                _as_nobody([_program("pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], self._base)

    def _up(self, name: str) -> None:
        sockets = self._base / f"{name} socket"
        options = f"-c listen_addresses='' -c unix_socket_directories='{sockets}' -c max_connections=60"
        control = ("-D", self._data[name], "-w", "-t", "60", "-l", self._base / f"{name}.log")
        self._run("pg_ctl", *control, "-o", options, "start")

    def _set(self, address: str, standbys: str) -> None:
        engine = connect(address)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"ALTER SYSTEM SET synchronous_standby_names = '{standbys}'")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        engine.dispose()

    def _run(self, program: str, *arguments: object) -> None:
        done = _as_nobody([_program(program), *map(str, arguments)], self._base)
        assert done.returncode == 0, done.stdout + done.stderr


@contextlib.contextmanager
def replicas(*, synchronous: bool) -> Iterator[Replicas]:
    """Both run; gone afterwards."""
    base = Path(tempfile.mkdtemp(prefix="pg-"))
    if not os.geteuid():
        nobody = pwd.getpwnam("nobody")
        os.chown(base, nobody.pw_uid, nobody.pw_gid)
    made = Replicas(base)
    try:
        made.start(synchronous=synchronous)
        yield made
    finally:
        made.stop()
        shutil.rmtree(base, ignore_errors=True)


def _children(parent: int) -> list[int]:
    asked = ["ps", "-o", "pid=", "--ppid", str(parent)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return [int(one) for one in done.stdout.split()]
