"""The vault's pictures as chunks for the wire. A picture never changes, so its chunks are always the same bytes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from carerapp.sharing.purge import gone
from carerapp.sharing.share_keys import share_key
from carerapp.vault import AttachmentDamaged, Crypto, SealBroken, Vault
from carerapp.vault.keys import label
from sync.photos import CHUNK


class VaultAlbum:
    """What is half fetched is held in memory: an app that is closed meanwhile fetches that picture anew."""

    def __init__(self, vault: Vault, crypto: Crypto) -> None:
        self._vault, self._crypto = vault, crypto
        self._parts: dict[tuple[str, str], dict[int, bytes]] = {}
        self._whole: tuple[str, str, bytes] = ("", "", b"")

    def here(self, stream: str) -> Sequence[str]:
        return self._vault.attachments(stream)

    def count(self, stream: str, photo: str) -> int:
        return -(-len(self._bytes(stream, photo)) // CHUNK)

    def chunk(self, stream: str, photo: str, number: int) -> bytes:
        of = self.count(stream, photo)
        plain = self._bytes(stream, photo)[number * CHUNK : (number + 1) * CHUNK]
        return self._crypto.seal(self._key(stream, photo), _nonce(number), plain, _bound(number, of))

    def unwanted(self, stream: str) -> Collection[str]:
        return set(gone(self._vault, stream)["files"])

    def part(self, stream: str, photo: str) -> Mapping[int, bytes]:
        return self._parts.get((stream, photo), {})

    def put(self, stream: str, photo: str, number: int, of: int, data: bytes) -> None:
        try:
            plain = self._crypto.unseal(self._key(stream, photo), _nonce(number), data, _bound(number, of))
        except SealBroken:
            return
        parts = self._parts.setdefault((stream, photo), {})
        parts[number] = plain
        if len(parts) == of:
            self._vault.put_attachment(stream, photo, b"".join(parts[n] for n in range(of)))
            del self._parts[(stream, photo)]
            self._whole = ("", "", b"")

    def _bytes(self, stream: str, photo: str) -> bytes:
        if self._whole[:2] != (stream, photo):
            try:
                self._whole = (stream, photo, self._vault.attachment(stream, photo))
            except AttachmentDamaged:
                self._whole = (stream, photo, b"")
        return self._whole[2]

    def _key(self, stream: str, photo: str) -> bytes:
        key = share_key(self._vault, stream)
        assert key is not None
        return self._crypto.hkdf(key, salt=b"", info=label("photo", stream, photo), length=32)


def _nonce(number: int) -> bytes:
    """The key is for this picture alone, and each number comes once."""
    return number.to_bytes(12, "big")


def _bound(number: int, of: int) -> bytes:
    return b"carerapp chunk 1\0" + number.to_bytes(4, "big") + of.to_bytes(4, "big")
