"""``seal-to-owner``: let an owner's recovery key open this vault, too."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from carerapp.bootstrap import StartupError
from carerapp.cli.command import data_folder
from carerapp.cli.vaults import opened
from carerapp.vault import SealBroken, fingerprint

NAME = "seal-to-owner"
HELP = "let an owner's recovery key open this vault, too"


def arguments(parser: ArgumentParser) -> None:
    """The public half."""
    data_folder(parser)
    parser.add_argument("--owner", required=True, help="the public key, as recovery-key printed it")


def run(args: Namespace) -> int:
    """Seal it. Raises StartupError when that is no key; nothing was changed then."""
    with opened(args.vault) as vault:
        try:
            key = bytes.fromhex(args.owner.strip())
            vault.staff.seal_to_owner(key)
        except (ValueError, SealBroken) as error:
            raise StartupError(
                "That is not a public key: 64 letters and numbers. Nothing was changed."
            ) from error
    print(
        f"The owner's key {fingerprint(key.hex())} opens these records now. Try it: "
        "python -m carerapp recover --check --key FILE"
    )
    return 0
