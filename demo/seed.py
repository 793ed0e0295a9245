"""Everything that looks random in a story comes from its seed: generators, UIDs, UUIDs. No clock and no chance."""

from __future__ import annotations

import hashlib
import uuid

import numpy as np

# 2.25 is the UUID-derived root that needs no registration (PS3.5 B.2).
_UID_ROOT = "2.25."


def digest(*names: object) -> bytes:
    """32 bytes that depend on all names and their order."""
    return hashlib.sha256("\x1f".join(str(name) for name in names).encode()).digest()


def generator(*names: object) -> np.random.Generator:
    """A generator of its own for one thing, so that the order of making things does not matter."""
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest(*names)[:16], "big")))


def uid(*names: object) -> str:
    """A DICOM UID (at most 44 characters)."""
    return _UID_ROOT + str(stable_uuid(*names).int)


def stable_uuid(*names: object) -> uuid.UUID:
    """A version 4 shaped UUID made from names."""
    return uuid.UUID(bytes=digest("uuid", *names)[:16], version=4)
