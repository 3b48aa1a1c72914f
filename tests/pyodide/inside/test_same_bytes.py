"""Both crypto adapters give the same bytes: the computer's answers to random questions came along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carerapp.vault.adapters.browser_crypto import BrowserCrypto

QUESTIONS = Path("/given/questions.json")


def questions() -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(QUESTIONS.read_text())
    return found


@pytest.fixture(scope="module")
def crypto() -> BrowserCrypto:
    return BrowserCrypto()


@pytest.mark.parametrize("asked", questions(), ids=lambda asked: f"{len(asked['plain']) // 2} bytes")
def test_the_computers_answers(crypto: BrowserCrypto, asked: dict[str, str]) -> None:
    """Every primitive, on inputs from nothing to 100,000 bytes, both ways."""
    given = {name: bytes.fromhex(value) for name, value in asked.items()}
    key, other, nonce, plain, aad = (given[name] for name in ("key", "other", "nonce", "plain", "aad"))
    assert crypto.seal(key, nonce, plain, aad) == given["sealed"]
    assert crypto.unseal(key, nonce, given["sealed"], aad) == plain
    assert crypto.hkdf(key, salt=nonce, info=aad, length=77) == given["hkdf"]
    assert crypto.sign_public(key) == given["sign public"]
    assert crypto.sign(key, plain) == crypto.signer(key)(plain) == given["signature"]
    assert crypto.verify(given["sign public"], given["signature"], plain)
    assert crypto.agree_public(key) == given["agree public"]
    assert crypto.agree(other, given["agree public"]) == given["agreed"]
    made = crypto.argon2id(plain[:64], nonce + aad[:4], memory_kib=1024, passes=3, lanes=2, length=48)
    assert made == given["argon2id"]
