"""The packet's place: taken only when it is free or holds an older packet of ours, and swapped in whole.

The packet lists its own files in a hidden file. What else a person has put beside them is theirs and stays.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import orjson

from consilium.domain.errors import StoreError

LIST = ".consilium-packet"


def is_current(place: Path, state: str, pages: tuple[str, ...]) -> bool:
    """Whether the packet of this state lies there."""
    try:
        return bool(_listed(place)["state"] == state) and all((place / page).is_file() for page in pages)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def is_free(place: Path) -> bool:
    """Whether nothing lies there but, at most, an older packet of ours. Raises StoreError."""
    try:
        return (place / LIST).exists() or not any(place.iterdir())
    except FileNotFoundError:
        return True
    except OSError as error:
        raise failed(place, error) from error


def failed(place: Path, error: OSError) -> StoreError:
    """The error to raise when the place can't be written."""
    return StoreError("errors.packet_place_failed", path=str(place), kind=os.strerror(error.errno or 0))


def put(beside: Path, place: Path, state: str) -> None:
    """Swap the new packet in, and take over what a person has put into the older one."""
    files = sorted(_files(beside))
    (beside / LIST).write_bytes(orjson.dumps({"state": state, "files": [os.fsencode(one).hex() for one in files]}))
    older = place.with_name(f".{place.name}.older")
    shutil.rmtree(older, ignore_errors=True)
    if place.exists():
        _take_over(place, beside)
        place.rename(older)
    beside.rename(place)
    shutil.rmtree(older, ignore_errors=True)


def folders_of(place: Path) -> frozenset[str]:
    """The absolute paths that a packet takes while it is written and swapped in: none of them is ever an input."""
    place = place.absolute()
    return frozenset(
        map(str, (place, place.with_name(f".{place.name}.partial"), place.with_name(f".{place.name}.older")))
    )


def _files(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()]


def _take_over(older: Path, newer: Path) -> None:
    try:
        ours = {os.fsdecode(bytes.fromhex(one)) for one in _listed(older)["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        ours = set()  # an empty folder, or a list that was damaged: then everything is taken for theirs
    for name in _files(older):
        if name in ours or name == LIST:
            continue
        target = newer / name
        while target.exists() or target.is_symlink():
            target = target.with_name(f"{target.stem} (2){target.suffix}")
        target.parent.mkdir(parents=True, exist_ok=True)
        (older / name).rename(target)


def _listed(place: Path) -> dict[str, Any]:
    listed: dict[str, Any] = orjson.loads((place / LIST).read_bytes())
    return listed
