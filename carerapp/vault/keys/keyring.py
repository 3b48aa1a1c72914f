"""The keys of an open vault, and the two ways in which they change on the disk: a revision, and a new
epoch."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from carerapp.vault.errors import DiskError
from carerapp.vault.format.entries import signer
from carerapp.vault.format.sealed_file import Saving
from carerapp.vault.keys.attempts import MARK
from carerapp.vault.keys.directory import Directory, seal_directory
from carerapp.vault.keys.envelopes import GRANT, OWNER, make_envelope
from carerapp.vault.keys.key_file import KeyFile, Slot
from carerapp.vault.keys.key_store import KeyStore
from carerapp.vault.keys.records import RecordKeys, forget_other_records, records_sealer, save_records
from carerapp.vault.keys.slots import Opened
from carerapp.vault.ports import Crypto, Disk
from carerapp.vault.primitives.derivation import KEY
from carerapp.vault.primitives.wiping import wipe


@dataclass(frozen=True, slots=True)
class Secrets:
    """What unlocking gives. Held by one object, so that locking can let go of all of it."""

    vault_key: bytes
    signing_key: bytes
    sign: Callable[[bytes], bytes]
    directory: Directory
    file: KeyFile
    device_secret: bytes | None

    @property
    def epoch(self) -> int:
        """Which vault key is in use; it rises when somebody is removed."""
        return self.file.epoch

    def vault_keys(self) -> dict[int, bytes]:
        """The vault key of every epoch."""
        return {
            **{epoch: keys[0] for epoch, keys in self.directory.earlier.items()},
            self.epoch: self.vault_key,
        }

    def wipe(self) -> None:
        """Overwrite every key; this object is of no use afterwards."""
        wipe(self.vault_key, self.signing_key, self.directory.sealing_private)
        for keys in self.directory.earlier.values():
            wipe(*keys)

    def sealing_keys(self) -> tuple[bytes, ...]:
        """The private sealing keys, this epoch's first."""
        earlier = sorted(self.directory.earlier.items(), reverse=True)
        return (self.directory.sealing_private, *(keys[1] for _, keys in earlier))


def open_secrets(
    crypto: Crypto, file: KeyFile, opened: Opened, directory: Directory, device_secret: bytes | None
) -> Secrets:
    """What a slot gave, with what it opens."""
    return Secrets(
        opened.vault_key,
        opened.signing_key,
        signer(crypto, opened.signing_key),
        directory,
        file,
        device_secret,
    )


class Keyring:
    """Writes changes of keys, and hands the vault what holds from then on."""

    def __init__(
        self,
        disk: Disk,
        crypto: Crypto,
        *,
        held: Callable[[], Secrets],
        records: Callable[[], RecordKeys],
        renew: Callable[[Secrets, RecordKeys], None],
    ) -> None:
        self._disk, self._crypto, self._key_store = disk, crypto, KeyStore(disk)
        self.held, self.records, self._renew = held, records, renew

    def save(self, file: KeyFile, directory: Directory) -> None:
        """The next revision of the key file, in this epoch. Raises :class:`NotSaved`; nothing is changed
        then."""
        secrets = self.held()
        file = seal_directory(
            self._crypto, replace(file, revision=file.revision + 1), secrets.vault_key, directory
        )
        with Saving():
            self._key_store.save(file)
        self._renew(replace(secrets, file=file, directory=directory), self.records())

    def new_epoch(
        self,
        slots: Sequence[Slot],
        people: Mapping[str, Mapping[str, str]],
        envelopes: Sequence[Mapping[str, str]],
    ) -> None:
        """A new vault key, sealing key and record keys, for these slots and owners and nobody else.

        The new record keys are whole on the disk before the key file names their epoch, and the old ones
        go only when both key files name the new one.
        """
        secrets, crypto = self.held(), self._crypto
        old, vault_key, sealing = secrets.file, crypto.random(KEY), crypto.random(KEY)
        file = replace(
            old,
            epoch=old.epoch + 1,
            revision=old.revision + 1,
            sealing_public=crypto.agree_public(sealing),
            slots=tuple(slots),
            envelopes=(),
        )
        grants = [
            make_envelope(
                crypto, file, vault_key, GRANT, id, bytes.fromhex(people[id]["agree"]), secrets.device_secret
            )
            for id in dict.fromkeys(slot.id for slot in slots)
        ]
        owners = [
            make_envelope(crypto, file, vault_key, OWNER, str(e["to"]), bytes.fromhex(str(e["to"])))
            for e in envelopes
            if e["kind"] == OWNER
        ]
        marks = [e for e in old.envelopes if e == MARK]
        earlier = {
            **secrets.directory.earlier,
            old.epoch: (secrets.vault_key, secrets.directory.sealing_private),
        }
        directory = Directory(people, sealing, earlier)
        file = seal_directory(
            crypto, replace(file, envelopes=(*grants, *owners, *marks)), vault_key, directory
        )
        records = self.records().with_epoch(crypto, file.epoch)
        with Saving():
            save_records(self._disk, records_sealer(crypto, vault_key, file.epoch), records)
            self._key_store.save(file)
        self._renew(replace(secrets, vault_key=vault_key, directory=directory, file=file), records)
        with contextlib.suppress(DiskError):  # what is left is found at the next unlock
            if self._key_store.copied(file):
                forget_other_records(self._disk, file.epoch)

    def without_device(self) -> Secrets:
        """What is held, as if the device had no secret: for a vault whose device secret is gone."""
        secrets = self.held()
        secrets = replace(secrets, file=replace(secrets.file, device=b""), device_secret=None)
        self._renew(secrets, self.records())
        return secrets
