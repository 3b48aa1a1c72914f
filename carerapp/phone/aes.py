"""AES for a PDF's password: what fpdf2 takes from the `cryptography` package, which is not on a phone.

Only encryption, only what fpdf2 asks for, under the names it asks for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType

#: (key, initial vector, whole blocks) → as many bytes
Cbc = Callable[[bytes, bytes, bytes], bytes]
#: (key, whole blocks) → as many bytes
Ecb = Callable[[bytes, bytes], bytes]


class _Once:
    """Takes bytes, gives nothing until the end."""

    def __init__(self, end: Callable[[bytes], bytes]) -> None:
        self._end, self._taken = end, bytearray()

    def update(self, data: bytes) -> bytes:
        self._taken += data
        return b""

    def finalize(self) -> bytes:
        return self._end(bytes(self._taken))


@dataclass(frozen=True)
class Key:
    """Stands for AES128 and AES256: the length of the key says which."""

    key: bytes = field(repr=False)


@dataclass(frozen=True)
class CBC:
    initialization_vector: bytes


@dataclass(frozen=True)
class ECB:
    pass


@dataclass(frozen=True)
class PKCS7:
    bits: int

    def padder(self) -> _Once:
        block = self.bits // 8

        def padded(data: bytes) -> bytes:
            missing = block - len(data) % block
            return data + bytes([missing]) * missing

        return _Once(padded)


def lend(cbc: Cbc, ecb: Ecb) -> None:
    """From now on fpdf2, not yet imported, finds these where it looks for `cryptography`'s."""

    @dataclass(frozen=True)
    class Cipher:
        algorithm: Key
        mode: CBC | ECB

        def encryptor(self) -> _Once:
            key, mode = bytes(self.algorithm.key), self.mode
            if isinstance(mode, CBC):
                return _Once(lambda data: cbc(key, bytes(mode.initialization_vector), data))
            return _Once(lambda data: ecb(key, data))

    base = "cryptography.hazmat.primitives"
    for name in ("cryptography", "cryptography.hazmat", base):
        _module(name, __path__=[])
    modes = _module(f"{base}.ciphers.modes", CBC=CBC, ECB=ECB)
    _module(f"{base}.ciphers", __path__=[], Cipher=Cipher, modes=modes)
    _module(f"{base}.ciphers.algorithms", AES128=Key, AES256=Key)
    _module(f"{base}.padding", PKCS7=PKCS7)


def _module(name: str, **contents: object) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(contents)
    sys.modules[name] = module
    return module
