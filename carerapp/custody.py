"""What somebody does to a whole vault from the command line: export, verify, recover, erase, list its people."""

from __future__ import annotations

import contextlib
import getpass
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook
from carerapp.bootstrap import StartupError
from carerapp.domain.child import ChildFile
from carerapp.domain.events import Kind, utc
from carerapp.evidence import proved, proved_erased, verify
from carerapp.vault import Door, SealBroken, Vault, VaultError, WeakSecret, fingerprint

_KEY_HEAD = "carerapp owner's recovery key: keep it away from every device that it opens"


@contextlib.contextmanager
def _door(data: Path | None) -> Iterator[Door]:
    """The door of the vault in this folder; the vault's own words when something is in the way."""
    from carerapp.vault.native_disk import NativeDisk

    folder = data or bootstrap.default_data()
    if not folder.is_dir():
        raise StartupError(f"There are no records in {folder}.")
    disk = bootstrap.native_disk(folder)
    assert isinstance(disk, NativeDisk)
    try:
        yield bootstrap.door(disk)
    except VaultError as error:
        raise StartupError(str(error)) from error
    finally:
        disk.close()


@contextlib.contextmanager
def opened(data: Path | None) -> Iterator[Vault]:
    """The vault, unlocked with CARERAPP_PIN or what is typed, and locked again."""
    with _door(data) as door:
        vault = door.unlock(_secret("CARERAPP_PIN", "PIN or passphrase: "))
        try:
            yield vault
        finally:
            vault.lock()


def _secret(variable: str, question: str) -> str:
    return os.environ.get(variable) or getpass.getpass(question)


# --- a log and its proofs --------------------------------------------------------------------
def verify_log(file: Path, against: Path | None) -> int:
    """Print whether an exported log is intact: 0 when it is, 1 when not. Raises StartupError when it can't be read."""
    from carerapp.vault.native_crypto import NativeCrypto

    verdicts = []
    for one in [file, *([against] if against else [])]:
        try:
            verdicts.append(verify(one.read_bytes(), NativeCrypto()))
        except OSError as error:
            raise StartupError(f"{one} can't be read: {error.strerror}.") from error
    for number, verdict in enumerate(verdicts):
        print(verdict.report() if not number else f"{against}: {verdict.report().splitlines()[0]}")
    if not all(verdict.intact for verdict in verdicts):
        return 1
    if against:
        words = verdicts[0].beside(verdicts[1])
        print(words)
        return 0 if words.startswith("the same") else 1
    return 0


def export_log(data: Path | None, name: str, out: Path) -> str:
    """Write one child's whole log with its proofs to `out`; says what was written. Raises StartupError.

    `name`: the child's, or the opaque id of one whose record was erased.
    """
    with opened(data) as vault:
        book = bootstrap.open_casebook(vault)
        left = next((left for left in vault.erasure_records() if left.child == name), None)
        if left:
            lines = list(proved_erased(vault, left, utc(book.now())))
        else:
            child = _child_called(book, name)
            # Who made which copy is in the log, and so in what is exported.
            book.write(child.id, child.profile.id, Kind.NOTE, "exported", {})
            lines = list(proved(vault, child.id, utc(book.now())))
    _write(out, b"".join(lines))
    return f"{len(lines) - 1} entries written to {out}. The file is not locked: keep it safe."


def export_record(data: Path | None, name: str, out: Path) -> str:
    """Write one child's whole record as a ZIP file; says what was written. Raises StartupError."""
    from carerapp.actions.export_record import whole_record
    from carerapp.actions.papers import Papers
    from carerapp.documents import Fonts

    with opened(data) as vault:
        book = bootstrap.open_casebook(vault)
        child = _child_called(book, name)
        papers = Papers(book, Fonts.in_folder(bootstrap.ASSETS / "fonts"))
        made = whole_record(book, papers, child.id, _late(vault, book, child.id))
    _write(out, made)
    return f"The whole record was written to {out}. The file is not locked: keep it safe."


def _late(vault: Vault, book: Casebook, child: str) -> Iterator[bytes]:
    """Looked at only when it is asked for, so that the export's own entry is in it."""
    yield from proved(vault, child, utc(book.now()))


def _write(out: Path, data: bytes) -> None:
    try:
        out.write_bytes(data)
    except OSError as error:
        raise StartupError(f"{out} could not be written: {error.strerror}.") from error


def _child_called(book: Casebook, name: str) -> ChildFile:
    children = book.children()
    found = [c for c in children if not name or c.full_name.casefold() == name.strip().casefold()]
    if len(found) == 1:
        return found[0]
    what = "No child" if not found else "More than one child"
    called = f" called '{name}'" if name else ""
    raise StartupError(
        f"{what}{called} is in these records. Give --child one of: {', '.join(c.full_name for c in children)}."
    )


# --- people ----------------------------------------------------------------------------------
def people(data: Path | None) -> str:
    """Everybody who has or had a slot, with their key's fingerprint."""
    with opened(data) as vault:
        lines = [f"signed in: {vault.person.name}"]
        for member in vault.staff.members():
            state = "has left" if not member.here else "switched off" if member.off else "can sign in"
            rank = ", manager" if member.manager else ""
            lines.append(f"{member.name} ({member.role}{rank}), {state}: {fingerprint(member.key)}")
        lines.append(f"recovery sheet: {'yes' if vault.staff.has_sheet else 'no'}")
        lines += [f"owner's recovery key: {fingerprint(key)}" for key in vault.staff.owners]
    return "\n".join(lines)


# --- recovery --------------------------------------------------------------------------------
def recovery_key(out: Path) -> str:
    """Make an owner's key pair: the private half into a new file, the public half for the devices. Raises StartupError."""
    from carerapp.vault.native_crypto import NativeCrypto

    private = secrets.token_bytes(32)
    public = NativeCrypto().agree_public(private).hex()
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{_KEY_HEAD}\n{private.hex()}\n")
    except OSError as error:
        raise StartupError(f"{out} could not be written: {error.strerror}. No key was made.") from error
    return (
        f"The private key is in {out}. Keep it in a safe, and a copy in another place: it opens every device "
        f"that is sealed to it.\nGive the devices the public key:\n{public}\nfingerprint: {fingerprint(public)}"
    )


def seal_to_owner(data: Path | None, public: str) -> str:
    """Let an owner's key open this vault, too."""
    with opened(data) as vault:
        try:
            key = bytes.fromhex(public.strip())
            vault.staff.seal_to_owner(key)
        except (ValueError, SealBroken) as error:
            raise StartupError(
                "That is not a public key: 64 letters and numbers. Nothing was changed."
            ) from error
    return (
        f"The owner's key {fingerprint(key.hex())} opens these records now. Try it: "
        "python -m carerapp recover --check --key FILE"
    )


def recover(data: Path | None, key: Path | None, name: str, *, check: bool) -> str:
    """Open a vault whose PINs are lost, with the owner's key or the recovery sheet, and give a new PIN.

    `check` only rehearses: it opens and changes nothing. Raises StartupError; nothing was changed then.
    """
    with _door(data) as door:
        vault = _recovered(door, key)
        staff = vault.staff
        try:
            children = len(vault.children())
            if check:
                return f"It opens these records ({children} children). Nothing was changed."
            managers = [m for m in staff.members() if m.manager and m.here] or list(staff.members())
            name = name or (managers[0].name if managers else "Carer")
            role = managers[0].role if managers else "Carer"
            secret = _new_secret()
            if staff.needs_device:
                staff.leave_the_device_out()
            staff.add(secret, name=name, role=role, manager=True)
            others = [m.name for m in staff.members() if m.here][:-1]
        finally:
            vault.lock()
    told = f"{name} can sign in with the new PIN."
    if others:
        told += (
            f" These can too, if they still know theirs: {', '.join(others)}. Remove in the app who must not."
        )
    return told


def _recovered(door: Door, key: Path | None) -> Vault:
    if key is None:
        return door.unlock_with_sheet(_secret("CARERAPP_RECOVERY_CODE", "Code on the recovery sheet: "))
    try:
        private = bytes.fromhex(key.read_text().strip().splitlines()[-1])
    except OSError as error:
        raise StartupError(f"{key} can't be read: {error.strerror}.") from error
    except (ValueError, IndexError) as error:
        raise StartupError(f"{key} is not an owner's recovery key. Nothing was changed.") from error
    return door.unlock_as_owner(private)


def _new_secret() -> str:
    from carerapp.vault import check_secret

    given = os.environ.get("CARERAPP_NEW_PIN")
    secret = given or getpass.getpass("New PIN or passphrase: ")
    if not given and secret != getpass.getpass("The same again: "):
        raise StartupError("The two were not the same. Nothing was changed.")
    try:
        check_secret(secret)
    except WeakSecret as weak:
        raise StartupError(str(weak)) from weak
    return secret


def erase(data: Path | None, *, sure: bool) -> str:
    """Destroy every key in this folder and everything with them."""
    if not sure:
        raise StartupError(
            "This destroys every child's record on this device, for good. Nothing was changed. "
            "Make copies of what must be kept; then give --yes."
        )
    with _door(data) as door:
        door.erase()
    return "Erased. Nothing on this device opens any more."
