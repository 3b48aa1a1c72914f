"""Firefox by WebDriver BiDi, which it speaks itself: no driver stands between."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from tests.support.engines.engine import HEIGHT, PATIENCE, WIDTH, keys, pointer, wheel
from tests.support.phone.processes import family, kill_all

SAID = "WebDriver BiDi listening on "
#: what it would do of its own accord: look for updates, for lists of bad sites, for settings, for a portal
QUIET: dict[str, object] = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.sessionstore.resume_from_crash": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.topsites.contile.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.trr.mode": 5,
    "services.settings.server": "data:,",
    "signon.rememberSignons": False,
    "toolkit.startup.max_resumed_crashes": -1,
    "toolkit.telemetry.enabled": False,
    # for the journeys
    "browser.download.always_ask_before_handling_new_types": False,
    "browser.download.folderList": 2,
    "browser.helperApps.neverAsk.saveToDisk": "application/pdf",
    "network.proxy.allow_hijacking_localhost": True,
    "network.proxy.testing_localhost_is_secure_when_hijacked": True,
    "network.proxy.type": 1,
    "pdfjs.disabled": True,
    "ui.prefersReducedMotion": 1,
    "webgl.force-enabled": True,
}


def _program() -> str:
    for name in (os.environ.get("FIREFOX"), "firefox-esr", "firefox"):
        if name and (found := shutil.which(name)):
            return found
    raise RuntimeError("The journeys need Firefox. On Debian: apt install firefox-esr (or set FIREFOX).")


class Firefox:
    """``folder`` holds the profile; its traffic goes to the port ``proxy``."""

    def __init__(self, folder: Path, proxy: int) -> None:
        profile, self._saved = folder / "profile", folder / "saved"
        for each in (profile, self._saved):
            each.mkdir(parents=True, exist_ok=True)
        prefs = {**QUIET, "browser.download.dir": str(self._saved)}
        for scheme in ("http", "ssl"):
            prefs |= {f"network.proxy.{scheme}": "127.0.0.1", f"network.proxy.{scheme}_port": proxy}
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in prefs.items())
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self._log = folder / "firefox.log"
        command = [_program(), "--headless", "--no-remote", "--profile", str(profile)]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "--remote-debugging-port", "0"],
                stdout=log,
                stderr=log,
                env={**os.environ, "MOZ_CRASHREPORTER_DISABLE": "1"},
            )
        self._ids = itertools.count(1)
        try:
            self._connect()
        except BaseException:
            self._end()
            raise

    def _connect(self) -> None:
        self._socket = connect(f"{self._listens()}/session", max_size=None, proxy=None, legacy=True)
        made = self._send("session.new", capabilities={"alwaysMatch": {"unhandledPromptBehavior": "ignore"}})
        self.version = f"Firefox {made['capabilities']['browserVersion']}"
        self._tab: str = self._send("browsingContext.getTree")["contexts"][0]["context"]
        self._sized()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()

    def _listens(self) -> str:
        end = time.monotonic() + PATIENCE
        while SAID not in (said := self._log.read_text(errors="replace")):
            assert self._process.poll() is None, said
            assert time.monotonic() < end, f"Firefox does not answer: {said}"
            time.sleep(0.1)
        return said.partition(SAID)[2].split()[0]

    def _send(self, method: str, **given: object) -> Any:
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": given}))
        while True:
            answer = json.loads(self._socket.recv(timeout=PATIENCE))
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
                return answer["result"]

    def _sized(self) -> None:
        size = {"width": WIDTH, "height": HEIGHT}
        self._send("browsingContext.setViewport", context=self._tab, viewport=size)

    def go(self, url: str) -> None:
        self._send("browsingContext.navigate", context=self._tab, url=url, wait="none")

    def run(self, body: str, given: object = None) -> Any:
        whole = f"async text => {{ const given = JSON.parse(text); {body} }}"
        answer = self._send(
            "script.callFunction",
            functionDeclaration=f"async text => JSON.stringify(await ({whole})(text) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(given)}],
            target={"context": self._tab},
            awaitPromise=True,
            userActivation=False,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def _act(self, actions: object) -> None:
        self._send("input.performActions", context=self._tab, actions=actions)

    def click(self, x: float, y: float) -> None:
        self._act(pointer(x, y))

    def wheel(self, by: float) -> None:
        self._act(wheel(by))

    def write(self, text: str, *, over: bool = False) -> None:
        self._act(keys(text, over))

    def new_tab(self) -> str:
        self.switch(self._send("browsingContext.create", type="tab")["context"])
        self._sized()
        return self._tab

    def tab(self) -> str:
        return self._tab

    def switch(self, tab: str) -> None:
        self._tab = tab
        self._send("browsingContext.activate", context=tab)

    def downloads(self) -> list[Path]:
        return [path for path in self._saved.iterdir() if path.suffix == ".pdf" and path.stat().st_size]

    def close(self) -> None:
        """As a person closes it."""
        try:
            self._send("browser.close")
            self._process.wait(60)
        finally:
            self._end()
            self._socket.close()

    def kill(self) -> None:
        """SIGKILL for all its processes."""
        kill_all(family({self._process.pid}))
        self._end()
        self._socket.close()
