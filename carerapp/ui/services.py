"""What the shell is handed by the bootstrap: the real parts of this device."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from carerapp.actions.add_photo import Shrinker
from carerapp.actions.casebook import Casebook
from carerapp.actions.protocols_port import Protocols
from carerapp.domain.clock import Mark, Steady
from carerapp.protocols import ProtocolLibrary
from carerapp.settings import EPISODE_IDLE_LOCK_SECONDS, IDLE_LOCK_SECONDS, SCREEN_SETTLES_SECONDS
from carerapp.sharing.listening import Listening
from carerapp.sharing.loop import Sender, no_sender
from carerapp.ui.host import Host
from carerapp.ui.window_lease import WindowLease

if TYPE_CHECKING:
    from carerapp.actions.access import DeviceSecret, Door, Vault
    from carerapp.documents import Fonts
    from carerapp.sharing import Sharing


@dataclass
class Opened:
    """Both clocks when the app was opened, or when somebody last said that the clock is right."""

    mark: Mark | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class AppServices:
    """Made once for this device, handed to every window."""

    door: Door
    open_casebook: Callable[[Vault], Casebook]
    image: Shrinker
    now: Callable[[], datetime]  # aware; its offset is the wall clock's
    demo: Callable[[Casebook], str]  # adds the invented child, returns its id
    fonts: Fonts
    device: DeviceSecret | None = None  # what this device can add to the PIN, where it can
    host: Host = field(default_factory=Host)
    quick: Callable[[bytes], str] = bytes.hex  # what opens a quick slot, from what the device confirmed
    here: Callable[[datetime], datetime] | None = None  # a moment on this device's wall clock
    made: datetime | None = None  # when this version was made: a clock that shows less is wrong
    steady: Callable[[], Steady] = Steady  # the clock that nobody sets
    proved: Callable[[Vault, str, str], Iterable[bytes]] = (
        lambda vault, child, at: ()
    )  # a child's log with its proofs
    #: those that came with the app, for screens before the vault is open; then the casebook has its own
    protocols: Protocols = field(default_factory=ProtocolLibrary)
    sharing: Callable[[Vault, Casebook], Sharing] | None = None  # None where there is no way out yet
    sender: Sender = no_sender
    listening: Listening | None = None  # hears signals, locked or not; None where there is no way out yet
    new_id: Callable[[], str] = lambda: secrets.token_hex(8)
    idle_seconds: int = IDLE_LOCK_SECONDS
    episode_idle_seconds: int = EPISODE_IDLE_LOCK_SECONDS
    settle_seconds: float = SCREEN_SETTLES_SECONDS
    opened: Opened = field(default_factory=Opened)
    lease: WindowLease = field(default_factory=WindowLease)
    #: by person: drafts that a full disk would not take, for whichever window they unlock next
    held: dict[str, dict[str, str]] = field(default_factory=dict)
