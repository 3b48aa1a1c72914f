"""What the shell is handed by the bootstrap: the real parts of this device."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from carerapp.actions.add_photo import Shrinker
from carerapp.actions.casebook import Casebook
from carerapp.ui.host import Host
from forms.engine.load import load_protocol
from sync.errors import Unreachable

if TYPE_CHECKING:
    from carerapp.documents import Fonts
    from carerapp.sharing import Enrolment, Sharing
    from carerapp.vault import DeviceSecret, Door, Vault
    from forms.protocol import Protocol
    from sync.conversation import Request


class WindowLease:
    """One browser window at a time holds the open vault; a newer one takes over from an older."""

    def __init__(self) -> None:
        self._give_up: Callable[[], None] | None = None

    def take(self, give_up: Callable[[], None]) -> None:
        previous, self._give_up = self._give_up, give_up
        if previous is not None and previous != give_up:
            previous()


def _nobody(sharing: Sharing, made: Enrolment) -> Callable[[Request], Awaitable[bytes]]:
    async def send(request: Request) -> bytes:
        raise Unreachable("no way to send")

    return send


@dataclass(frozen=True)
class AppServices:
    door: Door
    open_casebook: Callable[[Vault], Casebook]
    image: Shrinker
    now: Callable[[], datetime]  # aware, local
    demo: Callable[[Casebook], str]  # adds the invented child, returns its id
    fonts: Fonts
    device: DeviceSecret | None = None  # what this device can add to the PIN, where it can
    host: Host = field(default_factory=Host)
    about_rules: Callable[[str], str] = lambda id: (
        ""
    )  # what a carer should know of an authority's rules, by id
    quick: Callable[[bytes], str] = bytes.hex  # what opens a quick slot, from what the device confirmed
    proved: Callable[[Vault, str, str], Iterable[bytes]] = (
        lambda vault, child, at: ()
    )  # a child's log with its proofs
    rules: Callable[[str], Protocol] = load_protocol  # every authority's, by id
    sharing: Callable[[Vault, Casebook], Sharing] | None = None  # None where there is no way out yet
    sender: Callable[[Sharing, Enrolment], Callable[[Request], Awaitable[bytes]]] = _nobody
    new_id: Callable[[], str] = lambda: secrets.token_hex(8)
    idle_seconds: int = 120
    episode_idle_seconds: int = 600
    turn: WindowLease = field(default_factory=WindowLease)
