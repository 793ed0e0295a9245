"""Whether a picture can carry words, and is to be searched for them before it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from consilium.domain.records import Decision, Remark

STORAGE = "1.2.840.10008.5.1.4.1.1."


class Look(StrEnum):
    """What is done with a picture."""

    PASS = "pass"
    SEARCH = "search"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Pictured:
    """What a header says of its picture: SOP Class, ImageType, Photometric Interpretation, Burned In Annotation."""

    sop_class: str
    image_type: tuple[str, ...] = ()
    photometric: str = ""
    burned_in: str = ""


@dataclass(frozen=True)
class PixelRules:
    """The tables: classes by what follows STORAGE (a trailing dot takes in everything below), values of ImageType.

    plain       made by a scanner without letters     always    searched whatever is stated
    computed    no pictures: searched only where the file itself states words
    suspicious  values with which plain ones are searched      labels    slides' parts that show a label
    refused     classes that are not sent, with a catalog name      marks     recognized words that stay
    """

    plain: frozenset[str]
    computed: frozenset[str]
    always: frozenset[str]
    suspicious: frozenset[str]
    labels: frozenset[str]
    refused: Mapping[str, str]
    marks: frozenset[str]


_PASS = {
    why: Decision(Look.PASS, (Remark(f"deidentification.{why}"),)) for why in ("plain", "stated_none")
}  # fmt: skip


def look_at(picture: Pictured, rules: PixelRules, *, every_image: bool = False) -> Decision[Look]:
    """Pass, search or refuse, with the reason. A class that nobody listed is searched."""
    kind = picture.sop_class.removeprefix(STORAGE) if picture.sop_class.startswith(STORAGE) else ""
    values = {value.strip().upper() for value in picture.image_type}
    if refused := _refused(kind, rules):
        return Decision(Look.REFUSE, (Remark(f"deidentification.{refused}"),))
    if kind == "77.1.6" and values & rules.labels:
        return Decision(Look.REFUSE, (Remark("deidentification.slide_label"),))
    if picture.burned_in.upper() == "YES":
        return _search("stated")
    if kind in rules.computed:
        return _PASS["plain"]
    if every_image:
        return _search("asked")
    if kind in rules.always or not kind:
        return _search("often")
    if kind in rules.plain:
        return _plain(picture, values, rules)
    return _PASS["stated_none"] if picture.burned_in.upper() == "NO" else _search("may")


def _plain(picture: Pictured, values: set[str], rules: PixelRules) -> Decision[Look]:
    if values & rules.suspicious:
        return _search("kind")
    if not picture.photometric.upper().startswith("MONOCHROME"):
        return _search("colour")
    return _PASS["plain"]


def _search(why: str) -> Decision[Look]:
    return Decision(Look.SEARCH, (Remark(f"deidentification.search_{why}"),))


def _refused(kind: str, rules: PixelRules) -> str:
    if kind in rules.refused:
        return rules.refused[kind]
    while "." in kind:
        kind = kind.rpartition(".")[0]
        if f"{kind}." in rules.refused:
            return rules.refused[f"{kind}."]
    return ""
