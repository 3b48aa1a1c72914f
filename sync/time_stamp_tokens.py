"""Who made a time-stamp token, and whether a certificate that is trusted stands behind it.

The only module that knows `rfc3161-client`, which is optional: whoever does not have it is told so
(:class:`NoLibrary`), and proves less. No network: who asks the time-stamp authority hands the bytes in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sync.der import FIRST, NUMBER, OID, SEQUENCE, SET, NotDer, after, each, first, inside
from sync.time_stamps import GARBLED, BadTimeStamp

_GRANTED = bytes.fromhex("3003020100")  # PKIStatusInfo: granted
_NOT_TRUSTED = "no certificate that is trusted stands behind it, or its signature does not fit"


class NoLibrary(Exception):
    """What checks tokens is not installed; ``str`` says what to do."""

    def __str__(self) -> str:
        return "Time stamps can’t be checked here: pip install 'carerapp[evidence]'."


def request(data: bytes) -> tuple[bytes, int]:
    """A TimeStampReq over the SHA-256 of these bytes, that asks for the certificate; and its nonce. Raises
    :class:`NoLibrary`."""
    try:
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
    except ImportError:
        raise NoLibrary from None
    made = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    assert made.nonce is not None
    return made.as_bytes(), made.nonce


def answered(response: bytes, data: bytes, nonce: int, trusted: Sequence[bytes]) -> tuple[bytes, str]:
    """The token of a TimeStampResp, once it is one over these bytes that answers this very request; and its
    maker's name. Raises :class:`BadTimeStamp`, :class:`NoLibrary`."""
    try:
        whole = inside(response, SEQUENCE)
        status, token = inside(whole, SEQUENCE, NUMBER), after(whole, SEQUENCE)
    except NotDer:
        raise BadTimeStamp(GARBLED) from None
    if status != b"\0":
        raise BadTimeStamp("the time-stamp authority refused")
    return token, _maker(token, data, trusted, nonce)


def maker(token: bytes, data: bytes, trusted: Sequence[bytes]) -> str:
    """The name of who made the token over these bytes. ``trusted``: certificates in DER. Raises
    :class:`BadTimeStamp`, :class:`NoLibrary`."""
    return _maker(token, data, trusted, None)


def _maker(token: bytes, data: bytes, trusted: Sequence[bytes], nonce: int | None) -> str:
    try:
        from cryptography.x509 import load_der_x509_certificate
        from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response
    except ImportError:
        raise NoLibrary from None
    try:
        roots = [load_der_x509_certificate(one) for one in trusted]
    except ValueError:
        raise BadTimeStamp("the certificate that is to be trusted can’t be read") from None
    try:
        said = decode_timestamp_response(_response(_in_order(token)))
        info, imprint = said.tst_info, hashlib.sha256(data).digest()
        if nonce is not None and info.nonce != nonce:
            raise BadTimeStamp("it answers another question")
        if info.message_imprint.message != imprint:
            raise BadTimeStamp("it is over something else")
        VerifierBuilder(roots=roots, nonce=nonce).build().verify(said, imprint)
        return _name(said.signed_data)
    except BadTimeStamp:
        raise
    except VerificationError:
        raise BadTimeStamp(_NOT_TRUSTED) from None
    except Exception:  # whatever the library makes of bytes from outside is no error of ours
        raise BadTimeStamp(GARBLED) from None


def _in_order(token: bytes) -> bytes:
    """With its certificates in the order that DER asks for, and the library: OpenSSL, and who uses it, writes
    them in its own. No signature is over them. Raises :class:`NotDer`."""
    signed = inside(after(inside(token, SEQUENCE), OID), FIRST, SEQUENCE)
    rest = after(signed, NUMBER, SET, SEQUENCE)
    if rest[:1] != bytes([FIRST]):
        return token
    held, behind = first(rest, FIRST)
    end = len(token) - len(behind)
    return token[: end - len(held)] + b"".join(sorted(each(held))) + token[end:]


def _response(token: bytes) -> bytes:
    """The library reads a whole answer alone: one that grants this token."""
    whole = _GRANTED + token
    size = (len(whole).bit_length() + 7) // 8
    head = [0x80 + size, *len(whole).to_bytes(size, "big")] if len(whole) >= 0x80 else [len(whole)]
    return bytes([SEQUENCE, *head]) + whole


def _name(signed: object) -> str:
    """The common name of the certificate that signed, or all of its subject."""
    from cryptography.x509 import NameOID, load_der_x509_certificate

    (signer,) = signed.signer_infos  # type: ignore[attr-defined]
    for der in signed.certificates:  # type: ignore[attr-defined]
        one = load_der_x509_certificate(der)
        if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number):
            named = one.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return str(named[0].value) if named else one.subject.rfc4514_string()
    raise BadTimeStamp(_NOT_TRUSTED)


def read_certificates(pem: bytes) -> list[bytes]:
    """Certificates of a file, in DER; PEM or one in DER. Raises ``ValueError``, :class:`NoLibrary`."""
    try:
        from cryptography.hazmat.primitives.serialization import Encoding
        from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates
    except ImportError:
        raise NoLibrary from None
    if b"-----BEGIN" not in pem:
        return [load_der_x509_certificate(pem).public_bytes(Encoding.DER)]
    return [one.public_bytes(Encoding.DER) for one in load_pem_x509_certificates(pem)]
