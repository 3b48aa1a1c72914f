"""The vault's small sealed documents, by name: where the screen was, what is half typed, how sharing stands.

TinyDB keeps them, in one sealed file that is written whole at each change. Five kinds have a file of their
own, because each would make the writing of all others dearer (figures: ADR 2).
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from carerapp.vault.errors import DiskError, NotSaved
from carerapp.vault.first_settings import FirstSettings
from carerapp.vault.format.entries import JSON
from carerapp.vault.format.sealed_file import Saving, Sealer
from carerapp.vault.unlocked import Unlocked

if TYPE_CHECKING:
    from carerapp.vault.format.sealed_documents import SealedDocuments

_FILES = {
    "place": "places",
    "rules": "protocols",
    "aside": "aside",
    "stamped": "stamps",
    "erasures": "erasures",
}
"""First word of a name → file. A place is written while somebody types; the protocols of an authority and
time stamps are large, and so may be what was set aside, and the records of whom an authority erased."""
_OTHERS = "settings"
_WITHOUT_COPY = ("places",)
"""Replaced every few seconds; to lose it costs half a sentence."""


class Settings:
    """The settings of an open vault. A value is what JSON can carry."""

    def __init__(self, unlocked: Unlocked) -> None:
        self._unlocked = unlocked
        self._open: dict[str, SealedDocuments] = {}
        self._first: FirstSettings | None = None

    def put(self, name: str, value: JSON) -> None:
        """Replace what was there; ``None`` removes it. Raises :class:`NotSaved`."""
        documents, first = self._documents(name), self._first_settings()
        with Saving():
            if value is None:
                first.remove(name)  # before the new one: cut short here, it must not come back
                documents.remove(name)
            else:
                documents.put(name, value)
        with contextlib.suppress(DiskError):  # it does not count any more, and goes when it is next asked for
            first.remove(name)

    def get(self, name: str) -> JSON | None:
        """What :meth:`put` was given, or ``None``; also when it does not open."""
        documents, first = self._documents(name), self._first_settings()
        value = documents.get(name)
        if value is not None:
            with contextlib.suppress(DiskError):
                first.remove(name)
            return value
        value = first.get(name)
        if value is not None:
            with contextlib.suppress(NotSaved):  # then it stays where it is, and is found there again
                self.put(name, value)
        return value

    def seal_again(self) -> None:
        """After a change of epoch: who was removed has the key that the files were sealed with until now."""
        for name in (*_FILES, _OTHERS):
            with contextlib.suppress(DiskError):
                self._documents(name).seal_again()

    def close(self) -> None:
        """Forget what was decoded; it is read again when it is needed."""
        for documents in self._open.values():
            documents.close()
        self._open.clear()
        self._first = None

    def _documents(self, name: str) -> SealedDocuments:
        from carerapp.vault.format.sealed_documents import SealedDocuments, SealedStorage

        self._sealer()
        file = _FILES.get(name.partition(" ")[0], _OTHERS)
        if file not in self._open:
            storage = SealedStorage(
                self._unlocked.disk,
                file,
                self._sealer,
                twice=file not in _WITHOUT_COPY,
                damaged=self._unlocked.damage.append,
            )
            self._open[file] = SealedDocuments(storage)
        return self._open[file]

    def _sealer(self) -> Sealer:
        secrets, crypto = self._unlocked.secrets(), self._unlocked.crypto
        return Sealer(crypto, secrets.vault_key, "settings", secrets.epoch, secrets.vault_keys())

    def _first_settings(self) -> FirstSettings:
        if self._first is None:
            self._first = FirstSettings(self._unlocked)
        return self._first
