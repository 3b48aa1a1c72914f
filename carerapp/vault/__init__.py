"""The vault: everything about a child is sealed here before it touches the disk.

Make a :class:`Door` with a disk and crypto adapter, ``create`` or ``unlock`` it, use the :class:`Vault`.
Importing this package imports no adapter and no native code; the caller chooses the adapters.
"""

from .captured import Capture, Captured
from .damage import Damage
from .door import Door, SignIn, quick_secret
from .erasure_record import ErasureRecord
from .errors import (
    AlreadyExists,
    AlreadyOpen,
    AppendOnly,
    AttachmentDamaged,
    BadCode,
    CryptoUnavailable,
    DeviceSecretError,
    DeviceSecretFailed,
    DeviceSecretGone,
    DiskError,
    DiskFailed,
    DiskFull,
    DiskGone,
    Locked,
    NotAllowed,
    NotAPicture,
    NotConfirmed,
    NotSaved,
    NotTheKey,
    NoVault,
    PictureTooLarge,
    SealBroken,
    SecretTaken,
    SlotDisabled,
    TooSoon,
    UnknownChild,
    UnknownPerson,
    VaultDamaged,
    VaultError,
    WeakKdf,
    WeakSecret,
    WrongSecret,
)
from .format.entries import JSON, fingerprint
from .keys.guessing import time_to_try
from .keys.recovery_code import read_code
from .keys.rollback_guard import RollbackGuard
from .keys.strength import check_secret, least_numbers
from .members import Member
from .ports import Crypto, DeviceMemory, DeviceSecret, Disk, Image, Picture
from .staff import Staff
from .unlocked import Person
from .unsealed import Unsealed
from .vault import Vault

__all__ = [
    "JSON",
    "AlreadyExists",
    "AlreadyOpen",
    "AppendOnly",
    "AttachmentDamaged",
    "BadCode",
    "Capture",
    "Captured",
    "Crypto",
    "CryptoUnavailable",
    "Damage",
    "DeviceMemory",
    "DeviceSecret",
    "DeviceSecretError",
    "DeviceSecretFailed",
    "DeviceSecretGone",
    "Disk",
    "DiskError",
    "DiskFailed",
    "DiskFull",
    "DiskGone",
    "Door",
    "ErasureRecord",
    "Image",
    "Locked",
    "Member",
    "NoVault",
    "NotAPicture",
    "NotAllowed",
    "NotConfirmed",
    "NotSaved",
    "NotTheKey",
    "Person",
    "Picture",
    "PictureTooLarge",
    "RollbackGuard",
    "SealBroken",
    "SecretTaken",
    "SignIn",
    "SlotDisabled",
    "Staff",
    "TooSoon",
    "UnknownChild",
    "UnknownPerson",
    "Unsealed",
    "Vault",
    "VaultDamaged",
    "VaultError",
    "WeakKdf",
    "WeakSecret",
    "WrongSecret",
    "check_secret",
    "fingerprint",
    "least_numbers",
    "quick_secret",
    "read_code",
    "time_to_try",
]
