"""The key that a child's entries are sealed with on the wire, and which authority the child is shared
with."""

from __future__ import annotations

from carerapp.sharing.enrolment import Enrolment, enrolments
from carerapp.vault import Vault


def share_key(vault: Vault, stream: str) -> bytes | None:
    """32 bytes; ``None`` where this device does not have it yet."""
    kept = vault.get_setting(f"share {stream}")
    if isinstance(kept, dict):
        return bytes.fromhex(kept["key"])
    return bytes.fromhex(kept) if isinstance(kept, str) else None


def keep_share_key(vault: Vault, stream: str, key: bytes, enrolment: Enrolment) -> None:
    """Durable on return. Raises ``NotSaved``."""
    vault.put_setting(f"share {stream}", {"key": key.hex(), "device": enrolment.device})


def shared_with(vault: Vault, enrolment: Enrolment) -> list[str]:
    """The children whose share key is here, and who belong to this authority."""
    first = enrolments(vault)[:1]  # the first versions knew one authority
    found = []
    for stream in vault.children():
        kept = vault.get_setting(f"share {stream}")
        if (isinstance(kept, dict) and kept["device"] == enrolment.device) or (
            isinstance(kept, str) and first and first[0].device == enrolment.device
        ):
            found.append(stream)
    return found
