"""A real headless Chromium that asks nobody for anything by itself."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

# No process is kept ready for a page that may come: it costs as much as a sixth of a page's start. The second
# switch of this name takes the place of Playwright's, so what that leaves out and matters here is here again.
LEFT_OUT = (
    "SpareRendererForSitePerProcess",
    "InitialWebUI",
    "WebUIReloadButton",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(LEFT_OUT)}",
]
# No name leads anywhere: what a page asks of another place is refused, and heard by who watches it.
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
# Flutter paints with the processor alone, which takes half as long as a graphics chip that is only imitated.
PROCESSOR = ["--disable-gpu", "--disable-software-rasterizer"]
GRAPHICS = [
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]


def chromium_path() -> str:
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    raise RuntimeError(
        "The journeys need Chromium. On Debian: apt install chromium (or set CHROMIUM to its path)."
    )


@contextlib.contextmanager
def chromium(*, paints: Sequence[str] = PROCESSOR) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), headless=True, args=[*FLAGS, ONLY_HERE, *paints]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def chromium_keeping(
    profile: Path, *, temporary: Path, paints: Sequence[str] = PROCESSOR, **options: Any
) -> Iterator[BrowserContext]:
    """A browser as a person has it: what it keeps stays in `profile`, for a Screen's `context`."""
    env: dict[str, str | float | bool] = {**os.environ, "HOME": str(profile), "TMPDIR": str(temporary)}
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium_path(),
            headless=True,
            args=[*FLAGS, ONLY_HERE, *paints],
            accept_downloads=True,
            env=env,
            **options,
        )
        try:
            yield context
        finally:
            context.close()
