"""HTTP message signatures (RFC 9421) with Ed25519, as far as this protocol uses them, and Content-Digest (RFC
9530).

Covered: method, authority, path, query, content digest; parameters: created, nonce, keyid, tag. A signature
that covers less, names no nonce, or is not exactly of this shape is none."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

TAG = "carerapp-sync"
COVERED = ("@method", "@authority", "@path", "@query", "content-digest")
_INPUT = re.compile(
    r'sig=(\("@method" "@authority" "@path" "@query" "content-digest"\)'
    r';created=(\d{1,12});nonce="([A-Za-z0-9_-]{16,64})";keyid="([a-z0-9:]{1,160})";tag="carerapp-sync")'
)
_VALUE = re.compile(r"sig=:([A-Za-z0-9+/]{86}==):")


class BadSignature(Exception):
    """The request is not signed as it must be; the words name what is wrong and nothing of its content."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as it was found: who says to have made it, when (seconds since 1970), and what it is
    over."""

    keyid: str
    created: int
    nonce: str
    base: bytes
    signature: bytes


def content_digest(body: bytes) -> str:
    """The header's value."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def signature_base(components: Sequence[tuple[str, str]], params: str) -> bytes:
    """What is signed (RFC 9421 §2.5): one line for each component, then the parameters."""
    lines = [f'"{name}": {value}' for name, value in components]
    return "\n".join([*lines, f'"@signature-params": {params}']).encode()


_DEFAULT_PORTS = {"https": ":443", "http": ":80"}


def _authority(url: SplitResult) -> str:
    """As the Host header has it (RFC 9421 §2.2.3): in small letters, without the port that goes without
    saying."""
    return url.netloc.lower().removesuffix(_DEFAULT_PORTS.get(url.scheme, ""))


def sign_request(
    method: str,
    url: str,
    body: bytes,
    *,
    keyid: str,
    created: int,
    nonce: str,
    sign: Callable[[bytes], bytes],
) -> dict[str, str]:
    """The headers to send with the request."""
    parts = urlsplit(url)
    digest = content_digest(body)
    names = " ".join(f'"{name}"' for name in COVERED)
    params = f'({names});created={created};nonce="{nonce}";keyid="{keyid}";tag="{TAG}"'
    base = signature_base(_components(method, _authority(parts), parts.path, parts.query, digest), params)
    return {
        "Content-Digest": digest,
        "Signature-Input": f"sig={params}",
        "Signature": f"sig=:{base64.b64encode(sign(base)).decode()}:",
    }


def read_request(
    method: str, authority: str, path: str, query: str, headers: Mapping[str, str], body: bytes
) -> Signed:
    """The signature of a request that arrived; whether the key fits is the caller's to check.

    ``headers`` by lower-case name. Raises :class:`BadSignature`.
    """
    found = _INPUT.fullmatch(headers.get("signature-input", ""))
    value = _VALUE.fullmatch(headers.get("signature", ""))
    if not found or not value:
        raise BadSignature("the request is not signed")
    digest = headers.get("content-digest", "")
    if digest != content_digest(body):
        raise BadSignature("the digest does not fit the body")
    params, created, nonce, keyid = found[1], int(found[2]), found[3], found[4]
    base = signature_base(_components(method, authority, path, query, digest), params)
    return Signed(keyid, created, nonce, base, base64.b64decode(value[1], validate=True))


def _components(method: str, authority: str, path: str, query: str, digest: str) -> list[tuple[str, str]]:
    values = (method.upper(), authority.lower(), path or "/", f"?{query}", digest)
    return list(zip(COVERED, values, strict=True))
