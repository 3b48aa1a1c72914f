"""A kernel that loses its power, and kernels that lie about what they have written.

After every system call, disk states that are legal after a power cut can be made. Legal is meant harshly: of
data not yet synced any sector may be there, be zero, be garbage or be missing; of names not yet synced any
may be there or not, in any combination.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from carerapp.vault.adapters.syscalls import Syscalls

SECTOR = 64
ROOT = "/vault"


@dataclass(slots=True)
class _File:
    durable: bytes = b""
    now: bytes = b""
    pending: list[tuple[int, bytes] | int] = field(default_factory=list)
    """Not yet synced, in order: a write (where, what), or the length it was cut to."""


@dataclass(slots=True)
class _Folder:
    durable: dict[str, _File] = field(default_factory=dict)
    now: dict[str, _File] = field(default_factory=dict)
    pending: list[tuple[str, str, _File | None]] = field(default_factory=list)
    """Not yet synced, in order: name to remove ("" for none), name to set ("" for none), and to what."""


class CrashingOs(Syscalls):
    """Answers like a kernel and calls ``step`` after every call that changes something."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.step: Callable[[], None] = lambda: None
        self.folders: dict[str, _Folder] = {ROOT: _Folder()}
        self.unsynced_folders: set[str] = set()
        self._fds: dict[int, _File] = {}
        self._next = 3

    def _split(self, path: str) -> tuple[str, str]:
        folder, _, name = path.rpartition("/")
        return folder, name

    def _file(self, path: str) -> _File:
        folder, name = self._split(path)
        try:
            return self.folders[folder].now[name]
        except KeyError:
            raise FileNotFoundError(path) from None

    def _fd(self, file: _File) -> int:
        self._next += 1
        self._fds[self._next] = file
        return self._next

    def _name(self, path: str, file: _File | None, gone: str = "") -> None:
        folder, name = self._split(path)
        held = self.folders[folder]
        held.pending.append((gone, name if file else "", file))
        if gone:
            held.now.pop(gone, None)
        if file:
            held.now[name] = file
        self.step()

    def open_file(self, path: str) -> int:
        try:
            return self._fd(self._file(path))
        except FileNotFoundError:
            file = _File()
            self._name(path, file)
            return self._fd(file)

    def open_new(self, path: str) -> int:
        fd = self.open_file(path)
        if self._fds[fd].now:
            self.ftruncate(fd, 0)
        return fd

    def write(self, fd: int, at: int, data: bytes) -> int:
        file = self._fds[fd]
        taken = data[: self.rng.randrange(1, len(data) + 1)] if self.rng.random() < 0.3 else data
        file.pending.append((at, taken))
        file.now = file.now[:at].ljust(at, b"\0") + taken + file.now[at + len(taken) :]
        self.step()
        return len(taken)

    def fsync(self, fd: int) -> None:
        file = self._fds[fd]
        file.durable, file.pending = file.now, []
        self.step()

    def ftruncate(self, fd: int, size: int) -> None:
        file = self._fds[fd]
        file.now = file.now[:size]
        file.pending.append(size)
        self.step()

    def close(self, fd: int) -> None:
        del self._fds[fd]

    def rename(self, old: str, new: str) -> None:
        self._name(new, self._file(old), gone=self._split(old)[1])

    def unlink(self, path: str) -> None:
        self._file(path)
        self._name(path, None, gone=self._split(path)[1])

    def close_folder(self, path: str) -> None:
        pass

    def make_folder(self, path: str) -> None:
        self.folders[path] = _Folder()
        self.unsynced_folders.add(path)
        self.step()

    def fsync_folder(self, path: str) -> None:
        folder = self.folders[path]
        folder.durable, folder.pending = dict(folder.now), []
        self.unsynced_folders -= {name for name in self.unsynced_folders if self._split(name)[0] == path}
        self.step()

    def read(self, path: str) -> bytes:
        return self._file(path).now

    def size(self, path: str) -> int:
        return len(self._file(path).now)

    def is_at(self, fd: int, path: str) -> bool:
        folder, name = self._split(path)
        return self.folders[folder].now.get(name) is self._fds[fd] if folder in self.folders else False

    def identity(self, path: str) -> tuple[int, int] | None:
        return (0, hash(path)) if path in self.folders else None

    def is_folder(self, path: str) -> bool:
        return path in self.folders

    def walk(self, root: str) -> list[str]:
        return [
            f"{folder}/{name}"[len(root) + 1 :] for folder, held in self.folders.items() for name in held.now
        ]

    def after_power_cut(self) -> CrashingOs:
        """One legal state of the disk when the power comes back."""
        rng = self.rng
        back = CrashingOs(rng)
        for path, folder in self.folders.items():
            if any(path == lost or path.startswith(lost + "/") for lost in self.unsynced_folders):
                continue
            names = dict(folder.durable)
            for gone, name, file in folder.pending:
                if rng.random() < 0.5:
                    names.pop(gone, None)
                    if file:
                        names[name] = file
            kept = {name: _File(data, data) for name, file in names.items() for data in [self._content(file)]}
            back.folders[path] = _Folder(dict(kept), dict(kept))
        return back

    def _content(self, file: _File) -> bytes:
        rng, data = self.rng, file.durable
        for change in file.pending:
            if isinstance(change, int):
                data = data[:change] if rng.random() < 0.5 else data
                continue
            at, new = change
            if rng.random() < 0.2:
                continue
            sectors = [new[i : i + SECTOR] for i in range(0, len(new), SECTOR)]
            shown = sectors[: rng.randrange(len(sectors) + 1)]
            mixed = [
                s if rng.random() < 0.6 else rng.choice((bytes(len(s)), rng.randbytes(len(s)))) for s in shown
            ]
            if rng.random() < 0.3:
                mixed = shown  # a plain torn write is the commonest, so it is tried more often
            shown_bytes = b"".join(mixed)
            data = data[:at].ljust(at, b"\0") + shown_bytes + data[at + len(shown_bytes) :]
        return data


class NoFsync(CrashingOs):
    """Mutant: file contents are never synced."""

    def fsync(self, fd: int) -> None:
        self.step()


class NoFolderFsync(CrashingOs):
    """Mutant: names are never synced."""

    def fsync_folder(self, path: str) -> None:
        self.unsynced_folders -= {name for name in self.unsynced_folders if self._split(name)[0] == path}
        self.step()


class LateFsync(CrashingOs):
    """Mutant: the acknowledgement goes out first, the sync follows with the next call."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self._owed: int | None = None

    def fsync(self, fd: int) -> None:
        self._pay()
        self._owed = fd

    def write(self, fd: int, at: int, data: bytes) -> int:
        self._pay()
        return super().write(fd, at, data)

    def close(self, fd: int) -> None:
        self._pay()
        super().close(fd)

    def _pay(self) -> None:
        owed, self._owed = self._owed, None
        if owed is not None:
            super().fsync(owed)


class SimulatedBlock:
    """A block of the container as one file of the simulated kernel. Opening it is no part of what is
    tested."""

    def __init__(self, os: CrashingOs, path: str) -> None:
        self._os, self._path = os, path
        os.step, step = lambda: None, os.step
        self._fd = os.open_file(path)
        os.fsync_folder(ROOT)
        os.step = step

    def size(self) -> int:
        return self._os.size(self._path)

    def read(self, at: int, n: int) -> bytes:
        return self._os.read(self._path)[at : at + n]

    def write(self, at: int, data: bytes) -> int:
        return self._os.write(self._fd, at, data)

    def flush(self) -> None:
        self._os.fsync(self._fd)

    def truncate(self, size: int) -> None:
        self._os.ftruncate(self._fd, size)
