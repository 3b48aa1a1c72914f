"""The keys that a child's entries are sealed with on the wire, one for each authority that the child was
shared with: what goes to a new one, the old one could not read.

The first authority's is kept as it always was, ``share <child>``; a later one's with its address.
"""

from __future__ import annotations

from carerapp.domain.json_value import Json
from carerapp.sharing.enrolment import Enrolment, enrolments
from carerapp.vault import Vault


def share_key(vault: Vault, stream: str, enrolment: Enrolment) -> bytes | None:
    """32 bytes; ``None`` where this device has none for this authority yet. One of before serves again where
    this device enrolled anew."""
    for name in (_later(stream, enrolment), _first(stream)):
        kept = vault.get_setting(name)
        if isinstance(kept, dict) and (name != _first(stream) or _free(vault, kept, enrolment)):
            return bytes.fromhex(str(kept["key"]))
        if isinstance(kept, str) and _is_first(vault, enrolment):
            return bytes.fromhex(kept)
    return None


def keep_share_key(vault: Vault, stream: str, key: bytes, enrolment: Enrolment) -> None:
    """Durable on return. Raises ``NotSaved``."""
    kept = vault.get_setting(_first(stream))
    first = kept is None or (
        _free(vault, kept, enrolment) if isinstance(kept, dict) else _is_first(vault, enrolment)
    )
    name = _first(stream) if first else _later(stream, enrolment)
    vault.put_setting(name, {"key": key.hex(), "device": enrolment.device})


def drop_share_key(vault: Vault, stream: str, enrolment: Enrolment) -> None:
    """It was not the child's. Raises ``NotSaved``."""
    for name in (_first(stream), _later(stream, enrolment)):
        if _is_of(vault.get_setting(name), enrolment):
            vault.put_setting(name, None)


def forget_share_keys(vault: Vault, stream: str) -> None:
    """The child was erased here: what any authority still has of them opens no more on this device. Raises
    ``NotSaved``."""
    for name in (_first(stream), *(_later(stream, one) for one in enrolments(vault))):
        if vault.get_setting(name) is not None:
            vault.put_setting(name, None)


def shared_with(vault: Vault, enrolment: Enrolment) -> list[str]:
    """The children whose share key for this authority is here: those who are its own, and those who were."""
    return [stream for stream in vault.children() if is_shared(vault, stream, enrolment)]


def is_shared(vault: Vault, stream: str, enrolment: Enrolment) -> bool:
    """Whether a share key of this child for this authority is here."""
    kept = vault.get_setting(_first(stream))
    if isinstance(kept, str):
        return _is_first(vault, enrolment)
    return _is_of(kept, enrolment) or _is_of(vault.get_setting(_later(stream, enrolment)), enrolment)


def _is_of(kept: Json, enrolment: Enrolment) -> bool:
    return isinstance(kept, dict) and kept["device"] == enrolment.device


def _free(vault: Vault, kept: dict[str, Json], enrolment: Enrolment) -> bool:
    """Whether this place is this authority's, or that of a connection that is no more."""
    others = {one.device for one in enrolments(vault) if one.device and one.device != enrolment.device}
    return kept["device"] not in others


def _is_first(vault: Vault, enrolment: Enrolment) -> bool:
    first = enrolments(vault)[:1]  # the first versions knew one authority
    return bool(first) and first[0].device == enrolment.device


def _first(stream: str) -> str:
    return f"share {stream}"


def _later(stream: str, enrolment: Enrolment) -> str:
    return f"share {stream} {enrolment.endpoint}"
