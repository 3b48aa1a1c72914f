"""The vault's pictures and documents as chunks for the wire. An attachment never changes, so its chunks are
always the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from carerapp.domain.gate import NotTaken, Reason
from carerapp.domain.gate.files import chunk as checked
from carerapp.sharing.custody import Custody
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.purge import gone
from carerapp.sharing.set_aside import AsideItem, AsideShelf
from carerapp.sharing.share_keys import share_key
from carerapp.vault import AttachmentDamaged, Crypto, SealBroken, Vault
from carerapp.vault.primitives.derivation import label
from sync.attachments import CHUNK


class VaultAttachments:
    """Of one authority. What is half fetched is held in memory: an app that is closed meanwhile fetches that
    attachment anew."""

    def __init__(
        self,
        vault: Vault,
        crypto: Crypto,
        enrolment: Enrolment,
        custody: Custody,
        now: Callable[[], float],
    ) -> None:
        self._vault, self._crypto, self._now = vault, crypto, now
        self._enrolment, self._custody = enrolment, custody
        self._arrived: dict[tuple[str, str], dict[int, bytes]] = {}
        self._refused: dict[str, set[str]] = {}
        self._shelf = AsideShelf(vault)
        self._whole: tuple[str, str, bytes] = ("", "", b"")

    def held(self, stream: str) -> Sequence[str]:
        """The ids of the attachments that stand here and may go to this authority."""
        may = self._custody.files(stream, self._enrolment)
        return [id for id in self._vault.attachments(stream) if may is None or id in may]

    def chunk_count(self, stream: str, attachment: str) -> int:
        """How many chunks it makes; 0 for one that is damaged."""
        return -(-len(self._bytes(stream, attachment)) // CHUNK)

    def chunk(self, stream: str, attachment: str, number: int) -> bytes:
        """One sealed chunk."""
        of = self.chunk_count(stream, attachment)
        plain = self._bytes(stream, attachment)[number * CHUNK : (number + 1) * CHUNK]
        return self._crypto.seal(self._key(stream, attachment), _nonce(number), plain, _bound(number, of))

    def unwanted(self, stream: str) -> Collection[str]:
        """The ids of attachments that left this device with their episode, of those that are here and do not
        go to this authority, and of those that did not open or were too large: these are asked for again
        after the next unlock."""
        may_not = set(self._vault.attachments(stream)) - set(self.held(stream))
        whole = {id for id in may_not if self.chunk_count(stream, id)}
        return {*gone(self._vault, stream)["files"], *whole, *self._refused.get(stream, ())}

    def arrived(self, stream: str, attachment: str) -> Collection[int]:
        """The numbers of the chunks that are here of one that is on its way."""
        return self._arrived.get((stream, attachment), {}).keys()

    def not_taken(self, stream: str, attachment: str) -> None:
        """What this device has stays here; a person is told that others see something else. Raises
        ``NotSaved``."""
        self._shelf.change([_set_aside(stream, attachment, Reason.OTHER_FILE, int(self._now()))])

    def put_chunk(self, stream: str, attachment: str, number: int, of: int, data: bytes) -> None:
        """Keep a chunk; the last one makes the attachment, durably. Raises ``NotSaved``."""
        key = self._key(stream, attachment)
        chunks = self._arrived.setdefault((stream, attachment), {})
        try:
            plain = self._crypto.unseal(key, _nonce(number), data, _bound(number, of))
            before = sum(len(one) for at, one in chunks.items() if at != number)
            chunks[number] = checked(number, of, before, plain, CHUNK)
        except (SealBroken, NotTaken):
            del self._arrived[(stream, attachment)]
            self._refused.setdefault(stream, set()).add(attachment)
            self._shelf.change([_set_aside(stream, attachment, Reason.FILE, int(self._now()))])
            return
        if len(chunks) == of:
            self._vault.put_attachment(stream, attachment, b"".join(chunks[n] for n in range(of)))
            del self._arrived[(stream, attachment)]
            self._whole = ("", "", b"")

    def _bytes(self, stream: str, attachment: str) -> bytes:
        if self._whole[:2] != (stream, attachment):
            try:
                self._whole = (stream, attachment, self._vault.attachment(stream, attachment))
            except AttachmentDamaged:
                self._whole = (stream, attachment, b"")
        return self._whole[2]

    def _key(self, stream: str, attachment: str) -> bytes:
        key = share_key(self._vault, stream, self._enrolment)
        assert key is not None
        return self._crypto.hkdf(key, salt=b"", info=label("photo", stream, attachment), length=32)


def _nonce(number: int) -> bytes:
    """The key is for this attachment alone, and each number comes once."""
    return number.to_bytes(12, "big")


def _bound(number: int, of: int) -> bytes:
    return b"carerapp chunk 1\0" + number.to_bytes(4, "big") + of.to_bytes(4, "big")


def _set_aside(child: str, attachment: str, reason: Reason, at: int) -> AsideItem:
    """Nobody says who sent it: a picture is fetched by its id."""
    return AsideItem("file", attachment, child, "", 0, reason, "", "", at)
