"""Overwriting a key where it lies, as far as Python allows.

Python frees memory without clearing it, and has no bytes that can be cleared. CPython keeps the content of
a ``bytes`` object at its end, so it can be reached; that is done here, in one place, for keys that nothing
else uses any more. What can't be reached: copies inside the libraries, strings (a PIN as it was typed), and
what was decoded from the log. Locking lets go of those, and the memory is used again in time.
"""

from __future__ import annotations

import ctypes
import sys

_AT = bytes.__basicsize__ - 1
_LEAST = 16  # shorter ones may be shared by the interpreter


def wipe(*secrets: bytes | None) -> None:
    """Zeros over each. Only for keys that were made or unsealed by the vault and are not used again."""
    if sys.implementation.name != "cpython":
        return
    for secret in secrets:
        if isinstance(secret, bytes) and len(secret) >= _LEAST:
            ctypes.memset(id(secret) + _AT, 0, len(secret))
