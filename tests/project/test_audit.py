"""A known weakness of a locked package fails `make check`; a service that is away does not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from tools.audit import Unreachable, main, npm_weaknesses, python_weaknesses

LOCK = "requests==2.30.0 --hash=sha256:{0}\nsix==1.17.0 --hash=sha256:{0}\n".format("0" * 64)
PAGE = {"name": "page", "version": "1.0.0", "dependencies": {"curves": "1.0.0"}}
NPM_LOCK = {
    "name": "page",
    "version": "1.0.0",
    "lockfileVersion": 3,
    "packages": {
        "": PAGE,
        "node_modules/curves": {"version": "1.0.0", "integrity": "sha512-AA=="},
    },
}


class Service(NamedTuple):
    """Stands in for both. ``weak``: packages that have a weakness; ``asked``: those it was asked about."""

    url: str
    weak: set[str]
    asked: list[str]

    @property
    def python(self) -> list[str]:
        """What makes pip-audit ask here."""
        return ["--osv-url", f"{self.url}/osv"]

    @property
    def npm(self) -> list[str]:
        """What makes npm ask here."""
        return ["--registry", self.url]


@pytest.fixture
def service() -> Iterator[Service]:
    """On this machine, over HTTP, with the answers' real shapes."""
    weak: set[str] = set()
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body leave together

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            question = json.loads(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
            self.say(osv(question["package"]["name"]) if self.path == "/osv" else bulk(question))

        def do_GET(self) -> None:
            """A package's own page, which npm wants to see before it calls a version weak."""
            name = self.path.strip("/")
            version = {"name": name, "version": "1.0.0", "dist": {"tarball": f"http://nowhere/{name}.tgz"}}
            self.say({"name": name, "dist-tags": {"latest": "1.0.0"}, "versions": {"1.0.0": version}})

        def say(self, answer: object) -> None:
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    def osv(name: str) -> object:
        asked.append(name)
        fixed = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}]
        affected = [{"package": {"name": name, "ecosystem": "PyPI"}, "ranges": fixed}]
        return (
            {"vulns": [{"id": f"OSV-{name}", "summary": "bad", "affected": affected}]} if name in weak else {}
        )

    def bulk(question: dict[str, list[str]]) -> object:
        asked.extend(question)
        about = {
            "id": 1,
            "url": "http://nowhere/1",
            "title": "bad",
            "severity": "high",
            "vulnerable_versions": "<2",
        }
        return {name: [about] for name in question if name in weak}

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Service(f"http://127.0.0.1:{server.server_port}", weak, asked)
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """Two Python packages."""
    (tmp_path / "lock.txt").write_text(LOCK, encoding="utf-8")
    return tmp_path / "lock.txt"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A folder with one package from npm."""
    (tmp_path / "package.json").write_text(json.dumps(PAGE), encoding="utf-8")
    (tmp_path / "package-lock.json").write_text(json.dumps(NPM_LOCK), encoding="utf-8")
    return tmp_path


def test_a_weak_python_package_is_named(service: Service, lock: Path) -> None:
    """With its version, the weakness, and the version that mends it; the other one was looked up too."""
    service.weak.add("requests")
    assert python_weaknesses(lock, service=service.python) == [
        "requests 2.30.0: OSV-requests, mended in 99.0"
    ]
    assert sorted(service.asked) == ["requests", "six"]


def test_an_accepted_weakness_passes(service: Service, lock: Path) -> None:
    """Only that one."""
    service.weak.update({"requests", "six"})
    found = python_weaknesses(lock, ["OSV-six"], service=service.python)
    assert found == ["requests 2.30.0: OSV-requests, mended in 99.0"]


def test_a_weak_npm_package_is_named(service: Service, page: Path) -> None:
    """With what npm says of it; a package without a weakness is not."""
    assert npm_weaknesses(page, service.npm) == []
    service.weak.add("curves")
    assert npm_weaknesses(page, service.npm) == ["curves: high, versions *"]
    assert "curves" in service.asked


def test_a_service_that_is_away_is_no_clean_answer(lock: Path, page: Path) -> None:
    """Nothing listens there: it is said, not passed over."""
    with pytest.raises(Unreachable):
        python_weaknesses(lock, service=["--osv-url", "http://127.0.0.1:9/osv"])
    with pytest.raises(Unreachable):
        npm_weaknesses(page, ["--registry", "http://127.0.0.1:9"])


def test_our_own_locks_are_looked_up_and_a_clean_answer_is_kept(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every shipped package is among the questions; the second time that day nobody is asked."""
    assert main(tmp_path / "kept", service.python, service.npm) == 0
    assert {"flet", "cryptography", "fpdf2", "@noble/curves"} <= set(service.asked)
    service.asked.clear()
    assert main(tmp_path / "kept", service.python, service.npm) == 0
    assert service.asked == []
    assert capsys.readouterr().out.count("no known weakness") == 2


def test_a_weakness_is_said_and_never_kept_as_clean(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that it fails again the next time."""
    service.weak.add("flet")
    assert main(tmp_path / "kept", service.python, service.npm) == 1
    assert "OSV-flet" in capsys.readouterr().err
    assert not (tmp_path / "kept").exists()


def test_without_a_network_it_says_so_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the other checks go on; nothing is kept, so that the next time asks again."""
    away = ["--osv-url", "http://127.0.0.1:9/osv"], ["--registry", "http://127.0.0.1:9"]
    assert main(tmp_path / "kept", *away) == 0
    said = capsys.readouterr().out
    assert said.startswith("audit: NOT ASKED")
    assert said.count("\n") == 1
    assert not (tmp_path / "kept").exists()
