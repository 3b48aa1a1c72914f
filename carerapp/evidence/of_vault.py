"""An unlocked vault's log of one child, ready to be written to a file."""

from __future__ import annotations

from collections.abc import Iterator

from carerapp.evidence.write import export_erased, export_lines
from carerapp.vault import ErasureRecord, Vault


def proved(vault: Vault, child: str, at: str) -> Iterator[bytes]:
    """The lines of the log as it stands; `at`: ISO 8601."""
    return export_lines(
        child,
        vault.signed_entries(child),
        vault.people(),
        by=vault.person.id,
        at=at,
        salt=lambda number: vault.salt(child, number),
        damage=[found.what for found in vault.damage],
        sign=vault.prove,
    )


def proved_erased(vault: Vault, left: ErasureRecord, at: str) -> Iterator[bytes]:
    """The lines of what is left of an erased one."""
    return export_erased(left, vault.people(), by=vault.person.id, at=at, sign=vault.prove)
