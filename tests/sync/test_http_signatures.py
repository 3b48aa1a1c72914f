"""HTTP signatures as the RFC has them, and nothing laxer."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.http_signatures import BadSignature, read_request, sign_request, signature_base

CRYPTO = NativeCrypto()
KEY = base64.urlsafe_b64decode("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU=")


def test_the_published_answer() -> None:
    """RFC 9421, B.2.6: a request signed with Ed25519."""
    components = [
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("@method", "POST"),
        ("@path", "/foo"),
        ("@authority", "example.com"),
        ("content-type", "application/json"),
        ("content-length", "18"),
    ]
    params = (
        '("date" "@method" "@path" "@authority" "content-type" "content-length")'
        ';created=1618884473;keyid="test-key-ed25519"'
    )
    signature = CRYPTO.sign(KEY, signature_base(components, params))
    assert base64.b64encode(signature).decode() == (
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    )


URL = "https://la.example:8443/v1/feed?cursor=c1:7"
BODY = b'{"a": 1}'


def signed(url: str = URL, body: bytes = BODY, method: str = "POST") -> dict[str, str]:
    made = sign_request(
        method,
        url,
        body,
        keyid="0123456789abcdef",
        created=1_800_000_000,
        nonce="n" * 24,
        sign=lambda m: CRYPTO.sign(KEY, m),
    )
    return {name.lower(): value for name, value in made.items()}


def arrived(headers: dict[str, str], url: str = URL, body: bytes = BODY, method: str = "POST") -> bool:
    parts = urlsplit(url)
    found = read_request(method, parts.netloc, parts.path, parts.query, headers, body)
    return CRYPTO.verify(CRYPTO.sign_public(KEY), found.signature, found.base)


def test_what_was_signed_is_believed() -> None:
    """And is read back: who, when, with which nonce."""
    assert arrived(signed())
    found = read_request("POST", "la.example:8443", "/v1/feed", "cursor=c1:7", signed(), BODY)
    assert (found.keyid, found.created, found.nonce) == ("0123456789abcdef", 1_800_000_000, "n" * 24)


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("https://la.example:443/v1/me", "la.example"),
        ("http://LA.example:80/v1/me", "la.example"),
        ("https://la.example:80/v1/me", "la.example:80"),
        ("https://la.example:8443/v1/me", "la.example:8443"),
    ],
)
def test_a_port_that_goes_without_saying_is_not_signed(typed: str, host: str) -> None:
    """No client sends it in the Host header, however the address was typed."""
    found = read_request("POST", host, "/v1/me", "", signed(typed), BODY)
    assert CRYPTO.verify(CRYPTO.sign_public(KEY), found.signature, found.base)


@pytest.mark.parametrize(
    "change",
    [
        {"method": "GET"},
        {"url": URL.replace("la.", "lb.")},
        {"url": URL.replace("8443", "8444")},
        {"url": URL.replace("feed", "fees")},
        {"url": URL.replace(":7", ":8")},
        {"url": URL.partition("?")[0]},
    ],
)
def test_another_method_host_path_or_query_does_not_fit(change: dict[str, str]) -> None:
    """Each of them is covered by the signature."""
    assert not arrived(signed(), **change)  # type: ignore[arg-type]


def test_another_body_does_not_fit() -> None:
    """Its digest is covered (RFC 9530), so that one byte more is noticed."""
    with pytest.raises(BadSignature, match="digest"):
        arrived(signed(), body=BODY + b" ")


@pytest.mark.parametrize(
    ("header", "old", "new"),
    [
        ("signature-input", '"@query" ', ""),
        ("signature-input", ' "content-digest"', ""),
        ("signature-input", ';nonce="nnnnnnnnnnnnnnnnnnnnnnnn"', ""),
        ("signature-input", "created=1800000000;", ""),
        ("signature-input", 'tag="carerapp-sync"', 'tag="other"'),
        ("signature", "sig=:", "sig=: "),
        ("signature", "==:", ":"),
        ("content-digest", "sha-256", "md5"),
        ("signature-input", "sig=", "sig2="),
    ],
)
def test_a_signature_over_less_or_of_another_shape_is_none(header: str, old: str, new: str) -> None:
    """A part that is not covered, another tag, another spelling: nothing laxer than the one shape."""
    headers = signed()
    assert old in headers[header]
    headers[header] = headers[header].replace(old, new)
    with pytest.raises(BadSignature):
        arrived(headers)


@given(
    st.dictionaries(st.sampled_from(["signature", "signature-input", "content-digest"]), st.text(max_size=60))
)
def test_no_header_is_an_error_of_ours(headers: dict[str, str]) -> None:
    """Whatever stands in them, the request is said to be unsigned."""
    with pytest.raises(BadSignature):
        arrived(headers)
