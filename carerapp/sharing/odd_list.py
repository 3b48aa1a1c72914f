"""What is missing in the logs, or stands there twice: in words, for the screen and the command. All that came
is shown in the log; nothing waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import BrokenEvent, Event
from carerapp.domain.feed_faults import Fault, FaultKind
from carerapp.domain.feed_numbers import Numbers
from carerapp.domain.gate.shape import shown
from carerapp.domain.json_value import Json
from forms.engine.uk_clock import uk_words

MOST = 20  # things of one log that are said
AT_ONCE = 2_000  # entries that are looked at in one piece
HASHED_AT_ONCE = 500  # entries that are read again and hashed in one piece
_WAIT = "They may still come: the app asks at each contact. If they do not, look at that device"
_ASK = "Both are shown in the log. Ask who wrote them"
_PUT_BACK = (
    "Older files had been put back on that device, and it wrote on before it knew. Both are shown in the "
    "log; since then it counts anew"
)


@dataclass(frozen=True, slots=True)
class OddLine:
    """``about``: the child's name; ``words``: what is wrong, as sentences; ``device``: the id of the feed,
    "" where it says none."""

    child: str
    about: str
    words: str
    device: str


def still_to_count(book: Casebook) -> list[str]:
    """The logs that can be read, while there is more to look at than is done at once."""
    logs = _readable(book)
    return logs if book.feeds.left(logs) > AT_ONCE else []


def still_to_hash(book: Casebook) -> list[str]:
    """The logs that can be read, while any entry of theirs was not hashed."""
    logs = _readable(book)
    return logs if book.feeds.left_to_hash(logs) else []


def hash_all(book: Casebook) -> None:
    """For who waits for it: a command."""
    while logs := still_to_hash(book):
        book.feeds.go_on_hashing(logs, HASHED_AT_ONCE)


def _readable(book: Casebook) -> list[str]:
    return [child for child in book.ids() if child not in book.unreadable]


def odd_lines(book: Casebook) -> tuple[OddLine, ...]:
    """Of every child's log that can be read. Breaks, as far as the entries were hashed."""
    names = book.names()
    return tuple(line for child in book.ids() for line in _of(book, child, names.get(child, "A child")))


def _of(book: Casebook, child: str, about: str) -> Iterator[OddLine]:
    if child in book.unreadable:
        return
    numbers, documents = book.feeds.of(child), book.log(child).entries()
    found = sorted([*numbers.faults(), *book.feeds.breaks(child)], key=lambda one: one.place)
    for fault in found[:MOST]:
        words = _WORDS[fault.kind](book, numbers, documents, fault)
        yield OddLine(child, about, words, fault.device)


Entries = Sequence[Mapping[str, Json]]
Words = Callable[[Casebook, Numbers, Entries, Fault], str]


def _missing(book: Casebook, numbers: Numbers, documents: Entries, fault: Fault) -> str:
    count, after = fault.upto - fault.number + 1, _at(documents, fault.place)
    before = numbers.place_of(fault.device, fault.number - 1)
    start = f"between {_at(documents, before)} and {after}" if before is not None else f"before {after}"
    who = _who(book, documents, fault.place)
    entries, are = ("1 entry", "is") if count == 1 else (f"{count} entries", "are")
    return f"{entries} of the device that {who} wrote on {are} missing, written {start}. {_WAIT}."


def _twice(book: Casebook, numbers: Numbers, documents: Entries, fault: Fault) -> str:
    first = numbers.place_of(fault.device, fault.number) or 0
    one, other = (f"{_who(book, documents, at)}, {_at(documents, at)}" for at in (first, fault.place))
    why = _PUT_BACK if numbers.is_followed(fault.device) else _ASK
    return f"Two entries say that they are the same number of one device: {one}; and {other}. {why}."


def _foreign(book: Casebook, numbers: Numbers, documents: Entries, fault: Fault) -> str:
    who, at = _who(book, documents, fault.place), _at(documents, fault.place)
    return f"An entry of {who}, {at}, says that it was written on a device that was another’s. Ask them."


def _shapeless(book: Casebook, numbers: Numbers, documents: Entries, fault: Fault) -> str:
    who, at = _who(book, documents, fault.place), _at(documents, fault.place)
    return f"An entry of {who}, {at}, does not say rightly which number of its device it is. Ask them."


def _broken(book: Casebook, numbers: Numbers, documents: Entries, fault: Fault) -> str:
    who, at = _who(book, documents, fault.place), _at(documents, fault.place)
    follows = (
        "does not follow the entry before it on its device: one of the two is not what was written there"
    )
    return f"An entry of {who}, {at}, {follows}. {_ASK}."


_WORDS: Mapping[FaultKind, Words] = {
    FaultKind.GAP: _missing,
    FaultKind.FORK: _twice,
    FaultKind.BREAK: _broken,
    FaultKind.FOREIGN: _foreign,
    FaultKind.SHAPE: _shapeless,
}


def _event(documents: Entries, place: int) -> Event | None:
    try:
        return Event.from_json(documents[place])
    except BrokenEvent:
        return None


def _who(book: Casebook, documents: Entries, place: int) -> str:
    event = _event(documents, place)
    return shown(book.name_of(event.author)) if event else "somebody"


def _at(documents: Entries, place: int) -> str:
    event = _event(documents, place)
    return uk_words(event.written, "%d/%m/%Y %H:%M") if event else "at a time that can’t be read"
