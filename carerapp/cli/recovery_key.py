"""``recovery-key``: an owner's recovery key, for a provider or an authority."""

from __future__ import annotations

import os
import secrets
from argparse import ArgumentParser, Namespace
from pathlib import Path

from carerapp.bootstrap import StartupError
from carerapp.vault import fingerprint

NAME = "recovery-key"
HELP = "make an owner's recovery key, for a provider or an authority"
_HEAD = "carerapp owner's recovery key: keep it away from every device that it opens"


def arguments(parser: ArgumentParser) -> None:
    """Where the private half goes."""
    parser.add_argument("--out", type=Path, required=True, help="where the private key goes")


def run(args: Namespace) -> int:
    """The private half into a new file, the public half printed. Raises StartupError; no key was made
    then."""
    from carerapp.vault.adapters.native_crypto import NativeCrypto

    private = secrets.token_bytes(32)
    public = NativeCrypto().agree_public(private).hex()
    try:
        with os.fdopen(os.open(args.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{_HEAD}\n{private.hex()}\n")
    except OSError as error:
        raise StartupError(f"{args.out} could not be written: {error.strerror}. No key was made.") from error
    print(
        f"The private key is in {args.out}. Keep it in a safe, and a copy in another place: it opens "
        "every device "
        f"that is sealed to it.\nGive the devices the public key:\n{public}\nfingerprint: "
        f"{fingerprint(public)}"
    )
    return 0


def read_key(file: Path) -> bytes:
    """The private half that :func:`run` wrote (32 bytes). Raises StartupError."""
    try:
        return bytes.fromhex(file.read_text().strip().splitlines()[-1])
    except OSError as error:
        raise StartupError(f"{file} can't be read: {error.strerror}.") from error
    except (ValueError, IndexError) as error:
        raise StartupError(f"{file} is not an owner's recovery key. Nothing was changed.") from error
