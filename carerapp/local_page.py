"""Who gets the page of this computer: an address with a word in it that only the app knows, then a cookie.

Other people's programs on the same computer reach 127.0.0.1 too: without the word they get nothing.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

from carerapp.vault.adapters.syscalls import open_private, private_folder

_FILE = "page"  # in the app's folder
_WORD = re.compile(r"[\w-]{43}", re.ASCII)  # 32 bytes in base64url
_NAMED = "open"


def _word() -> str:
    return secrets.token_urlsafe(32)


def kept_word(folder: Path) -> str:
    """What the cookie says: the same after a restart, so that a page that stands open finds its app again.
    Made at the first start, in a file that is its owner's alone. Raises ``OSError``."""
    private_folder(folder)
    fd = open_private(folder / _FILE, os.O_RDWR | os.O_CREAT)
    with os.fdopen(fd, "r+", encoding="ascii", errors="replace") as file:
        word = file.read()
        if not _WORD.fullmatch(word):
            word = _word()
            file.seek(0)
            file.truncate()
            file.write(word)
    return word


@dataclass
class LocalPage:
    """The addresses that open the page on this port while the app runs, and the cookie that they give.

    ``shown`` is for the person who started it, as often as they like. ``once`` is for the browser that the
    app starts: programs' arguments can be read by everybody on the computer, so it is good for one time.
    """

    port: int
    cookie: str
    shown: str = field(default_factory=_word)
    once: str = field(default_factory=_word)

    def address(self, base: str, *, once: bool = False) -> str:
        """``base`` with the word."""
        return f"{base}?{_NAMED}={self.once if once else self.shown}"

    def knows(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether a request brings the cookie. Its name has the port: cookies are shared by all ports."""
        pairs = (pair for name, value in headers if name == b"cookie" for pair in value.split(b";"))
        parts = (pair.strip().partition(b"=") for pair in pairs)
        values = [value for name, _, value in parts if name == self._named()]
        return any(hmac.compare_digest(value, self.cookie.encode()) for value in values)

    def asks(self, query: bytes) -> bool:
        """Whether the address has a word at all, right or wrong."""
        return bool(_words(query))

    def opens(self, query: bytes) -> bool:
        """Whether the address has a word that is good. The one for one time is then no longer."""
        words = _words(query)
        if any(hmac.compare_digest(word, self.once.encode()) for word in words):
            self.once = _word()
            return True
        return any(hmac.compare_digest(word, self.shown.encode()) for word in words)

    def set_cookie(self) -> bytes:
        """The header's value; the browser forgets it when it is closed, and no script reads it."""
        return self._named() + f"={self.cookie}; Path=/; HttpOnly; SameSite=Strict".encode()

    def _named(self) -> bytes:
        return f"carerapp-{self.port}".encode()


def _words(query: bytes) -> list[bytes]:
    return [word.encode() for word in parse_qs(query.decode("latin-1")).get(_NAMED, [])]
