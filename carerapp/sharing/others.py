"""What an authority's endpoint said last of other devices that are for children of this one. Its word: it
decides what is asked of a person, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from carerapp.domain.json_value import Json, as_object, as_text
from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import Vault
from sync.answers import Companion


@dataclass(frozen=True, slots=True)
class OtherDevice:
    """``desk``: the endpoint calls it a duty desk; ``children``: each child that it is for → whether somebody
    has sealed the child's key to it."""

    device: str
    seal_key: str
    desk: bool
    children: Mapping[str, bool]


def others(vault: Vault, enrolment: Enrolment) -> Sequence[OtherDevice]:
    """As of the last contact. At a duty desk, which is for every child, only those that wait for a key."""
    kept = vault.get_setting(_name(enrolment))
    return [_read(as_object(one)) for one in kept] if isinstance(kept, list) else []


def keep_others(vault: Vault, enrolment: Enrolment, companions: Iterable[Companion]) -> None:
    """In place of what was said before. Raises ``NotSaved``."""
    desks = {device for device, _ in enrolment.desks}
    found: dict[tuple[str, str], dict[str, Json]] = {}
    for one in companions:
        if one.device != enrolment.device and not (enrolment.desk and one.has_key):
            found.setdefault((one.device, one.seal_key), {})[one.stream] = one.has_key
    rows: list[Json] = [
        {"device": device, "seal_key": key, "desk": device in desks, "children": dict(sorted(of.items()))}
        for (device, key), of in sorted(found.items())
    ]
    if rows != (vault.get_setting(_name(enrolment)) or []):
        vault.put_setting(_name(enrolment), rows)


def _read(row: Mapping[str, Json]) -> OtherDevice:
    children = {child: has is True for child, has in as_object(row.get("children")).items()}
    device, seal_key = as_text(row.get("device")), as_text(row.get("seal_key"))
    return OtherDevice(device, seal_key, row.get("desk") is True, children)


def _name(enrolment: Enrolment) -> str:
    return f"others {enrolment.device}"
