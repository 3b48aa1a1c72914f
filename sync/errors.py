"""What can go wrong between a device and the endpoint: whose fault it is decides what happens next."""

from __future__ import annotations

STALE = "stale"  # why an endpoint refuses what was signed by a clock that is far from its own

NO_ROOM = "no_room"  # why an endpoint takes nothing more of this device just now
NO_ROOM_FOR_CHILD = "no_room_for_child"  # ... about this child; about others it does
GAP = "gap"  # ... an entry whose number does not follow what the endpoint has: it has less than it had
STRANGER = "signature_does_not_fit"  # ... what no device that it knows has signed
NOT_THIS_CHILD = "not_enrolled_for_this_child"  # ... from this device about this child; others go on


class SyncError(Exception):
    """Base of every error this package raises on purpose. No message ever holds a payload or a key.

    ``code`` is kept in a device's sync state: it never changes, whatever the class is called.
    """

    code = "SyncError"


class Unreachable(SyncError):
    """No answer, or half of one. Nobody's fault; tried again later. What was sent may have arrived."""

    code = "Unreachable"


class Untrusted(Unreachable):
    """What answered has a certificate that this device does not trust: nothing was sent to it."""

    code = "Untrusted"


class ServerError(SyncError):
    """The endpoint failed (5xx), asked to wait (429), or answered with something that is no answer. Tried
    again later, not before ``wait`` seconds."""

    code = "TheirFault"  # its name in states that 0.1.0 kept

    def __init__(self, words: str, *, wait: float = 0.0) -> None:
        super().__init__(words)
        self.wait = wait


class NotTheirKey(ServerError):
    """What came is not signed by the key that this device pinned: it is nobody's word, until a change of the
    key is proved, or a person has compared the new one."""

    code = "NotTheirKey"


class RequestRejected(SyncError):
    """The endpoint refused this request (4xx), and would refuse it again. ``status``: the HTTP status;
    ``at``: the endpoint's clock when it answered (seconds since 1970), None where the answer does not say."""

    def __init__(self, status: int, reason: str, at: float | None = None) -> None:
        super().__init__(f"{reason} ({status})")
        self.status = status
        self.reason = reason
        self.at = at

    @property
    def no_room(self) -> bool:
        """What was sent is right, and stays on this device until there is room for it."""
        return self.reason in (NO_ROOM, NO_ROOM_FOR_CHILD)

    def behind(self, now: float) -> int | None:
        """By how many seconds ``now`` is behind the endpoint's clock, where that is why it refused; None
        otherwise, and where it is not known."""
        return round(self.at - now) if self.reason == STALE and self.at is not None else None


class Revoked(SyncError):
    """The endpoint says that the authority took this device's access away. ``proof``: its signature over
    :func:`sync.messages.revoked_part`; without a right one nobody believes it, since what follows cannot be
    undone."""

    def __init__(self, proof: bytes = b"") -> None:
        super().__init__("revoked")
        self.proof = proof


class BrokenMessage(SyncError):
    """Bytes that are no message of this protocol, in any version that we can read."""

    code = "BrokenMessage"
