"""What whoever is signed in says about themselves, kept for the next time: their phone number."""

from __future__ import annotations

from carerapp.actions.vault_port import VaultPort
from carerapp.domain.json_value import as_text


class OwnWords:
    """By name and by person: a colleague who signs in has their own."""

    def __init__(self, vault: VaultPort) -> None:
        self._vault = vault

    def get(self, name: str) -> str:
        """The words; "" while there are none."""
        return as_text(self._vault.get_setting(self._key(name)))

    def keep(self, name: str, words: str) -> None:
        """Replace them; no words take them away. Raises NotSaved."""
        self._vault.put_setting(self._key(name), words or None)

    def _key(self, name: str) -> str:
        return f"{name} {self._vault.person.id}"
