"""What a paper tells as done on a day after its own: `Se realizó biopsia el 04/02/2061`, `Central line was placed on
03/03/2035`. One of its two days is wrong, and the words tell that it was done: no plan, but a day to doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.nocalendar import DAY_DOUBT
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

AFTER_PAPER = "after_paper"
_DONE = frozenset(
    {Kind.SURGERY, Kind.SPECIMEN, Kind.MENTION, Kind.IMAGING, Kind.DRUG, Kind.CYCLE, Kind.RADIATION, Kind.TRANSPLANT,
     Kind.MEDICINE, Kind.PROTOCOL}
)  # fmt: skip
_SECTIONS = frozenset({Section.PLAN, Section.GENERAL, Section.QUESTIONS, Section.FAMILY_HISTORY})
_PARTICIPLES = (
    r"performed|done|placed|inserted|implanted|removed|resected|excised|taken|obtained|given|administered|received"
    r"|infused|transplanted|carried out|completed|collected|biopsied|operated|irradiated"
)
_SPANISH = r"realiz|practic|efectu|coloc|implant|retir|extirp|resec|tom|administr|aplic|infund|trasplant|complet|termin"
_PERFORMED = re.compile(
    rf"(?<!\w)(?:(?:was|were|has been|have been|had been|got)\s(?:\w{{3,14}}ly\s)?(?:{_PARTICIPLES})"
    rf"|(?:performed|done|placed|inserted|removed|taken|obtained|given|administered|completed|collected)\s(?:on|in)"
    rf"|underwent|received|(?:she|he|we|they|the patient)\s(?:had|completed|performed|placed|removed|gave|took)"
    rf"|(?:se|sele)\s(?:le\s|les\s)?(?:(?:{_SPANISH})(?:o|aron)|hizo|hicieron|dio|dieron|infundio|opero)"
    rf"|fue(?:ron)?\s(?:operad|intervenid|sometid|trasplantad|biopsiad|colocad|realizad|resecad|extirpad|administrad)\w+"
    rf"|(?:realiz|practic|efectu|coloc|implant|extirp|resec|tom|administr|aplic)ad[oa]s?\s(?:el|en|con fecha)"
    rf"|recibio|ha recibido|completo|termino)(?!\w)"
)
_TO_COME = re.compile(
    r"(?<!\w)(?:appointment|slot|refer\w*|will|to be|going to|plan\w*|schedul\w*|book\w*|next|upcoming|due|expected"
    r"|awaiting|awaited|pending|until|till|before|if|when|once|unless|should|would|could|may|might|propos\w+"
    r"|recommend\w*|list(?:ed)? for|pencil\w+|program\w+|agend\w+|previst\w+|pendiente\w*|proxim\w+|turno|cita\w*"
    r"|citad\w+|se (?:le )?\w+ra[n]?|sera[n]?|ira"
    r"|hasta|antes de|si|cuando|propon\w+|recomend\w+|deb\w+|para el|a realizar|vence|valid\w+|expir\w+|return\w*"
    r"|volver\w*|regres\w*|control(?:es)? el)(?!\w)"
)


def done_ahead(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, what is told as done on a day after the paper's own stated, with a doubt of its day."""
    if paper.horizon is None:
        yield from found
        return
    for one in found:
        yield _doubted(one) if _is_ahead(one, paper.horizon) and _is_performed(one, paper) else one


def _doubted(one: Finding) -> Finding:
    return replace(one, assertion=Assertion.STATED, detail={**one.detail, DAY_DOUBT: AFTER_PAPER})


def _is_ahead(one: Finding, own: PartialDate) -> bool:
    told = one.assertion in (Assertion.PLANNED, Assertion.STATED) and one.kind in _DONE
    return (
        told and one.when is not None and one.when > own and not own.includes(one.when) and not one.when.includes(own)
    )


def _is_performed(one: Finding, paper: Paper) -> bool:
    """Whether its sentence tells the day, with a verb of what was done and none of what is to come."""
    return any(_tells(paper.clauses[at], one, paper) for at in _places(one, paper))


def _places(one: Finding, paper: Paper) -> Sequence[int]:
    places = paper.places_of(one.quote)
    return (one.clause,) if one.clause in places else places


def _tells(clause: Clause, one: Finding, paper: Paper) -> bool:
    if clause.section in _SECTIONS or clause.cells or clause.text.rstrip().endswith("?"):
        return False
    days: list[Occasion] = list(occasions(clause.text, paper))
    own = [day for day in days if day.when == one.when and day.year_from == ""]
    apart = any(day.when != one.when for day in days)
    performed = _PERFORMED.search(clause.folded) is not None and _TO_COME.search(clause.folded) is None
    return bool(own) and not apart and performed
