"""Who may read each child, as this vault knows it: the words in the logs, and which were decided here.

The words stand in the children's logs, signed and synced. That a word was decided on this device, by
somebody who may, is kept in the vault beside them: a log can bring anything that a known person signed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from carerapp.domain.circle import Word, about, members, newest, words_in
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.may_read import Act, MayRead
from carerapp.sharing.book import Book
from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import NotAllowed, UnknownPerson, Vault


class Circles:
    """Of one unlocked vault. ``book``: the record that the screens read."""

    training = ""
    """The address of a training endpoint on this computer, whose devices are let in for invented children
    without a question; "" for none."""

    def __init__(self, vault: Vault, book: Book) -> None:
        self._vault, self._book = vault, book
        self._read: dict[str, tuple[object, tuple[Word, ...]]] = {}

    def only_who_may_decide(self, enrolment: Enrolment) -> None:
        """Raises ``NotAllowed`` for somebody else."""
        if not self.may_decide(enrolment):
            raise NotAllowed("Only a manager can say who may read. Nothing was changed. Ask a manager.")

    def may_decide(self, enrolment: Enrolment) -> bool:
        """Whether who is signed in may say yes: a manager of this home; at a desk, whoever is on duty."""
        if enrolment.desk:
            return True
        try:
            return self._vault.staff.member(self._vault.person.id).manager
        except UnknownPerson:  # signed in with the recovery sheet
            return False

    def words(self, child: str) -> Sequence[Word]:
        """Everything that was said about who may read this child, oldest first."""
        documents = self._vault.entries(child)
        ours = self._ours(child)
        at = (len(documents), documents[-1].get("id") if documents else "", tuple(ours))
        known = self._read.get(child)
        if known is None or known[0] != at:
            found = words_in(documents, self._vault.signers(child), ours)
            known = self._read[child] = (at, found)
        return known[1]

    def members(self, child: str, enrolment: Enrolment, now: float) -> Mapping[str, Word]:
        """The authority's devices that may read this child. ``now``: seconds since 1970."""
        return members(self.words(child), authority_of(enrolment), _day(now))

    def may_read(self, child: str, enrolment: Enrolment, device: str, seal_key: str, now: float) -> bool:
        """Whether the child's key may be sealed to this very key of this device."""
        word = self.members(child, enrolment, now).get(device)
        return word is not None and word.said.seal_key == seal_key

    def is_ended(self, child: str, enrolment: Enrolment, device: str) -> bool:
        """Whether the newest word about this device is a no."""
        found = [
            word for word in about(self.words(child), authority_of(enrolment)) if word.said.device == device
        ]
        return bool(found) and found[-1].said.act is Act.ENDED

    def by_itself(self, enrolment: Enrolment, child: str) -> bool:
        """Whether this is training, where the app says yes by itself: an invented child, and an endpoint
        beside the app."""
        if not self.training or enrolment.endpoint != self.training or not self._vault.entries(child):
            return False
        file = self._book.alone(child)
        return file.has_begun and file.invented

    def say(self, child: str, enrolment: Enrolment, said: MayRead) -> bool:
        """Write it in the child's log; it counts here from now on. False where nothing of the child's file
        has come yet. Raises ``NotSaved``: say it again then."""
        if not self._vault.entries(child):
            return False
        file = self._book.alone(child)
        if not file.has_begun:
            return False
        authority = authority_of(enrolment)
        whole = replace(said, authority=authority, before=newest(self.words(child), authority))
        event = self._book.write_in(child, file.profile.id, file.profile.form, NewEvent.note(whole))
        self._vault.put_setting(_name(child), [*self._ours(child), event.id])
        return True

    def _ours(self, child: str) -> Collection[str]:
        kept = self._vault.get_setting(_name(child))
        return [str(id) for id in kept] if isinstance(kept, list) else []


def authority_of(enrolment: Enrolment) -> str:
    """What tells one authority's devices from another's: the pinned key, hexadecimal."""
    return enrolment.endpoint_key.hex()


def _day(now: float) -> date:
    return datetime.fromtimestamp(now, UTC).date()


def _name(child: str) -> str:
    return f"may read {child}"
