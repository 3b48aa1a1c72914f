"""Connecting a vault with its authority from the command line: enrol, send and fetch, say how things stand."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from carerapp import bootstrap
from carerapp.bootstrap import Trouble
from carerapp.custody import opened
from carerapp.sharing import APPROVED, Enrolment, Report, Sharing, refused_words
from carerapp.vault import Vault, fingerprint
from sync.conversation import here
from sync.errors import SyncError
from sync.http_answers import InsecureAddress, check_address
from sync.requests_transport import RequestsWire

_PATIENCE = 60.0  # seconds for one `sync`
NOT_CONNECTED = "This device is not connected to an authority: everything is on this device only."


def _wire(sharing: Sharing, made: Enrolment) -> RequestsWire:
    return RequestsWire(made.endpoint, *sharing.signer(made))


@contextlib.contextmanager
def _sharing(data: Path | None) -> Iterator[Sharing]:
    with opened(data) as vault:
        yield _of(vault)


def _of(vault: Vault) -> Sharing:
    rules = bootstrap.received()
    return bootstrap.sharing(vault, bootstrap.open_casebook(vault, rules), rules)


def connect(data: Path | None, endpoint: str, code: str) -> str:
    """Enrol this vault with a one-time code; says what to do next. Raises Trouble."""
    with _sharing(data) as sharing:
        try:
            made = sharing.asking(check_address(endpoint))
            made = here(sharing.connect(made, code), _wire(sharing, made))
        except InsecureAddress as error:
            raise Trouble(str(error)) from error
        except SyncError as error:
            raise Trouble(refused_words(error)) from error
        own, pinned = fingerprint(sharing.own_key(made)), fingerprint(made.endpoint_key.hex())
        return (
            f"Enrolled as “{made.name}”, device {made.device}. An administrator must approve it now.\n"
            f"Read this to them: {own}\nTheir endpoint's key: {pinned}"
        )


def sync(data: Path | None) -> str:
    """Send and fetch until there is nothing left to do; says how things stand. Raises Trouble."""
    with _sharing(data) as sharing:
        if not sharing.authorities:
            raise Trouble("This device is not connected to an authority. First: connect.")
        said = []
        for made in sharing.authorities:
            sharing.hurry()
            turned = here(sharing.turn(made), _wire(sharing, made))
            if turned.revoked:
                raise Trouble(
                    f"{made.called} has taken this device's access away. Nothing more is sent or fetched. The app "
                    "erases what this device holds of theirs when it is opened next."
                )
            said.append(_stands(sharing, next(e for e in sharing.authorities if e.device == made.device)))
        return "\n".join(said)


def standing(data: Path | None) -> str:
    """How things stand, without asking anybody."""
    with _sharing(data) as sharing:
        return "\n".join(_stands(sharing, made) for made in sharing.authorities) or NOT_CONNECTED


def _stands(sharing: Sharing, made: Enrolment) -> str:
    if made.state != APPROVED:
        return f"{made.called}: not approved yet. Everything stays on this device until then."
    ids = [f"Child {child}" for child in sharing.shared_with(made)]
    return "\n".join([words(sharing.report(made), made), *ids])


def words(said: Report, made: Enrolment) -> str:
    """Plain, and never more than is known."""
    lines = [f"{said.here_only} {'entry is' if said.here_only == 1 else 'entries are'} on this device only."]
    if said.received:
        lines.append(f"{said.received} received by {made.called}, last receipt {_at(said.receipt_at)}.")
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
