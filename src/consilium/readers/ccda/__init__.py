"""C-CDA R1.1 and R2.1 and any other CDA R2 document: header, narrative, statements, embedded documents.

`facts`:
    document   id, template_ids, code, effective_time, confidentiality, language, version, service_events, encounter
    sections   [{code, title, template_ids, xpath, page, level, null_flavor, entries: [statement]}]
               statement: {kind, class, mood, template_id, template_ids, code, display, system, translations, value,
               unit, value_type, value_code, value_system, value_low, ..., status, negated, null_flavor,
               effective_time {low, high, value}, frequency, text, product, dose, route, participants,
               reference_range, interpretation, subject (a relative), specimen, relation, xpath,
               children: [statement]};
               keys that the source does not state are left out, `negated` never
    ledger     {templated, extracted, narrative_only, refused, reasons, without_template}; the three ends add up to
               `templated`

`pages` has one page for each section: its title, then its narrative (tables row by row as `header: cell`).
XPaths use local names (`urn:hl7-org:v3` throughout).
"""

from __future__ import annotations

import re

from consilium.domain.records import Reading, Stated
from consilium.readers.ccda import header
from consilium.readers.ccda.body import read_body
from consilium.readers.ccda.datatypes import attribute, plain
from consilium.readers.ccda.tree import parsed
from consilium.readers.contract import Context, Probe, Source, whole
from consilium.readers.decoding import decoded

FORMATS = ("ccda", "cda", "cda-fragment")
SOURCE_BYTES = 256 << 20
CONSOLIDATED = ("2.16.840.1.113883.10.20.22.1.", "2.16.840.1.113883.10.20.3")
_DOCUMENT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,30}:)?ClinicalDocument[\s>/]")
_PIECE = re.compile(r"<(component|section|entry|recordTarget|observation|act|organizer|procedure|encounter)[\s>]")


def sniff(probe: Probe) -> str | None:
    """`ccda` or `cda` for a document, `cda-fragment` for a piece of one. Apple's own export is not a document."""
    head = decoded(probe.head)[0].lstrip("\ufeff \t\r\n\x00")
    if not head.startswith("<"):
        return None
    if _DOCUMENT.search(head):
        if "Health Data Export" in head or "Health Export CDA" in head:
            return None
        return "ccda" if any(root in head for root in CONSOLIDATED) else "cda"
    piece = _PIECE.search(head)
    return "cda-fragment" if piece and 'root="2.16.840.1.113883.10.20' in head else None


def read(source: Source, context: Context) -> Reading:
    """Read one CDA document. Raises UnreadableError for a fragment, hostile XML or XML without a document in it."""
    tree = parsed(whole(source, SOURCE_BYTES))
    root = tree.root
    title = plain(root.find("title")) or attribute(root.find("code"), "displayName")
    dates, date_remarks = header.dates(root)
    body = read_body(tree, title, context)
    templates = " ".join(header.template_ids(root))
    return Reading(
        format="ccda" if any(each in templates for each in CONSOLIDATED) else "cda",
        title=title,
        people=tuple(header.people(root)),
        dates=tuple(dates),
        institutions=tuple(header.institutions(root)),
        authors=tuple(header.authors(root)),
        kinds=tuple(_distinct([*header.kinds(root), *body.kinds])),
        language=attribute(root.find("languageCode"), "code")[:2].lower(),
        pages=tuple(body.pages),
        facts={"document": header.document(root), "sections": body.sections, "ledger": body.ledger},
        remarks=tuple([*tree.remarks, *date_remarks, *body.remarks]),
    )


def _distinct(kinds: list[Stated]) -> list[Stated]:
    return list({kind.value: kind for kind in reversed(kinds)}.values())[::-1]
