"""Serve the endpoint, and what its administrator does: codes, approval, revocation."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sync.endpoint.administer import administer
from sync.endpoint.database import connect, in_folder
from sync.endpoint.keys import KeyClosed, verify
from sync.endpoint.migrate import migrate
from sync.endpoint.store import Store


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code."""
    args = _parser().parse_args(argv)
    args.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    url = os.environ.get("DATABASE_URL")
    engine = connect(url) if url else in_folder(args.data)
    migrate(engine)
    store = Store(engine, verify)
    try:
        if args.command == "serve":
            from sync.endpoint.serve import serve  # its web server is not needed for anything else

            return serve(store, args)
        return administer(store, args)
    except KeyClosed as closed:
        print(closed, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sync.endpoint", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help)
        made.add_argument(
            "--data", type=Path, required=True, help="its folder: signing key, and the SQLite database"
        )
        return made

    serving = add("serve", "answer devices until interrupted")
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
    enrol = add("enrol", "make a one-time code for a device")
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
    policy = add("policy", "show or change what the authority asks of its devices; what is not said stays")
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
    pack = add("pack", "sign the authority's rules, and send them to its devices")
    pack.add_argument(
        "--folder", type=Path, required=True, help="with protocol.toml and the forms that it names"
    )
    for name, help in (("approve", "let a device in"), ("revoke", "take a device's access away, for good")):
        add(name, help).add_argument("device")
    change = add("change-key", "another signing key, that the one before names; then start each process anew")
    change.add_argument(
        "--stolen", action="store_true", help="somebody else may have the key: it names nothing any more"
    )
    add("key-changes", "when the signing key changed, from which to which")
    add("seal-key", "seal the signing key with the passphrase that the environment gives")
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
    add("strangers", "how often who proved nothing was refused: day, kind, count")
    add("time-stamps", "the tokens that were got: when, by whom, over how many feeds")
    add("devices", "all devices with their state and fingerprint")
    return parser


if __name__ == "__main__":
    sys.exit(main())
