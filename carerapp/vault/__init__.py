"""The vault: everything about a child is sealed here before it touches the disk.

Make a :class:`Door` with a disk and crypto adapter, ``create`` or ``unlock`` it, use the :class:`Vault`.
Importing this package imports no adapter and no native code; the caller chooses the adapters.
"""

from .damage import Damage
from .door import Door
from .entries import JSON
from .errors import (
    AlreadyExists,
    AlreadyOpen,
    AppendOnly,
    CryptoUnavailable,
    DeviceSecretError,
    DeviceSecretFailed,
    DeviceSecretGone,
    DiskError,
    DiskFailed,
    DiskFull,
    Locked,
    NotAPicture,
    NotConfirmed,
    NotSaved,
    NoVault,
    PhotoDamaged,
    PictureTooLarge,
    SealBroken,
    TooSoon,
    UnknownChild,
    VaultDamaged,
    VaultError,
    WeakKdf,
    WeakSecret,
    WrongSecret,
)
from .keys import check_secret
from .ports import Crypto, DeviceSecret, Disk, Image, Picture
from .vault import Person, Vault

__all__ = [
    "JSON",
    "AlreadyExists",
    "AlreadyOpen",
    "AppendOnly",
    "Crypto",
    "CryptoUnavailable",
    "Damage",
    "DeviceSecret",
    "DeviceSecretError",
    "DeviceSecretFailed",
    "DeviceSecretGone",
    "Disk",
    "DiskError",
    "DiskFailed",
    "DiskFull",
    "Door",
    "Image",
    "Locked",
    "NoVault",
    "NotAPicture",
    "NotConfirmed",
    "NotSaved",
    "Person",
    "PhotoDamaged",
    "Picture",
    "PictureTooLarge",
    "SealBroken",
    "TooSoon",
    "UnknownChild",
    "Vault",
    "VaultDamaged",
    "VaultError",
    "WeakKdf",
    "WeakSecret",
    "WrongSecret",
    "check_secret",
]
