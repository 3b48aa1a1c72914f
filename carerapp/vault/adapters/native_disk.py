"""The disk port on a folder: what it says is written would survive a power cut."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass

from carerapp.vault.adapters.memory_disk import check_name
from carerapp.vault.adapters.syscalls import Syscalls, open_private
from carerapp.vault.errors import AlreadyOpen, DiskError, DiskFailed, DiskFull, DiskGone

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_LOCK = ".lock"
_UNFINISHED = ".unfinished"
_MOST_OPEN = 16
_ROOM = 64 * 1024


@dataclass(slots=True)
class _Held:
    """A file being appended to: its path, its descriptor, its size, and how far it was filled with zeros
    ahead."""

    path: str
    fd: int
    size: int
    room: int


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull from error
        # The reason only: the message of an OSError carries a path.
        raise DiskFailed(error.strerror or "") from error


class NativeDisk:
    """Files under ``root``, which others may not enter (0700). Raises :class:`AlreadyOpen` when another one
    has it.

    The descriptors of files appended to stay open; :meth:`close` gives them and the lock back.
    """

    def __init__(self, root: str | os.PathLike[str], *, syscalls: Syscalls | None = None) -> None:
        self._root = os.path.abspath(os.fspath(root))
        self._os = syscalls or Syscalls()
        self._open: dict[str, _Held] = {}
        self._uncut: dict[str, int] = {}
        self._lock: int | None = None
        with _in_words():
            self._make_folders(self._root)
            self._os.close_folder(self._root)
            self._identity = self._os.identity(self._root)
        self._take_lock()
        with _in_words():
            for name in self._os.walk(self._root):
                if name.endswith(_UNFINISHED):
                    self._os.unlink(self._path(name))

    def _take_lock(self) -> None:
        if fcntl is None or type(self._os) is not Syscalls:
            return
        with _in_words():
            fd = open_private(os.path.join(self._root, _LOCK), os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            raise AlreadyOpen from None
        self._lock = fd

    def close(self) -> None:
        """Let another process open the vault. The disk must not be used after."""
        for name in list(self._open):
            self._forget(name)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _path(self, name: str) -> str:
        check_name(name)
        return os.path.join(self._root, *name.split("/"))

    def _make_folders(self, folder: str) -> None:
        """Make what is missing and make each new name durable in the folder above it."""
        missing = []
        while not self._os.is_folder(folder):
            missing.append(folder)
            folder = os.path.dirname(folder)
        for path in reversed(missing):
            with contextlib.suppress(FileExistsError):
                self._os.make_folder(path)
            self._os.fsync_folder(os.path.dirname(path))

    def stands(self) -> bool:
        """Whether the folder is the one that was opened, and the files appended to have their names still."""
        try:
            return self._os.identity(self._root) == self._identity and all(
                self._os.is_at(held.fd, held.path) for held in self._open.values()
            )
        except OSError:
            return True  # it can't be told, and nothing was written

    def _stands(self, held: _Held) -> bool:
        """Whether the file still has its name, where that can be told: what was flushed is durable."""
        try:
            return self._os.is_at(held.fd, held.path)
        except OSError:
            return True

    def _look(self) -> None:
        """Nothing is made anew in the place of a folder that is gone. Raises :class:`DiskGone`."""
        if self._os.identity(self._root) != self._identity:
            raise DiskGone

    def _forget(self, name: str) -> None:
        held = self._open.pop(name, None)
        if held is None:
            return
        with contextlib.suppress(OSError):
            if held.room > held.size:
                self._os.ftruncate(held.fd, held.size)
        with contextlib.suppress(OSError):
            self._os.close(held.fd)

    def _write_all(self, fd: int, at: int, data: bytes) -> None:
        while data:
            taken = self._os.write(fd, at, data)
            if taken <= 0:
                raise OSError(errno.EIO, "nothing was written")
            at, data = at + taken, data[taken:]

    def read(self, name: str) -> bytes | None:
        """Without the room ahead, and without what waits to be cut off."""
        size = self._known_size(name)
        with _in_words():
            try:
                data = self._os.read(self._path(name))
            except FileNotFoundError:
                return None
        return data if size is None else data[:size]

    def _known_size(self, name: str) -> int | None:
        """How much of the file counts: not the zeros ahead, nor what waits to be cut off."""
        held = self._open.get(name)
        return held.size if held else self._uncut.get(name)

    def size(self, name: str) -> int | None:
        """As :meth:`read` counts it."""
        known = self._known_size(name)
        if known is not None:
            return known
        with _in_words():
            try:
                return self._os.size(self._path(name))
            except FileNotFoundError:
                return None

    def append(self, name: str, data: bytes) -> None:
        """One write into the room ahead, one ``fsync``; then a look whether the file still has its name."""
        if name in self._uncut:
            self._cut_back(name, self._uncut[name])
        with _in_words():
            held = self._open.get(name) or self._begin(name)
        if held.size + len(data) > held.room and data:
            self._make_room(held, len(data))
        try:
            with _in_words():
                self._write_all(held.fd, held.size, data)
                self._os.fsync(held.fd)
        except DiskError:
            # A short write must not strand garbage before the next entry. Should this cut fail as
            # well, the file waits in _uncut and takes nothing more until the cut succeeds.
            self._uncut[name] = held.size
            with contextlib.suppress(DiskError):
                self._cut_back(name, held.size)
            raise
        if not self._stands(held):
            with contextlib.suppress(OSError):  # should it come back, what was not saved is not in it
                self._os.ftruncate(held.fd, held.size)
                held.room = held.size
            raise DiskGone
        held.size += len(data)

    def _make_room(self, held: _Held, needed: int) -> None:
        """Write zeros ahead: syncing what grows a file costs twice as much as syncing what fills it."""
        start = max(held.size, held.room)
        more = -(-needed // _ROOM) * _ROOM
        with contextlib.suppress(OSError):  # a device too full for this may still have room for the entry
            self._write_all(held.fd, start, bytes(more))
        held.room = start + more

    def _begin(self, name: str) -> _Held:
        self._look()
        path = self._path(name)
        folder = os.path.dirname(path)
        self._make_folders(folder)
        while len(self._open) >= _MOST_OPEN:
            self._forget(next(iter(self._open)))
        fd = self._os.open_file(path)
        try:
            size = self._os.size(path)
            # The name must be as durable as what is about to be acknowledged under it. Also for a file
            # found here: whoever made it may have been killed before syncing the folder.
            self._os.fsync_folder(folder)
        except OSError:
            self._os.close(fd)
            raise
        held = self._open[name] = _Held(path, fd, size, size)
        return held

    def _cut_back(self, name: str, size: int) -> None:
        # A descriptor whose fsync failed is not trusted again: the kernel may call its lost pages clean.
        self._forget(name)
        with _in_words():
            self._look()
            fd = self._os.open_file(self._path(name))
            try:
                self._os.ftruncate(fd, size)
                self._os.fsync(fd)
            finally:
                self._os.close(fd)
        self._uncut.pop(name, None)

    def replace(self, name: str, data: bytes) -> None:
        """A new file beside it, synced, renamed over it; then the folder is synced."""
        path = self._path(name)
        self._forget(name)
        unfinished = path + _UNFINISHED
        with _in_words():
            self._look()
            self._make_folders(os.path.dirname(path))
            try:
                fd = self._os.open_new(unfinished)
                try:
                    self._write_all(fd, 0, data)
                    self._os.fsync(fd)
                finally:
                    self._os.close(fd)
                self._os.rename(unfinished, path)
            except OSError:
                with contextlib.suppress(OSError):
                    self._os.unlink(unfinished)
                raise
            self._os.fsync_folder(os.path.dirname(path))
            self._look()
        self._uncut.pop(name, None)

    def truncate(self, name: str, size: int) -> None:
        """Synced. Raises :class:`DiskFailed` for a size beyond the end."""
        held = self.size(name)
        if held is None or not 0 <= size <= held:
            raise DiskFailed("cut beyond the end")
        self._cut_back(name, size)

    def delete(self, name: str) -> None:
        """The folder is synced, so that it does not come back."""
        path = self._path(name)
        self._forget(name)
        with _in_words():
            try:
                self._os.unlink(path)
            except FileNotFoundError:
                return
            self._os.fsync_folder(os.path.dirname(path))
        self._uncut.pop(name, None)

    def names(self, prefix: str) -> list[str]:
        """Sorted; neither the lock nor unfinished files."""
        with _in_words():
            found = self._os.walk(self._root)
        return sorted(
            name
            for name in found
            if name.startswith(prefix) and name != _LOCK and not name.endswith(_UNFINISHED)
        )
