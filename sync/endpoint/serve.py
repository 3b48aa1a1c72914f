"""Serving the endpoint until it is interrupted: beyond loopback only with TLS."""

from __future__ import annotations

import os
import socket
import ssl
import sys
import time
from argparse import Namespace
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from sync.endpoint.app import make_app
from sync.endpoint.keys import EndpointKey
from sync.endpoint.opening import claimed
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
    try:
        context = tls(args.tls_cert, args.tls_key)
        key = EndpointKey.in_folder(args.data)
        free(args.host, args.port)
    except (WrongCertificate, WrongAddress) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    claimed(store, key, int(time.time()), args.by)
    app = make_app(
        store,
        key,
        hosts=frozenset(hosts),
        proxies=proxies,
        app_origins=args.app_origin,
        time_stamping=stamping,
        time_stamp_seconds=args.time_stamp_minutes * 60.0,
    )
    entrance = Entrance(Connections(proxies), context=context, count=app.state.strangers.count)
    print(f"answers at {'https' if context else 'http'}://{_shown(args.host)}:{args.port}", file=sys.stderr)
    uvicorn.Server(web_server(app, args.host, args.port, entrance)).run()
    return 0


class WrongCertificate(Exception):
    """``str`` says what to do."""


class WrongAddress(Exception):
    """``str`` says what to do."""


def tls(cert: Path | None, key: Path | None) -> ssl.SSLContext | None:
    """``None`` without a certificate. Raises :class:`WrongCertificate`."""
    if not cert or not key:
        if cert or key:
            raise WrongCertificate("--tls-cert and --tls-key are given together, each with its file.")
        return None
    for option, file in (("--tls-cert", cert), ("--tls-key", key)):
        if not file.is_file():
            raise WrongCertificate(f"{option}: there is no file {file}.")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    locked = False

    def no_password() -> str:
        nonlocal locked
        locked = True
        return ""

    try:
        context.load_cert_chain(cert, key, no_password)
    except (ssl.SSLError, OSError, ValueError) as wrong:
        if locked:
            raise WrongCertificate(
                f"--tls-key: {key} has a password. Take it off: openssl pkey -in …"
            ) from None
        why = getattr(wrong, "reason", None) or wrong
        raise WrongCertificate(
            f"--tls-cert {cert} and --tls-key {key} do not work together: {why}."
        ) from None
    return context


def free(host: str, port: int) -> None:
    """Nobody else answers there. Raises :class:`WrongAddress`."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as wrong:
        raise WrongAddress(f"--host {host} --port {port} can’t be served: {wrong.strerror}.") from None


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


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
