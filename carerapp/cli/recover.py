"""``recover``: open a vault whose PINs are lost, with the owner's key or the recovery sheet, and give a new
PIN."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from carerapp.bootstrap import StartupError
from carerapp.cli.command import data_folder
from carerapp.cli.recovery_key import read_key
from carerapp.cli.vaults import door_of, secret
from carerapp.vault import Door, Vault, WeakSecret

NAME = "recover"
HELP = "open a vault whose PINs are lost, and give a new PIN (CARERAPP_NEW_PIN, or asked)"


def arguments(parser: ArgumentParser) -> None:
    """With which key, and whose the new PIN is."""
    data_folder(parser)
    parser.add_argument(
        "--key", type=Path, help="the owner's key; without it the recovery sheet's code is asked"
    )
    parser.add_argument("--name", default="", help="whose the new PIN is (default: the first manager)")
    parser.add_argument("--check", action="store_true", help="rehearse: open it and change nothing")


def run(args: Namespace) -> int:
    """``--check`` only rehearses. Raises StartupError; nothing was changed then."""
    with door_of(args.vault) as door:
        vault = _recovered(door, args.key)
        try:
            if args.check:
                print(f"It opens these records ({len(vault.children())} children). Nothing was changed.")
                return 0
            print(_new_pin(vault, args.name))
        finally:
            vault.lock()
    return 0


def _recovered(door: Door, key: Path | None) -> Vault:
    if key is None:
        return door.unlock_with_sheet(secret("CARERAPP_RECOVERY_CODE", "Code on the recovery sheet: "))
    return door.unlock_as_owner(read_key(key))


def _new_pin(vault: Vault, name: str) -> str:
    staff = vault.staff
    managers = [m for m in staff.members() if m.manager and m.here] or list(staff.members())
    name = name or (managers[0].name if managers else "Carer")
    role = managers[0].role if managers else "Carer"
    chosen = _new_secret(device=staff.device_adds and not staff.needs_device)
    if staff.needs_device:
        staff.leave_the_device_out()
    staff.add(chosen, name=name, role=role, manager=True)
    others = [m.name for m in staff.members() if m.here][:-1]
    told = f"{name} can sign in with the new PIN."
    if others:
        told += (
            f" These can too, if they still know theirs: {', '.join(others)}. Remove in the app who must not."
        )
    return told


def _new_secret(*, device: bool) -> str:
    from carerapp.vault import check_secret

    given = os.environ.get("CARERAPP_NEW_PIN")
    chosen = given or getpass.getpass("New PIN or passphrase: ")
    if not given and chosen != getpass.getpass("The same again: "):
        raise StartupError("The two were not the same. Nothing was changed.")
    try:
        check_secret(chosen, device=device)
    except WeakSecret as weak:
        raise StartupError(str(weak)) from weak
    return chosen
