"""The code on the printed recovery sheet: 130 random bits that a person can copy, and two that catch a
slip."""

from __future__ import annotations

import hashlib

from carerapp.vault.errors import BadCode
from carerapp.vault.ports import Crypto

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O or U: nothing that looks like something else
_LIKE = str.maketrans("ILO", "110")
_DATA, _CHECK, _GROUP = 26, 2, 4


def new_code(crypto: Crypto) -> str:
    """Seven groups of four, joined by hyphens."""
    data = "".join(_ALPHABET[byte % 32] for byte in crypto.random(_DATA))
    return grouped(data + _check(data))


def grouped(code: str) -> str:
    """In groups of four, joined by hyphens."""
    return "-".join(code[i : i + _GROUP] for i in range(0, len(code), _GROUP))


def read_code(typed: str) -> str:
    """The code as :func:`new_code` wrote it, however it was typed. Raises :class:`BadCode` for a slip."""
    plain = "".join(c for c in typed.upper() if c.isalnum()).translate(_LIKE)
    if len(plain) != _DATA + _CHECK:
        raise BadCode(f"The code has {_DATA + _CHECK} letters and numbers; this has {len(plain)}.")
    if any(c not in _ALPHABET for c in plain):
        raise BadCode("The code has no letter U and no signs; look at the sheet again.")
    data, check = plain[:_DATA], plain[_DATA:]
    if _check(data) != check:
        raise BadCode("One letter or number is not as on the sheet. Compare each group of four.")
    return grouped(plain)


def _check(data: str) -> str:
    digest = hashlib.sha256(b"carerapp recovery code" + data.encode()).digest()
    return "".join(_ALPHABET[byte % 32] for byte in digest[:_CHECK])
