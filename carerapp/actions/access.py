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
)
from sync.words import passphrase

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
    "passphrase",
]
