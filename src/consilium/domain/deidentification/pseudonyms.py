"""New identifiers and moved dates: the same for the same case, unknown to whoever lacks the case's key.

Everything comes of one key by a keyed hash (BLAKE2b, RFC 7693), so that a study sent today and its follow-up sent next
year fit together, and nobody can try out which child a number belongs to.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

EARLIEST_SHIFT, SHIFT_RANGE = 366, 3650  # days back
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_OLD_DAY = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})")  # ACR-NEMA, which PS3.5 6.2 still lets readers meet
_MOMENT = re.compile(r"(\d{4})(\d{2})?(\d{2})?((?:\d{2}){0,3}(?:(?<=\d{6})\.\d{1,6})?)([+-]\d{4})?")
# Kinds of objects, those of newer editions too: nobody but the standard names things below this root (PS3.6 A).
_CLASS = re.compile(r"1\.2\.840\.10008\.5\.1\.4(?:\.[0-9]{1,5}){1,8}")
_TIME = re.compile(r"([01]\d|2[0-3])(?::?([0-5]\d)(?::?([0-5]\d|60)(\.\d{1,6})?)?)?")


@dataclass(frozen=True, slots=True)
class Order:
    """What a reader is told to make a file nameless: `key` in hex, `names` of the child and of those around it.

    days         how many days every date moves (back: negative)
    patient      what stands in the place of the patient's name and number
    every_image  look for letters in every picture, those of plain scanners too
    """

    key: str
    days: int
    patient: str
    names: tuple[str, ...] = ()
    every_image: bool = False


def is_class(uid: str) -> bool:
    """Whether a UID is that of a standard kind of object."""
    return bool(_CLASS.fullmatch(uid))


def order_of(key: bytes, names: tuple[str, ...], *, every_image: bool = False) -> Order:
    """The order of a case, from its key alone."""
    drawn = int.from_bytes(_keyed(key, "shift", "dates", 8), "big")
    number = base64.b32encode(_keyed(key, "patient", "number", 5)).decode()
    return Order(key.hex(), -(EARLIEST_SHIFT + drawn % SHIFT_RANGE), f"CON-{number}", names, every_image)


def _keyed(key: bytes, use: str, text: str, size: int) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=size, key=key, person=use.encode()).digest()


@dataclass(frozen=True)
class Pseudonyms:
    """The new values of an order. `registered` are the identifiers of the standard itself, which stay."""

    order: Order
    registered: frozenset[str] = frozenset()
    _key: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_key", bytes.fromhex(self.order.key))

    def uid(self, uid: str) -> str:
        """The identifier that stands for `uid`: of a UUID (PS3.5 B.2), so that no root of ours tells who made it."""
        if not uid or uid in self.registered or _CLASS.fullmatch(uid):
            return uid
        digest = bytearray(_keyed(self._key, "uid", uid, 16))
        digest[6] = digest[6] & 0x0F | 0x80  # UUID version 8, variant 1 (RFC 9562 5.8)
        digest[8] = digest[8] & 0x3F | 0x80
        return f"2.25.{int.from_bytes(digest, 'big')}"

    def dummy_id(self, value: str) -> str:
        """A number that stands for another number, up to 14 characters: parts with one number keep having one."""
        return f"ID{base64.b32encode(_keyed(self._key, 'id', value, 7)).decode().rstrip('=')}"[:14]

    def moved(self, vr: str, value: str) -> str:
        """A date (DA), a moment (DT) or a time of day (TM) moved; "" for what is none."""
        if vr == "TM":
            return _time(value)
        return self._day(value) if vr == "DA" else self._moment(value)

    def _day(self, value: str) -> str:
        found = _DAY.fullmatch(value) or _OLD_DAY.fullmatch(value)
        return "" if found is None else self._shifted(*map(int, found.groups()))

    def _moment(self, value: str) -> str:
        """As precise as it was. Its offset from UTC, which tells of a place, goes."""
        found = _MOMENT.fullmatch(value)
        if found is None or (found[4] and not (found[2] and found[3])) or (found[4] and not _time(found[4])):
            return ""
        moved = self._shifted(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        return moved and moved[: 4 if not found[2] else 6 if not found[3] else 8] + found[4]

    def _shifted(self, year: int, month: int, day: int) -> str:
        try:
            moved = date(year, month, day) + timedelta(days=self.order.days)
        except (ValueError, OverflowError):
            return ""
        return f"{moved.year:04d}{moved.month:02d}{moved.day:02d}"


def _time(value: str) -> str:
    found = _TIME.fullmatch(value)
    return "" if found is None else "".join(part or "" for part in found.groups())
