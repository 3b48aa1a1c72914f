"""``connect``: enrol this device with an authority's one-time code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from carerapp.bootstrap import StartupError
from carerapp.cli.command import data_folder
from carerapp.cli.status import opened_sharing, wire
from carerapp.sharing import refused_words
from carerapp.vault import fingerprint
from sync.conversation import run_sync
from sync.errors import SyncError
from sync.http_answers import InsecureAddress, check_address

NAME = "connect"
HELP = "enrol this device with an authority's one-time code"


def arguments(parser: ArgumentParser) -> None:
    """Where, and with which code."""
    data_folder(parser)
    parser.add_argument("--endpoint", required=True, help="the authority's address, https://…")
    parser.add_argument("--code", required=True)


def run(args: Namespace) -> int:
    """Enrol; print what to do next. Raises StartupError with the authority's refusal in words."""
    with opened_sharing(args.vault) as sharing:
        try:
            enrolment = sharing.asking(check_address(args.endpoint))
            enrolment = run_sync(sharing.connect(enrolment, args.code), wire(sharing, enrolment))
        except InsecureAddress as error:
            raise StartupError(str(error)) from error
        except SyncError as error:
            raise StartupError(refused_words(error, sharing.now())) from error
        own, pinned = fingerprint(sharing.own_key(enrolment)), fingerprint(enrolment.endpoint_key.hex())
    print(
        f"Enrolled as “{enrolment.name}”, device {enrolment.device}. An administrator must approve it now.\n"
        f"Read this to them: {own}\nTheir endpoint's key: {pinned}"
    )
    return 0
