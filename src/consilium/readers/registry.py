"""Which readers there are, in the order in which they are asked, and which of them reads a file.

Readers are loaded before the cage closes: the first alone at first, so that a disc of plain DICOM never pays for the
others.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import cast

from consilium.readers.contract import Probe, Reader

# The most certain signs first; text, which almost anything could be, last. Self-extracting archives are programs too,
# so archives are asked before viewer litter.
READERS = (
    "dicom",
    "pdf",
    "slide",
    "photo",
    "ccda",
    "applehealth",
    "fhir",
    "hl7v2",
    "variants",
    "maf",
    "office",
    "mail",
    "archive",
    "litter",
    "drawing",
    "webpage",
    "labtable",
    "text",
)


# What several readers share and what has to be loaded before the cage closes: models, mostly.
SHARED = ("prose", "recognition")

_loaded: dict[str, Reader] = {}


class MoreReadersNeeded(Exception):  # noqa: N818 (a question, not a fault)
    """None of the loaded readers knows the file, and not all are loaded."""


def load(names: Iterable[str]) -> None:
    """Import readers. Raises KeyError for a name that is not in READERS."""
    for name in names:
        if name not in READERS:
            raise KeyError(name)
        _loaded[name] = cast("Reader", importlib.import_module(f"consilium.readers.{name}"))


def load_all() -> None:
    """Every reader with the models that they use. Costs seconds."""
    load(READERS)
    for name in SHARED:
        importlib.import_module(f"consilium.readers.{name}").preload()


def keep_only(name: str) -> None:
    """Know one reader only: files for others are passed on."""
    for other in _loaded.keys() - {name}:
        del _loaded[other]


def reader(name: str) -> Reader:
    """A loaded reader by its name. Raises MoreReadersNeeded."""
    if name not in _loaded:
        raise MoreReadersNeeded
    return _loaded[name]


def recognize(probe: Probe) -> tuple[str, str] | None:
    """The reader's name and the format's, by content; None when no reader knows it. Raises MoreReadersNeeded."""
    for name in READERS:
        found = reader(name).sniff(probe)
        if found is not None:
            return name, found
    return None
