"""A search in a child's log as a TinyDB query. The keys are those of an event as it is stored
(``carerapp/domain/events.py``); what an entry says in words, only the caller knows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, cast

from tinydb import Query, where
from tinydb.queries import QueryInstance

from carerapp.domain.events import EventKind
from carerapp.domain.topics import topic_at
from forms.engine.uk_clock import uk

_KNOWN = tuple(kind for kind in EventKind if kind is not EventKind.NEWER)


def log_query(
    *,
    ids: Callable[[str], bool],
    author: Callable[[str], bool] | None = None,
    kinds: Collection[str] = (),
    topics: Collection[str] = (),
    day: date | None = None,
) -> QueryInstance:
    """Entries whose id passes ``ids`` and whose author's id passes ``author``, of one of the ``kinds`` or
    about one of the ``topics``, and of this ``day`` where it happened. What is empty or ``None`` does not
    narrow it."""
    query = _passes("id", ids)
    if author:
        query &= _passes("author", author)
    if kinds or topics:
        query &= _of(kinds) | _about(topics)
    if day:
        query &= Query().map(_day) == day
    return query


def _passes(key: str, test: Callable[[str], bool]) -> QueryInstance:
    # TinyDB gives the value under the key, though its annotation says a whole document.
    return where(key).test(cast("Callable[[Mapping[Any, Any]], bool]", test))


def _of(kinds: Collection[str]) -> QueryInstance:
    """The correction of an answer is looked for where answers are: its field is the answer's, no note's."""
    query = where("kind").one_of(list(kinds))
    if EventKind.NEWER in kinds:
        query |= _newer()
    if "answer" not in kinds:
        return query
    corrected: QueryInstance = where("kind") == "correct"
    return query | (corrected & _passes("field", lambda field: not field.startswith("note:")))


def _newer() -> QueryInstance:
    """Of a kind, or a note about a topic, that only a newer version of the app knows."""
    note = where("kind").one_of(["note", "attach"]) & _passes("field", _is_newer)
    corrected = where("kind").one_of(["correct"]) & _passes(
        "field", lambda field: _is_newer(field) and field.startswith("note:")
    )
    return _passes("kind", lambda kind: kind not in _KNOWN) | note | corrected


def _is_newer(field: object) -> bool:
    return isinstance(field, str) and topic_at(field) is None


def _about(topics: Collection[str]) -> QueryInstance:
    """A note's field is its topic, and so is that of its correction, after "note:"."""
    note = where("kind").one_of(["note", "attach"]) & where("field").one_of(list(topics))
    corrected = [f"note:{topic}" for topic in topics]
    return note | (where("kind").one_of(["correct"]) & where("field").one_of(corrected))


def _day(entry: Mapping[str, Any]) -> date | None:
    """The day on the United Kingdom's clock, as the log's lines say it; None where an entry that an older
    version took tells none."""
    try:
        return uk(datetime.fromisoformat(entry["happened_at"])).date()
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
