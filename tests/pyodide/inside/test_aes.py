"""AES as the page lends it, against the vectors of NIST SP 800-38A, F.1.5, F.2.1 and F.2.5."""

from __future__ import annotations

import carerapp_bridge as bridge  # type: ignore[import-not-found]
from pyodide.ffi import to_js  # type: ignore[import-not-found]

KEY_128 = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
KEY_256 = bytes.fromhex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")
IV = bytes(range(16))
PLAIN = bytes.fromhex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")


def test_cbc() -> None:
    """With 128 and with 256 bits, the published ciphertext."""
    made = bridge.aesCbc(to_js(KEY_128), to_js(IV), to_js(PLAIN)).to_bytes().hex()
    assert made == "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
    made = bridge.aesCbc(to_js(KEY_256), to_js(IV), to_js(PLAIN)).to_bytes().hex()
    assert made == "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"


def test_ecb() -> None:
    """With 256 bits, the published ciphertext."""
    made = bridge.aesEcb(to_js(KEY_256), to_js(PLAIN)).to_bytes().hex()
    assert made == "f3eed1bdb5d2a03c064b5a7e3db181f8591ccb10d410ed26dc5ba74a31362870"
