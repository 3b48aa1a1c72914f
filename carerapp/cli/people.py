"""``people``: everybody who has or had a slot, with their key's fingerprint."""

from __future__ import annotations

from argparse import Namespace

from carerapp.cli.command import data_folder as arguments
from carerapp.cli.vaults import opened
from carerapp.vault import fingerprint

__all__ = ["HELP", "NAME", "arguments", "run"]

NAME = "people"
HELP = "who can sign in, who has left, and each key's fingerprint"


def run(args: Namespace) -> int:
    """Print them."""
    with opened(args.vault) as vault:
        print(f"signed in: {vault.person.name}")
        for member in vault.staff.members():
            state = "has left" if not member.here else "switched off" if member.off else "can sign in"
            rank = ", manager" if member.manager else ""
            print(f"{member.name} ({member.role}{rank}), {state}: {fingerprint(member.key)}")
        print(f"recovery sheet: {'yes' if vault.staff.has_sheet else 'no'}")
        for key in vault.staff.owners:
            print(f"owner's recovery key: {fingerprint(key)}")
    return 0
