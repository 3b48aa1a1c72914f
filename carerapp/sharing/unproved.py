"""Keys that others sealed to this device, and that have opened nothing yet: a member can seal anything.

A key is proved by the first entry about the child that it opens. One that opened none of those that came is
let go of, and the endpoint is asked for another.
"""

from __future__ import annotations

from collections.abc import Iterable

from carerapp.domain.gate import Reason
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.set_aside import AsideShelf
from carerapp.sharing.share_keys import drop_share_key
from carerapp.vault import Vault


def note_unproved(vault: Vault, enrolment: Enrolment, child: str) -> None:
    """A key was taken that somebody sealed. Raises ``NotSaved``."""
    if not vault.entries(child):  # else it is known what the log says, and nothing rests on the key
        _keep(vault, enrolment, {*_unproved(vault, enrolment), child})


def let_go(vault: Vault, enrolment: Enrolment) -> list[str]:
    """The children whose key opened nothing of what came: it is no longer here. Raises ``NotSaved``."""
    unproved = _unproved(vault, enrolment)
    waiting = {child for child in unproved if not vault.entries(child)}
    shelf = AsideShelf(vault)
    closed = [
        item
        for item in shelf.items()
        if item.what == "entry" and item.authority == enrolment.device and item.reason is Reason.SEALED
    ]
    wrong = sorted(waiting & {item.child for item in closed})
    for child in wrong:
        drop_share_key(vault, child, enrolment)
    if wrong:  # they come again, and are looked at with the key that is the child's
        shelf.change((), [item.key for item in closed if item.child in wrong])
    if (left := waiting - set(wrong)) != unproved:
        _keep(vault, enrolment, left)
    return wrong


def _unproved(vault: Vault, enrolment: Enrolment) -> set[str]:
    kept = vault.get_setting(_name(enrolment))
    return {str(child) for child in kept} if isinstance(kept, list) else set()


def _keep(vault: Vault, enrolment: Enrolment, children: Iterable[str]) -> None:
    vault.put_setting(_name(enrolment), sorted(children))


def _name(enrolment: Enrolment) -> str:
    return f"unproved {enrolment.device}"
