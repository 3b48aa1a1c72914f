"""Opens what 0.1.0 left behind with the code of today, and says in plain values what is in it.

The only file of these tests that knows the names of today's code: longer than others, so that a name that changes
is changed here and nowhere else.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import io
import json
import lzma
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
import requests
from requests.adapters import BaseAdapter

from carerapp import bootstrap, custody
from carerapp.__main__ import main as carerapp_command
from carerapp.actions.casebook import Casebook, Outside
from carerapp.actions.let_go import LeavingNights
from carerapp.actions.papers import Papers
from carerapp.actions.put_in_captured import put_in, waiting
from carerapp.actions.write_note import write_note
from carerapp.documents import Fonts, render, supplement
from carerapp.domain.chronology import chronology
from carerapp.domain.clock import Steady
from carerapp.domain.conflicts import conflicts
from carerapp.domain.due_for import duties_for
from carerapp.domain.events import utc
from carerapp.evidence import Verdict, proved, proved_erased, verify
from carerapp.phone.page_host import PageHost
from carerapp.received import Received
from carerapp.sharing import Sharing, letters, unsent
from carerapp.ui.parts import Parts
from carerapp.vault import Disk, Door, PhotoDamaged, Vault, WrongSecret, quick_secret
from carerapp.vault.container import Container
from carerapp.vault.memory_disk import MemoryDisk
from carerapp.vault.native_disk import NativeDisk
from carerapp.vault.native_image import NativeImage
from forms.engine.load import load_form
from sync.conversation import Request, here
from sync.endpoint.app import make_app
from sync.endpoint.database import connect
from sync.endpoint.keys import EndpointKey
from sync.endpoint.keys import verify as endpoint_verify
from sync.endpoint.migrate import migrate
from sync.endpoint.requests_in import Buckets
from sync.endpoint.store import Store
from sync.http_answers import good_answer
from sync.requests_transport import RequestsWire
from tests.documents.reading import pdftotext
from tests.ui.window import Window

HERE = Path(__file__).parent
RECORDED, EXPECTED = HERE / "recorded", HERE / "expected"
SECRETS: dict[str, Any] = tomllib.loads((RECORDED / "secrets.toml").read_text("utf-8"))
AUTHORITY = "authority.example"
FONTS = Fonts.in_folder(bootstrap.ASSETS / "fonts")
CRYPTO = bootstrap.native_crypto()
Line = dict[str, Any]


def expected(name: str) -> str:
    """What 0.1.0 said, as it was recorded."""
    return (EXPECTED / name).read_text("utf-8")


def unpacked(name: str, to: Path) -> Path:
    """A recorded folder, to work on."""
    zipfile.ZipFile(RECORDED / f"{name}.zip").extractall(to / name)
    return to / name


def recorded_lines(name: str) -> list[Line]:
    """The exchanges of one recording of the wire, in order."""
    return [json.loads(line) for line in lzma.decompress((RECORDED / name).read_bytes()).splitlines()]


def whole(line: Line, part: str) -> bytes:
    """A recorded body or answer."""
    if f"{part}_base64" in line:
        return base64.b64decode(line[f"{part}_base64"])
    return str(line[part]).encode()


class Clock:
    """Seconds since 1970, as told."""

    def __init__(self, seconds: float) -> None:
        self.seconds = float(seconds)

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(int(self.seconds), UTC).astimezone(ZoneInfo("Europe/London"))


class Block:
    """One of the two files that a phone's records are in."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._data = bytearray(file.read_bytes())

    def size(self) -> int:
        return len(self._data)

    def read(self, at: int, n: int) -> bytes:
        return bytes(self._data[at : at + n])

    def write(self, at: int, data: bytes) -> int:
        self._data.extend(bytes(max(0, at - len(self._data))))
        self._data[at : at + len(data)] = data
        return len(data)

    def flush(self) -> None:
        self._file.write_bytes(self._data)

    def truncate(self, size: int) -> None:
        del self._data[size:]


class Device:
    """The records of one device, opened anew for each act, as the app opens them."""

    def __init__(self, name: str, folder: Path, clock: Clock) -> None:
        self.name, self.folder, self.clock = name, folder, clock
        said = SECRETS["phone"] if name == "phone" else {}
        self._secret = bytes.fromhex(said["passkey_secret"]) if said else None

    @contextlib.contextmanager
    def door(self) -> Iterator[Door]:
        disk: Disk
        if self.name == "phone":
            disk = Container((Block(self.folder / "vault-0"), Block(self.folder / "vault-1")))
        else:
            disk = NativeDisk(self.folder)
        try:
            yield Door(disk, CRYPTO, now=self.clock)
        finally:
            if isinstance(disk, NativeDisk):
                disk.close()

    @contextlib.contextmanager
    def opened(self, pin: str, person: str | None = None) -> Iterator[Opened]:
        """With a PIN."""
        with self._open(lambda door: door.unlock(pin, person=person, device_secret=self._secret)) as at:
            yield at

    @contextlib.contextmanager
    def opened_with_code(self, code: str) -> Iterator[Opened]:
        """With the code of the recovery sheet."""
        with self._open(lambda door: door.unlock_with_sheet(code)) as at:
            yield at

    @contextlib.contextmanager
    def opened_by_owner(self, key_file: Path) -> Iterator[Opened]:
        """With the owner's recovery key."""
        private = bytes.fromhex(key_file.read_text().splitlines()[-1])
        with self._open(lambda door: door.unlock_as_owner(private)) as at:
            yield at

    @contextlib.contextmanager
    def opened_by_the_device(self, person: str, confirmed: str) -> Iterator[Opened]:
        """With what the device gives once it has confirmed who it is."""
        said = quick_secret(CRYPTO, bytes.fromhex(confirmed))
        with self._open(lambda door: door.unlock_quick(person, said, device_secret=self._secret)) as at:
            yield at

    @contextlib.contextmanager
    def _open(self, way: Callable[[Door], Vault]) -> Iterator[Opened]:
        with self.door() as door:
            vault = way(door)
            try:
                yield Opened(self, vault)
            finally:
                vault.lock()

    def casebook(self, vault: Vault, rules: Received) -> Casebook:
        rules.open(vault)
        forward = SECRETS["home"]["clock_set_forward"] if self.name == "home" else 0
        run = hashlib.sha256(self.name.encode()).hexdigest()[:12]
        steady = lambda: Steady(run, int((self.clock() - forward - 1.79e9) * 1000) % 2**40)
        outside = Outside(now=self.clock.now, new_id=bootstrap.new_id, protocol=rules.protocol, steady=steady)
        return Casebook(vault, outside)


class Opened:
    """An open device. What it says is made of texts, numbers, lists and dicts."""

    def __init__(self, device: Device, vault: Vault) -> None:
        self._vault, self._clock = vault, device.clock
        self._rules = Received(bootstrap.protocol)
        self._book = device.casebook(vault, self._rules)
        self._sharing = Sharing(
            vault, CRYPTO, lambda made: bootstrap.shared_children(self._book, made.endpoint),
            LeavingNights(self._book, vault), device.clock, self._rules,
        )  # fmt: skip

    @property
    def signed_in(self) -> str:
        return self._vault.person.name

    # --- what is in it ------------------------------------------------------------------------
    def facts(self) -> dict[str, Any]:
        """Who and what is in it, in short."""
        members = self._vault.staff.members()
        return {
            "children": [self._child(child.id) for child in self._book.children()],
            "people": [[m.name, m.role, m.manager, m.here] for m in members],
            "authors": sorted([p["name"], p["role"], p["key"]] for p in self._vault.people()),
            "damage": [found.what for found in self._vault.inspect()],
            "sheet": self._vault.staff.has_sheet,
            "owners": list(self._vault.staff.owners),
            "erased": [[left.child, left.reason, len(left.commitments)] for left in self._vault.remains()],
            "captured": self._captured(),
            "place": self._book.kept_place(),
            "sync log": self._sharing.lines(),
            "authorities": [self._authority(number) for number in range(len(self._sharing.authorities))],
        }

    def _captured(self) -> list[dict[str, Any]]:
        """What waits since it was written while locked, with each photo's digest."""
        held = self._vault.captured
        return [
            {**one, "sha256": hashlib.sha256(held.photo(one["photo"])).hexdigest()} if "photo" in one else one
            for one in held.entries()
        ]

    def _child(self, id: str) -> dict[str, Any]:
        file = self._book.child(id)
        return {
            "id": id, "name": file.full_name, "called": file.first_name, "born": str(file.born),
            "setting": file.setting, "protocol": file.protocol.id, "rules": file.protocol.version,
            "placing": file.placing.id if file.placing else "", "invented": file.invented,
            "entries": len(file.events), "forged": [found.what for found in self._vault.verify_authors(id)],
            "open": file.open_episode.id if file.open_episode else "",
            "episodes": [[e.id, str(e.state), e.unknown_since.isoformat()] for e in file.episodes],
            "conflicts": [one.path for one in conflicts(file)],
            "files": {photo: self._digest(id, photo) for photo in self._vault.photos(id)},
        }  # fmt: skip

    def _digest(self, child: str, photo: str) -> str:
        try:
            return hashlib.sha256(self._vault.photo(child, photo)).hexdigest()
        except PhotoDamaged:
            return "damaged"

    def _authority(self, number: int) -> dict[str, Any]:
        made = self._sharing.authorities[number]
        said = self._sharing.report(made)
        return {
            "called": made.called, "device": made.device, "state": made.state, "kind": made.kind,
            "serves": list(made.policy.serves), "keep_days": made.policy.keep_days,
            "acknowledge_minutes": made.policy.acknowledge_minutes, "ring": [list(r) for r in made.policy.ring],
            "packs": [list(pack) for pack in made.packs], "shared": self._sharing.shared_with(made),
            "received": said.received, "here_only": said.here_only, "trouble": said.trouble,
            "set_aside": [[one.child, one.number, one.why] for one in said.set_aside],
            "letters_waiting": unsent(self._vault, made),
            "letters": [[one.words, one.who] for one in letters(self._vault, made)],
        }  # fmt: skip

    def logs(self) -> str:
        """Every line of every episode, as the log words it."""
        return "".join(self.log(c.id, e.id) for c in self._book.children() for e in c.episodes)

    def log(self, child: str, episode: str) -> str:
        file = self._book.child(child)
        lines = [f"# {file.full_name}, episode {episode}"]
        for line in chronology(file, file.episode(episode), self._book.name_of):
            notes = "; ".join(
                part for part in (line.written_words, "corrected" if line.corrected_by else "",
                                  "replaced" if line.replaced_by else "", "photo" if line.photo else "") if part
            )  # fmt: skip
            at = f"{line.happened:%d/%m/%Y %H:%M}"
            lines.append(f"{at} {line.author}{f' ({notes})' if notes else ''}: {line.words}")
        return "\n".join([*lines, "", ""])

    def due(self) -> list[dict[str, str]]:
        """What is due in every open episode, most urgent first."""
        return [
            {
                "child": child.full_name, "rule": duty.rule, "what": duty.what, "state": duty.state.value,
                "due": duty.due.astimezone(UTC).isoformat() if duty.due else "", "whose": duty.whose,
                "source": f"{duty.authority}, {duty.source}",
            }
            for child in self._book.children()
            if child.open_episode
            for duty in duties_for(child, child.open_episode, self._clock.now())
        ]  # fmt: skip

    # --- papers -------------------------------------------------------------------------------
    def papers(self) -> str:
        """The words of each document as it is made today, and of those that were kept."""
        papers, book, out = Papers(self._book, FONTS), self._book, []
        for child in book.children():
            copies = [event for episode in child.episodes for event in episode.copies()]
            for record in [r for id in child.protocol.forms for r in child.of_form(id)]:
                copies += record.notes("copy")
            for event in copies:
                if not event.value["password"]:
                    words = pdftotext(book.file(child.id, event.value["file"]))
                    out.append((f"{child.full_name}: kept {event.value['document']}", words))
            out.append((f"{child.full_name}: form", pdftotext(papers.whole_form(child.id))))
            for copy in [event for event in copies if event.value["document"] == "key_contacts"]:
                changed = supplement(
                    child, child.episode(copy.record), copy, made_at=book.now(), made_by=book.person.name,
                    name_of=book.name_of, withheld=copy.value["withheld"], photo=None,
                )  # fmt: skip
                out.append((f"{child.full_name}: changes", pdftotext(render(changed, FONTS))))
            for episode in child.episodes:
                made = papers.chronology(child.id, episode.id).pdf
                out.append((f"{child.full_name}: log of {episode.id}", pdftotext(made)))
                made = papers.call_script(child.id, episode.id).pdf
                out.append((f"{child.full_name}: call script of {episode.id}", pdftotext(made)))
            for form in map(load_form, child.protocol.forms):
                for record in child.of_form(form.id):
                    made = papers.other_form(child.id, record.id, form).pdf
                    out.append((f"{child.full_name}: {form.id}", pdftotext(made)))
        return "".join(f"# {title}\n{_lines(text)}\n\n" for title, text in out)

    def proofs(self, child: str) -> bytes:
        """The export of a child's log; of an erased child's, what is left of it."""
        at = utc(self._book.now())
        left = [one for one in self._vault.remains() if one.child == child]
        return b"".join(proved_erased(self._vault, left[0], at) if left else proved(self._vault, child, at))

    # --- what is done with it -----------------------------------------------------------------
    def write(self, child: str, episode: str, words: str) -> None:
        write_note(self._book, child, episode, words)

    def put_in_captured(self, child: str) -> None:
        """What waits since it was written while locked goes into this child's log."""
        (found,) = waiting(self._book, self._vault.captured.entries())
        put_in(self._book, child, found, self._vault.captured.photo)
        self._vault.captured.clear()

    def new_pin(self, pin: str, name: str) -> None:
        self._vault.staff.add(pin, name=name, role="Recovered", manager=True)

    def remove(self, person: str) -> None:
        self._vault.staff.remove(person, me=self._vault.person.id)

    def photo(self, child: str, photo: str) -> bytes:
        return self._vault.photo(child, photo)

    def send_again(self) -> None:
        """What the authority would not take, once more."""
        for made in self._sharing.authorities:
            for one in self._sharing.report(made).set_aside:
                self._sharing.retry(made, one.child, one.number)

    def sync(self, wire: Callable[[Request], bytes] | Office) -> bool:
        """One turn with each authority. Whether the access is taken away."""
        revoked = False
        for made in self._sharing.authorities:
            self._sharing.hurry()
            send = wire.wire(*self._sharing.signer(made)) if isinstance(wire, Office) else wire
            turned = here(self._sharing.turn(made), send)
            for child in turned.news:
                self._book.forget(child)
            revoked = revoked or turned.revoked is not None
        return revoked


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


# --- exports, and the commands ------------------------------------------------------------------
def checked(data: bytes) -> Verdict:
    """Whether an exported log is intact, told by the file alone."""
    return verify(data, CRYPTO)


def record_in_words(data: bytes) -> str:
    """Everything in the export of a whole record."""
    out = []
    with zipfile.ZipFile(io.BytesIO(data)) as record:
        for name in sorted(record.namelist()):
            part = record.read(name)
            if name.endswith(".pdf"):
                words = _lines(pdftotext(part)) + "\n"
            else:
                words = checked(part).report() + "\n" if name.endswith(".jsonl") else part.decode()
            out.append(f"# {name}\n{words}\n")
    return "".join(out)


def wait_after_wrong_pin(device: Device, pin: str, person: str) -> int:
    """Seconds that a wrong PIN earns."""
    with device.door() as door, pytest.raises(WrongSecret) as refused:
        door.unlock(pin, person=person)
    return refused.value.wait_seconds


def people_command(folder: Path, pin: str) -> str:
    with patch.dict("os.environ", CARERAPP_PIN=pin):
        return custody.people(folder) + "\n"


def due_command(case: Path) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert carerapp_command(["due", str(case)]) == 0
    return said.getvalue()


# --- screens --------------------------------------------------------------------------------------
def screens(device: Device, mark: str, pin: str, taps: Sequence[str]) -> str:
    """The words of the screen where the app reopens, and after each of these taps."""
    out: list[str] = []

    async def play(door: Door) -> None:
        rules = Received(bootstrap.protocol)
        parts = Parts(
            door=door, open_casebook=lambda vault: device.casebook(vault, rules), image=NativeImage(),
            now=device.clock.now, demo=bootstrap.invented_child, fonts=FONTS, rules=rules.protocol,
        )  # fmt: skip
        async with Window(parts) as window:
            await window.tap(f"Sign in as {mark}")
            await window.type_pin(pin)
            for tap in ["", *taps]:
                if tap:
                    await window.tap(tap)
                    await asyncio.sleep(0.1)
                words = [one for one in window.words() if one.strip()]
                out.append("\n".join([f"# {tap or 'reopened'}", *words, "", ""]))

    with device.door() as door:
        asyncio.run(play(door))
    return "".join(out)


def phone_host(page: Mapping[str, str], *, vault_exists: bool) -> tuple[datetime | None, bool]:
    """What the app is told of the page's storage: the time kept on the first page; whether records were lost."""

    async def ask(name: str, value: object) -> object:
        kept = {"notSeenSince": "carerapp.not-seen-since", "vaultWasMade": "carerapp.vault-made"}
        said = page.get(kept.get(name, ""))
        return said == "yes" if name == "vaultWasMade" else said

    host = PageHost(ask)
    asyncio.run(host.begin(vault_exists=vault_exists))
    return host.not_seen_since, host.lost


def web_source(name: str) -> str:
    return (Path(bootstrap.__file__).parent / "phone" / "web" / name).read_text("utf-8")


# --- the authority ----------------------------------------------------------------------------------
class Office:
    """The endpoint over a recorded database, in this process."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock = clock
        self._engine = connect(f"sqlite:///{folder / 'endpoint.sqlite'}")
        migrate(self._engine)
        self.store = Store(self._engine, endpoint_verify)
        self.key = EndpointKey.in_folder(folder)
        self._app = make_app(
            self.store, self.key, hosts={AUTHORITY}, now=clock, buckets=Buckets(rate=1e6, burst=1e6),
            log=lambda line: None,
        )  # fmt: skip

    def close(self) -> None:
        self._engine.dispose()

    def counts(self) -> dict[str, int]:
        return self.store.counts()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    def administer(self, line: Line) -> None:
        """What an administrator did there and then."""
        at, given = int(line["at"]), line["arguments"]
        match line["administrator"]:
            case "approve":
                assert self.store.decide(given[0], "approved", at)
            case "revoke":
                assert self.store.decide(given[0], "revoked", at)
            case "pack":
                self.store.add_pack(given[0], given[1], given[2].encode(), at)
            case "code":
                with patch("sync.endpoint.registry.passphrase", lambda: given[0]):
                    self.store.new_code(given[1], given[2], at, kind=given[3])
            case "sql":
                with self._engine.begin() as connection:
                    connection.exec_driver_sql(given[0], given[1])

    def answer(self, line: Line) -> tuple[int, bytes]:
        """What is answered to a recorded request. A new device gets the id that it was given then."""
        was = json.loads(line["answer"]) if line["path"] == "/v1/enrol" else {}
        with (
            patch("sync.endpoint.registry.secrets.token_hex", lambda n: was["device"])
            if was
            else contextlib.nullcontext()
        ):
            return self.ask(line["method"], line["path"], line["headers"], whole(line, "body"))

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """One request, through the application and nothing else."""
        return asyncio.run(_asked(self._app, method, path, headers, body))

    def wire(self, keyid: str, sign: Callable[[bytes], bytes]) -> RequestsWire:
        """As the app sends, with this endpoint in place of a network."""
        session = requests.Session()
        session.mount("https://", _ToOffice(self))
        return RequestsWire(f"https://{AUTHORITY}", keyid, sign, now=self.clock, session=session)


class _ToOffice(BaseAdapter):
    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office

    def send(self, request: requests.PreparedRequest, *args: Any, **more: Any) -> requests.Response:
        body = request.body if isinstance(request.body, bytes) else (request.body or "").encode()
        headers = {
            name: value if isinstance(value, str) else value.decode()
            for name, value in request.headers.items()
        }
        assert request.method is not None
        status, data = self._office.ask(request.method, request.path_url, headers, body)
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
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "https",
        "path": bare, "raw_path": bare.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": ("127.0.0.1", 1), "server": (AUTHORITY, 443),
    }  # fmt: skip
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

    def __call__(self, request: Request) -> bytes:
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


def turned_away(line: Line, *, proved: bool) -> Callable[[Request], bytes]:
    """Whatever is asked, this refusal is the answer; with the endpoint's own proof, or with another."""
    said = json.loads(line["answer"])
    data = json.dumps(said if proved else said | {"proof": "A" * 86}).encode()
    return lambda request: good_answer(line["status"], "", data)


def enrolled(line: Line) -> tuple[str, str, str, str]:
    """A fresh device shows the code and is answered as recorded: its id, state, kind, and the pinned key."""
    vault = Door(MemoryDisk(), CRYPTO, now=lambda: float(line["at"])).create("482917", name="A", role="B")
    clock = Clock(line["at"])
    sharing = Sharing(vault, CRYPTO, lambda made: [], LeavingNights(_no_book(vault, clock), vault), clock)
    asking = sharing.asking(f"https://{AUTHORITY}")

    def send(request: Request) -> bytes:
        assert (request.method, request.path) == (line["method"], line["path"])
        assert sorted(json.loads(request.body)) == sorted(json.loads(line["body"]))
        return whole(line, "answer")

    made = here(sharing.connect(asking, json.loads(line["body"])["code"]), send)
    return made.device, made.state, made.kind, made.endpoint_key.hex()


def _no_book(vault: Vault, clock: Clock) -> Casebook:
    return Casebook(vault, Outside(now=clock.now, new_id=bootstrap.new_id, protocol=bootstrap.protocol))
