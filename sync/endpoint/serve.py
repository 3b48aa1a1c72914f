"""Serving the endpoint until it is interrupted: beyond loopback only with TLS."""

from __future__ import annotations

import ssl
import sys
from argparse import Namespace

import uvicorn
from fastapi import FastAPI

from sync.endpoint.app import make_app
from sync.endpoint.keys import EndpointKey
from sync.endpoint.service.source import Proxies
from sync.endpoint.sockets.connections import Connections
from sync.endpoint.sockets.entrance import Entrance
from sync.endpoint.sockets.handshake import first_protocol
from sync.endpoint.store import Store
from sync.endpoint.time_stamping import TimeStamping, is_address
from sync.settings import KEEP_ALIVE_SECONDS, SHUTDOWN_SECONDS
from sync.time_stamp_tokens import NoLibrary, read_certificates, request


def serve(store: Store, args: Namespace) -> int:
    """As the command line says; the exit code."""
    loopback = args.host in ("127.0.0.1", "::1", "localhost")
    if not loopback and not args.tls_cert and not args.behind_tls_proxy:
        print(
            "Without TLS only loopback is served. Give --tls-cert and --tls-key, or --behind-tls-proxy.",
            file=sys.stderr,
        )
        return 2
    try:
        proxies = Proxies.named(args.proxy)
    except ValueError as wrong:
        print(f"--proxy takes an address or a network: {wrong}", file=sys.stderr)
        return 2
    if args.behind_tls_proxy and not args.proxy:
        print(
            "No --proxy is named: everybody counts as one address, and one stranger can use up its share.",
            file=sys.stderr,
        )
    try:
        stamping = time_stamping(args)
    except WrongTimeStamping as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if stamping is None:
        print("No --time-stamp is set: since when entries are there, only this clock says.", file=sys.stderr)
    hosts = {f"{args.host}:{args.port}", f"localhost:{args.port}", f"127.0.0.1:{args.port}"}
    hosts |= {name.lower() for name in args.name}
    context = None
    if args.tls_cert:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(args.tls_cert, args.tls_key)
    app = make_app(
        store,
        EndpointKey.in_folder(args.data),
        hosts=frozenset(hosts),
        proxies=proxies,
        app_origins=args.app_origin,
        time_stamping=stamping,
        time_stamp_seconds=args.time_stamp_minutes * 60.0,
    )
    entrance = Entrance(Connections(proxies), context=context, count=app.state.strangers.count)
    uvicorn.Server(web_server(app, args.host, args.port, entrance)).run()
    return 0


class WrongTimeStamping(Exception):
    """``str`` says what to do."""


def time_stamping(args: Namespace) -> TimeStamping | None:
    """The time-stamp authority of the command line. Raises :class:`WrongTimeStamping`."""
    if not args.time_stamp:
        return None
    if not is_address(args.time_stamp) or not args.time_stamp_trust or args.time_stamp_minutes < 1:
        words = "--time-stamp takes an address with http or https, and needs --time-stamp-trust FILE"
        raise WrongTimeStamping(f"{words}; --time-stamp-minutes is 1 or more.")
    try:
        trusted = read_certificates(args.time_stamp_trust.read_bytes())
        request(b"can it be asked?")
    except (OSError, ValueError) as wrong:
        raise WrongTimeStamping(f"--time-stamp-trust can’t be read: {wrong}") from None
    except NoLibrary as lacking:
        raise WrongTimeStamping(str(lacking)) from None
    if len(trusted) != 1:
        raise WrongTimeStamping("--time-stamp-trust takes a file with one certificate.")
    return TimeStamping(args.time_stamp, trusted[0])


def web_server(
    app: FastAPI, host: str, port: int, entrance: Entrance, *, date_header: bool = True
) -> uvicorn.Config:
    """How the application is served, whoever serves it. ``entrance``: what every connection meets first."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=first_protocol(entrance),  # type: ignore[arg-type]  # it is called as the class would be
        ws="none",
        access_log=False,
        log_level="error",  # what a stranger sends is no line in a log
        date_header=date_header,
        server_header=False,
        proxy_headers=False,  # whose word about addresses is believed is decided in service/source.py
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
