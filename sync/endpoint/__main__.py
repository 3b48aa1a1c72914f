"""Serve the endpoint, and what its administrator does: codes, approval, revocation."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

import segno

from sync.endpoint.app import make_app
from sync.endpoint.database import connect
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.migrate import migrate
from sync.endpoint.registry import DESK, HOME
from sync.endpoint.store import Store
from sync.errors import BrokenMessage
from sync.packs import Pack, write_pack
from sync.policy import Policy, policy_text, read_policy
from sync.settings import KEEP_ALIVE_SECONDS, SHUTDOWN_SECONDS


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sync.endpoint", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help)
        made.add_argument(
            "--data", type=Path, required=True, help="its folder: signing key, and the SQLite database"
        )
        return made

    serve = add("serve", "answer devices until interrupted")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8600)
    serve.add_argument("--name", action="append", default=[], help="a public host name that it answers for")
    serve.add_argument(
        "--app-origin", action="append", default=[], help="where phones load the app from; repeat it"
    )
    serve.add_argument(
        "--tls-cert", type=Path, help="needed for anything but loopback, unless a proxy ends TLS"
    )
    serve.add_argument("--tls-key", type=Path)
    serve.add_argument("--behind-tls-proxy", action="store_true")
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
    add("devices", "all devices with their state and fingerprint")
    args = parser.parse_args(argv)
    args.data.mkdir(parents=True, exist_ok=True)
    engine = connect(
        os.environ.get("DATABASE_URL") or f"sqlite:///{(args.data / 'endpoint.sqlite').resolve()}"
    )
    migrate(engine)
    store = Store(engine, verify)
    if args.command == "serve":
        return _serve(store, args)
    return _administer(store, args)


def _administer(store: Store, args: argparse.Namespace) -> int:
    now = int(time.time())
    match args.command:
        case "enrol":
            wrong = [child for child in args.child if not re.fullmatch("[0-9a-f]{32}", child)]
            if wrong:
                print(f"not a child's opaque id (32 hexadecimal digits): {wrong[0]}", file=sys.stderr)
                return 2
            code = store.new_code(args.name, args.child, now, kind=DESK if args.desk else HOME)
            print(f"code: {code}\ngood for ten minutes, for one device")
            if args.url:
                segno.make(f"{args.url} {code}", micro=False).terminal(compact=True)
        case "policy":
            return _policy(store, args, now)
        case "pack":
            return _pack(store, args, now)
        case "approve" | "revoke":
            state = "approved" if args.command == "approve" else "revoked"
            if not store.decide(args.device, state, now):
                print("no device of this id that this can be done to; see: devices", file=sys.stderr)
                return 1
            print(f"{args.device}: {state}")
        case "devices":
            for device in store.all_devices():
                what = f"{device.name} (duty desk)" if device.kind == DESK else device.name
                print(f"{device.id}  {device.state:9} {_fingerprint(device.sign_key)}  {what}")
    return 0


def _pack(store: Store, args: argparse.Namespace, now: int) -> int:
    try:
        files = {path.name: path.read_text("utf-8") for path in sorted(args.folder.glob("*.toml"))}
        id = str(tomllib.loads(files["protocol.toml"])["id"])
        version = max((n for known, n in store.all_packs() if known == id), default=0) + 1
        data = write_pack(Pack(id, version, files), EndpointKey.in_folder(args.data).sign)
    except (OSError, UnicodeDecodeError, KeyError, tomllib.TOMLDecodeError, BrokenMessage) as wrong:
        print(f"this folder is no pack: {wrong}", file=sys.stderr)
        return 2
    store.add_pack(id, version, data, now)
    print(f"{id}: version {version} is sent to the devices of this authority")
    return 0


def _policy(store: Store, args: argparse.Namespace, now: int) -> int:
    before = read_policy(store.setting("policy") or "{}")
    ring = [tuple(one.split("=", 1)) for one in args.ring or []]
    if wrong := [one for one in ring if len(one) != 2]:
        print(f"say who and the number, as WHO=NUMBER: {wrong[0][0]}", file=sys.stderr)
        return 2
    if any(number is not None and number < 1 for number in (args.keep_days, args.acknowledge_minutes)):
        print("days and minutes are whole numbers above nought", file=sys.stderr)
        return 2
    said = Policy(
        name=before.name if args.name is None else args.name,
        serves=before.serves if args.serves is None else tuple(args.serves),
        keep_days=args.keep_days or before.keep_days,
        acknowledge_minutes=args.acknowledge_minutes or before.acknowledge_minutes,
        ring=before.ring if args.ring is None else tuple((who, number) for who, number in ring),
    )
    if said != before:
        store.set("policy", policy_text(said), now)
    print(policy_text(said))
    return 0


def _fingerprint(key: str) -> str:
    """As the device shows it: eight groups of four."""
    digest = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:32]
    return " ".join(digest[i : i + 4] for i in range(0, 32, 4))


def _serve(store: Store, args: argparse.Namespace) -> int:
    import ssl

    import uvicorn

    loopback = args.host in ("127.0.0.1", "::1", "localhost")
    if not loopback and not args.tls_cert and not args.behind_tls_proxy:
        print(
            "Without TLS only loopback is served. Give --tls-cert and --tls-key, or --behind-tls-proxy.",
            file=sys.stderr,
        )
        return 2
    hosts = {f"{args.host}:{args.port}", f"localhost:{args.port}", f"127.0.0.1:{args.port}"}
    hosts |= {name.lower() for name in args.name}
    app = make_app(
        store, EndpointKey.in_folder(args.data), hosts=frozenset(hosts), app_origins=args.app_origin
    )
    config = uvicorn.Config(
        app,
        host=args.host,
        port=args.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        limit_concurrency=200,
        ssl_certfile=args.tls_cert,
        ssl_keyfile=args.tls_key,
    )
    config.load()
    if config.ssl is not None:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
    uvicorn.Server(config).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
