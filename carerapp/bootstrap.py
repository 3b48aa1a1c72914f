"""The only place where real parts are wired together: this device's disk, clock, crypto, pictures."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
import time
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from carerapp.actions.casebook import Casebook, Outside
from forms.engine.load import load_protocol
from forms.engine.load import root as forms_root
from forms.protocol import Protocol

if TYPE_CHECKING:
    from carerapp.domain.child import ChildFile
    from carerapp.ui.parts import Parts
    from carerapp.vault import Disk, Door, Vault

ASSETS = Path(__file__).resolve().parent.parent / "assets"
AUTHORITIES = Path(str(forms_root())) / "authorities"
INVENTED_PICTURE = ASSETS / "invented_child.jpg"
DEMO_PIN = "482917"


class Trouble(Exception):
    """The app can't start; the words say why and what to do."""


def default_data() -> Path:
    """Where the sealed files live: one folder in the user's own data directory."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(os.environ.get("CARERAPP_DATA") or Path(base) / "carerapp")


@cache
def protocol(id: str) -> Protocol:
    return load_protocol(id)


def now() -> datetime:
    return datetime.now().astimezone()


def new_id() -> str:
    return secrets.token_hex(8)


def outside() -> Outside:
    return Outside(now=now, new_id=new_id, protocol=protocol)


def open_casebook(vault: Vault) -> Casebook:
    return Casebook(vault, outside())


def invented_child(book: Casebook) -> str:
    from carerapp.actions.add_invented_child import add_invented_child

    return add_invented_child(book, picture=INVENTED_PICTURE.read_bytes())


def door(disk: Disk) -> Door:
    from carerapp.vault import Door
    from carerapp.vault.native_crypto import NativeCrypto

    return Door(disk, NativeCrypto(), now=time.time)


def native_disk(data: Path) -> Disk:
    from carerapp.vault import AlreadyOpen
    from carerapp.vault.native_disk import NativeDisk

    try:
        return NativeDisk(data)
    except AlreadyOpen as error:
        raise Trouble(str(error)) from error


def parts(data: Path) -> Parts:
    from carerapp.documents import Fonts
    from carerapp.packs import Packs
    from carerapp.ui.parts import Parts
    from carerapp.vault.native_image import NativeImage

    disk = native_disk(data)
    packs = Packs(AUTHORITIES, data / "packs")
    return Parts(
        door=door(disk),
        open_casebook=lambda vault: Casebook(vault, replace(outside(), protocol=packs.protocol)),
        about_rules=packs.note,
        image=NativeImage(),
        now=now,
        demo=invented_child,
        fonts=Fonts.in_folder(ASSETS / "fonts"),
    )


def run(data: Path | None, *, port: int, open_browser: bool) -> int:
    """Open the app on 127.0.0.1 until interrupted. Raises Trouble when it can't."""
    from carerapp.local_server import HOST, serve
    from carerapp.ui.main import main as ui_main

    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise Trouble(
                f"Something already answers on port {port}. Close it, or use another: --port {port + 1}"
            )
    wired = parts(data or default_data())
    serve(lambda page: ui_main(page, wired), port=port, assets=ASSETS, open_browser=open_browser)
    return 0


def run_native() -> None:
    """Open the app in a native phone build: no server, the phone's own folder, its keystore beside the PIN."""
    import flet as ft

    from carerapp.ui.keystore import phone_keystore
    from carerapp.ui.main import main as ui_main

    # Never the cache or the temporary folder: a phone empties those when it likes.
    wired = replace(parts(Path(os.environ["FLET_APP_STORAGE_DATA"])), device=phone_keystore())
    ft.run(lambda page: ui_main(page, wired), assets_dir=str(ASSETS))


def due(case: Path) -> str:
    """The duties of the case in this file, as JSON. Raises Trouble when the file can't be understood."""
    from carerapp.due import CaseError, answer

    try:
        return answer(case, now())
    except CaseError as error:
        raise Trouble(str(error)) from error


def verify_log(file: Path) -> int:
    """Print whether an exported log is intact: 0 when it is, 1 when not. Raises Trouble when it can't be read."""
    from carerapp.evidence import verify
    from carerapp.vault.native_crypto import NativeCrypto

    try:
        verdict = verify(file.read_bytes(), NativeCrypto())
    except OSError as error:
        raise Trouble(f"{file} can't be read: {error.strerror}.") from error
    print(verdict.report())
    return 0 if verdict.intact else 1


def export_log(data: Path | None, name: str, out: Path) -> str:
    """Write one child's whole log with its proofs to `out`; says what was written. Raises Trouble."""
    from carerapp.domain.events import Kind, utc
    from carerapp.evidence import export_lines
    from carerapp.vault import VaultError
    from carerapp.vault.native_disk import NativeDisk

    pin = os.environ.get("CARERAPP_PIN") or getpass.getpass("PIN or passphrase: ")
    disk = native_disk(data or default_data())
    assert isinstance(disk, NativeDisk)
    try:
        vault = door(disk).unlock(pin)
        book = open_casebook(vault)
        child = _child_called(book, name)
        # Who made which copy is in the log, and so in what is exported.
        book.write(child.id, child.profile.id, Kind.NOTE, "exported", {})
        lines = list(
            export_lines(
                child.id, vault.signed_entries(child.id), vault.people(), by=vault.person.id, at=utc(book.now()),
                damage=[found.what for found in vault.damage], sign=vault.prove,
            )
        )  # fmt: skip
        vault.lock()
    except VaultError as error:
        raise Trouble(str(error)) from error
    finally:
        disk.close()
    try:
        out.write_bytes(b"".join(lines))
    except OSError as error:
        raise Trouble(f"{out} could not be written: {error.strerror}.") from error
    return f"{len(lines) - 1} entries written to {out}. The file is not locked: keep it safe."


def _child_called(book: Casebook, name: str) -> ChildFile:
    children = book.children()
    found = [c for c in children if not name or c.full_name.casefold() == name.strip().casefold()]
    if len(found) == 1:
        return found[0]
    what = "No child" if not found else "More than one child"
    called = f" called '{name}'" if name else ""
    raise Trouble(
        f"{what}{called} is in these records. Give --child one of: {', '.join(c.full_name for c in children)}."
    )


def demo(out: Path, data: Path | None) -> int:
    """Play the invented episode; write every document to `out`. PIN: CARERAPP_PIN or the training PIN."""
    from carerapp.demo import RealChild, play
    from carerapp.documents import Fonts
    from carerapp.vault import VaultError
    from carerapp.vault.memory_disk import MemoryDisk

    pin = os.environ.get("CARERAPP_PIN") or DEMO_PIN
    disk: Disk = native_disk(data) if data else MemoryDisk()
    try:
        play(
            door(disk),
            pin,
            out,
            protocol=protocol,
            fonts=Fonts.in_folder(ASSETS / "fonts"),
            invent=invented_child,
        )
    except (RealChild, VaultError) as error:
        raise Trouble(str(error)) from error
    except OSError as error:
        raise Trouble(f"The documents could not be written to {out}: {error.strerror}.") from error
    return 0
