"""Connecting a vault with its authority from the command line: enrol, send and fetch, say how things stand."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from carerapp import bootstrap
from carerapp.bootstrap import StartupError
from carerapp.custody import opened
from carerapp.sharing import APPROVED, Enrolment, Report, Sharing, refused_words
from carerapp.vault import Vault, fingerprint
from sync.conversation import run_sync
from sync.errors import SyncError
from sync.http_answers import InsecureAddress, check_address
from sync.requests_transport import RequestsWire

_PATIENCE = 60.0  # seconds for one `sync`
NOT_CONNECTED = "This device is not connected to an authority: everything is on this device only."


def _wire(sharing: Sharing, enrolment: Enrolment) -> RequestsWire:
    return RequestsWire(enrolment.endpoint, *sharing.signer(enrolment))


@contextlib.contextmanager
def _sharing(data: Path | None) -> Iterator[Sharing]:
    with opened(data) as vault:
        yield _of(vault)


def _of(vault: Vault) -> Sharing:
    rules = bootstrap.received()
    return bootstrap.sharing(vault, bootstrap.open_casebook(vault, rules), rules)


def connect(data: Path | None, endpoint: str, code: str) -> str:
    """Enrol this vault with a one-time code; says what to do next. Raises StartupError."""
    with _sharing(data) as sharing:
        try:
            enrolment = sharing.asking(check_address(endpoint))
            enrolment = run_sync(sharing.connect(enrolment, code), _wire(sharing, enrolment))
        except InsecureAddress as error:
            raise StartupError(str(error)) from error
        except SyncError as error:
            raise StartupError(refused_words(error)) from error
        own, pinned = fingerprint(sharing.own_key(enrolment)), fingerprint(enrolment.endpoint_key.hex())
        return (
            f"Enrolled as “{enrolment.name}”, device {enrolment.device}. An administrator must approve it now.\n"
            f"Read this to them: {own}\nTheir endpoint's key: {pinned}"
        )


def sync(data: Path | None) -> str:
    """Send and fetch until there is nothing left to do; says how things stand. Raises StartupError."""
    with _sharing(data) as sharing:
        if not sharing.authorities:
            raise StartupError("This device is not connected to an authority. First: connect.")
        said = []
        for enrolment in sharing.authorities:
            sharing.sync_now()
            result = run_sync(sharing.turn(enrolment), _wire(sharing, enrolment))
            if result.revoked:
                raise StartupError(
                    f"{enrolment.called} has taken this device's access away. Nothing more is sent or fetched. The app "
                    "erases what this device holds of theirs when it is opened next."
                )
            said.append(
                _stands(sharing, next(e for e in sharing.authorities if e.device == enrolment.device))
            )
        return "\n".join(said)


def status(data: Path | None) -> str:
    """How things stand, without asking anybody."""
    with _sharing(data) as sharing:
        return "\n".join(_stands(sharing, enrolment) for enrolment in sharing.authorities) or NOT_CONNECTED


def _stands(sharing: Sharing, enrolment: Enrolment) -> str:
    if enrolment.state != APPROVED:
        return f"{enrolment.called}: not approved yet. Everything stays on this device until then."
    ids = [f"Child {child}" for child in sharing.shared_with(enrolment)]
    return "\n".join([words(sharing.report(enrolment), enrolment), *ids])


def words(said: Report, enrolment: Enrolment) -> str:
    """Plain, and never more than is known."""
    lines = [f"{said.here_only} {'entry is' if said.here_only == 1 else 'entries are'} on this device only."]
    if said.received:
        lines.append(f"{said.received} received by {enrolment.called}, last receipt {_at(said.receipt_at)}.")
    for aside in said.set_aside:
        lines.append(
            f"Set aside: entry {aside.number} about {aside.child[:8]}…: {aside.why}. It is safe here."
        )
    lines.append(f"Last success: {_at(said.last_success)}." if said.last_success else "No success yet.")
    if said.trouble:
        lines.append(f"The last try failed: {said.trouble}.")
    if said.older:
        lines.append("Older files were put back on this device: the authority has more. Ask for a new code.")
    return "\n".join(lines)


def _at(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds).astimezone():%d/%m/%Y %H:%M}"
