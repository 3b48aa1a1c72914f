"""What goes for good: a child's whole record, or the entries of theirs that need not be held any longer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from carerapp.domain.feeds import entry_hash
from carerapp.domain.feeds_left import Left
from carerapp.vault.attachments import Attachments, attachment_name, attachment_sealer
from carerapp.vault.authors import Authors
from carerapp.vault.erasure_record import write_erasure_record
from carerapp.vault.format.entries import JSON, Signed
from carerapp.vault.format.sealed_file import Saving
from carerapp.vault.format.stream import Stream
from carerapp.vault.unlocked import Unlocked


def signed_entries(unlocked: Unlocked, child: str) -> tuple[Signed, ...]:
    """Every entry that can be read, with its author's signature and its exact bytes, in order."""
    return tuple(entry for _, entry in unlocked.stream(child).signed())


def erase_child(unlocked: Unlocked, authors: Authors, child: str, *, at: float, reason: str) -> None:
    """Destroy this child's key, for good, and leave what shows that it was done and what was there.

    First the proof, then the key, then the files: cut short anywhere, the child is whole or gone.
    ``at``: seconds since 1970. Raises :class:`NotSaved`, :class:`UnknownChild`.
    """
    secrets, folder = unlocked.secrets(), unlocked.folder(child)
    records = unlocked.records.without(child)
    with Saving():
        write_erasure_record(
            unlocked.disk,
            unlocked.crypto,
            secrets.vault_key,
            secrets.epoch,
            child,
            signed_entries(unlocked, child),
            by=unlocked.person.id,
            at=at,
            reason=reason,
            sign=authors.prove,
        )
        unlocked.save(records)
        unlocked.streams.pop(child).drop()
        unlocked.clear(folder)


def compact(
    unlocked: Unlocked,
    attachments: Attachments,
    child: str,
    keep: Callable[[Mapping[str, JSON]], bool],
    without: Collection[str],
    left: Left,
    note: Callable[[Left], None],
) -> int:
    """Seal what ``keep`` says, and the attachments but those ``without``, under a new key, entry by entry
    as it was signed, and destroy the old key. How many entries went. ``left``: what had left before; ``note``
    keeps it with what leaves now, for the chains that go on.

    Cut short anywhere, the child has all of the old log or all of the new. A log with damage is left alone
    (0). Raises :class:`NotSaved`, :class:`UnknownChild`.
    """
    old, stream, crypto = unlocked.folder(child), unlocked.stream(child), unlocked.crypto
    if stream.damage:
        return 0
    pairs = list(zip(stream.documents, signed_entries(unlocked, child), strict=True))
    kept = [signed for document, signed in pairs if keep(document)]
    if len(kept) == len(pairs) and not without:
        return 0
    note(left.plus((document, _hash(child, signed)) for document, signed in pairs if not keep(document)))
    files = {id: attachments.read(child, id) for id in attachments.ids(child) if id not in without}
    epoch = unlocked.secrets().epoch
    records = unlocked.records.with_rewritten(crypto, epoch, child)
    keys, new = records.of(child, epoch), records.folder(child)
    assert keys is not None
    with Saving():
        unlocked.clear(new)
        Stream.begin(unlocked.disk, crypto, keys, new)
        fresh = Stream(unlocked.disk, crypto, keys, new)
        for signed in kept:
            fresh.append(signed)
        fresh.checkpoint()
        for id, data in files.items():
            name = attachment_name(new, id)
            unlocked.disk.replace(name, attachment_sealer(crypto, keys).seal(name, data))
        unlocked.save(records)
        unlocked.streams.pop(child).drop()
        unlocked.streams[child] = fresh
        unlocked.clear(old)
    return len(pairs) - len(kept)


def _hash(child: str, entry: Signed) -> bytes:
    return entry_hash(bytes.fromhex(child), entry.author, entry.signature, entry.body)
