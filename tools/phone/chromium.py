"""Runs the making worker in a real headless Chromium, on the very files that will be published."""

from __future__ import annotations

import base64
import gzip
import hashlib
import shutil
import zipfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import Error, sync_playwright

from tools.phone.failed import Failed
from tools.phone.serve import serving

MAKING = Path(__file__).parent / "making"
COMPILED = Path(__file__).resolve().parents[2] / "build" / "compiled"
WHEN = (2020, 1, 1, 0, 0, 0)  # no file of a bundle knows when it was made
FOLDER = "making"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
RUN = """([job, given]) => new Promise((done) => {
    const worker = new Worker('/making/worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => { worker.terminate(); done(data); };
    worker.onerror = (event) => done({ failed: event.message || 'the worker did not start' });
    worker.postMessage({ job, given });
})"""
#: All that a first screen imports, and nothing that runs: no clock is read, no secret made, no page asked.
IMPORTS = "import carerapp.phone.start; carerapp.phone.start.prepare_snapshot()"
#: Two clocks and two dice. A snapshot that holds a time or a random state differs between them.
TIMES = (1_700_000_000_000, 1_900_000_000_000)
DICE = (7, 123_456_789)


class Maker:
    """Turns the sources beside ``made`` into what a phone loads. A context manager."""

    def __init__(self, made: Path, sources: Path) -> None:
        self._made, self._sources = made, sources

    def __enter__(self) -> Self:
        shutil.copytree(MAKING, self._made / FOLDER)
        (self._made / FOLDER / "index.html").write_text(
            "<!DOCTYPE html><title>making</title>", encoding="utf-8"
        )
        found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
        if found is None:
            raise Failed("Chromium is needed to make the snapshot, and was not found (apt install chromium).")
        self._server = serving(self._made)
        self._url = self._server.__enter__()
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._browser.close()
        self._playwright.stop()
        self._server.__exit__(kind, error, trace)
        shutil.rmtree(self._made / FOLDER)

    def compile(self, name: str) -> None:
        """``made/name.zip`` from the folder ``sources/name``.

        What was compiled before is taken from ``build/compiled``: three of the four bundles seldom change.
        """
        folder, given = self._sources / name, self._made / FOLDER / "sources.zip"
        files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        with zipfile.ZipFile(given, "w") as zip:
            for inside, file in sorted(files.items()):
                zip.writestr(zipfile.ZipInfo(inside, WHEN), file.read_bytes())
        wasm = self._made / "pyodide" / "pyodide.asm.wasm"
        by = (given, wasm, MAKING / "compiling.py", MAKING / "worker.js")
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in by)).hexdigest()
        kept = COMPILED / f"{digest}.zip"
        if not kept.exists():
            COMPILED.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(".part")
            part.write_bytes(self._run("compile", {"sources": given.name}))
            part.rename(kept)
        shutil.copyfile(kept, self._made / f"{name}.zip")

    def snapshot(self) -> None:
        """``made/snapshot.bin.gz``. Raises Failed when a clock, a secret or a random state is in it."""
        first, other = (
            self._run("snapshot", {"clock": clock, "dice": dice, "imports": IMPORTS})
            for clock, dice in zip(TIMES, DICE, strict=True)
        )
        if first != other:
            at = next(i for i, (a, b) in enumerate(zip(first, other, strict=False)) if a != b)
            raise Failed(
                "The memory snapshot depends on the clock or on chance: something imported for the first "
                "screen "
                f"keeps a time, a secret or a random state (byte {at} of {len(first)} differs). Import it "
                "later."
            )
        packed = gzip.compress(first, 9, mtime=0)
        (self._made / "snapshot.bin.gz").write_bytes(packed)

    def _run(self, job: str, given: dict[str, object]) -> bytes:
        page = self._browser.new_page()
        try:
            page.goto(f"{self._url}{FOLDER}/index.html")
            said: dict[str, Any] = page.evaluate(RUN, [job, given])
        except Error as error:
            raise Failed(f"Chromium could not {job}: {error.message}") from error
        finally:
            page.close()
        if "failed" in said:
            raise Failed(f"Pyodide could not {job}:\n{said['failed']}")
        return base64.b64decode(said["done"])
