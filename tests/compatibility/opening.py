"""Opens what 0.1.0 left behind with the code of today, and says in plain values what is in it.

With ``answering.py``, all of these tests that knows the names of today's code: longer than others, so that a
name that changes is changed here and nowhere else.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.papers import Papers
from carerapp.actions.purge import CasebookLifecycle
from carerapp.actions.put_in_captured import put_in, waiting
from carerapp.actions.write_note import write_note
from carerapp.cli import main as carerapp_command
from carerapp.documents import Fonts, render, supplement
from carerapp.domain.chronology import chronology
from carerapp.domain.clock import Steady
from carerapp.domain.conflicts import conflicts
from carerapp.domain.due_for import duties_for
from carerapp.domain.events import utc
from carerapp.domain.topics import Topic, encode, topic_at
from carerapp.domain.topics.copy import Copy
from carerapp.evidence import Verdict, proved, proved_erased, verify
from carerapp.phone.page_host import PageHost
from carerapp.protocols import ProtocolLibrary
from carerapp.sharing import Sharing, restricted_entries, unsent_restricted_entries
from carerapp.sharing.sync_state import from_the_beginning
from carerapp.ui.services import AppServices
from carerapp.vault import AttachmentDamaged, Disk, Door, Vault, WrongSecret, quick_secret
from carerapp.vault.adapters.container import Container
from carerapp.vault.adapters.native_disk import NativeDisk
from carerapp.vault.adapters.native_image import NativeImage
from sync.conversation import Request, run_sync
from tests.compatibility.files import SECRETS, Block, Clock
from tests.support.paper.reading import pdftotext
from tests.support.ui.window import Window

FONTS = Fonts.in_folder(bootstrap.ASSETS / "fonts")
CRYPTO = bootstrap.native_crypto()

Sign = Callable[[bytes], bytes]
Send = Callable[[Request], bytes]
Wire = Callable[[str, Sign], Send]
"""A device's key id and signature → what sends its requests."""


class Device:
    """The records of one device, opened anew for each act, as the app opens them."""

    def __init__(self, name: str, folder: Path, clock: Clock) -> None:
        self.name, self.folder, self.clock = name, folder, clock
        said = SECRETS["phone"] if name == "phone" else {}
        self._secret = bytes.fromhex(said["passkey_secret"]) if said else None

    @contextlib.contextmanager
    def door(self) -> Iterator[Door]:
        """The locked records, on the disk that this device has."""
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

    def casebook(self, vault: Vault, library: ProtocolLibrary) -> Casebook:
        """As the app opens it, with this device's two clocks."""
        forward = SECRETS["home"]["clock_set_forward"] if self.name == "home" else 0
        run = hashlib.sha256(self.name.encode()).hexdigest()[:12]
        steady = lambda: Steady(run, int((self.clock() - forward - 1.79e9) * 1000) % 2**40)
        outside = Environment(now=self.clock.now, new_id=bootstrap.new_id, protocols=library, steady=steady)
        return Casebook(vault, outside)


class Opened:
    """An open device. What it says is made of texts, numbers, lists and dicts."""

    def __init__(self, device: Device, vault: Vault) -> None:
        self._vault, self._clock = vault, device.clock
        self._library = ProtocolLibrary(vault=vault)
        self._book = device.casebook(vault, self._library)
        self._sharing = Sharing(
            vault,
            CRYPTO,
            lambda made: bootstrap.shared_children(self._book, made.endpoint),
            self._book,
            CasebookLifecycle(self._book, vault),
            device.clock,
            self._library,
        )

    @property
    def signed_in(self) -> str:
        """Whose PIN it was."""
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
            "erased": [
                [left.child, left.reason, len(left.commitments)] for left in self._vault.erasure_records()
            ],
            "captured": self._captured(),
            "place": self._book.place.last(),
            "sync log": self._sharing.lines(),
            "authorities": [self._authority(number) for number in range(len(self._sharing.authorities))],
        }

    def _captured(self) -> list[dict[str, Any]]:
        """What waits since it was written while locked, with each photo's digest."""
        held = self._vault.captured
        return [
            {**one, "sha256": hashlib.sha256(held.attachment(one["photo"])).hexdigest()}
            if "photo" in one
            else one
            for one in held.entries()
        ]

    def _child(self, id: str) -> dict[str, Any]:
        file = self._book.child(id)
        return {
            "id": id,
            "name": file.full_name,
            "called": file.first_name,
            "born": str(file.born),
            "setting": file.setting,
            "protocol": file.protocol.id,
            "rules": file.protocol.version,
            "placing": file.placing.id if file.placing else "",
            "invented": file.invented,
            "entries": len(file.events),
            "forged": [found.what for found in self._vault.verify_authors(id)],
            "open": file.open_episode.id if file.open_episode else "",
            "episodes": [
                [e.id, str(e.state), e.unknown_since.astimezone(UTC).isoformat()] for e in file.episodes
            ],
            "conflicts": [one.path for one in conflicts(file)],
            "files": {photo: self._digest(id, photo) for photo in self._vault.attachments(id)},
        }

    def _digest(self, child: str, photo: str) -> str:
        try:
            return hashlib.sha256(self._vault.attachment(child, photo)).hexdigest()
        except AttachmentDamaged:
            return "damaged"

    def _authority(self, number: int) -> dict[str, Any]:
        made = self._sharing.authorities[number]
        said = self._sharing.status().authorities[made.device]
        return {
            "called": made.called,
            "device": made.device,
            "state": made.state,
            "kind": made.kind,
            "serves": list(made.policy.serves),
            "keep_days": made.policy.keep_days,
            "acknowledge_minutes": made.policy.acknowledge_minutes,
            "ring": [list(r) for r in made.policy.ring],
            "packs": [list(pack) for pack in made.protocols],
            "shared": self._sharing.shared_with(made),
            "received": said.received,
            "here_only": said.here_only,
            "trouble": said.trouble,
            "set_aside": [[one.child, one.number, one.why] for one in said.set_aside],
            "letters_waiting": unsent_restricted_entries(self._vault, made),
            "letters": [[one.words, one.who] for one in restricted_entries(self._vault, made)],
        }

    def logs(self) -> str:
        """Every line of every episode, as the log words it."""
        return "".join(self.log(c.id, e.id) for c in self._book.children() for e in c.episodes)

    def log(self, child: str, episode: str) -> str:
        """Every line of one episode."""
        file = self._book.child(child)
        lines = [f"# {file.full_name}, episode {episode}"]
        for line in chronology(file, file.episode(episode), self._book.name_of):
            notes = "; ".join(
                part
                for part in (
                    line.written_words,
                    "corrected" if line.corrected_by else "",
                    "replaced" if line.replaced_by else "",
                    "photo" if line.photo else "",
                )
                if part
            )
            at = f"{line.happened:%d/%m/%Y %H:%M}"
            lines.append(f"{at} {line.author}{f' ({notes})' if notes else ''}: {line.words}")
        return "\n".join([*lines, "", ""])

    def due(self) -> list[dict[str, str]]:
        """What is due in every open episode, most urgent first."""
        return [
            {
                "child": child.full_name,
                "rule": duty.rule,
                "what": duty.what,
                "state": duty.state.value,
                "due": duty.due.astimezone(UTC).isoformat() if duty.due else "",
                "whose": duty.whose,
                "source": f"{duty.authority}, {duty.source}",
            }
            for child in self._book.children()
            if child.open_episode
            for duty in duties_for(child, child.open_episode, self._clock.now())
        ]

    def written_anew(self) -> list[tuple[Any, Any]]:
        """What each note says: as it is stored, and as today's code would store the same."""
        found = []
        for event in [event for child in self._book.children() for event in child.events]:
            topic = topic_at(event.field)
            if topic and (event.kind is topic.payload.kind or event.field.startswith("note:")):
                found.append(({event.field: event.value}, {event.field: encode(topic.payload.of(event))}))
        return found

    # --- papers -------------------------------------------------------------------------------
    def papers(self) -> str:
        """The words of each document as it is made today, and of those that were kept."""
        papers, book, out = Papers(self._book, FONTS), self._book, []
        for child in book.children():
            copies = [event for episode in child.episodes for event in episode.copies()]
            for record in [r for id in child.protocol.forms for r in child.of_form(id)]:
                copies += record.notes(Topic.COPY)
            made_before = [(event, Copy.of(event)) for event in copies]
            for _, said in made_before:
                if not said.password:
                    words = pdftotext(book.file(child.id, said.file))
                    out.append((f"{child.full_name}: kept {said.document}", words))
            out.append((f"{child.full_name}: form", pdftotext(papers.whole_form(child.id))))
            for copy, said in [one for one in made_before if one[1].document == "key_contacts"]:
                changed = supplement(
                    child,
                    child.episode(copy.record),
                    copy,
                    made_at=book.now(),
                    made_by=book.person.name,
                    name_of=book.name_of,
                    withheld=said.withheld,
                    photo=None,
                )
                out.append((f"{child.full_name}: changes", pdftotext(render(changed, FONTS))))
            for episode in child.episodes:
                made = papers.chronology(child.id, episode.id).pdf
                out.append((f"{child.full_name}: log of {episode.id}", pdftotext(made)))
                made = papers.call_script(child.id, episode.id).pdf
                out.append((f"{child.full_name}: call script of {episode.id}", pdftotext(made)))
            for form in map(self._library.form, child.protocol.forms):
                for record in child.of_form(form.id):
                    made = papers.other_form(child.id, record.id).pdf
                    out.append((f"{child.full_name}: {form.id}", pdftotext(made)))
        return "".join(f"# {title}\n{_lines(text)}\n\n" for title, text in out)

    def proofs(self, child: str) -> bytes:
        """The export of a child's log; of an erased child's, what is left of it."""
        at = utc(self._book.now())
        left = [one for one in self._vault.erasure_records() if one.child == child]
        return b"".join(proved_erased(self._vault, left[0], at) if left else proved(self._vault, child, at))

    # --- what is done with it -----------------------------------------------------------------
    def write(self, child: str, episode: str, words: str) -> None:
        """A note, now."""
        write_note(self._book, child, episode, words)

    def put_in_captured(self, child: str) -> None:
        """What waits since it was written while locked goes into this child's log."""
        (found,) = waiting(self._book, self._vault.captured.entries())
        put_in(self._book, child, found, self._vault.captured.attachment)
        self._vault.captured.clear()

    def new_pin(self, pin: str, name: str) -> None:
        """For somebody who comes back after their PIN was lost."""
        self._vault.staff.add(pin, name=name, role="Recovered", manager=True)

    def remove(self, person: str) -> None:
        """Somebody leaves; a new epoch begins."""
        self._vault.staff.remove(person, me=self._vault.person.id)

    def photo(self, child: str, photo: str) -> bytes:
        """A picture or document, by its id."""
        return self._vault.attachment(child, photo)

    def send_again(self) -> None:
        """What the authority would not take, once more."""
        for made in self._sharing.authorities:
            for one in self._sharing.status().authorities[made.device].set_aside:
                self._sharing.retry(made, one.child, one.number)

    def fetch_all_again(self) -> None:
        """As if nothing had been fetched yet."""
        for made in self._sharing.authorities:
            from_the_beginning(self._vault, made)

    def sync(self, wire: Wire) -> bool:
        """One turn with each authority. Whether the access is taken away."""
        revoked = False
        for made in self._sharing.authorities:
            self._sharing.sync_now()
            turned = run_sync(self._sharing.turn(made), wire(*self._sharing.signer(made)))
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


def command(*typed: str, pin: str = "") -> str:
    """What a command prints."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), patch.dict("os.environ", CARERAPP_PIN=pin):
        assert carerapp_command(typed) == 0
    return said.getvalue()


# --- screens --------------------------------------------------------------------------------------
def screens(device: Device, mark: str, pin: str, taps: Sequence[str]) -> str:
    """The words of the screen where the app reopens, and after each of these taps."""
    out: list[str] = []

    async def play(door: Door) -> None:
        parts = AppServices(
            door=door,
            open_casebook=lambda vault: device.casebook(vault, ProtocolLibrary(vault=vault)),
            image=NativeImage(),
            now=device.clock.now,
            demo=bootstrap.invented_child,
            fonts=FONTS,
        )
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
    """What the app is told of the page's storage: the time kept on the first page; whether records were
    lost."""

    async def ask(name: str, value: object) -> object:
        kept = {"notSeenSince": "carerapp.not-seen-since", "vaultWasMade": "carerapp.vault-made"}
        said = page.get(kept.get(name, ""))
        return said == "yes" if name == "vaultWasMade" else said

    host = PageHost(ask)
    asyncio.run(host.begin(vault_exists=vault_exists))
    return host.not_seen_since, host.lost


def web_source(name: str) -> str:
    """The text of one of the phone page's own scripts."""
    return (Path(bootstrap.__file__).parent / "phone" / "web" / name).read_text("utf-8")
