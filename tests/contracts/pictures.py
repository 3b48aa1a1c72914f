"""The pictures for the image port's contract, and how to look at what an adapter made of them."""

from __future__ import annotations

import io
import sys
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
GIVEN = Path("/given/pictures")  # inside the browser, where there is no Pillow


@dataclass(frozen=True)
class Seen:
    """What a decoder that is not the adapter's business finds in a file."""

    size: tuple[int, int]
    exif: bool
    middle: tuple[int, ...]  # red, green, blue


if sys.platform == "emscripten":
    from carerapp_tests import look as browser_look
    from pyodide.ffi import run_sync, to_js

    def picture(name: str) -> bytes:
        return (GIVEN / name).read_bytes()

    def look(jpeg: bytes) -> Seen:
        seen = run_sync(browser_look(to_js(jpeg)))
        return Seen((seen.width, seen.height), b"Exif" in jpeg, tuple(seen.middle.to_py()))

    def wait(work: Coroutine[Any, Any, T]) -> T:
        return run_sync(work)
else:
    import asyncio

    from PIL import Image as Pillow

    from tests.support.drawn import DRAWN

    def picture(name: str) -> bytes:
        return DRAWN[name]()

    def look(jpeg: bytes) -> Seen:
        opened = Pillow.open(io.BytesIO(jpeg), formats=("JPEG",))
        middle = opened.getpixel((opened.width // 2, opened.height // 2))
        assert isinstance(middle, tuple)
        return Seen(opened.size, bool(opened.getexif()), middle)

    def wait(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run(work)
