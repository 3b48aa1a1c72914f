"""The crypto port in a browser: the noble libraries behind ``carerapp_bridge``, and the Argon2 of
``argon2-cffi``.

All of it is synchronous and gives the same bytes as the native adapter.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import carerapp_bridge as bridge  # type: ignore[import-not-found]  # registered by the worker
from pyodide.ffi import JsProxy, to_js  # type: ignore[import-not-found]

from carerapp.vault.adapters.probe import probe
from carerapp.vault.errors import CryptoUnavailable, SealBroken

_ARGON2 = "_argon2_cffi_bindings/_ffi.so"
_LIMITS = (ctypes.c_uint32, ctypes.c_uint32, ctypes.c_uint32)
_BYTES = (ctypes.c_char_p, ctypes.c_size_t)


class BrowserCrypto:
    """Checks itself against published vectors when made; raises ``CryptoUnavailable`` if any fails."""

    def __init__(self) -> None:
        self._argon2id = _load_argon2id()
        probe(self)

    def random(self, n: int) -> bytes:
        """From the browser's own secure source."""
        return _bytes(bridge.random(n))

    def argon2id(
        self, secret: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int, length: int
    ) -> bytes:
        """Raises :class:`CryptoUnavailable` when the phone has not got ``memory_kib`` to spare."""
        made = ctypes.create_string_buffer(length)
        failed = self._argon2id(passes, memory_kib, lanes, secret, len(secret), salt, len(salt), made, length)
        if failed:
            raise CryptoUnavailable(
                "This phone has too little free memory to open the records. Nothing is lost. "
                "Close other apps and tabs, then try again. You can still call 999."
            )
        return made.raw

    def seal(self, key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
        """As the port says, in the page's WebAssembly."""
        return _bytes(bridge.seal(to_js(key), to_js(nonce), to_js(plain), to_js(aad)))

    def unseal(self, key: bytes, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
        """Raises :class:`SealBroken`."""
        return _bytes(bridge.unseal(to_js(key), to_js(nonce), to_js(sealed), to_js(aad)))

    def hkdf(self, key: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
        """HKDF-SHA256."""
        return _bytes(bridge.hkdf(to_js(key), to_js(salt), to_js(info), length))

    def sign_public(self, private: bytes) -> bytes:
        """Ed25519."""
        return _bytes(bridge.signPublic(to_js(private)))

    def sign(self, private: bytes, message: bytes) -> bytes:
        """Ed25519."""
        return self.signer(private)(message)

    def signer(self, private: bytes) -> Callable[[bytes], bytes]:
        """The key is handed over once, not with each message."""
        key = to_js(private)
        return lambda message: _bytes(bridge.sign(key, to_js(message)))

    def verify(self, public: bytes, signature: bytes, message: bytes) -> bool:
        """Whatever the bridge cannot take is no signature."""
        return bridge.verify(to_js(public), to_js(signature), to_js(message)) is True

    def agree_public(self, private: bytes) -> bytes:
        """X25519."""
        return _bytes(bridge.agreePublic(to_js(private)))

    def agree(self, private: bytes, public: bytes) -> bytes:
        """X25519. Raises :class:`SealBroken` for a useless public key."""
        return _bytes(bridge.agree(to_js(private), to_js(public)))


def _bytes(result: object) -> bytes:
    """What the bridge gave; ``undefined`` is its word for a seal that does not open."""
    if not isinstance(result, JsProxy):
        raise SealBroken
    made: bytes = result.to_bytes()
    return made


def _load_argon2id() -> Any:
    """The C function ``argon2id_hash_raw``. Its wheel exports it, so cffi, which no browser has, is not
    needed."""
    for folder in sys.path:
        library = Path(folder) / _ARGON2
        if library.is_file():
            function = ctypes.CDLL(str(library)).argon2id_hash_raw
            function.restype = ctypes.c_int
            function.argtypes = (*_LIMITS, *_BYTES, *_BYTES, *_BYTES)
            return function
    raise CryptoUnavailable(
        "The encryption this app needs did not come with it, so nothing can be saved safely. "
        "Records made before are untouched."
    )
