"""Everything that stands in no child's log as it came, or is not shown: one list for the screen and the
command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from carerapp.actions.casebook import Casebook
from carerapp.domain.gate.captured import captured
from carerapp.domain.gate.shape import shown
from carerapp.sharing.set_aside import AsideItem, AsideShelf
from carerapp.vault import Vault

_WHAT = {
    "entry": "An entry of another device",
    "letter": "An entry for this desk alone",
    "key": "A key",
    "file": "A picture or a document",
    "answer": "A part of the authority’s answer",
    "stamp": "A time stamp",
}
UNREADABLE = "the log can’t be read by this version of the app. The other children are not touched by it"
NOT_CAPTURED = "it has not the form of what the app writes while it is locked"


@dataclass(frozen=True, slots=True)
class AsideLine:
    """``about``: the child's name, "" where it is about none; ``what`` it is; ``why`` it was set aside;
    ``sender``: whom it says it is from, with the device's id at the authority; ``words``: what it says,
    as far as can be read. ``at``: when it came, seconds since 1970, None where nobody noted it;
    ``waits``: it is tried again by itself."""

    child: str
    about: str
    what: str
    why: str
    sender: str = ""
    words: str = ""
    at: int | None = None
    waits: bool = False


def aside_lines(vault: Vault, book: Casebook) -> tuple[AsideLine, ...]:
    """What came and was set aside, oldest first; then what older versions of the app had taken."""
    names = book.names()
    lines = [_came(item, names) for item in AsideShelf(vault).items()]
    lines += _held(book, names)
    lines += [
        AsideLine(child, "A child", "The log of a child", UNREADABLE) for child in sorted(book.unreadable)
    ]
    broken = [piece for piece in vault.captured.entries() if captured(piece) is None]
    lines += [AsideLine("", "", "Something written while locked", NOT_CAPTURED) for _ in broken]
    return tuple(lines)


def more_aside(vault: Vault) -> int:
    """How many more there were than the list holds."""
    return AsideShelf(vault).more()


def _came(item: AsideItem, names: Mapping[str, str]) -> AsideLine:
    device = f"device {item.device}" if item.device else ""
    sender = ", ".join(part for part in (item.who, device) if part)
    about = names.get(item.child, "A child") if item.child else ""
    what = _WHAT[item.what]
    return AsideLine(
        item.child, about, what, item.reason.words, sender, item.words, item.at, item.reason.may_pass
    )


def _held(book: Casebook, names: Mapping[str, str]) -> Iterator[AsideLine]:
    for child in book.ids():
        if child in book.unreadable:
            continue
        for one in book.left_out(child):
            about, sender = names.get(child, "A child"), shown(book.name_of(one.signer))
            what = f"Entry {one.place + 1} of the log"
            yield AsideLine(child, about, what, one.reason.words, sender, one.words)
