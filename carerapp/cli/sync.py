"""``sync``: send what has no receipt and fetch what others wrote."""

from __future__ import annotations

from argparse import Namespace

from carerapp.bootstrap import StartupError
from carerapp.cli.command import data_folder as arguments
from carerapp.cli.status import in_all, opened_sharing, standing, wire
from sync.conversation import run_sync

__all__ = ["HELP", "NAME", "arguments", "run"]

NAME = "sync"
HELP = "send what has no receipt and fetch what others wrote"


def run(args: Namespace) -> int:
    """Until there is nothing left to do; print how things stand. Raises StartupError."""
    with opened_sharing(args.vault) as sharing:
        if not sharing.authorities:
            raise StartupError("This device is not connected to an authority. First: connect.")
        said = []
        for enrolment in sharing.authorities:
            sharing.sync_now()
            result = run_sync(sharing.turn(enrolment), wire(sharing, enrolment))
            if result.revoked:
                raise StartupError(
                    f"{enrolment.called} has taken this device's access away. Nothing more is sent or "
                    "fetched. "
                    "The app erases what this device holds of theirs when it is opened next."
                )
            said.append(
                standing(sharing, next(e for e in sharing.authorities if e.device == enrolment.device))
            )
        said += in_all(sharing)
    print("\n".join(said))
    return 0
