"""The door through which screens see the vault: who may open it, who signs in, what went wrong.

Screens import nothing of the vault itself. What they do with a child's record goes through the casebook.
"""

from __future__ import annotations

from carerapp.vault import (
    AttachmentDamaged,
    Capture,
    Damage,
    DeviceMemory,
    DeviceSecret,
    DeviceSecretError,
    DeviceSecretFailed,
    DeviceSecretGone,
    Door,
    Locked,
    Member,
    NotAPicture,
    NotConfirmed,
    NotSaved,
    PictureTooLarge,
    SealBroken,
    SignIn,
    Staff,
    TooSoon,
    Vault,
    VaultError,
    WeakSecret,
    WrongSecret,
    check_secret,
    fingerprint,
    least_numbers,
    time_to_try,
)
from sync.words import offered_choices, passphrase

__all__ = [
    "AttachmentDamaged",
    "Capture",
    "Damage",
    "DeviceMemory",
    "DeviceSecret",
    "DeviceSecretError",
    "DeviceSecretFailed",
    "DeviceSecretGone",
    "Door",
    "Locked",
    "Member",
    "NotAPicture",
    "NotConfirmed",
    "NotSaved",
    "PictureTooLarge",
    "SealBroken",
    "SignIn",
    "Staff",
    "TooSoon",
    "Vault",
    "VaultError",
    "WeakSecret",
    "WrongSecret",
    "check_secret",
    "fingerprint",
    "least_numbers",
    "offered_choices",
    "passphrase",
    "time_to_try",
]
