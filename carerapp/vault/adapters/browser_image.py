"""The image port on the browser's own decoder and encoder, in the worker."""

from __future__ import annotations

import asyncio

import carerapp_bridge as bridge  # type: ignore[import-not-found]  # registered by the worker
from pyodide.ffi import JsException, to_js  # type: ignore[import-not-found]

from carerapp.settings import PHOTO_SECONDS
from carerapp.vault.adapters.picture_head import size_of
from carerapp.vault.errors import NotAPicture, PictureTooLarge
from carerapp.vault.ports import MOST_BYTES, MOST_PIXELS, MOST_PIXELS_WHOLE, Picture


class BrowserImage:
    """Only pixels go from the old file to the new one: nothing else of it is carried over."""

    async def shrink(self, data: bytes, *, longest: int = 1280, quality: int = 82) -> Picture:
        """The browser decodes and encodes. Raises :class:`NotAPicture`, :class:`PictureTooLarge`."""
        if len(data) > MOST_BYTES:
            raise PictureTooLarge
        width, height = size_of(data)
        if width * height > (MOST_PIXELS if data.startswith(b"\xff\xd8\xff") else MOST_PIXELS_WHOLE):
            raise PictureTooLarge
        try:
            async with asyncio.timeout(PHOTO_SECONDS):
                made = await bridge.shrink(to_js(data), longest, quality)
        except JsException:
            raise NotAPicture from None
        except TimeoutError:
            raise PictureTooLarge from None
        return Picture(made.jpeg.to_bytes(), int(made.width), int(made.height))
