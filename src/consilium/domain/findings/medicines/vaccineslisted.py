"""Vaccines that stand bare among the medicines of a list: `Current medications: levetiracetam 250 mg BID, DTaP, MMR`.
They were given to protect, and nobody takes them: they are told as vaccinations, and belong to no medicine before
them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import PhraseIndex, words_of

# Names that no illness and no other medicine has.
_NAME = re.compile(
    r"(?<![\w-])(?:(?:vacunas?|vaccines?)\s(?:de\s|contra\s)?)?(?P<name>DTaP|DTPa|DTwP|Tdap|dTpa|DTP|DPT|MMRV|"
    r"MMR|SRP|triple (?:v[ií]rica|viral|bacteriana)"
    r"|tetrav[ií]rica|hexavalente?|pentavalente?|PCV-?\d{2}|PPSV-?23|Men ?ACWY|Men ?B|IPV|OPV|Hib|BCG|antigripal"
    r"|antitet[aá]nica|Gardasil|Prevenar|Prevnar|Bexsero|Menveo|Infanrix(?: hexa)?|Vaxelis|Pediarix|Pentacel|Boostrix"
    r"|Adacel|Hexaxim|Hexyon|Priorix|Rotateq|Rotarix|Shingrix)(?![\w-])",
    re.IGNORECASE,
)
# A medicine of its own against cancer of the bladder.
_OF_BLADDER = re.compile(r"\b(?:intravesical\w*|instil\w+|bladder|vejiga|urothel\w+|urotel\w+)\b", re.IGNORECASE)
_ILL = re.compile(
    r"\b(?:titers?|titres?|t[ií]tulos?|IgG|IgM|PCR|infection|infecci[oó]n|BCG-?osis|disseminated)\b", re.IGNORECASE
)
_LATER = re.compile(
    r"\b(?:due|pending|pendientes?|planned|next|pr[oó]xim[oa]|programad[oa]|to be given|por (?:aplicar|poner))\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no|not|never|nunca|declined|rechazad\w+|without|sin|avoid|evitar|contraindicad\w+)\b", re.IGNORECASE
)
_PART = re.compile(r"[,;]|\.\s")


def listed_vaccines(clause: Clause, names: PhraseIndex[str]) -> Iterator[Finding]:
    """The vaccines of one item or line of a list of medicines."""
    if _OF_BLADDER.search(clause.text) or _ILL.search(clause.text):
        return
    told: set[str] = set()
    for found in _NAME.finditer(clause.text):
        name = next((one.value for one in names.find(words_of(found["name"]))), "")
        if not name or name in told:
            continue
        told.add(name)
        low = max((one.end() for one in _PART.finditer(clause.text, 0, found.start())), default=0)
        ends = _PART.search(clause.text, found.end())
        high = ends.start() if ends is not None else len(clause.text)
        part = clause.text[low:high]
        how = Assertion.NEGATED if _NOT.search(part) else Assertion.PLANNED if _LATER.search(part) else Assertion.STATED
        yield Finding(
            Kind.MEDICINE,
            name,
            value=clause.text[found.start() : high].strip(" ,;."),
            assertion=how,
            detail={"use": "immunization"},
            citations=(clause.cite(found.start(), high),),
            confidence=clause.confidence,
        )


def before_vaccine(text: str, start: int, end: int) -> int:
    """Where the words of a medicine end that begin at `start`: no later than where a vaccine is named."""
    found = _NAME.search(text, start, end)
    return found.start() if found is not None and _OF_BLADDER.search(text) is None else end
