"""The only place where real parts are wired together: this device's disk, clock, crypto, pictures."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import secrets
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from carerapp.actions.casebook import Casebook, Environment
from carerapp.asset_folder import asset_folder
from carerapp.domain.clock import Steady
from carerapp.protocols import ProtocolLibrary, Shipped
from carerapp.settings import VERSION_MADE
from forms.packaged import AUTHORITIES as PACKAGED

if TYPE_CHECKING:
    from carerapp.page_news import PageNews
    from carerapp.sharing import Enrolment, Sharing
    from carerapp.sharing.ears import Ear
    from carerapp.ui.services import AppServices
    from carerapp.vault import Crypto, Disk, Door, Vault
    from carerapp.vault.adapters.native_disk import NativeDisk
    from sync.conversation import Request

ASSETS = asset_folder()
AUTHORITIES = Path(str(PACKAGED))
INVENTED_PICTURE = ASSETS / "invented_child.jpg"


class StartupError(Exception):
    """The app can't start; the words say why and what to do."""


def default_data() -> Path:
    """Where the sealed files live: one folder in the user's own data directory."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(os.environ.get("CARERAPP_DATA") or Path(base) / "carerapp")


@cache
def protocols() -> ProtocolLibrary:
    """Those that came with the app, without a copy of the last good ones."""
    return ProtocolLibrary()


def now() -> datetime:
    return datetime.now().astimezone()


def version_made() -> datetime:
    """The first moment at which this version can have been there, wherever in the world."""
    return datetime.fromisoformat(VERSION_MADE).replace(tzinfo=UTC) - timedelta(hours=14)


def here(moment: datetime) -> datetime:
    """On this device's wall clock, by the rules of its time zone at that moment."""
    return moment.astimezone()


def new_id() -> str:
    return secrets.token_hex(8)


def steady_clock() -> Callable[[], Steady]:
    """The clock that runs since the device was switched on; where there is none, since the app was
    started."""
    try:
        since_boot = time.CLOCK_BOOTTIME
        time.clock_gettime_ns(since_boot)  # a browser's Python has the name and not the clock
    except (AttributeError, OSError):
        run = secrets.token_hex(6)
        return lambda: Steady(run, time.monotonic_ns() // 1_000_000, stops=True)
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_bytes()
    except OSError:
        boot = secrets.token_bytes(16)
    run = hashlib.sha256(b"carerapp run" + boot).hexdigest()[:12]
    return lambda: Steady(run, time.clock_gettime_ns(since_boot) // 1_000_000)


def open_casebook(vault: Vault, library: ProtocolLibrary | None = None) -> Casebook:
    """Under the protocols that came with the app (`library`), and those that this vault was sent."""
    held = (library or protocols()).of(vault)
    return Casebook(vault, Environment(now=now, new_id=new_id, protocols=held, steady=steady_clock()))


def invented_child(book: Casebook) -> str:
    from carerapp.actions.add_invented_child import add_invented_child

    return add_invented_child(book, picture=INVENTED_PICTURE.read_bytes())


@cache
def native_crypto() -> Crypto:
    """Checked against published answers once."""
    from carerapp.vault.adapters.native_crypto import NativeCrypto

    return NativeCrypto()


def shared_children(book: Casebook, endpoint: str) -> list[tuple[str, str]]:
    """The files that may leave this device, each with the id of the protocol that says whose they are.
    The invented child goes to an endpoint on this machine only; a drill with a child's own form, nowhere."""
    from carerapp.sharing import whose

    training = urlsplit(endpoint).hostname in ("127.0.0.1", "localhost", "::1")
    return [(c.id, whose(c)) for c in book.every_file() if not c.drill_of and (training or not c.invented)]


def sharing(vault: Vault, book: Casebook, *, crypto: Crypto | None = None) -> Sharing:
    """This vault with its authorities; the protocols that they send go to the casebook's library."""
    from carerapp.actions.purge import CasebookLifecycle
    from carerapp.sharing import Sharing

    return Sharing(
        vault,
        crypto or native_crypto(),
        lambda enrolment: shared_children(book, enrolment.endpoint),
        book,
        CasebookLifecycle(book, vault),
        time.time,
        book.protocols if isinstance(book.protocols, ProtocolLibrary) else None,
        time.monotonic,
    )


def sender(sharing: Sharing, enrolment: Enrolment) -> Callable[[Request], Awaitable[bytes]]:
    """Requests in a thread: a slow network never holds the screen."""
    from sync.requests_transport import RequestsWire

    wire = RequestsWire(enrolment.endpoint, *sharing.signer(enrolment))
    return lambda request: asyncio.to_thread(wire, request)


def ear_sender(ear: Ear) -> Callable[[Request], Awaitable[bytes]]:
    """Requests that may wait for minutes, each in a thread that nobody waits for when the app ends."""
    from sync.requests_transport import RequestsWire

    crypto = native_crypto()
    wire = RequestsWire(ear.endpoint, ear.keyid, lambda message: crypto.sign(ear.private, message))
    return lambda request: in_thread(lambda: wire(request))


async def in_thread(work: Callable[[], bytes]) -> bytes:
    """What the work gives, done beside the loop; what it raises, raised here. The loop's own threads are
    waited for at the end, and are few."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[bytes] = loop.create_future()

    def tell(value: bytes | BaseException) -> None:
        if done.done():
            return
        if isinstance(value, bytes):
            done.set_result(value)
        else:
            done.set_exception(value)

    def run() -> None:
        value: bytes | BaseException
        try:
            value = work()
        except BaseException as error:
            value = error
        with contextlib.suppress(RuntimeError):  # the loop may have ended meanwhile
            loop.call_soon_threadsafe(tell, value)

    threading.Thread(target=run, daemon=True, name="listening").start()
    return await done


def door(disk: Disk) -> Door:
    from carerapp.vault import Door

    return Door(disk, native_crypto(), now=time.time)


def native_disk(data: Path) -> NativeDisk:
    from carerapp.vault import AlreadyOpen
    from carerapp.vault.adapters.native_disk import NativeDisk

    try:
        return NativeDisk(data)
    except AlreadyOpen as error:
        raise StartupError(str(error)) from error


def parts(data: Path, news: PageNews | None = None) -> AppServices:
    """``news``: what the pages of this computer are told."""
    from carerapp.documents import Fonts
    from carerapp.evidence import proved
    from carerapp.sharing.listening import Listening
    from carerapp.ui.folder_host import FolderHost
    from carerapp.ui.services import AppServices
    from carerapp.vault import quick_secret
    from carerapp.vault.adapters.native_image import NativeImage

    disk = native_disk(data)
    library = ProtocolLibrary(Shipped(last_good=data / "packs"))
    crypto = native_crypto()
    way_in = door(disk)
    return AppServices(
        door=way_in,
        host=FolderHost(data, vault_exists=way_in.exists, news=news),
        quick=lambda confirmed: quick_secret(crypto, confirmed),
        proved=proved,
        protocols=library,
        open_casebook=lambda vault: open_casebook(vault, library),
        sharing=sharing,
        sender=sender,
        listening=Listening(way_in.unsealed, crypto, ear_sender),
        image=NativeImage(),
        now=now,
        here=here,
        made=version_made(),
        steady=steady_clock(),
        demo=invented_child,
        fonts=Fonts.in_folder(ASSETS / "fonts"),
    )


def run_native() -> None:
    """Open the app in a native phone build: no server, the phone's own folder, its keystore beside the
    PIN."""
    import flet as ft

    from carerapp.ui.keystore import phone_keystore
    from carerapp.ui.window.main import main as ui_main

    # Never the cache or the temporary folder: a phone empties those when it likes.
    wired = replace(parts(Path(os.environ["FLET_APP_STORAGE_DATA"])), device=phone_keystore())
    ft.run(lambda page: ui_main(page, wired), assets_dir=str(ASSETS))
