"""A device to walk on: its two clocks and its zone, a disk that fills up or goes, an authority that answers
when it likes, and a process that can be killed."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from carerapp import bootstrap
from carerapp.actions.add_child import add_child
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.purge import CasebookLifecycle
from carerapp.bootstrap import protocols
from carerapp.documents import Fonts
from carerapp.domain.clock import Steady
from carerapp.sharing import Enrolment, Sharing
from carerapp.ui.services import AppServices
from carerapp.vault import DiskFull, Door, Vault, VaultError
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_image import NativeImage
from carerapp.vault.errors import DiskGone
from sync.conversation import Request
from sync.errors import Unreachable
from tests.support.endpoint.answering import Answering
from tests.support.pins import BEN, PIN
from tests.support.vault.doubles import QuickCrypto

ZONES = ("Europe/London", "Europe/Warsaw", "America/New_York", "Asia/Kathmandu")
_PROTOCOLS = protocols()
_FONTS = Fonts.in_folder(bootstrap.ASSETS / "fonts")
_CRYPTO = QuickCrypto()
_FURNISHED: dict[datetime, tuple[dict[str, bytes], Answering, str, str]] = {}


class WalkClock:
    """The wall clock, which hands set and which has a zone, and the steady one."""

    def __init__(self, begin: datetime) -> None:
        self.wall, self.ms, self.run = begin.astimezone(UTC), 5_000_000, "run0"
        self.zone = ZoneInfo(ZONES[0])

    def __call__(self) -> datetime:
        return self.wall.astimezone(self.zone)

    def here(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def steady(self) -> Steady:
        return Steady(self.run, self.ms)

    def passes(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.ms += int(seconds * 1000)


class WalkDisk(MemoryDisk):
    """``full``: takes no more; ``gone``: somebody took the folder away. ``changes`` grows with each write."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(files)
        self.full = self.gone = False
        self.changes = 0

    def stands(self) -> bool:
        return not self.gone

    def _changing(self) -> None:
        if self.gone:
            raise DiskGone
        if self.full:
            raise DiskFull
        self.changes += 1

    def append(self, name: str, data: bytes) -> None:
        self._changing()
        super().append(name, data)

    def replace(self, name: str, data: bytes) -> None:
        self._changing()
        super().replace(name, data)

    def truncate(self, name: str, size: int) -> None:
        self._changing()
        super().truncate(name, size)

    def delete(self, name: str) -> None:
        self._changing()
        super().delete(name)

    @property
    def well(self) -> bool:
        return not (self.full or self.gone)


#: Who shares the tablet, each with a PIN.
PEOPLE = {"A. Carer": PIN, "B. Night": BEN}


class _Lots(QuickCrypto):
    """Its random bytes are drawn by ``lot``: people and children are listed by ids made of them."""

    def __init__(self, lot: Random) -> None:
        super().__init__()
        self._lot = lot

    def random(self, n: int) -> bytes:
        """The same for the same walk."""
        return self._lot.randbytes(n)


class WalkDevice:
    """With the invented child, and one that an authority serves, in two files. ``seed``: of the walk.
    ``who``: signed in last, by name."""

    def __init__(self, begin: datetime, seed: int) -> None:
        self.clock = WalkClock(begin)
        self.people = dict(PEOPLE)  # and who is added on the way
        self.who = next(iter(PEOPLE))
        self._ids = (f"id{number:06x}" for number in itertools.count())  # while it is furnished
        self.down = False
        self.answers = asyncio.Event()  # unset: the authority takes its time
        self.answers.set()
        self._crypto = _Lots(Random(str(begin)))
        if begin not in _FURNISHED:
            _FURNISHED[begin] = self._furnished()
        self._ids = (f"at{number:06x}" for number in itertools.count())
        self._crypto = _Lots(Random(f"ids {seed}"))
        files, authority, self.invented, self.served = _FURNISHED[begin]
        self.authority = replace(
            authority, now=self._seconds, children=[], stands={}, receipted={}, others=[]
        )
        self.disk = WalkDisk(files)
        self.start()

    def _seconds(self) -> float:
        return self.clock().timestamp()

    def _furnished(self) -> tuple[dict[str, bytes], Answering, str, str]:
        self.disk = WalkDisk({})
        first, second = PEOPLE
        vault = self._door().create(PEOPLE[first], name=first, role="Foster carer")
        vault.staff.add(PEOPLE[second], name=second, role="Night staff")
        book = self.book(vault)
        invented = add_invented_child(book)
        served = add_child(book, full_name="Sam Example", protocol_id="hertfordshire")
        add_child(book, full_name="Example, Sam", protocol_id="hertfordshire")  # the same child, once more
        authority = Answering("a", "a" * 16, ("hertfordshire",), self._seconds)
        authority.enrol(vault)
        vault.lock()
        return {name: bytes(data) for name, data in self.disk.files.items()}, authority, invented, served

    def _door(self) -> Door:
        return Door(self.disk, self._crypto, now=self._seconds)

    def _copy(self) -> Door:
        """Of the files as they lie there now. Looking at it draws no lot of the walk's."""
        files = {name: bytes(data) for name, data in self.disk.files.items()}
        return Door(MemoryDisk(files), _CRYPTO, now=self._seconds)

    def book(self, vault: Vault) -> Casebook:
        outside = Environment(self.clock, lambda: next(self._ids), _PROTOCOLS, self.clock.steady)
        return Casebook(vault, outside)

    def start(self) -> None:
        """The process begins anew on what stands on the disk."""
        self.services = AppServices(
            door=self._door(),
            open_casebook=self.book,
            image=NativeImage(),
            now=self.clock,
            here=self.clock.here,
            steady=self.clock.steady,
            demo=add_invented_child,
            fonts=_FONTS,
            sharing=self._sharing,
            sender=self._sender,
            new_id=lambda: next(self._ids),
            settle_seconds=0,
        )

    def _sharing(self, vault: Vault, book: Casebook) -> Sharing:
        children = lambda made: bootstrap.shared_children(book, made.endpoint)
        return Sharing(vault, self._crypto, children, book, CasebookLifecycle(book, vault), self._seconds)

    def _sender(self, sharing: Sharing, enrolment: Enrolment) -> Callable[[Request], Awaitable[bytes]]:
        async def send(request: Request) -> bytes:
            await self.answers.wait()
            if self.down or not self.disk.well:
                raise Unreachable("down")
            try:
                return self.authority(request)
            except UnicodeDecodeError as error:  # a photo or a document: this one takes none
                raise Unreachable("takes no files") from error

        return send

    def opens(self, pin: str) -> bool:
        """Whether this PIN opens the files as they lie there now."""
        try:
            self._copy().unlock(pin).lock()
        except VaultError:
            return False
        return True

    def read_only(self) -> tuple[Vault, Casebook]:
        """A second opening of the files as they lie there now: on a copy, by nobody's caches, with the PIN of
        who was signed in last."""
        vault = self._copy().unlock(self.people[self.who])
        ids = (f"ro{number}" for number in itertools.count())
        outside = Environment(self.clock, lambda: next(ids), _PROTOCOLS, self.clock.steady)
        return vault, Casebook(vault, outside)
