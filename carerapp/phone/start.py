"""Starts the app inside a phone's browser, in the worker that holds Python.

``asleep`` runs when the memory snapshot is made, before any phone exists: it may import and read what is
shipped, and nothing else. ``awake`` runs after a snapshot was loaded. ``wire`` runs on every start.
"""

from __future__ import annotations

import gc
import importlib
import random
import sys
import time
import warnings
from dataclasses import replace
from importlib.abc import InspectLoader
from pathlib import Path
from types import CodeType
from typing import Any

import flet as ft

from carerapp import bootstrap
from carerapp.phone.late import LateFiles, LateLibrary
from carerapp.phone.page_host import PageHost
from carerapp.ui.services import AppServices
from carerapp.ui.window.main import main as ui_main

FIRST_PROTOCOLS = ("hertfordshire",)
FIRST_SCREENS = (
    "carerapp.ui.kit",
    "carerapp.ui.window.main",
    "carerapp.ui.shell",
    "carerapp.ui.theme",
    "carerapp.ui.features.unlock",
)
READY = (
    "asyncio",
    "carerapp.documents.fonts",
    "carerapp.evidence",
    "carerapp.phone.aes",
    "carerapp.phone.fetching",
    "carerapp.phone.passkey",
    "carerapp.ui.window.routes",
    "carerapp.vault",
    "carerapp.vault.format.log_table",  # TinyDB, which the vault itself imports only when it is unlocked
    "carerapp.vault.format.sealed_documents",
    "ctypes",
    "flet.components.component",  # what Flet itself imports when it first draws
    "flet.components.hooks.use_effect",
)
DOCUMENTS, DOCUMENT_PACKAGES = "documents.zip", ("fpdf", "fontTools", "defusedxml", "segno", "uharfbuzz")
LATE = Path("/lib/late")


def prepare_snapshot() -> None:
    """Get ready what every phone needs alike. What chance there is in it is taken out."""
    for name in READY:
        importlib.import_module(name)
    for screen in [name for name in sys.modules if name.startswith(FIRST_SCREENS)]:
        for name in _names(screen) & set(dir(ft)):
            getattr(ft, name)  # Flet imports a control when it is first asked for
    for id in FIRST_PROTOCOLS:
        bootstrap.protocols().protocol(id)
    random.seed(0)
    gc.collect()
    gc.freeze()  # what is there for good need not be looked through again and again


def _names(module: str) -> set[str]:
    """Every name that a module's code mentions."""
    spec = sys.modules[module].__spec__
    code = spec.loader.get_code(module) if spec and isinstance(spec.loader, InspectLoader) else None
    found: set[str] = set()
    todo = [code] if code else []
    while todo:
        one = todo.pop()
        found.update(one.co_names)
        todo += [const for const in one.co_consts if isinstance(const, CodeType)]
    return found


def after_restore() -> None:
    """What a snapshot froze is made this phone's own."""
    random.seed()
    if hasattr(time, "tzset"):
        time.tzset()


async def wire() -> None:
    """Put this phone's parts together and wait for Flutter."""
    import carerapp_bridge as bridge  # type: ignore[import-not-found]  # both registered by worker.js
    import carerapp_page as page  # type: ignore[import-not-found]
    from pyodide.ffi import create_proxy  # type: ignore[import-not-found]

    host = PageHost(page.ask)
    page.onLeft(create_proxy(lambda: host.when_left()))
    bridge.diskWatch(create_proxy(lambda: host.when_answered()))
    parts = _parts(page, host)
    await host.begin(vault_exists=parts.door.exists)

    def main(window: ft.Page) -> None:
        ui_main(window, parts)
        page.tell("usable")

    ft.run(main)


def _parts(page: Any, host: PageHost) -> AppServices:
    import carerapp_bridge as bridge
    from pyodide.ffi import to_js

    from carerapp.documents.fonts import Fonts
    from carerapp.evidence import proved
    from carerapp.phone import aes
    from carerapp.phone.fetching import ear_sender, sender
    from carerapp.phone.passkey import Passkey
    from carerapp.sharing.listening import Listening
    from carerapp.vault import Door, quick_secret
    from carerapp.vault.adapters.browser_crypto import BrowserCrypto
    from carerapp.vault.adapters.browser_disk import BrowserDisk
    from carerapp.vault.adapters.browser_image import BrowserImage

    def fetch_now(name: str) -> bytes:
        data: bytes = page.fetchNow(name).to_bytes()
        return data

    aes.lend(
        lambda key, iv, plain: bytes(bridge.aesCbc(to_js(key), to_js(iv), to_js(plain)).to_bytes()),
        lambda key, plain: bytes(bridge.aesEcb(to_js(key), to_js(plain)).to_bytes()),
    )
    # fpdf2 warns that it has nothing to decode images with: photos are JPEGs, which it need not decode
    warnings.filterwarnings("ignore", "Pillow could not be imported")
    sys.meta_path.insert(0, LateLibrary(DOCUMENTS, DOCUMENT_PACKAGES, LATE, fetch_now))
    fonts = Fonts.in_folder(bootstrap.ASSETS / "fonts")
    crypto = BrowserCrypto()
    door = Door(BrowserDisk(), crypto, now=time.time)
    return AppServices(
        door=door,
        quick=lambda confirmed: quick_secret(crypto, confirmed),
        proved=proved,
        protocols=bootstrap.protocols(),
        open_casebook=bootstrap.open_casebook,
        image=BrowserImage(),
        now=bootstrap.now,
        here=bootstrap.here,
        made=bootstrap.version_made(),
        steady=bootstrap.steady_clock(),
        demo=bootstrap.invented_child,
        fonts=replace(fonts, files=LateFiles(fonts.files, bootstrap.ASSETS, fetch_now)),
        device=Passkey(page.ask),
        host=host,
        sharing=lambda vault, book: bootstrap.sharing(vault, book, crypto=crypto),
        sender=sender,
        listening=Listening(door.unsealed, crypto, ear_sender(crypto)),
    )
