"""Why something was set aside: the key that is kept, and its words for a person."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Reason(StrEnum):
    """``words`` end a sentence that begins "Set aside: ". ``may_pass``: tried again later, since what is
    known here may change."""

    words: str
    may_pass: bool

    def __new__(cls, key: str, words: str = "", may_pass: bool = False) -> Self:
        member = str.__new__(cls, key)
        member._value_ = key
        member.words, member.may_pass = words, may_pass
        return member

    SEALED = "sealed", "it does not open with this child’s key"
    TOO_LONG = "too_long", "it is longer than an entry can be"
    SPELLING = "spelling", "its bytes are not in the one spelling that is signed"
    SHAPE = "shape", "a part of it is missing, or has another form than an entry has"
    AUTHOR = "author", "it was signed by one person and says that another person wrote it"
    SIGNATURE = "signature", "the author’s signature does not fit"
    KEY = "key", "this person is known here with another key"
    PERSON = "person", "it does not say rightly who wrote it"
    STAMP = "stamp", "its clock stamp is not the one of the device that sent it", True
    AHEAD = "ahead", "its clock is more than a year ahead of this device’s clock", True
    NOT_A_DESK = (
        "not_a_desk",
        "only a duty desk says “seen by the duty desk”, or takes it back; it did not come from one",
        True,
    )
    TWICE = "twice", "another entry has the same number"
    BEGUN = "begun", "it begins a form or an episode that another entry has begun"
    CHILD = "child", "it is about another child than the one it was sent for"
    FILE = "file", "the picture or document did not open, or is too large"
    OTHER_FILE = "other_file", "at the authority, another picture or document stands in its place"
    RULES = "rules", "it names a procedure that this app does not have"
    OTHERS_STAMP = "others_stamp", "its token is not over what this device sent, or can’t be read"
    OLD_STAMP = "old_stamp", "its token is older than what it is said to be over"
    UNREADABLE = "unreadable", "this version of the app can’t read it"

    @classmethod
    def read(cls, key: object) -> Self:
        """The member that was kept; one that a newer version kept reads as unreadable."""
        return next((one for one in cls if one == key), cls("unreadable"))


class NotTaken(Exception):
    """It does not pass. The message holds nothing of it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
