"""Real sockets that say too little, too slowly, or too often: each is closed in its time, and others are
answered meanwhile. The times are short here; what is waited for is that it ends, never how soon."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from carerapp.sharing.service import refused_words
from carerapp.sharing.status import trouble_words
from sync.endpoint.service.source import Proxies
from sync.endpoint.sockets.connection import MOST_HEAD
from sync.endpoint.sockets.connections import Connections
from sync.endpoint.sockets.entrance import Times
from sync.endpoint.sockets.parts import H11, reader
from sync.errors import Untrusted
from sync.requests_transport import RequestsWire
from tests.support.endpoint.authority import CHILD, Authority, TestDevice, until_idle
from tests.support.endpoint.raw_request import request, sent

SHORT, LONG = 0.3, 60.0
UNHURRIED = 5.0  # who is honest has to be done within it, on a busy computer too
HEAD = b"POST /v1/feed HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"


@pytest.fixture(params=[reader(), H11], ids=["quick", "h11"])
def authority(tmp_path: Path, request: pytest.FixtureRequest) -> Authority:
    """With either of the two readers of HTTP."""
    made = Authority(tmp_path / "endpoint")
    made.read_by = request.param
    made.connections = Connections(Proxies(), in_all=12, of_one=8)
    return made


def opened(authority: Authority, data: bytes = b"", *, source: str = "127.0.0.1") -> socket.socket:
    made = socket.create_connection(("127.0.0.1", authority.port), timeout=20, source_address=(source, 0))
    made.sendall(data)
    return made


def is_closed(connection: socket.socket) -> bool:
    """It waits until the other side has closed, and fails when that does not come."""
    with connection:
        try:
            while connection.recv(65_536):
                continue
        except ConnectionResetError:
            return True
    return True


def dribble(connection: socket.socket, over: threading.Event) -> None:
    """A byte now and then, so that it is never idle."""
    try:
        while not over.wait(SHORT / 10):
            connection.sendall(b"a")
    except OSError:
        return


@pytest.mark.parametrize("said", [b"", b"\r\n", b"GET /hea", HEAD, HEAD + b"X-A: "], ids=range(5))
def test_half_a_head_has_its_time_and_no_more(authority: Authority, said: bytes) -> None:
    """Also while bytes go on coming."""
    authority.times = Times(header=SHORT, body=LONG)
    with authority.serving():
        assert is_closed(opened(authority, said))
        slow, over = opened(authority, said or b"G"), threading.Event()
        threading.Thread(target=dribble, args=(slow, over), daemon=True).start()
        try:
            assert is_closed(slow)
        finally:
            over.set()
        assert requests.get(f"{authority.base}/health", timeout=10).ok


def test_a_slow_body_has_its_time_and_no_more(authority: Authority) -> None:
    """And the time of the head is not that of the body; no line of a fault is written."""
    authority.times = Times(header=LONG, body=SHORT)
    with authority.serving():
        slow, over = opened(authority, HEAD + b"\r\nabc"), threading.Event()
        threading.Thread(target=dribble, args=(slow, over), daemon=True).start()
        try:
            assert is_closed(slow)
        finally:
            over.set()
        device = authority.enrolled()
        device.write(b"one")
        assert until_idle(device).feed(CHILD).done == 1
    assert not [line for line in authority.lines if '"status": 500' in line]


def test_a_second_head_on_the_same_connection_has_its_time_too(authority: Authority) -> None:
    """What came whole before it is answered."""
    authority.times = Times(header=SHORT, body=LONG)
    whole = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    with authority.serving(), opened(authority, whole) as connection:
        assert connection.recv(15) == b"HTTP/1.1 200 OK"
        connection.sendall(b"GET /hea")
        assert is_closed(connection)


def test_a_head_without_end_is_not_held(authority: Authority) -> None:
    """However quickly it comes."""
    authority.times = Times(header=LONG)
    with authority.serving():
        connection = opened(authority, HEAD)
        try:
            for _ in range(4 * MOST_HEAD // 1_000):
                connection.sendall(b"X-A: " + b"a" * 993 + b"\r\n")
        except OSError:
            pass
        assert is_closed(connection)
        assert requests.get(f"{authority.base}/health", timeout=10).ok


def test_an_address_has_so_many_connections_and_leaves_room_for_others(authority: Authority) -> None:
    """The next is told to come again; somebody else is answered; whoever leaves makes room."""
    with authority.serving():
        held = [opened(authority, HEAD, source="127.0.0.2") for _ in range(8)]
        assert requests.get(f"{authority.base}/health", timeout=10).ok
        with opened(authority, source="127.0.0.2") as refused:
            said = refused.recv(1_000)
        assert said.startswith(b"HTTP/1.1 429 ")
        assert b"Retry-After: " in said
        device = authority.enrolled()
        assert sent(request(device))[0] == 200
        more = [opened(authority, HEAD, source=f"127.0.1.{n}") for n in range(1, 13)]
        with opened(authority) as full:
            assert full.recv(12) == b"HTTP/1.1 429"
        for one in (*held, *more):
            one.close()
        while authority.connections._open.total():
            time.sleep(0.01)
        assert sent(request(device))[0] == 200


def test_a_named_proxy_has_as_many_as_there_may_be(authority: Authority) -> None:
    """All clients behind it come from its address."""
    authority.connections = Connections(Proxies.named(["127.0.0.1"]), in_all=12, of_one=3)
    with authority.serving():
        held = [opened(authority, HEAD) for _ in range(6)]
        assert requests.get(f"{authority.base}/health", timeout=10).ok
        for one in held:
            one.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of this computer, for a day."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 7, now, now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    pem, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.write_bytes(key.private_bytes(pem, private, serialization.NoEncryption()) + made.public_bytes(pem))
    return file


def test_half_a_handshake_has_its_time_and_its_place(authority: Authority, certificate: Path) -> None:
    """Whoever does not finish is counted and closed; who does is answered, for a large body, too."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    authority.context, authority.times = context, Times(tls=UNHURRIED)
    with authority.serving():
        held = [opened(authority, b"\x16\x03\x01") for _ in range(8)]
        assert all(is_closed(one) for one in held)
        while authority.connections._open.total():
            time.sleep(0.01)
        address = f"https://localhost:{authority.port}"
        with requests.Session() as session:
            session.trust_env, session.verify = False, str(certificate)
            assert session.get(f"{address}/health", timeout=10).json() == {"ok": True}
            assert session.post(f"{address}/v1/feed", data=b"x" * 1_000_000, timeout=10).status_code == 421
        while authority.connections._open.total():
            time.sleep(0.01)
        with requests.Session() as session:
            session.trust_env, session.verify = False, str(certificate)
            assert session.get(f"{address}/health", timeout=10).ok


def test_many_handshakes_at_once_all_come_to_an_end(authority: Authority, certificate: Path) -> None:
    """The first packet that arrives together with its connection is not lost."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    authority.context, authority.connections = context, Connections(Proxies(), in_all=64, of_one=64)
    address = f"https://localhost:{authority.port}/health"

    def asked(number: int) -> bool:
        with requests.Session() as session:
            session.trust_env, session.verify = False, str(certificate)
            return session.get(address, timeout=60).ok

    with authority.serving(), ThreadPoolExecutor(16) as pool:
        assert all(pool.map(asked, range(96)))


def test_a_device_believes_no_certificate_that_nobody_vouches_for(
    authority: Authority, certificate: Path
) -> None:
    """It sends nothing there, whatever answers, and says why."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    authority.context = context
    with authority.serving():
        wire = RequestsWire(f"https://localhost:{authority.port}", "0" * 16, TestDevice(authority).sign)
        with pytest.raises(Untrusted) as refused:
            wire.request("GET", "/v1/me")
    assert "certificate of what answered is not trusted" in trouble_words(refused.value.code)
    assert "does not trust the certificate" in refused_words(refused.value, 0)
    assert authority.lines == []
