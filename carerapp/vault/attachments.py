"""A child's attachments: photos and copies of documents, each sealed in a file of its own."""

from __future__ import annotations

import re

from carerapp.vault.damage import Damage
from carerapp.vault.errors import AttachmentDamaged, SealBroken
from carerapp.vault.format.sealed_file import Saving, Sealer
from carerapp.vault.format.stream_keys import StreamKeys
from carerapp.vault.ports import Crypto
from carerapp.vault.unlocked import Unlocked

_ID = re.compile(r"[0-9a-f]{32}")


def attachment_name(folder: str, attachment: str) -> str:
    """The file of this attachment. The first versions had photos only, and the name stays."""
    return f"{folder}/photo-{attachment}"


def attachment_sealer(crypto: Crypto, keys: StreamKeys) -> Sealer:
    """Seals the attachments of the child whose keys these are."""
    return keys.sealer(crypto, "photo")


class Attachments:
    """All attachments of an open vault. An id is opaque: 32 hex digits."""

    def __init__(self, unlocked: Unlocked) -> None:
        self._unlocked = unlocked

    def save(self, child: str, data: bytes) -> str:
        """A new attachment's id. Raises :class:`NotSaved`."""
        attachment = self._unlocked.crypto.random(16).hex()
        self.put(child, attachment, data)
        return attachment

    def put(self, child: str, attachment: str, data: bytes) -> None:
        """Seal it under an id that was given on another device. Raises :class:`NotSaved`."""
        name = attachment_name(self._unlocked.folder(child), attachment)
        sealed = self._sealer(child).seal(name, data)
        with Saving():
            self._unlocked.disk.replace(name, sealed)

    def ids(self, child: str) -> tuple[str, ...]:
        """All there are, damaged ones among them."""
        self._unlocked.keys(child)
        names = self._unlocked.disk.names(attachment_name(self._unlocked.folder(child), ""))
        return tuple(name.rpartition("-")[2] for name in names)

    def read(self, child: str, attachment: str) -> bytes:
        """The bytes as they were saved. Raises :class:`AttachmentDamaged`, also where there can be none: an
        entry of another device may name anything."""
        if not _ID.fullmatch(attachment):
            raise AttachmentDamaged
        sealer, name = self._sealer(child), attachment_name(self._unlocked.folder(child), attachment)
        try:
            return sealer.unseal(name, self._unlocked.disk.read(name) or b"")
        except (SealBroken, ValueError):
            self._unlocked.damage.append(Damage(name, None, "a photo is missing or was changed"))
            raise AttachmentDamaged from None

    def _sealer(self, child: str) -> Sealer:
        return attachment_sealer(self._unlocked.crypto, self._unlocked.keys(child))
