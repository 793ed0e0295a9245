"""What readers of slides hand on beside pictures: the index of the tiles, and tiles that had to be rendered.

Not a reader: the names and the wrapping that the readers of slides and of DICOM share with whoever asks them.
"""

from __future__ import annotations

import zlib

from consilium.domain.slides import Index, to_bytes

TILES, TILE = "tiles", "tile"  # roles of `Wanted`; a tile's `asked` is "place,x,y,width,height"
INDEX_TYPE = "application/octet-stream"


def packed_index(index: Index) -> bytes:
    """The index as it is stored."""
    return zlib.compress(to_bytes(index), 6)
