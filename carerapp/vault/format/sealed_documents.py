"""TinyDB over one small sealed file: read once, kept in memory, written whole and atomically at each change.

For documents that are few and replaced often; a log that grows for years is another matter
(:mod:`.log_table`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tinydb.storages import Storage
from tinydb.table import Document, Table

from carerapp.vault.damage import Damage
from carerapp.vault.errors import SealBroken
from carerapp.vault.format.entries import JSON
from carerapp.vault.format.sealed_file import Sealer, read_twice, write_twice
from carerapp.vault.ports import Disk

_TABLE = "documents"
Tables = dict[str, dict[str, Any]]


class SealedStorage(Storage):
    """``sealer`` is asked at each write, so that a new epoch's key is used as soon as there is one.

    ``twice``: a copy of the file is kept, and makes good for it. A write that fails leaves file and memory as
    they were and raises :class:`DiskError`.
    """

    def __init__(
        self,
        disk: Disk,
        name: str,
        sealer: Callable[[], Sealer],
        *,
        twice: bool,
        damaged: Callable[[Damage], None],
    ) -> None:
        self._disk, self._name, self._sealer, self._twice = disk, name, sealer, twice
        self._tables: Tables = {}
        try:
            self._tables, found = self._load()
        except SealBroken:
            what = "settings and unfinished texts were damaged and could not be read"
            found = (Damage(name, None, what),)
        for damage in found:
            damaged(damage)

    def _load(self) -> tuple[Tables, tuple[Damage, ...]]:
        if self._disk.size(self._name) is None:
            return {}, ()
        if self._twice:
            return read_twice(self._disk, self._name, self._sealer(), what="a file of settings")
        return self._sealer().unseal_json(self._name, self._disk.read(self._name) or b""), ()

    def read(self) -> Tables:
        """All documents, copied as deep as TinyDB changes them in place before it writes."""
        return {
            table: {id: dict(document) for id, document in documents.items()}
            for table, documents in self._tables.items()
        }

    def write(self, data: Tables) -> None:
        """Durable on return. Raises :class:`DiskError`."""
        sealed = self._sealer().seal_json(self._name, data)
        if self._twice:
            write_twice(self._disk, self._name, sealed)
        else:
            self._disk.replace(self._name, sealed)
        self._tables = data

    def close(self) -> None:
        """Forget what was decoded."""
        self._tables = {}


class _Named(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB's own are numbers


class SealedDocuments:
    """What JSON can carry, by name, in one file. Writing raises :class:`DiskError`; then nothing has
    changed."""

    def __init__(self, storage: SealedStorage) -> None:
        self._storage = storage
        self._table = _Named(storage, _TABLE, cache_size=0)

    def __contains__(self, name: str) -> bool:
        return self._table.contains(doc_id=name)  # type: ignore[arg-type]

    def get(self, name: str) -> JSON | None:
        """A copy of what :meth:`put` was given, or ``None``."""
        document = self._table.get(doc_id=name)  # type: ignore[call-overload]
        return None if document is None else deepcopy(document["value"])

    def put(self, name: str, value: JSON) -> None:
        """Durable on return. Raises ``TypeError`` or ``ValueError`` for what JSON cannot hold."""
        document = {"value": json.loads(json.dumps(value, allow_nan=False))}
        # TinyDB's own "upsert" writes the file twice for a new name.
        if name in self:
            self._table.update(document, doc_ids=[name])  # type: ignore[list-item]
        else:
            self._table.insert(Document(document, name))  # type: ignore[arg-type]

    def remove(self, name: str) -> None:
        """Durable on return; writes nothing where there is no such document."""
        if name in self:
            self._table.remove(doc_ids=[name])  # type: ignore[list-item]

    def seal_again(self) -> None:
        """Under the key of this epoch, where there is anything."""
        if len(self._table):
            self._storage.write(self._storage.read())

    def close(self) -> None:
        """Forget what was decoded."""
        self._storage.close()
