"""A device with another engine than Chromium: what it keeps lies in a folder, servers come and go."""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.browser.walk import Walk
from tests.support.engines.engine import PATIENCE, Engine
from tests.support.engines.firefox import Firefox
from tests.support.engines.place import Place
from tests.support.engines.screen import EngineScreen
from tests.support.engines.webkit import WebKit
from tests.support.phone.server import Server
from tools.phone.pages import needed_first, write_service_worker

ENGINES: dict[str, Callable[[Path, int], Engine]] = {"Firefox": Firefox}
if sys.platform == "linux":  # nobody builds WebKitGTK for another system
    ENGINES["WebKitGTK"] = WebKit
ITS_MAKERS = re.compile(r"[/ .](mozilla\.(com|org|net)|firefox\.com)(:443|/|$)")
DISK = "test_only_disk.js"
HAS_DISK = "return Boolean(navigator.storage?.getDirectory);"
MARKS = "return globalThis.carerapp?.marks ?? {};"
SAYS = "return document.getElementById('progress')?.textContent ?? '';"


def version(like: Path, to: Path, name: str) -> Path:
    """A folder as this one, published anew under another name; it brings the disk for engines without one."""
    shutil.copytree(like, to)
    shutil.copy(Path(__file__).with_name(DISK), to)
    worker, load = to / "worker.js", f"import './{DISK}';\n"
    code = worker.read_text(encoding="utf-8").removeprefix(load)
    worker.write_text(load + code, encoding="utf-8")
    (to / "version.txt").write_text(name, encoding="utf-8")
    write_service_worker(to, first=lambda file: file == DISK or needed_first(file))
    return to


class Device:
    """``start()`` and ``close()`` as often as a person does; ``place`` sees all its traffic."""

    def __init__(self, folder: Path, server: Server, engine: str) -> None:
        self.folder, self.server, self._kind = folder, server, engine
        self.place = Place(server, folder / "disk")
        self.screen: EngineScreen
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        assert self._engine is not None, "the browser is not running"
        return self._engine

    def start(self) -> dict[str, float]:
        """The browser anew, the first page, and the app ready under it: when what was reached."""
        self.close()
        self._engine = ENGINES[self._kind](self.folder, self.place.port)
        self.engine.go(self.server.url)
        self.until(lambda: self.run(MARKS).get("usable", 0) > 0, "the app did not start")
        marks: dict[str, float] = self.run(MARKS)
        print(f"\n{self.engine.version}: {marks}")
        return marks

    def walk(self) -> Walk:
        """The app, opened from its first page."""
        self.screen = EngineScreen(self.engine)
        self.screen.open()
        return Walk(self.screen)  # type: ignore[arg-type]  # it has what a walk asks of a screen

    def run(self, body: str) -> Any:
        """What this code returns in the page."""
        return self.engine.run(body)

    def says(self) -> str:
        """The first page's line about what is happening."""
        return str(self.run(SAYS))

    def has_disk(self) -> bool:
        """Whether this engine has the browser's private files, which the vault lies in."""
        return bool(self.run(HAS_DISK))

    def until(self, true: Callable[[], object], otherwise: str) -> None:
        """Wait until it holds; an AssertionError says ``otherwise`` and what the first page says."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if true():
                    return
            except RuntimeError:  # between two pages
                pass
            assert time.monotonic() < end, f"{otherwise}: {self.says()}, {self.run(MARKS)}"
            time.sleep(0.2)

    def outside(self) -> list[str]:
        """What was asked of another place than the app's, by the app: not what Firefox asks its makers."""
        return [asked for asked in self.place.outside if not ITS_MAKERS.search(asked)]

    def close(self) -> None:
        """As a person closes the browser."""
        if self._engine is not None:
            self._engine.close()
        self._engine = None

    def kill(self) -> None:
        """The battery dies: SIGKILL for every process of Firefox."""
        assert isinstance(self._engine, Firefox), "the test-only disk would go on"
        self._engine.kill()
        self._engine = None

    def __enter__(self) -> Self:
        self.place.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        self.place.__exit__(kind, error, trace)
