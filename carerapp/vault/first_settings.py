"""Settings as 0.1.0 kept them: one sealed file for each name. They are read, and go once they were brought
over."""

from __future__ import annotations

from carerapp.vault.damage import Damage
from carerapp.vault.errors import SealBroken
from carerapp.vault.format.entries import JSON
from carerapp.vault.format.sealed_file import Sealer
from carerapp.vault.primitives.derivation import label
from carerapp.vault.unlocked import Unlocked

_FOLDER = "kept/"


class FirstSettings:
    """What is left of them. Their names stand nowhere on the disk, so each is found when it is asked for."""

    def __init__(self, unlocked: Unlocked) -> None:
        self._unlocked = unlocked
        self._left = set(unlocked.disk.names(_FOLDER))

    def get(self, name: str) -> JSON | None:
        """The value, or ``None``; also when it does not open."""
        for file, sealer in self._files(name):
            try:
                value: JSON = sealer.unseal_json(file, self._unlocked.disk.read(file) or b"")
                return value
            except SealBroken:
                what = "a setting or unfinished text was damaged and could not be read"
                self._unlocked.damage.append(Damage(file, None, what))
        return None

    def remove(self, name: str) -> None:
        """The oldest first, so that none of them ever counts again. Raises :class:`DiskError`."""
        for file, _ in reversed(self._files(name)):
            self._unlocked.disk.delete(file)
            self._left.discard(file)

    def _files(self, name: str) -> list[tuple[str, Sealer]]:
        """Those of this name that are there: this epoch's, then the earlier ones'."""
        if not self._left:
            return []
        # The name itself may say something about a child, so the disk saw only a keyed digest of it.
        crypto, info, found = self._unlocked.crypto, label("kept name", name), []
        for epoch, key in sorted(self._unlocked.secrets().vault_keys().items(), reverse=True):
            file = _FOLDER + crypto.hkdf(key, salt=b"", info=info, length=16).hex()
            if file in self._left:
                found.append((file, Sealer(crypto, key, "kept", epoch)))
        return found
