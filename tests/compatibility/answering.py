"""The authority's side of what was recorded: its endpoint under today's code, or its answers of then.

With ``opening.py``, all of these tests that knows the names of today's code.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import requests
from requests.adapters import BaseAdapter

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.purge import CasebookLifecycle
from carerapp.sharing import Sharing
from carerapp.vault import Door
from carerapp.vault.adapters.memory_disk import MemoryDisk
from sync.conversation import Request, run_sync
from sync.endpoint.app import make_app
from sync.endpoint.database import connect
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.migrate import migrate
from sync.endpoint.store import Store
from sync.http_answers import good_answer
from sync.requests_transport import RequestsWire
from tests.compatibility.files import AUTHORITY, Clock, Line, whole
from tests.compatibility.opening import CRYPTO, Send, Sign, Wire
from tests.support.endpoint.limits import unlimited
from tests.support.pins import PIN


class Endpoint:
    """The endpoint over a recorded database, in this process."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock = clock
        self._engine = connect(f"sqlite:///{folder / 'endpoint.sqlite'}")
        migrate(self._engine)
        self.store = Store(self._engine, verify)
        self.key = EndpointKey.in_folder(folder)
        self._app = make_app(
            self.store,
            self.key,
            hosts={AUTHORITY},
            now=clock,
            limits=unlimited(),
            log=lambda line: None,
        )

    def close(self) -> None:
        """Nothing holds the database any more."""
        self._engine.dispose()

    def counts(self) -> dict[str, int]:
        """How much there is of what."""
        return self.store.counts()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What stands in the database itself."""
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    def administer(self, line: Line) -> None:
        """What an administrator did there and then."""
        at, given = int(line["at"]), line["arguments"]
        match line["administrator"]:
            case "approve":
                assert self.store.devices.decide(given[0], "approved", at)
            case "revoke":
                assert self.store.devices.decide(given[0], "revoked", at)
            case "pack":
                self.store.protocols.add(given[0], given[1], given[2].encode(), at)
            case "code":
                with patch("sync.endpoint.store.enrolment.passphrase", lambda: given[0]):
                    self.store.enrolment.new_code(given[1], given[2], at, kind=given[3])
            case "sql":
                with self._engine.begin() as connection:
                    connection.exec_driver_sql(given[0], given[1])

    def answer(self, line: Line) -> tuple[int, bytes]:
        """What is answered to a recorded request. A new device gets the id that it was given then."""
        was = json.loads(line["answer"]) if line["path"] == "/v1/enrol" else {}
        with (
            patch("sync.endpoint.store.enrolment.secrets.token_hex", lambda n: was["device"])
            if was
            else contextlib.nullcontext()
        ):
            return self.ask(line["method"], line["path"], line["headers"], whole(line, "body"))

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """One request, through the application and nothing else."""
        return asyncio.run(_asked(self._app, method, path, headers, body))

    def wire(self, keyid: str, sign: Sign) -> Send:
        """As the app sends, with this endpoint in place of a network."""
        session = requests.Session()
        session.mount("https://", _ToEndpoint(self))
        return RequestsWire(f"https://{AUTHORITY}", keyid, sign, now=self.clock, session=session)


class _ToEndpoint(BaseAdapter):
    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__()
        self._endpoint = endpoint

    def send(self, request: requests.PreparedRequest, *args: Any, **more: Any) -> requests.Response:
        body = request.body if isinstance(request.body, bytes) else (request.body or "").encode()
        headers = {
            name: value if isinstance(value, str) else value.decode()
            for name, value in request.headers.items()
        }
        assert request.method is not None
        status, data = self._endpoint.ask(request.method, request.path_url, headers, body)
        answer = requests.Response()
        answer.status_code, answer.raw, answer.request = status, io.BytesIO(data), request
        return answer

    def close(self) -> None:
        pass


async def _asked(
    app: Any, method: str, path: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, bytes]:
    bare, _, query = path.partition("?")
    sent = {name.lower(): value for name, value in headers.items()} | {"host": AUTHORITY}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": bare,
        "raw_path": bare.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": ("127.0.0.1", 1),
        "server": (AUTHORITY, 443),
    }
    came: dict[str, Any] = {"status": 0, "body": b""}
    gone = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if gone.is_set():
            await asyncio.sleep(60)
        gone.set()
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Mapping[str, Any]) -> None:
        came["status"] = message.get("status", came["status"])
        came["body"] += message.get("body", b"")

    await app(scope, receive, send)
    return came["status"], came["body"]


class RecordedAuthority:
    """Answers a device as it was answered then; asked something else, it says so."""

    def __init__(self, lines: Sequence[Line], who: str) -> None:
        self.left = [line for line in lines if line.get("who") == who]

    def wire(self, keyid: str, sign: Sign) -> Send:
        """For a device that signs with any key: requests are not sent on."""
        return self._answer

    def _answer(self, request: Request) -> bytes:
        line = next(
            (one for one in self.left if (one["method"], one["path"]) == (request.method, request.path)), None
        )
        assert line is not None, f"not asked then: {request.method} {request.path}"
        self.left.remove(line)
        if request.path == "/v1/letters":  # sealed anew for each sending
            assert sorted(json.loads(request.body)) == sorted(json.loads(line["body"]))
        else:
            assert request.body == whole(line, "body"), f"other bytes: {request.method} {request.path}"
        return whole(line, "answer")


def turned_away(line: Line, *, proved: bool) -> Wire:
    """Whatever is asked, this refusal is the answer; with the endpoint's own proof, or with another."""
    said = json.loads(line["answer"])
    data = json.dumps(said if proved else said | {"proof": "A" * 86}).encode()
    return lambda keyid, sign: lambda request: good_answer(line["status"], "", data)


def enrolled(line: Line) -> tuple[str, str, str, str]:
    """A fresh device shows the code and is answered as recorded: its id, state, kind, and the pinned key."""
    vault = Door(MemoryDisk(), CRYPTO, now=lambda: float(line["at"])).create(PIN, name="A", role="B")
    clock = Clock(line["at"])
    book = Casebook(vault, Environment(clock.now, bootstrap.new_id, bootstrap.protocols()))
    sharing = Sharing(vault, CRYPTO, lambda made: [], book, CasebookLifecycle(book, vault), clock)
    asking = sharing.asking(f"https://{AUTHORITY}")

    def send(request: Request) -> bytes:
        assert (request.method, request.path) == (line["method"], line["path"])
        assert sorted(json.loads(request.body)) == sorted(json.loads(line["body"]))
        return whole(line, "answer")

    made = run_sync(sharing.connect(asking, json.loads(line["body"])["code"]), send)
    return made.device, made.state, made.kind, made.endpoint_key.hex()
