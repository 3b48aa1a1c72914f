"""What is typed at the endpoint's command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


class Add(Protocol):
    """Adds a command."""

    def __call__(self, name: str, help: str, *, decides: bool = False) -> argparse.ArgumentParser:
        """With ``--data``, and ``--by`` where it decides something."""


def parser() -> argparse.ArgumentParser:
    """Every command has ``--data``; those that decide something ``--by``."""
    parser = argparse.ArgumentParser(
        prog="python -m sync.endpoint",
        description="Serve the endpoint, and what its administrator does.",
    )
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, help: str, *, decides: bool = False) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help)
        made.add_argument(
            "--data", type=Path, required=True, help="its folder: signing key, and the SQLite database"
        )
        if decides:
            made.add_argument(
                "--by", default="", metavar="WHO", help="who decided it; else the account that types it"
            )
        return made

    add("init", "make a new endpoint: its folder, key and database", decides=True)
    _serving(add("serve", "answer devices until interrupted", decides=True))
    _devices(add)
    _policy(add("policy", "show or change what the authority asks; what is not said stays", decides=True))
    pack = add("pack", "sign the authority's rules, and send them to its devices", decides=True)
    words = "with protocol.toml and the forms that it names; or the id of a protocol that comes with the app"
    pack.add_argument("--folder", type=Path, required=True, help=words)
    _keys(add)
    _erasing(add)
    _backups(add, commands)
    add("decisions", "who decided what, when; not 0 where a line does not follow the one before it")
    add("strangers", "how often who proved nothing was refused: day, kind, count")
    add("time-stamps", "the tokens that were got: when, by whom, over how many feeds")
    return parser


def _serving(serving: argparse.ArgumentParser) -> None:
    serving.add_argument("--init", action="store_true", help="make a new endpoint first, where there is none")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8600)
    serving.add_argument("--name", action="append", default=[], help="a public host name that it answers for")
    serving.add_argument(
        "--app-origin", action="append", default=[], help="where phones load the app from; repeat it"
    )
    serving.add_argument(
        "--tls-cert", type=Path, help="needed for anything but loopback, unless a proxy ends TLS"
    )
    serving.add_argument("--tls-key", type=Path)
    serving.add_argument("--behind-tls-proxy", action="store_true")
    serving.add_argument(
        "--proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="address or network of a proxy whose X-Forwarded-For or Forwarded is believed; repeat it",
    )
    serving.add_argument(
        "--time-stamp", default="", metavar="URL", help="of a time-stamp authority (RFC 3161)"
    )
    serving.add_argument(
        "--time-stamp-trust", type=Path, metavar="FILE", help="the certificate that is trusted for it"
    )
    serving.add_argument(
        "--time-stamp-minutes",
        type=int,
        default=60,
        metavar="N",
        help="how often it is asked, when there is news",
    )


def _devices(add: Add) -> None:
    enrol = add("enrol", "make a one-time code for a device", decides=True)
    enrol.add_argument("--name", required=True, help="what to call the device")
    enrol.add_argument(
        "--child",
        action="append",
        default=[],
        help="a child's opaque id that another device brought; repeat it",
    )
    enrol.add_argument(
        "--desk", action="store_true", help="a duty desk: it is for every child, and reads them"
    )
    enrol.add_argument(
        "--url", default="", help="the address that devices reach this endpoint at, for the QR code"
    )
    for name, help in (("approve", "let a device in"), ("revoke", "take a device's access away, for good")):
        add(name, help, decides=True).add_argument("device")
    add("devices", "all devices with their state and fingerprint, and who let them in")


def _policy(policy: argparse.ArgumentParser) -> None:
    policy.add_argument("--name", help="what the authority is called")
    policy.add_argument(
        "--serves", action="append", help="id of a protocol whose children are ours; repeat it"
    )
    policy.add_argument(
        "--keep-days", type=int, help="closed episodes leave a device so long after the receipt"
    )
    policy.add_argument(
        "--acknowledge-minutes", type=int, help="then the carer is offered the next number to ring"
    )
    policy.add_argument("--ring", action="append", metavar="WHO=NUMBER", help="in this order; repeat it")
    policy.add_argument(
        "--unset",
        action="append",
        default=[],
        choices=("name", "serves", "keep-days", "acknowledge-minutes", "ring"),
        help="ask this no more; repeat it",
    )


def _keys(add: Add) -> None:
    change = add(
        "change-key",
        "another signing key, that the one before names; then start each process anew",
        decides=True,
    )
    change.add_argument(
        "--stolen", action="store_true", help="somebody else may have the key: it names nothing any more"
    )
    add("key-changes", "when the signing key changed, from which to which")
    add("seal-key", "seal the signing key with the passphrase that the environment gives")


def _erasing(add: Add) -> None:
    erase = add("erase", "erase a child here for good; a signed record of it stays")
    whom = erase.add_mutually_exclusive_group(required=True)
    whom.add_argument("--child", help="the opaque id")
    whom.add_argument("--untouched-days", type=int, help="every child about whom nothing came for so long")
    erase.add_argument("--by", required=True, help="who decided it")
    erase.add_argument("--reason", required=True, help="the lawful ground, or the retention rule; no name")
    erase.add_argument("--sure", nargs="?", const="yes", default="", help="the id again")
    add("erasures", "what was erased, by whom and why; and whether each record is as it was signed")
    add(
        "erasures-asked",
        "children whom a device erased, and asks to have erased here: nothing is until you say",
    )
    keep = add("keep", "say no to all who asked to have this child erased")
    keep.add_argument("--child", required=True, help="the opaque id")
    keep.add_argument("--by", required=True, help="who decided it")
    keep.add_argument("--reason", required=True, help="why the record must stay; no name of a child")


def _backups(add: Add, commands: Commands) -> None:
    backup = add("backup", "copy everything as it is now, into a new folder; the endpoint goes on meanwhile")
    backup.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="is made")
    backup.add_argument("--without-key", action="store_true", help="the signing key is kept elsewhere")
    look = commands.add_parser("check", help="is all as it was written? of the endpoint, or of a backup")
    which = look.add_mutually_exclusive_group(required=True)
    which.add_argument("--data", type=Path, help="the endpoint's folder")
    which.add_argument("--backup", type=Path, metavar="FOLDER")
    back = add("restore", "put a backup in the place of the database; devices send again what it lacks")
    back.add_argument("--backup", type=Path, required=True, metavar="FOLDER")
    back.add_argument("--by", required=True, help="who decided it")
    back.add_argument("--reason", required=True, help="why; devices show it; no name of a child")
    back.add_argument("--sure", default="", metavar="overwrite", help="where there is a database already")
    mark = add("mark-restored", "the database was put back by other means: tell the devices")
    mark.add_argument("--moment", required=True, metavar="TIME", help="which it was put back to")
    mark.add_argument("--by", required=True, help="who decided it")
    mark.add_argument("--reason", required=True, help="why; devices show it; no name of a child")
