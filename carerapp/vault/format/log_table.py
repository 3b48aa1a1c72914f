"""TinyDB as the document store over a child's log: reading is TinyDB's own, writing is one append.

TinyDB's insert rebuilds its whole table; this one adds a frame to the journal. Nothing can be changed
or removed, because the log never is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NoReturn, cast

from tinydb.storages import Storage
from tinydb.table import Table

from carerapp.vault.errors import AppendOnly
from carerapp.vault.format.log_query import log_query

Documents = Callable[[], Sequence[Mapping[str, Any]]]
NAME = "log"


class _Rows(Mapping[str, Mapping[str, Any]]):
    """The documents under TinyDB's ids, "1" for the first, without copying them."""

    def __init__(self, documents: Sequence[Mapping[str, Any]]) -> None:
        self._documents = documents

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        if not key.isascii() or not key.isdigit() or not 1 <= int(key) <= len(self._documents):
            raise KeyError(key)
        return self._documents[int(key) - 1]

    def __iter__(self) -> Iterator[str]:
        return map(str, range(1, len(self._documents) + 1))

    def __len__(self) -> int:
        return len(self._documents)


class LogStorage(Storage):
    """Reads the entries held in memory; refuses to write a whole state."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All entries as TinyDB expects them. Raises :class:`Locked` after the vault is."""
        return {NAME: cast("dict[str, Any]", _Rows(self._documents()))}

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        """Raises :class:`AppendOnly`."""
        raise AppendOnly


class LogTable(Table):
    """A TinyDB table whose ``insert`` is one durable append; document ids count from 1."""

    def __init__(self, documents: Documents, append: Callable[[Mapping[str, Any]], None]) -> None:
        # No query cache: entries also arrive without passing through this table.
        super().__init__(LogStorage(documents), NAME, cache_size=0)
        self._documents = documents
        self._append = append

    def entries(self) -> Sequence[Mapping[str, Any]]:
        """Every document as it lies in memory: ``all`` makes a copy of each, which a whole record need not
        pay."""
        return self._documents()

    def find(
        self,
        *,
        ids: Callable[[str], bool],
        author: Callable[[str], bool] | None = None,
        kinds: Collection[str] = (),
        topics: Collection[str] = (),
        day: date | None = None,
    ) -> list[str]:
        """The ids of the entries that :func:`log_query` describes, in the log's order. In memory only."""
        query = log_query(ids=ids, author=author, kinds=kinds, topics=topics, day=day)
        return [str(document["id"]) for document in self.search(query)]

    def insert(self, document: Mapping[str, Any]) -> int:
        """Durable on return. Raises :class:`NotSaved`."""
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")
        self._append(document)
        return len(self._documents())

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Each is durable before the next begins; after :class:`NotSaved` those before it stay."""
        return [self.insert(document) for document in documents]

    def update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises :class:`AppendOnly`."""
        raise AppendOnly

    def update_multiple(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises :class:`AppendOnly`."""
        raise AppendOnly

    def upsert(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises :class:`AppendOnly`."""
        raise AppendOnly

    def remove(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises :class:`AppendOnly`."""
        raise AppendOnly

    def truncate(self) -> NoReturn:
        """Raises :class:`AppendOnly`."""
        raise AppendOnly
