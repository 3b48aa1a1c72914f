"""A person said of a device that it may read this child's record, or that it should not any more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from carerapp.domain.isolated import isolated
from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import bare

NOBODY_BEFORE = "0" * 64
TRAINING = "training: the app said yes by itself"


class Act(StrEnum):
    """What was said."""

    GRANTED = "granted"
    ENDED = "ended"


class Reader(StrEnum):
    """What the device is: a home's, or the authority's duty desk's, which is for every child."""

    HOME = "home"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class MayRead(Payload):
    """``device``: its id at the authority; ``authority``: the pinned key of that authority's endpoint;
    ``seal_key``: the public key whose number a person compared, and to no other is the child's key sealed;
    all hexadecimal. ``called``: by the person; ``by``: the id of the manager who decided: the entry's author
    differs where one decision stands for several children. ``until``: the last day (ISO 8601), "" for
    none. ``before``: the SHA-256 of the newest such entry that was known, :data:`NOBODY_BEFORE` for none."""

    about: ClassVar[About] = About.LOG
    act: Act | None
    device: str
    authority: str
    seal_key: str
    called: str
    reader: Reader | None
    by: str
    why: str
    until: str
    before: str

    def in_log(self, names: Names) -> str:
        """'The tablet “Office 2” may read this record from here on. Somebody compared its number.'"""
        what = "The duty desk" if self.reader is Reader.DESK else "The tablet"
        who = f"{what} “{isolated(self.called.strip()) or 'without a name'}”"
        why = f" Because: {isolated(bare(self.why))}." if self.why.strip() else ""
        if self.act is Act.GRANTED:
            until = f", until {isolated(self.until)}" if self.until else ""
            return f"{who} may read this record from here on{until}.{why}"
        if self.act is Act.ENDED:
            return f"{who} should not read this record any more.{why}"
        return f"Something about whether {who} may read this record."
