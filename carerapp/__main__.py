"""`python -m carerapp` opens the app; `demo` plays an invented episode; `due` says what a protocol requires."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m carerapp", description=__doc__)
    parser.add_argument("--port", type=int, default=8550, help="on 127.0.0.1 (default: 8550)")
    parser.add_argument("--data", type=Path, help="the folder of the sealed files (default: in your home)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    parser.add_argument(
        "--training",
        choices=("home", "desk"),
        default="",
        help="with an authority's endpoint beside it, for training",
    )
    commands = parser.add_subparsers(dest="command")
    demo = commands.add_parser("demo", help="play an invented episode; write every document to a folder")
    demo.add_argument("--out", type=Path, required=True, help="where the documents go")
    demo.add_argument("--data", type=Path, dest="demo_data", help="keep the sealed files here")
    due = commands.add_parser(
        "due", help="what a protocol requires in the case that a file describes, as JSON"
    )
    due.add_argument("case", type=Path, help="a TOML file: docs/due.md shows one")
    _add_custody(commands)
    args = parser.parse_args(argv)
    from carerapp import bootstrap

    try:
        if args.command in _CUSTODY:
            return _custody(args)
        if args.command == "demo":
            return bootstrap.demo(args.out, args.demo_data)
        if args.command == "due":
            print(bootstrap.due(args.case))
            return 0
        opening = not args.no_browser
        return bootstrap.run(args.data, port=args.port, open_browser=opening, training=args.training)
    except bootstrap.StartupError as trouble:
        print(trouble, file=sys.stderr)
        return 2


_CUSTODY = (
    "export-log",
    "verify",
    "export-record",
    "people",
    "recovery-key",
    "seal-to-owner",
    "recover",
    "erase",
    "connect",
    "sync",
    "standing",
)


def _add_custody(commands: Any) -> None:
    """The commands on a whole vault. The PIN comes from CARERAPP_PIN, or is asked for."""

    def add(name: str, help: str, *, data: bool = True) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, help=help)
        if data:
            made.add_argument("--data", type=Path, dest="vault", help="the folder of the sealed files")
        return made

    for name, what in (
        ("export-log", "write one child's whole log with its proofs (JSON Lines)"),
        ("export-record", "write one child's whole record: forms, logs, copies, photos, proofs (ZIP)"),
    ):
        export = add(name, what)
        export.add_argument(
            "--child", default="", help="their name; may be left out where there is one child"
        )
        export.add_argument("--out", type=Path, required=True, help="the file to write")
    check = add("verify", "is an exported log still what its authors wrote? Needs the file alone", data=False)
    check.add_argument("file", type=Path)
    check.add_argument("--against", type=Path, help="another export of the same child, to compare")
    add("people", "who can sign in, who has left, and each key's fingerprint")
    key = add("recovery-key", "make an owner's recovery key, for a provider or an authority", data=False)
    key.add_argument("--out", type=Path, required=True, help="where the private key goes")
    seal = add("seal-to-owner", "let an owner's recovery key open this vault, too")
    seal.add_argument("--owner", required=True, help="the public key, as recovery-key printed it")
    recover = add(
        "recover", "open a vault whose PINs are lost, and give a new PIN (CARERAPP_NEW_PIN, or asked)"
    )
    recover.add_argument(
        "--key", type=Path, help="the owner's key; without it the recovery sheet's code is asked"
    )
    recover.add_argument("--name", default="", help="whose the new PIN is (default: the first manager)")
    recover.add_argument("--check", action="store_true", help="rehearse: open it and change nothing")
    connect = add("connect", "enrol this device with an authority's one-time code")
    connect.add_argument("--endpoint", required=True, help="the authority's address, https://…")
    connect.add_argument("--code", required=True)
    add("sync", "send what has no receipt and fetch what others wrote")
    add("standing", "what is on this device only, and what the authority has")
    erase = add("erase", "destroy every key and record in a folder, for good")
    erase.add_argument("--yes", action="store_true", help="you are sure")


def _custody(args: argparse.Namespace) -> int:
    from carerapp import connecting, custody

    match args.command:
        case "verify":
            return custody.verify_log(args.file, args.against)
        case "export-log":
            print(custody.export_log(args.vault, args.child, args.out))
        case "export-record":
            print(custody.export_record(args.vault, args.child, args.out))
        case "people":
            print(custody.people(args.vault))
        case "recovery-key":
            print(custody.recovery_key(args.out))
        case "seal-to-owner":
            print(custody.seal_to_owner(args.vault, args.owner))
        case "recover":
            print(custody.recover(args.vault, args.key, args.name, check=args.check))
        case "connect":
            print(connecting.connect(args.vault, args.endpoint, args.code))
        case "sync":
            print(connecting.sync(args.vault))
        case "standing":
            print(connecting.status(args.vault))
        case "erase":
            print(custody.erase(args.vault, sure=args.yes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
