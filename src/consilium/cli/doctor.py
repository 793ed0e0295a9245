"""`consilium doctor`: what this installation has, what it lacks, and how to mend it."""

from __future__ import annotations

import argparse
import importlib.util
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, connection

from consilium.actions.opened import now
from consilium.cli.setup import Setup
from consilium.domain.errors import ConsiliumError
from consilium.knowledge.catalog import Catalog
from consilium.readers import recognition
from consilium.readers.pool import Pool

GOOD, WEAK, BAD = "good", "weak", "bad"
LOW_SPACE = 10 * 10**9
SAFE_SQLITE = (3, 51, 3)
DECODERS = ("gdcm", "openjpeg", "rle", "imagecodecs", "pi_heif", "pypdfium2")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: good, weak or bad, and the sentence that says what to do."""

    state: str
    text: str


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    """No arguments of its own."""


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:  # noqa: ARG001 (every command gets it)
    """0 when nothing is bad, 3 when something has to be mended."""
    worst = 0
    for look in (_python, _clock, _tables, _keys_and_packs, _space, _cage, _recognition, _decoders):
        for finding in look(setup, texts):
            print(f"{texts.text('cli.doctor_' + finding.state):>12}  {finding.text}")
            worst = 3 if finding.state == BAD else worst
    return worst


Look = Callable[[Setup, Catalog], Iterator[Finding]]


def _python(_: Setup, texts: Catalog) -> Iterator[Finding]:
    yield Finding(GOOD, texts.text("cli.doctor_python", version=platform.python_version()))


def _clock(_: Setup, texts: Catalog) -> Iterator[Finding]:
    yield Finding(GOOD, texts.text("cli.doctor_clock", date=texts.moment(now())))


def _tables(setup: Setup, texts: Catalog) -> Iterator[Finding]:
    try:
        setup.installation()
        connection.ensure_connection()
    except DatabaseError:
        yield Finding(BAD, texts.text("cli.doctor_database_bad"))
        return
    except ConsiliumError:
        return  # of the keys or packs, which are looked at next
    yield Finding(GOOD, texts.text("cli.doctor_database", kind=connection.vendor))
    if connection.vendor == "sqlite":
        version = sys.modules["sqlite3"].sqlite_version_info
        safe = version >= SAFE_SQLITE
        key = "cli.doctor_sqlite" if safe else "cli.doctor_sqlite_old"
        yield Finding(GOOD if safe else WEAK, texts.text(key, version=".".join(map(str, version))))


def _keys_and_packs(setup: Setup, texts: Catalog) -> Iterator[Finding]:
    try:
        installation = setup.installation()
    except DatabaseError:
        return
    except ConsiliumError as error:
        yield Finding(BAD, texts.remark(error.remark))
        return
    yield Finding(GOOD, texts.text("cli.doctor_keys", where=str(setup.home / "keys")))
    if not installation.keys.is_protected:
        yield Finding(WEAK, texts.text("cli.doctor_keys_plain"))
    try:
        next(iter(installation.store.names()), None)
        yield Finding(GOOD, texts.text("cli.doctor_packs", where=type(installation.store).__name__))
    except ConsiliumError:
        yield Finding(BAD, texts.text("cli.doctor_packs_bad"))


def _space(setup: Setup, texts: Catalog) -> Iterator[Finding]:
    place = next(path for path in (setup.home, *setup.home.parents, Path("/")) if path.exists())
    free = shutil.disk_usage(place).free
    low = free < LOW_SPACE
    yield Finding(WEAK if low else GOOD, texts.text("cli.doctor_space_low" if low else "cli.doctor_space", free=free))


def _cage(_: Setup, texts: Catalog) -> Iterator[Finding]:
    with Pool() as pool:
        cage = pool.worker().cage
    missing = [part for part, holds in cage.items() if not holds]
    key = "cli.doctor_cage_weak" if missing else "cli.doctor_cage"
    yield Finding(WEAK if missing else GOOD, texts.text(key, missing=", ".join(missing)))


def _recognition(_: Setup, texts: Catalog) -> Iterator[Finding]:
    missing = recognition.missing()
    key = "cli.doctor_ocr_weak" if missing else "cli.doctor_ocr"
    yield Finding(WEAK if missing else GOOD, texts.text(key, names=", ".join(missing)))


def _decoders(_: Setup, texts: Catalog) -> Iterator[Finding]:
    missing = [name for name in DECODERS if importlib.util.find_spec(name) is None]
    if missing:
        yield Finding(WEAK, texts.text("cli.doctor_decoders_weak", names=", ".join(missing)))
    else:
        yield Finding(GOOD, texts.text("cli.doctor_decoders", names=", ".join(DECODERS)))
