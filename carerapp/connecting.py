"""Connecting a vault with its authority from the command line: enrol, send and fetch, say how things stand."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook
from carerapp.bootstrap import Trouble
from carerapp.custody import opened
from carerapp.sharing import Enrolment, Report, VaultLog, check_in, client_of, enrol, report
from carerapp.sharing.enrolment import Asks
from carerapp.sharing.vault_log import state_of
from carerapp.vault import Vault, fingerprint
from sync.errors import OurFault, Revoked, SyncError
from sync.requests_transport import InsecureAddress, RequestsWire, check_address

_PATIENCE = 60.0  # seconds for one `sync`


def wires(endpoint: str, keyid: str, sign: Callable[[bytes], bytes]) -> Asks:
    """Over HTTP."""
    return RequestsWire(endpoint, keyid, sign)


def shared_children(book: Casebook, endpoint: str) -> list[str]:
    """Those whose record may leave this device. The invented child goes to an endpoint on this machine only: a
    drill never reaches an authority."""
    training = urlsplit(endpoint).hostname in ("127.0.0.1", "localhost", "::1")
    return [child.id for child in book.children() if training or not child.invented]


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except InsecureAddress as error:
        raise Trouble(str(error)) from error
    except Revoked as error:
        raise Trouble(
            "The authority has taken this device's access away. Nothing more is sent or fetched."
        ) from error
    except OurFault as error:
        raise Trouble(
            f"The authority refused: {error.reason.replace('_', ' ')}. Nothing on this device was changed."
        ) from error
    except SyncError as error:
        raise Trouble(
            "The authority can't be reached just now. Everything is safe on this device. Try again."
        ) from error


def connect(data: Path | None, endpoint: str, code: str) -> str:
    """Enrol this vault with a one-time code; says what to do next. Raises Trouble."""
    with _in_words(), opened(data) as vault:
        book = bootstrap.open_casebook(vault)
        base = check_address(endpoint)
        made = enrol(vault, bootstrap.native_crypto(), base, code, wires, shared_children(book, base))
        sign, pinned = _own_key(made), made.endpoint_key.hex()
    return (
        f"Enrolled as “{made.name}”, device {made.device}. An administrator must approve it now.\n"
        f"Read this to them: {fingerprint(sign)}\nTheir endpoint's key: {fingerprint(pinned)}"
    )


def _own_key(made: Enrolment) -> str:
    return bootstrap.native_crypto().sign_public(made.sign_private).hex()


def sync(data: Path | None) -> str:
    """Send and fetch until there is nothing left to do; says how things stand. Raises Trouble."""
    with _in_words(), opened(data) as vault:
        made = Enrolment.of(vault)
        if made is None or not made.device:
            raise Trouble("This device is not connected to an authority. First: connect.")
        crypto, book = bootstrap.native_crypto(), bootstrap.open_casebook(vault)
        made = check_in(vault, crypto, made, wires, shared_children(book, made.endpoint))
        if made.state != "approved":
            return "Not approved yet. Everything stays on this device until then."
        client = client_of(vault, crypto, made, wires)
        client.fetch_now()
        end = time.monotonic() + _PATIENCE
        while client.step() <= 0 and time.monotonic() < end:
            continue
        said = words(report(client.state, client.log.written()), made)
        log = client.log
        assert isinstance(log, VaultLog)
        if log.unread:
            said += f"\n{log.unread} entries of others could not be read."
        return said


def standing(data: Path | None) -> str:
    """How things stand, without asking anybody."""
    with opened(data) as vault:
        return _standing(vault)


def _standing(vault: Vault) -> str:
    made = Enrolment.of(vault)
    if made is None or not made.device:
        return "This device is not connected to an authority: everything is on this device only."
    log = VaultLog(vault, bootstrap.native_crypto(), made)
    return words(report(state_of(vault, made), log.written()), made)


def words(said: Report, made: Enrolment) -> str:
    """Plain, and never more than is known."""
    lines = [f"{said.here_only} {'entry is' if said.here_only == 1 else 'entries are'} on this device only."]
    if said.received:
        lines.append(f"{said.received} received by {made.endpoint}, last receipt {_at(said.receipt_at)}.")
    for child, number, reason in said.set_aside:
        lines.append(f"Set aside: entry {number} about {child[:8]}…: {reason}. It is safe here.")
    lines.append(f"Last success: {_at(said.last_success)}." if said.last_success else "No success yet.")
    if said.trouble:
        lines.append(f"The last try failed: {said.trouble}.")
    return "\n".join(lines)


def _at(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds).astimezone():%d/%m/%Y %H:%M}"
