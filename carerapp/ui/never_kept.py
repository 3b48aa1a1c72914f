"""The boxes whose words are never kept: a closed list, each with its reason. All others are drafts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_OPENS = (
    "It opens the record. Kept inside, it would be a second copy of the key; kept outside, the key itself."
)
_SURE = "It is typed to be sure. Brought back, it would be there without anybody having meant it again."

NEVER_KEPT: Final[Mapping[str, str]] = {
    "passphrase": _OPENS,
    "new-passphrase": _OPENS,
    "new-passphrase-again": _OPENS,
    "old-passphrase": _OPENS,
    "recovery-code": _OPENS,
    "rehearse-code": _OPENS,
    "first-name": "There is no vault yet to seal it to, and nothing readable may lie on the disk.",
    "log-search": "It is a question to the log, no words for it, and tells what somebody looked for.",
    "erase-device": _SURE,
    "erase-child": _SURE,
}
"""A box's key, and why. A PIN is not typed in a box: it is in `features/unlock/pin_entry.py` alone."""
