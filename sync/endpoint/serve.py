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
from sync.settings import KEEP_ALIVE_SECONDS, SHUTDOWN_SECONDS


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
    )
    entrance = Entrance(Connections(proxies), context=context, count=app.state.strangers.count)
    uvicorn.Server(web_server(app, args.host, args.port, entrance)).run()
    return 0


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
