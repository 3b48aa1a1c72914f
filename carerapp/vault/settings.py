"""The vault's small sealed documents, by name: where the screen was, what is half typed, how sharing stands."""

from __future__ import annotations

from carerapp.vault.damage import Damage
from carerapp.vault.errors import SealBroken
from carerapp.vault.format.entries import JSON
from carerapp.vault.format.sealed_file import Saving, Sealer
from carerapp.vault.primitives.derivation import label
from carerapp.vault.unlocked import Unlocked


class Settings:
    """One sealed file for each name."""

    def __init__(self, unlocked: Unlocked) -> None:
        self._unlocked = unlocked

    def put(self, name: str, value: JSON) -> None:
        """Replace what was there; ``None`` removes it. Raises :class:`NotSaved`."""
        (file, sealer), *older = self._files(name)
        disk = self._unlocked.disk
        with Saving():
            if value is not None:
                disk.replace(file, sealer.seal_json(file, value))
            for other, _ in older if value is not None else [(file, sealer), *older]:
                disk.delete(other)

    def get(self, name: str) -> JSON | None:
        """What :meth:`put` was given, or ``None``; also when it does not open."""
        for file, sealer in self._files(name):
            data = self._unlocked.disk.read(file)
            if data is None:
                continue
            try:
                return sealer.unseal_json(file, data)
            except SealBroken:
                what = "a setting or unfinished text was damaged and could not be read"
                self._unlocked.damage.append(Damage(file, None, what))
        return None

    def _files(self, name: str) -> list[tuple[str, Sealer]]:
        """The file of this name in this epoch, then in the earlier ones."""
        # The name itself may say something about a child, so the disk sees only a keyed digest of it.
        crypto, info, found = self._unlocked.crypto, label("kept name", name), []
        for epoch, key in sorted(self._unlocked.secrets().vault_keys().items(), reverse=True):
            digest = crypto.hkdf(key, salt=b"", info=info, length=16).hex()
            found.append((f"kept/{digest}", Sealer(crypto, key, "kept", epoch)))
        return found
