"""Serving the endpoint until it is interrupted: beyond loopback only with TLS."""

from __future__ import annotations

import ssl
import sys
from argparse import Namespace

import uvicorn

from sync.endpoint.app import make_app
from sync.endpoint.keys import EndpointKey
from sync.endpoint.service.source import Proxies
from sync.endpoint.store import Store
from sync.settings import KEEP_ALIVE_SECONDS, SHUTDOWN_SECONDS

_MOST_AT_ONCE = 200  # connections


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
    key = EndpointKey.in_folder(args.data)
    config = uvicorn.Config(
        make_app(store, key, hosts=frozenset(hosts), proxies=proxies, app_origins=args.app_origin),
        host=args.host,
        port=args.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,  # whose word about addresses is believed is decided in service/source.py
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        limit_concurrency=_MOST_AT_ONCE,
        ssl_certfile=args.tls_cert,
        ssl_keyfile=args.tls_key,
    )
    config.load()
    if config.ssl is not None:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
    uvicorn.Server(config).run()
    return 0
