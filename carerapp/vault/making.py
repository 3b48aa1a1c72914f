"""A new vault: its keys, the slot of its first person, and the files that hold both."""

from __future__ import annotations

from dataclasses import replace

from carerapp.vault.format.sealed_file import Saving
from carerapp.vault.keys.attempts import MARK
from carerapp.vault.keys.directory import Directory, person_entry, seal_directory
from carerapp.vault.keys.key_file import STAFF, KeyFile
from carerapp.vault.keys.key_store import KeyStore
from carerapp.vault.keys.records import RecordKeys, records_sealer, save_records
from carerapp.vault.keys.slots import Opened, make_slot
from carerapp.vault.keys.strength import check_secret
from carerapp.vault.opening import Opening, Way
from carerapp.vault.primitives.derivation import KEY
from carerapp.vault.vault import Vault


def make_vault(
    opening: Opening, secret: str, *, name: str, role: str, device: tuple[bytes, bytes] | None
) -> Vault:
    """A new vault where ``opening`` opens, unlocked, as :meth:`Door.create` says. The caller has looked that
    there is none. Raises :class:`WeakSecret`, :class:`NotSaved`."""
    check_secret(secret, device=device is not None)
    handle, device_secret = device or (b"", None)
    if device and not (handle and len(device[1]) == KEY):
        raise ValueError("a device secret has a handle and 32 bytes")
    disk, crypto, attempts = opening.disk, opening.crypto, opening.attempts
    opened = Opened(crypto.random(8).hex(), crypto.random(KEY), crypto.random(KEY))
    sealing_private = crypto.random(KEY)
    attempts.start_over()
    marks = (MARK,) if attempts.kept else ()
    public = crypto.agree_public(sealing_private)
    file = KeyFile(crypto.random(16).hex(), 1, 1, public, (), marks, device=handle)
    slot = make_slot(crypto, file, secret, opened, kind=STAFF, device_secret=device_secret)
    people = {opened.slot: person_entry(crypto, name, role, opened.signing_key, manager=True)}
    directory = Directory(people, sealing_private)
    file = seal_directory(crypto, replace(file, slots=(slot,)), opened.vault_key, directory)
    with Saving():
        save_records(disk, records_sealer(crypto, opened.vault_key, file.epoch), RecordKeys())
        # The key file comes last: until it is there, there is no vault, and making one starts over.
        KeyStore(disk).save(file)
    return opening.enter(file, directory, RecordKeys(), Way(opened, STAFF, secret, device_secret))
