"""Words for a paper, a sample or a study that mean another thing where they stand: the optic disc, a block of drugs,
the name of a service, the CT that led a needle."""

from __future__ import annotations

import re
from typing import Any

from consilium.domain.findings.imaging.studytitles import only_guides
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.servicesnamed import is_service, names_services
from consilium.domain.findings.text.spans import Span

# A disc of the eye or the back is none that holds pictures.
_OF_BODY = re.compile(
    r"\b(?:optic|intervertebral|cervical|lumbar|thoracic|slipped|herniated|bulging)\s$", re.IGNORECASE
)
_EYES_BEFORE = re.compile(r"\b(?:pale|swollen|pink|left|right)\s$", re.IGNORECASE)
_OF_EYES = re.compile(
    r"[Dd]iscs?:\s|[Dd]iscs?\s(?:(?:are|is|were|was|look\w*|appear\w*|both|bilaterally)\s)*(?:pale|pink|flat|sharp|swollen"
    r"|blurred|healthy|cupped|elevated|normal|crisp)",
)
_BEHIND = re.compile(
    r"\s(?:[oó]ptico|intervertebral|herniado|diameters?|margins?|edema|oedema|bulge|protrusion|space|normal|clear|pink|pale"
    r"|involvement|rosado|p[aá]lido|normal|n[ií]tido|bien delimitado|[CLT]\d)\b",
    re.IGNORECASE,
)
# A block of a treatment, and what tells that it is one: `SIOPEL-4 bloque A1 (cisplatino)`, `proceed to block B`.
_NAMED_BLOCK = re.compile(r"(?:bloques?|blocks?)\s(?:#?\d|[A-D]\d?|R\d|F\d|HR[ -]?\d|AA|BB|CC)\b", re.IGNORECASE)
_ALONE = re.compile(
    r"(?:bloques?|blocks?)\s?(?:[.,;:)]|de\s(?:quimio|tratam|HR)|of\s(?:chemo|treatm)|$)", re.IGNORECASE
)
_OF_DRUGS = re.compile(
    r"\b(?:siopel\w*|phitt|cisplatin\w*|carboplatin\w*|doxorrubicin\w*|doxorubicin\w*|vincristin\w*|etop[oó]s\w+|ifosfamid\w+"
    r"|ciclofosfamid\w+|cyclophosphamid\w+|metotrexat\w+|methotrexat\w+|quimio\w*|chemo\w*|protocol\w*|ciclos?|cycles?|semana\w*"
    r"|weekly|AFP|interfant|bfm|gatla|rescate|reinducci[oó]n|consolidaci[oó]n)\b",
    re.IGNORECASE,
)
_OF_TISSUE = re.compile(
    r"\b(?:parafin\w*|paraffin|slides?|l[aá]minas?|laminillas?|tissue|tejido|ffpe|IHC|path\w*|tumor\b)", re.IGNORECASE
)
# Given to treat, and no scan: `131I-mIBG 18 mCi/kg`, `MIBG therapy`, `177Lu-DOTATATE 7.4 GBq`.
_TRACERS = ("MIBG scan", "DOTATATE PET")
_TREATS_BEFORE = re.compile(
    r"\b(?:(?:177[- ]?)?Lu(?:tetium|tecio)?(?:[- ]?177)?[- ]|therapeutic |terap[ée]utic[oa] (?:con )?|"
    r"(?:terapia|tratamiento|infusi[oó]n|ciclos?|dosis) (?:metab[oó]lica )?(?:con |de )"
    r"(?:131[- ]?I[- ]|I[- ]?131[- ])?)$",
    re.IGNORECASE,
)
_TREATS_BEHIND = re.compile(
    r"(?:[- ](?:I[- ]?131|131[- ]?I))?\s(?:therapy|treatments?|infusions?|terapia|terap[ée]utic[oa])\b"
    r"|[^.;]{0,60}?\d\s?(?:mCi\s?/\s?(?:kg|m2|m²)|GBq)",
    re.IGNORECASE,
)
_BY_SERVICE = ("meeting", "operation", "care")


def means_other(clause: Clause, thing: Span[Any]) -> bool:
    """Whether the name of a thing (`value` its sort and name) means another thing in its clause."""
    text = clause.text
    if thing.value[1] == "disc":
        of_eyes = _OF_EYES.match(text, thing.start) or _EYES_BEFORE.search(text, 0, thing.start)
        of_body = _OF_BODY.search(text, 0, thing.start) or _BEHIND.match(text, thing.end)
        return of_eyes is not None or of_body is not None
    if thing.value[1] == "blocks":
        named = _NAMED_BLOCK.match(text, thing.start) or _ALONE.match(text, thing.start)
        return named is not None and _OF_DRUGS.search(text) is not None and _OF_TISSUE.search(text) is None
    if thing.value[1] in _TRACERS and "scan" not in text[thing.start : thing.end].lower():
        treats = _TREATS_BEFORE.search(text, 0, thing.start) or _TREATS_BEHIND.match(text, thing.end)
        if treats is not None:
            return True
    if thing.value[0] == "imaging" and only_guides(text, thing.start, thing.end):
        return True
    if thing.value[0] not in _BY_SERVICE:
        return False
    return names_services(clause) or is_service(text, thing.start)
