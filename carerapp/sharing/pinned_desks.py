"""The duty desks that a manager of this home let in, once, for every child of their authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from carerapp.domain.json_value import as_object, as_text
from carerapp.sharing.circles import authority_of
from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import Vault


@dataclass(frozen=True, slots=True)
class PinnedDesk:
    """``seal_key``: whose number a person compared, hexadecimal; ``by``: the id of who decided; ``why``: ""
    where a person compared it."""

    device: str
    seal_key: str
    called: str
    by: str
    why: str = ""


def pinned_desks(vault: Vault, enrolment: Enrolment) -> Sequence[PinnedDesk]:
    """Of this authority: of the key that its endpoint was pinned with, however often this device enrolled."""
    kept = vault.get_setting(_name(enrolment))
    rows = [as_object(one) for one in kept] if isinstance(kept, list) else []
    parts = ("device", "seal_key", "called", "by", "why")
    return [PinnedDesk(*(as_text(row.get(part)) for part in parts)) for row in rows]


def pin_desk(vault: Vault, enrolment: Enrolment, desk: PinnedDesk) -> None:
    """In place of another key of the same device. Raises ``NotSaved``."""
    _keep(vault, enrolment, [*_others(vault, enrolment, desk.device), desk])


def let_go_of_desk(vault: Vault, enrolment: Enrolment, device: str) -> None:
    """Nothing more is sealed to it. Raises ``NotSaved``."""
    _keep(vault, enrolment, _others(vault, enrolment, device))


def may_get_letters(vault: Vault, enrolment: Enrolment) -> list[tuple[str, str]]:
    """Device and key of each desk that the authority names now and that was let in with this very key."""
    known = {(desk.device, desk.seal_key) for desk in pinned_desks(vault, enrolment)}
    return [desk for desk in enrolment.desks if desk in known]


def _others(vault: Vault, enrolment: Enrolment, device: str) -> list[PinnedDesk]:
    return [desk for desk in pinned_desks(vault, enrolment) if desk.device != device]


def _keep(vault: Vault, enrolment: Enrolment, desks: Sequence[PinnedDesk]) -> None:
    vault.put_setting(_name(enrolment), [asdict(desk) for desk in desks])


def _name(enrolment: Enrolment) -> str:
    return f"pinned desks {authority_of(enrolment)}"
