"""One child in two files: read from both logs, while a person's word says that they are one child's.

The profile and the Key Contacts form of the files are one record each, with the answers of both: where the
two differ, both stand until a person chooses. Every other record stays what it was. Two episodes that are
open are one by the rule for two devices that began the same episode (`same_episode`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from carerapp.domain.child import ChildFile
from carerapp.domain.events import Event
from carerapp.domain.same_child import joined, said_in
from forms.protocol import Protocol


def oldest_first(files: Iterable[ChildFile]) -> list[ChildFile]:
    """By when each was begun: the first gives the child its id. Every file must have begun."""
    return sorted(files, key=_began)


def _began(file: ChildFile) -> tuple[str, str]:
    opened = file.profile.opened
    return (opened.hlc if opened else "", file.id)


def may_be_one(one: ChildFile, other: ChildFile) -> bool:
    """Two files are shown as one child only where the same authority holds both: else what is written about
    the one would stand beside what the other's authority must not get."""
    whole = one.has_begun and other.has_begun
    return whole and one.holder == other.holder and one.invented == other.invented


class OneChild(ChildFile):
    """``parts``: the files, each by itself, the oldest first. Each must have begun."""

    def __init__(
        self,
        parts: Sequence[ChildFile],
        protocol: Protocol,
        placing: Protocol | None = None,
        former: Sequence[Protocol] = (),
    ) -> None:
        first = parts[0]
        self.parts = tuple(parts)
        self._log = {event.record: part.id for part in parts for event in part.as_written}
        self._alike = {
            record.id: of_first.id
            for part in parts[1:]
            for record, of_first in (
                (part.profile, first.profile),
                (part.key_contacts, first.key_contacts),
            )
        }
        written = (event for part in parts for event in part.as_written)
        told = sorted(written, key=lambda event: (event.hlc, event.id))
        super().__init__(first.id, protocol, told, placing, former)

    @property
    def logs(self) -> tuple[str, ...]:
        return tuple(part.id for part in self.parts)

    @property
    def holder(self) -> str:
        """Of each of the files."""
        return self.parts[0].holder

    def log_of(self, record: str) -> str:
        return self._log.get(record, self.id)

    def _one_form(self) -> Mapping[str, str]:
        return self._alike

    def from_two_files(self, events: Sequence[Event]) -> bool:
        """Whether these entries were not all written in one file."""
        return len({self.log_of(self.written_in(event)) for event in events}) > 1

    def as_it_stood(self, hlc: str, record: str = "") -> ChildFile:
        """What was written before the files were one knew only of its own file."""
        words = [word for part in self.parts for word in said_in(part.id, part.as_written)]
        then = joined(self.logs, [word for word in words if word.stamp[0] <= hlc], lambda one, other: True)
        known = [part.as_it_stood(hlc) for part in self.parts if part.id in then[self.log_of(record)]]
        if len(known) == 1:
            return known[0]
        then_one = OneChild(known, self.protocol, self.placing, self.former)
        then_one.lacks, then_one.earlier = self.lacks, self.earlier
        return then_one
