"""A photo whose camera and place are looked for afterwards, wherever they might have been left."""

from __future__ import annotations

import io
import random

from PIL import Image

CAMERA = "CANARYCAM-7731"


def marked_photo() -> bytes:
    """Noise that compresses badly, the position and the camera in its EXIF."""
    noise = random.Random(7731).randbytes(320 * 240 * 3)
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif.get_ifd(0x8825)[2] = (51.0, 47.0, 39.0)
    out = io.BytesIO()
    Image.frombytes("RGB", (320, 240), noise).save(out, "JPEG", quality=80, exif=exif)
    return out.getvalue()
