"""Parcels with slides or blocks that papers tell of: the carrier's number, where they went, when they are due back.

What is on its way can be traced by its number; nobody has to cut new slides for it. Told are the words with their
place. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.dates import PartialDate
from consilium.domain.deadlines import deadlines_in
from consilium.domain.layout import cite, joined
from consilium.domain.phrases import fold
from consilium.domain.records import Citation, Page
from consilium.domain.writtenquestions import NOWHERE

MOST = 4
_LEAST_FIGURES = 6
_MOST_NUMBERS = 12
_TISSUE = re.compile(r"\b(?:slides?|blocks?|unstained|recuts?|laminas?|laminillas?|bloques?|tejido|tissue)\b")
_SENT = re.compile(
    r"\b(?:sen[dt]|sending|shipp?(?:ed|ing|ment)|dispatch\w*|mailed|courier\w*|parcel|enviam\w+|enviad\w+|envio|enviaron"
    r"|remit\w+|mandam\w+|mandad\w+|mandaron|mensajeria|paquet\w+)\b"
)
_LABEL = (
    r"(?:tracking|air ?way ?bill|way ?bill|\bAWB|consignment|gu[ií]a|rastreo|seguimiento)"
    r"(?:\s(?:number|num\.?|no\.?|id|code|n[uú]mero|de\s(?:env[ií]o|rastreo|gu[ií]a|seguimiento)|n[°º]))*"
)
# The carrier's number, of letters, figures, spaces and hyphens: `MX-EJ-5550192`, `7712 3345 9981`.
_TRACKING = re.compile(
    rf"(?i:{_LABEL})\s{{0,3}}[:#.]?\s{{0,3}}(?P<number>(?:[A-Z0-9]{{1,4}}-?){{0,4}}\d[\d -]{{2,24}}\d[A-Z]{{0,2}})"
)
_TO = (
    re.compile(
        r"(?im)^\s{0,4}(?:para|to|ship(?:ped)?[ ]to|deliver[ ]to|destinatari[oa]|destino)\s?:\s?(?P<to>[^\n]{4,120})$"
    ),
    re.compile(
        r"\b(?:sent|shipped|mailed|dispatched|enviad[oa]s|enviaron|enviamos|remitid[oa]s|mandaron)\s(?:to|al?)\s"
        r"(?:the\s|la\s|el\s)?(?P<to>[A-ZÁÉÍÓÚÑ][^,.;:\n]{3,80}?)(?=\s(?:on|by|via|el|por|para|for)\s|[,.;\n])"
    ),
)  # fmt: skip
_BACK = re.compile(r"\b(?:return\w*|back|devol\w+|devuel\w+|regres\w+)\b")
_NUMBER = re.compile(r"\b[A-Z]{1,4}\d{0,2}-?\d{2}[-–]\d{3,6}\b")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel. `numbers` are the specimens that its paper names, `to` where it went as written, `back_by` the day
    until which its sender wants the slides back. `record` is the paper's number ("R41")."""

    tracking: str
    to: str = ""
    numbers: tuple[str, ...] = ()
    back_by: PartialDate | None = None
    record: str = ""
    page: int | None = None
    citation: Citation = NOWHERE


def parcels_in(pages: Sequence[Page], own: PartialDate | None, order: str = "") -> tuple[Parcel, ...]:
    """The parcels with slides or blocks of a paper of the day `own`, each number once; at most `MOST`."""
    whole = "\n".join(joined(page)[0] for page in pages)
    told = fold(whole)
    if _TISSUE.search(told) is None or _SENT.search(told) is None:
        return ()
    numbers = tuple(dict.fromkeys(hit[0] for hit in _NUMBER.finditer(whole)))[:_MOST_NUMBERS]
    due = [one.day for one in deadlines_in(pages, own, order) if _BACK.search(fold(one.text)) is not None]
    found: dict[str, Parcel] = {}
    for page in pages:
        for number, place in _tracked(page):
            known = tuple(one for one in numbers if one not in number)
            found.setdefault(
                number,
                Parcel(number, _sent_to(whole), known, due[0] if due else None, "", page.number, place),
            )
    return tuple(found.values())[:MOST]


def _tracked(page: Page) -> Iterator[tuple[str, Citation]]:
    text, lines = joined(page)
    for hit in _TRACKING.finditer(text):
        number = " ".join(hit["number"].split())
        if sum(char.isdigit() for char in number) >= _LEAST_FIGURES:
            line = next(one for at, one in reversed(lines) if at <= hit.start())
            yield number, cite(line, page.number)


def _sent_to(text: str) -> str:
    found = next((hit for form in _TO if (hit := form.search(text)) is not None), None)
    return " ".join(found["to"].split()).strip(" .") if found else ""
