"""``status``: what is on this device only, and what the authority has. Asks nobody."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from carerapp import bootstrap
from carerapp.cli.command import data_folder as arguments
from carerapp.cli.vaults import opened
from carerapp.sharing import (
    APPROVED,
    OLDER,
    AuthorityStatus,
    Enrolment,
    Sharing,
    asked_words,
    changed_words,
    erased_words,
    number_of,
    received_words,
    safe_and_next,
)
from forms.engine.uk_clock import uk_words
from sync.requests_transport import RequestsWire

__all__ = ["ALIASES", "HELP", "NAME", "arguments", "opened_sharing", "run", "standing", "wire"]

NAME, ALIASES = "status", ("standing",)  # its name in 0.1.0
HELP = "what is on this device only, and what the authority has"
NOT_CONNECTED = "This device is not connected to an authority: everything is on this device only."


def run(args: Namespace) -> int:
    """Print how things stand with each authority."""
    with opened_sharing(args.vault) as sharing:
        said = [*(standing(sharing, one) for one in sharing.authorities), *in_all(sharing)]
        print("\n".join(said) or NOT_CONNECTED)
    return 0


@contextlib.contextmanager
def opened_sharing(data: Path | None) -> Iterator[Sharing]:
    """The sharing of the vault in this folder, opened as the app opens it."""
    with opened(data) as vault:
        yield bootstrap.sharing(vault, bootstrap.open_casebook(vault))


def wire(sharing: Sharing, enrolment: Enrolment) -> RequestsWire:
    """The way to this authority, signed with this device's key."""
    return RequestsWire(enrolment.endpoint, *sharing.signer(enrolment))


def standing(sharing: Sharing, enrolment: Enrolment) -> str:
    """How things stand with one authority, and the ids of the children it shares."""
    if enrolment.state != APPROVED:
        return f"{enrolment.called}: not approved yet. Everything stays on this device until then."
    names = sharing.names()
    ids = [f"Child {child}: {names.get(child, 'not named')}" for child in sharing.shared_with(enrolment)]
    said = _words(sharing.status().authorities[enrolment.device], enrolment)
    return "\n".join(
        [*key_words(enrolment), said, *sharing.restored(enrolment), *_erased(sharing, enrolment), *ids]
    )


def _erased(sharing: Sharing, enrolment: Enrolment) -> list[str]:
    """Whom the authority has erased, and whom it was asked to erase."""
    called, names, lines = enrolment.called, sharing.names(), []
    for one in sharing.erasures.there(enrolment):
        child = one.erasure.stream
        whose = f"{names.get(child, 'a child')} ({child})" if one.here else f"child {child}, erased here"
        still = " This device has its record still." if one.here else ""
        lines.append(f"{called} has erased its record of {whose}. {erased_words(one)}.{still}")
    asked = sharing.erasures.asked(enrolment)
    return [*lines, *(f"{called} {asked_words(one)}: child {one.child}." for one in asked)]


def key_words(enrolment: Enrolment) -> list[str]:
    """Of an authority whose key is another than the one that was compared."""
    if enrolment.offered_key:
        words = "answers with a key that nobody has proved. Nothing is sent there, nothing of it is believed"
        number = f"Compare this number with its duty team, then: compare-key. {number_of(enrolment)}"
        return [f"{enrolment.called} {words}.", number]
    return [f"{enrolment.called}: {changed_words(enrolment)}."] if enrolment.key_changed_at else []


def in_all(sharing: Sharing) -> list[str]:
    """The count that the screens show; nothing where no authority let this device in."""
    count = sharing.status().not_received
    words = [] if count is None else [f"{received_words(count)}."]
    aside = sharing.aside()
    return [*words, f"{aside} set aside: see the command set-aside."] if aside else words


def _words(said: AuthorityStatus, enrolment: Enrolment) -> str:
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
        lines += [f"{OLDER}.", *safe_and_next(enrolment.called)]
    return "\n".join(lines)


def _at(seconds: float) -> str:
    return uk_words(datetime.fromtimestamp(seconds, UTC), "%d/%m/%Y %H:%M")
