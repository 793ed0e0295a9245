"""Pictures of cited pages, made in the cage, upright as the page is read."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from consilium.actions.clinical.fill import Filled
from consilium.actions.opened import OpenCase
from consilium.domain.errors import UnreadableError
from consilium.domain.summary import Reference
from consilium.readers.contract import Wanted
from consilium.readers.pool import Job, Pool, Taken

READERS = ("pdf", "photo")
MOST_PAGES = 80
MOST_BYTES = 12 << 20
SIDE = 1_200
THREADS = 2
Place = tuple[str, int]


def pictures(case: OpenCase, filled: Filled, references: Iterable[Reference]) -> dict[Place, bytes]:
    """JPEG bytes by record number and page, of the pages cited first, as many as the bounds allow."""
    cited = dict.fromkeys((one.record, one.citation.page or one.page or 1) for one in references)
    wanted = [place for place in cited if _can_be_shown(filled, place[0])][:MOST_PAGES]
    if not wanted:
        return {}
    with Pool() as pool, ThreadPoolExecutor(THREADS) as threads:
        made = list(threads.map(lambda place: _picture(case, filled, pool, place), wanted))
    found, size = {}, 0
    for place, data in zip(wanted, made, strict=True):
        if data and size + len(data) <= MOST_BYTES:
            found[place] = data
            size += len(data)
    return found


def _can_be_shown(filled: Filled, record: str) -> bool:
    return record in filled.files and filled.files[record].reader in READERS


def _picture(case: OpenCase, filled: Filled, pool: Pool, place: Place) -> bytes:
    """The picture, b"" where none can be made: the words are quoted then."""
    one, taken = filled.files[place[0]], Taken("page")
    if one.ref is None:
        return b""
    wanted = Wanted("page", place[1], filled.quarters.get(place, 0), SIDE)
    job = Job(case.reader.source(one.ref), one.path, one.path, op="picture", reader=one.reader, wanted=wanted)
    try:
        pool.picture(job, taken)
    except UnreadableError:
        return b""
    return taken.bytes
