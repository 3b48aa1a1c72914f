"""A request that goes no further."""

from __future__ import annotations


class Refused(Exception):
    """``reason`` is a word for machines; it says nothing about what was sent. ``status``: the HTTP status;
    ``wait``: seconds until the next try may succeed; ``revoked_device``: whose access was taken away, if that
    is why; ``written``: a line of the audit tells about it."""

    def __init__(self, status: int, reason: str, *, wait: int = 0, revoked_device: str = "") -> None:
        super().__init__(reason)
        self.status, self.reason, self.wait, self.revoked_device = status, reason, wait, revoked_device
        self.written = False
