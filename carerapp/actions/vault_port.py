"""What the casebook needs of an unlocked vault."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol as Port

from carerapp.domain.feeds import End
from carerapp.domain.feeds_left import Left
from carerapp.domain.json_value import Json


class Author(Port):
    """Whoever is signed in: what they write is theirs."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def author(self) -> str:
        """The id that signs what they write; each name of theirs has its own."""

    def is_me(self, author: str) -> bool:
        """Whether an entry of this author is theirs, under this name or an earlier one."""


class LogPort(Port):
    """A child's log: its entries in order, and one more, which is durable when `insert` returns."""

    def entries(self) -> Sequence[Mapping[str, Json]]: ...
    def insert(self, document: Mapping[str, Json]) -> int: ...
    def find(
        self,
        *,
        ids: Callable[[str], bool],
        author: Callable[[str], bool] | None = None,
        kinds: Collection[str] = (),
        topics: Collection[str] = (),
        day: date | None = None,
    ) -> Sequence[str]: ...


class SignedEntry(Port):
    """An entry as it was signed: its author's id (8 bytes), the signature, the exact bytes."""

    @property
    def author(self) -> bytes: ...
    @property
    def signature(self) -> bytes: ...
    @property
    def body(self) -> bytes: ...


class VaultPort(Port):
    """Each write is durable when it returns, or raises ``NotSaved``."""

    @property
    def person(self) -> Author: ...
    def add_child(self) -> str: ...
    def children(self) -> Sequence[str]: ...
    def table(self, child: str) -> LogPort: ...
    def feed_end(self, child: str, device: str, stamp: str) -> End:
        """Where this device's feed about the child stands: the next entry follows it."""

    def left(self, child: str) -> Left:
        """What left this child's log, as far as its chains need it."""

    def signers(self, child: str) -> Sequence[str]:
        """The id of who signed each entry of the log."""

    def signed_from(self, child: str, place: int) -> Iterator[SignedEntry]:
        """The entries of the log from this place on, read as they are asked for."""

    def is_of_here(self, author: str) -> bool:
        """Whether this author signs in on this device, or did."""

    def is_of_a_home(self, author: str) -> bool:
        """Whether this author is known to write on another home's device, and at no duty desk."""

    def people(self) -> Sequence[Mapping[str, str]]: ...
    def rename(self, name: str) -> None:
        """Who is signed in writes under another name from now on."""

    def save_attachment(self, child: str, data: bytes) -> str: ...
    def attachments(self, child: str) -> Sequence[str]: ...
    def attachment(self, child: str, attachment_id: str) -> bytes: ...
    def put_setting(self, name: str, value: Json) -> None: ...
    def get_setting(self, name: str) -> Json: ...
    def seal_own(self, value: Json) -> str: ...
    def open_own(self, sealed: str) -> Json: ...
