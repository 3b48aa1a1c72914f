"""The few operating-system calls a durable disk is made of.

One thin class, so that the power-loss simulator can stand in for the kernel under the real
:class:`NativeDisk` instead of under a model of it.
"""

from __future__ import annotations

import contextlib
import os
import stat

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: A name that leads elsewhere is not followed: who may write into a folder could have us write anywhere.
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_OPEN = _NO_LINKS | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_OTHERS = 0o077


def open_private(path: str | os.PathLike[str], flags: int, *, follow: bool = False) -> int:
    """A descriptor of a file that is its owner's alone, also where it stood open to others before. Raises
    ``OSError`` for a link, unless it is to be followed: where a person chose the name."""
    fd = os.open(path, flags | (_OPEN if not follow else _OPEN & ~_NO_LINKS), 0o600)
    found = os.fstat(fd).st_mode
    if found & _OTHERS and stat.S_ISREG(found) and hasattr(os, "fchmod"):
        with contextlib.suppress(OSError):  # another's file, or a file system without modes
            os.fchmod(fd, stat.S_IMODE(found) & ~_OTHERS)
    return fd


def private_folder(path: str | os.PathLike[str]) -> None:
    """The folder is there, and its owner's alone, as far as the file system knows modes."""
    os.makedirs(path, 0o700, exist_ok=True)
    mode = stat.S_IMODE(os.stat(path).st_mode)
    if os.name != "nt" and mode & _OTHERS:
        with contextlib.suppress(OSError):
            os.chmod(path, mode & ~_OTHERS)


class Syscalls:
    """Straight to :mod:`os`. Paths are absolute; every call may raise ``OSError``."""

    def open_file(self, path: str) -> int:
        """A descriptor to write to; creates the file, readable by its owner alone."""
        return open_private(path, os.O_WRONLY | os.O_CREAT)

    def open_new(self, path: str) -> int:
        """A descriptor for an empty file."""
        return open_private(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def write(self, fd: int, at: int, data: bytes) -> int:
        """Write at a place in the file; bytes taken, perhaps fewer than given."""
        os.lseek(fd, at, os.SEEK_SET)
        return os.write(fd, data)

    def fsync(self, fd: int) -> None:
        """Down to the medium. Apple's fsync stops at the drive's cache, so ask for the full one there."""
        full = getattr(fcntl, "F_FULLFSYNC", None)
        if fcntl is not None and full is not None:
            with contextlib.suppress(OSError):  # not every file system there offers it
                fcntl.fcntl(fd, full)
                return
        os.fsync(fd)

    def ftruncate(self, fd: int, size: int) -> None:
        """Cut an open file."""
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        """Give the descriptor back."""
        os.close(fd)

    def rename(self, old: str, new: str) -> None:
        """Put ``old`` in the place of ``new`` in one step."""
        os.replace(old, new)

    def unlink(self, path: str) -> None:
        """Remove a file; ``FileNotFoundError`` when there is none."""
        os.unlink(path)

    def close_folder(self, path: str) -> None:
        """Nobody but the owner may look into this folder any more, nor into those inside it."""
        private_folder(path)
        for folder, inside, _ in os.walk(path):
            for whole in (os.path.join(folder, name) for name in inside):
                if not os.path.islink(whole):
                    private_folder(whole)

    def make_folder(self, path: str) -> None:
        """One folder, for its owner alone."""
        os.mkdir(path, 0o700)

    def fsync_folder(self, path: str) -> None:
        """Make the names in a folder durable. Windows does so by itself and offers no call."""
        if os.name == "nt":
            return
        fd = os.open(path, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def read(self, path: str) -> bytes:
        """The whole file; ``FileNotFoundError`` when there is none."""
        with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
            return file.read()

    def size(self, path: str) -> int:
        """Bytes in the file; ``FileNotFoundError`` when there is none."""
        return os.stat(path).st_size

    def is_at(self, fd: int, path: str) -> bool:
        """Whether the open file is the one that has this name."""
        try:
            return os.path.samestat(os.fstat(fd), os.stat(path))
        except (FileNotFoundError, NotADirectoryError):
            return False

    def identity(self, path: str) -> tuple[int, int] | None:
        """What tells a folder from another that took its name; ``None`` where there is none."""
        try:
            found = os.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return found.st_dev, found.st_ino

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of that name."""
        return os.path.isdir(path)

    def walk(self, root: str) -> list[str]:
        """All files under ``root``, as paths relative to it with ``/``."""
        out = []
        for folder, _, files in os.walk(root):
            inside = os.path.relpath(folder, root).replace(os.sep, "/")
            out += [name if inside == "." else f"{inside}/{name}" for name in files]
        return out
