"""The disk port in a browser: the container in two files of its private file system (OPFS).

The worker opens the files once, before Python needs them (``await bridge.diskOpen()``): that alone is
asynchronous.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import carerapp_bridge as bridge  # type: ignore[import-not-found]  # registered by the worker
from pyodide.ffi import JsException, to_js  # type: ignore[import-not-found]

from carerapp.vault.adapters.container import Container
from carerapp.vault.errors import AlreadyOpen, DiskFailed, DiskFull, DiskGone

_FULL = "QuotaExceededError"
_ELSEWHERE = "NoModificationAllowedError"
_GONE = "NotFoundError"


class BrowserDisk(Container):
    """Raises :class:`DiskFailed` when the files were not opened, or cannot be read."""

    def __init__(self) -> None:
        super().__init__((_OpenFile(0), _OpenFile(1)))

    @classmethod
    async def opened(cls) -> BrowserDisk:
        """Open the files too. Raises :class:`AlreadyOpen` when another tab has them, or
        :class:`DiskFailed`."""
        with _in_words():
            await bridge.diskOpen()
        return cls()

    def stands(self) -> bool:
        """Whether both files were listed when the browser answered last: it is asked after each flush."""
        return not bridge.diskGone()

    def writes(self) -> int:
        """How many flushes were made."""
        return int(bridge.diskWritten())

    def answered(self) -> int:
        """How many of them the browser's last answer came after."""
        return int(bridge.diskAnswered())

    def close(self) -> None:
        """Let another tab open the vault. The disk must not be used after."""
        bridge.diskClose()


class _OpenFile:
    """A block of the container: one of the two files."""

    def __init__(self, which: int) -> None:
        self._which = which

    def size(self) -> int:
        """Bytes in the block."""
        with _in_words():
            return int(bridge.diskSize(self._which))

    def read(self, at: int, n: int) -> bytes:
        """``n`` bytes from ``at``, fewer at the end."""
        with _in_words():
            made: bytes = bridge.diskRead(self._which, at, n).to_bytes()
            return made

    def write(self, at: int, data: bytes) -> int:
        """How many were taken."""
        with _in_words():
            return int(bridge.diskWrite(self._which, at, to_js(data)))

    def flush(self) -> None:
        """Durable on return."""
        with _in_words():
            bridge.diskFlush(self._which)

    def truncate(self, size: int) -> None:
        """Cut the block to ``size``."""
        with _in_words():
            bridge.diskTruncate(self._which, size)


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except JsException as error:
        if error.name == _FULL:
            raise DiskFull from error
        if error.name == _GONE:
            raise DiskGone from error
        if error.name == _ELSEWHERE:
            raise AlreadyOpen from error
        raise DiskFailed(error.name) from error
