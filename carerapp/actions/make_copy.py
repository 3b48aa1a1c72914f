"""Make a document in memory, freeze it, and write down who made which copy with which hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import PaperKind
from carerapp.domain.topics.copy import Copy


@dataclass(frozen=True, slots=True)
class FrozenCopy:
    """A copy as it is kept: the entry that names it, and its bytes."""

    event: Event
    pdf: bytes


def freeze(
    book: Casebook,
    child: str,
    episode: str,
    kind: PaperKind,
    make: Callable[[], bytes],
    *,
    withheld: Mapping[str, str] | None = None,
    password: bool = False,
) -> FrozenCopy:
    """`make` renders the PDF; its bytes are sealed in the vault and named by hash in the log."""
    file = book.child(child)
    as_of = file.events[-1].hlc
    pdf = make()
    copy = Copy(
        document=kind,
        sha256=hashlib.sha256(pdf).hexdigest(),
        as_of=as_of,
        withheld=withheld or {},
        file=book.save_file(child, pdf, episode),
        password=password,
    )
    return FrozenCopy(book.write(child, episode, NewEvent.note(copy)), pdf)
