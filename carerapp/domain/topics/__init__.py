"""Every topic of the log, one a file: what its entries say, and how they read.

To add one: its file, its import and line here, and the line of its JSON in tests/domain/test_topics.py.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from carerapp.domain.topics.acknowledged import Acknowledged
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.captured import PutInCaptured
from carerapp.domain.topics.captured_clock import CapturedClock
from carerapp.domain.topics.child_phoned import ChildPhoned
from carerapp.domain.topics.clock import ClockMoved
from carerapp.domain.topics.codec import encode
from carerapp.domain.topics.contact_hours import ContactHours
from carerapp.domain.topics.copy import Copy
from carerapp.domain.topics.danger import Danger
from carerapp.domain.topics.decided import Decided
from carerapp.domain.topics.dialled import Dialled
from carerapp.domain.topics.do_not_ring import DoNotRing
from carerapp.domain.topics.exported import Exported
from carerapp.domain.topics.handed_on import HandedOn
from carerapp.domain.topics.handed_over import HandedOver
from carerapp.domain.topics.left_device import LeftDevice
from carerapp.domain.topics.looked import Looked
from carerapp.domain.topics.may_read import MayRead
from carerapp.domain.topics.moved import Moved
from carerapp.domain.topics.note import Note
from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.photo import AddedPhoto
from carerapp.domain.topics.police_told import PoliceTold
from carerapp.domain.topics.refused import Refused
from carerapp.domain.topics.restricted import SentRestricted
from carerapp.domain.topics.same_child import SameChild
from carerapp.domain.topics.same_episode import SameEpisode
from carerapp.domain.topics.shift import TookOver
from carerapp.domain.topics.taken_back import TakenBack
from carerapp.domain.topics.together import LeftTogether
from carerapp.domain.topics.told import Told


class Topic(StrEnum):
    """The key that is stored, and the payload of its entries."""

    payload: type[Payload]

    def __new__(cls, key: str, payload: type[Payload]) -> Self:
        topic = str.__new__(cls, key)
        topic._value_ = key
        topic.payload = payload
        return topic

    NOTE = "note", Note
    DIALLED = "dialled", Dialled
    CALL = "call", Call
    DANGER = "danger", Danger
    TOLD = "told", Told
    LOOKED = "looked", Looked
    COPY = "copy", Copy
    HANDED_OVER = "handed_over", HandedOver
    REFUSED = "refused", Refused
    CHILD_PHONED = "child_phoned", ChildPhoned
    DECIDED = "decided", Decided
    PHOTO = "photo", AddedPhoto
    EXPORTED = "exported", Exported
    CLOCK = "clock", ClockMoved
    SHIFT = "shift", TookOver
    CAPTURED = "captured", PutInCaptured
    CAPTURED_CLOCK = "captured_clock", CapturedClock
    SAME_EPISODE = "same_night", SameEpisode
    LEFT_DEVICE = "left_device", LeftDevice
    ACKNOWLEDGED = "acknowledged", Acknowledged
    RESTRICTED = "restricted", SentRestricted
    TOGETHER = "together", LeftTogether
    TAKEN_BACK = "taken_back", TakenBack
    MOVED = "moved", Moved
    SAME_CHILD = "same_child", SameChild
    DO_NOT_RING = "do_not_ring", DoNotRing
    CONTACT_HOURS = "contact_hours", ContactHours
    HANDED_ON = "handed_on", HandedOn
    MAY_READ = "may_read", MayRead
    POLICE_TOLD = "police_told", PoliceTold


_BY_PAYLOAD = {topic.payload: topic for topic in Topic}
_BY_FIELD = {f"{before}{topic.value}": topic for topic in Topic for before in ("", "note:")}


def topic_of(payload: Payload) -> Topic:
    """The topic that a payload is about."""
    return _BY_PAYLOAD[type(payload)]


def topics_about(about: About) -> tuple[Topic, ...]:
    """Those that the search in the log finds under this."""
    return tuple(topic for topic in Topic if topic.payload.about is about)


def fields_of(*topics: Topic) -> frozenset[str]:
    """The fields under which entries of these topics, and corrections of them, stand."""
    return frozenset(field for field, topic in _BY_FIELD.items() if topic in topics)


def topic_at(field: str) -> Topic | None:
    """The topic of a note's field, or of a correction's; None for one that a newer version wrote."""
    return _BY_FIELD.get(field)


__all__ = [
    "About",
    "Names",
    "Payload",
    "Topic",
    "encode",
    "fields_of",
    "topic_at",
    "topic_of",
    "topics_about",
]
