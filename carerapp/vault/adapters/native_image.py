"""The image port on Pillow."""

from __future__ import annotations

import io
import warnings

from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from carerapp.vault.errors import NotAPicture, PictureTooLarge
from carerapp.vault.ports import MOST_BYTES, MOST_PIXELS, MOST_PIXELS_WHOLE, Picture

_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


class NativeImage:
    """Decodes, turns upright, shrinks, and writes new pixels: nothing of the old file is carried over."""

    async def shrink(self, data: bytes, *, longest: int = 1280, quality: int = 82) -> Picture:
        """By Pillow. Raises :class:`NotAPicture`, :class:`PictureTooLarge`."""
        if len(data) > MOST_BYTES:
            raise PictureTooLarge
        try:
            with warnings.catch_warnings():
                # Pillow's own limit warns below ours; ours decides.
                warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
                return self._shrink(data, longest, quality)
        except (Pillow.DecompressionBombError, MemoryError):
            raise PictureTooLarge from None
        except (
            UnidentifiedImageError,
            OSError,
            SyntaxError,
            ValueError,
            EOFError,
            IndexError,
            KeyError,
            TypeError,
        ):
            # Pillow's plugins raise all of these for files that are cut short or lie about themselves.
            raise NotAPicture from None

    def _shrink(self, data: bytes, longest: int, quality: int) -> Picture:
        with Pillow.open(io.BytesIO(data), formats=_KINDS) as image:
            width, height = image.size
            part_by_part = image.format == "JPEG" and not image.info.get("progressive")
            if width * height > (MOST_PIXELS if part_by_part else MOST_PIXELS_WHOLE):
                raise PictureTooLarge
            if width < 1 or height < 1:
                raise NotAPicture
            # A JPEG can be decoded at a fraction of its size: a 40 MB photo then fits a phone's memory.
            image.draft("RGB", (longest * 2, longest * 2))
            image.load()
            upright = ImageOps.exif_transpose(image)
            plain = _on_white(upright)
            plain.thumbnail((longest, longest), Pillow.Resampling.LANCZOS)
            bare = Pillow.new("RGB", plain.size)
            bare.paste(plain)
        out = io.BytesIO()
        bare.save(out, "JPEG", quality=quality, optimize=True)
        return Picture(out.getvalue(), bare.width, bare.height)


def _on_white(image: Pillow.Image) -> Pillow.Image:
    """Without transparency, which JPEG does not have."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        ground = Pillow.new("RGB", image.size, "white")
        ground.paste(rgba, mask=rgba.getchannel("A"))
        return ground
    return image.convert("RGB")
