"""The people who have or had a slot, and what the lock screen calls each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from carerapp.vault.keys.attempts import MOST, AttemptLimiter
from carerapp.vault.keys.directory import NAME_OF
from carerapp.vault.keys.key_file import QUICK, RECOVERY, STAFF, Slot
from carerapp.vault.keys.keyring import Secrets
from carerapp.vault.keys.marks import initials


@dataclass(frozen=True, slots=True)
class Member:
    """A person who has or had a slot. ``key``: public signing key, hexadecimal; ``left``: seconds since 1970,
    or 0."""

    id: str
    name: str
    role: str
    key: str
    mark: str = ""
    manager: bool = False
    here: bool = True
    left: float = 0
    off: bool = False
    quick: bool = False
    earlier: tuple[str, ...] = ()  # names that they wrote under before, the last one first


def members_of(secrets: Secrets, attempts: AttemptLimiter) -> tuple[Member, ...]:
    """Everybody who has or had a slot of their own, in the order they came."""
    slots = {(slot.id, slot.kind): slot for slot in secrets.file.slots}
    found = []
    for id, person in secrets.directory.people.items():
        if person.get("kind") == RECOVERY or NAME_OF in person:
            continue
        names = [id, *(other for other, one in secrets.directory.people.items() if one.get(NAME_OF) == id)]
        now, *before = (secrets.directory.people[other]["name"] for other in reversed(names))
        slot = slots.get((id, STAFF))
        found.append(
            Member(
                id,
                now,
                person["role"],
                person["key"],
                mark=slot.mark if slot else "",
                manager=person.get("manager") == "yes",
                here=slot is not None,
                left=float(person.get("left", 0)),
                off=attempts.failed(id) >= MOST,
                quick=(id, QUICK) in slots,
                earlier=tuple(before),
            )
        )
    return tuple(found)


def with_marks(
    slots: Sequence[Slot], people: Mapping[str, Mapping[str, str]], wanted: Mapping[str, str]
) -> tuple[Slot, ...]:
    """Each person's slot with a mark of its own for the lock screen."""
    taken: set[str] = {slot.mark for slot in slots if slot.mark}
    out = []
    for slot in slots:
        if slot.kind == STAFF and not slot.mark:
            mark = initials(
                wanted.get(slot.id, "") or people[slot.id]["name"],
                taken,
                whole=slot.id in wanted and bool(wanted[slot.id]),
            )
            taken.add(mark)
            slot = replace(slot, mark=mark)
        out.append(slot)
    return tuple(out)
