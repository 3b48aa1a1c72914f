"""Make a document in memory, freeze it, and write down who made which copy with which hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event, Kind

DocumentKind = Literal["key_contacts", "call_script", "chronology", "supplement", "form"]


@dataclass(frozen=True, slots=True)
class FrozenCopy:
    event: Event
    pdf: bytes


def freeze(
    book: Casebook,
    child: str,
    episode: str,
    kind: DocumentKind,
    make: Callable[[], bytes],
    *,
    withheld: Mapping[str, str] | None = None,
    password: bool = False,
) -> FrozenCopy:
    """`make` renders the PDF; its bytes are sealed in the vault and named by hash in the log."""
    file = book.child(child)
    as_of = file.events[-1].hlc
    pdf = make()
    value = {
        "document": kind,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "as_of": as_of,
        "withheld": dict(withheld or {}),
        "file": book.save_file(child, pdf),
        "password": password,
    }
    return FrozenCopy(book.write(child, episode, Kind.NOTE, "copy", value), pdf)
