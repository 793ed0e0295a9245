"""A picture made small and handed on, as it is wanted. No reader."""

from __future__ import annotations

import io

from PIL import Image

from consilium.readers.contract import Context

QUALITY = 60
_TURNS = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)


def hand_on(shown: Image.Image, context: Context) -> None:
    """The picture turned clockwise, at most `side` pixels long: PNG for a thumbnail, JPEG for a page to be read."""
    wanted = context.wanted
    way = _TURNS[wanted.quarters % 4]
    turned = shown if way is None else shown.transpose(way)
    turned.thumbnail((wanted.side, wanted.side))
    buffer = io.BytesIO()
    if wanted.role == "page":
        turned.convert("RGB").save(buffer, "JPEG", quality=QUALITY, optimize=True)
        context.picture(wanted.role, "image/jpeg", buffer.getvalue())
    else:
        turned.save(buffer, "PNG")
        context.picture(wanted.role, "image/png", buffer.getvalue())
