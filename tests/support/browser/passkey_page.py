"""A page with the app's passkey.js in a real Chromium whose fingerprint reader is Chromium's virtual one.

    async with passkey_page() as page:
        secret = Passkey(page.ask)
        await page.person_says_no()

The address is http://localhost: browsers take it for a secure one, and passkeys need a name, not a number.
"""

from __future__ import annotations

import re
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.async_api import CDPSession, Page, async_playwright

from tests.support.browser.chromium import chromium_path
from tests.support.machine import ROOT

SCRIPT = (ROOT / "carerapp/phone/web/passkey.js").read_bytes()
PAGE = b"""<!doctype html><title>Passkeys</title>
<script type="module">
import * as passkey from './passkey.js';
for (const way of ['create', 'get']) {
  const real = navigator.credentials[way].bind(navigator.credentials);
  navigator.credentials[way] = (how) => {
    if (globalThis.short) how.publicKey.timeout = 300;
    return real(how);
  };
}
globalThis.services = {...passkey};
</script>"""
READER = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "hasPrf": True,
}
# As the worker's bridge does: bytes over as Uint8Array, and back; an error as its name and message.
ASK = """async ([name, value]) => {
    for (const [key, given] of Object.entries(value ?? {}))
        if (Array.isArray(given)) value[key] = new Uint8Array(given);
    try {
        const answer = await globalThis.services[name](value ?? undefined);
        return {answer: answer instanceof Uint8Array ? [...answer] : answer};
    } catch (error) {
        return {error: `${error.name}: ${error.message}`};
    }
}"""


class JsError(Exception):
    """What Pyodide's JsException looks like from outside: the error's name is in its text."""


class PasskeyPage:
    def __init__(self, page: Page, devtools: CDPSession) -> None:
        self.page, self._devtools = page, devtools
        self._reader = ""
        self.asked: list[str] = []

    async def ask(self, name: str, value: object) -> object:
        self.asked.append(name)
        given = {
            key: list(one) if isinstance(one, bytes) else one
            for key, one in (value if isinstance(value, dict) else {}).items()
        }
        said = await self.page.evaluate(ASK, [name, given or None])
        if "error" in said:
            raise JsError(f"Error: {said['error']}")
        answer: object = said["answer"]
        return bytes(answer) if isinstance(answer, list) else answer

    async def plug_in(self, **other: Any) -> None:
        """Another device: another reader, which knows no passkey yet."""
        await self.unplug()
        made = await self._devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**READER, **other}})
        self._reader = made["authenticatorId"]

    async def unplug(self) -> None:
        if self._reader:
            await self._tell("removeVirtualAuthenticator")
            self._reader = ""

    async def person_says_no(self, no: bool = True) -> None:
        """Nobody touches the reader until it is too late; the page's patience is short meanwhile. (A wrong
        finger is no use here: Chromium tries it until the virtual reader is blocked for good.)"""
        await self._tell("setAutomaticPresenceSimulation", enabled=not no)
        await self.page.evaluate("no => { globalThis.short = no; }", no)

    async def delete_passkeys(self) -> None:
        await self._tell("clearCredentials")

    async def passkeys(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self._tell("getCredentials"))["credentials"]
        return found

    async def _tell(self, what: str, **more: Any) -> Any:
        return await self._devtools.send(f"WebAuthn.{what}", {"authenticatorId": self._reader, **more})

    async def open(self, host: str = "localhost") -> None:
        """The page (again), as after the app was closed."""
        address = re.sub(r"//[^:/]+:", f"//{host}:", self.page.url)
        await self.page.goto(address)
        await self.page.wait_for_function("globalThis.services")


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        script = self.path == "/passkey.js"
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if script else "text/html")
        self.end_headers()
        self.wfile.write(SCRIPT if script else PAGE)

    def log_message(self, *_: object) -> None: ...


@asynccontextmanager
async def passkey_page(*, reader: bool = True) -> AsyncIterator[PasskeyPage]:
    site = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium_path(), args=["--no-sandbox", "--disable-background-networking"]
            )
            page = await browser.new_page()
            await page.goto(f"http://localhost:{site.server_port}/")
            await page.wait_for_function("globalThis.services")
            devtools = await page.context.new_cdp_session(page)
            await devtools.send("WebAuthn.enable")
            made = PasskeyPage(page, devtools)
            if reader:
                await made.plug_in()
            yield made
            await browser.close()
    finally:
        site.shutdown()
        site.server_close()
