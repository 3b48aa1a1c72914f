"""Where a person's screen was and what they had half typed, kept so that it reopens there."""

from __future__ import annotations

from carerapp.actions.vault_port import VaultPort
from carerapp.domain.json_value import Json

_OF_ALL = "place"  # the first versions kept one place for everybody
_OWN = "own"  # sealed for its person alone


class KeptPlace:
    """Of whoever is signed in."""

    def __init__(self, vault: VaultPort) -> None:
        self._vault = vault

    def keep(self, place: Json) -> None:
        """Sealed for them alone: what is half typed may be words that a colleague must not read. Raises
        ``NotSaved``."""
        self._vault.put_setting(self._name, {_OWN: self._vault.seal_own(place)})
        if self._vault.get_setting(_OF_ALL) is not None:
            self._vault.put_setting(_OF_ALL, None)

    def last(self) -> Json:
        """What `keep` kept last; None when nothing."""
        kept = self._vault.get_setting(self._name)
        if isinstance(kept, dict) and isinstance(sealed := kept.get(_OWN), str):
            return self._vault.open_own(sealed)
        return kept if kept is not None else self._vault.get_setting(_OF_ALL)  # its half-typed words stay

    @property
    def _name(self) -> str:
        return f"{_OF_ALL} {self._vault.person.id}"
