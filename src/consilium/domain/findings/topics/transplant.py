"""Stem cells and cells made of them: transplants, collections, rescue, CAR T cells.

Detail: `donor`, `conditioning` (by its drugs), `product`, `cells` with `cells_unit` (the CD34 or CAR T dose as
written), `day0` (ISO date), `ordinal` ("first", "second" as written).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.assertions.agreedahead import agreed_before
from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.assertions.told import is_beside, occasion_near, quoted, told
from consilium.domain.findings.assertions.treatmentsahead import ahead_of, is_choice, is_option
from consilium.domain.findings.assertions.treatmentverbs import status_beside
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.surgery.operationmanner import without_manner
from consilium.domain.findings.text.servicesnamed import names_services
from consilium.domain.findings.text.terms import Found, Term, cue_in, cues, found_in, index_of
from consilium.domain.findings.transplant.cellproducts import cell_products
from consilium.domain.findings.transplant.donorsaid import donors_said
from consilium.domain.findings.transplant.engraftment import engrafted
from consilium.domain.findings.transplant.graftsnamed import COUNTED, is_graft
from consilium.domain.findings.transplant.ofwhat import UNNAMED, is_beside_liver, is_of_organ
from consilium.domain.findings.transplant.transfusioncounts import transfusions_counted
from consilium.domain.findings.transplant.transfusions import transfused
from consilium.domain.findings.transplant.transplantahead import transplants_ahead
from consilium.domain.findings.transplant.transplantforms import ANY, is_form, named_beside, on_day0, typed
from consilium.domain.findings.transplant.transplantrows import tables_of, tandem_parts, transplant_row
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

_CELLS = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,4}(?:[.,]\d{1,2})?)\s?(?P<unit>[x×]\s?10\s?(?:\^\s?|e)?\s?(?:[568]|⁶|⁸|⁵)"
    r"(?:\s?(?:CD34\+?|CAR[- ]?T|viable|c[eé]lulas|cells|\+|T|positive|positivas)){0,4}(?:\s?/\s?kg)?)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?<!\w)(first|second|third|primer|segundo|tercer|1st|2nd|3rd|tandem|[123]\s?\.?\s?(?:er|do|[ºo°])\.?)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
# `cadaveric transplant`: a kidney's or a liver's; `HCT in March showed a mass`: a scan of the head.
_OF_ORGAN = re.compile(
    r"\b(?:cadaver\w{0,3}|deceased|living|brain-?dead)(?:[ -](?:related|unrelated|donor)){0,2}\s$", re.IGNORECASE
)
_HEAD_SCAN = re.compile(
    r"HCT\b[^.;]{0,40}\b(?:reveal|show|demonstrat|contrast|scan|unremarkable|negative|mass|bleed|hemorrhage|lesion)"
    r"|HCT\b,?\s(?:\d[\d/.-]{2,9},?\s)?(?:and|&)\s(?:[^\W\d_]+\s){0,2}(?:MRI|EEG|CXR|LP)\b"
)
_SAME = 40
_APART = re.compile(r";|\d[/.-]\d")
# Whose cells they were, which is no illness of that relative.
_GIVEN_BY = re.compile(
    r"\b(?:donor|donante|donador\w{0,3}|haplo\w{0,10}|sibling|match\w{0,3}|compatibles?|opted|chose|"
    r"from (?:his|her|the|an?)|de (?:su |la |el |"
    r"un )?(?:madre|padre|herman\w{1,3}))\b",
    re.IGNORECASE,
)
# A transplant in the name of a paper or a service, and in that of a number (`Nº TPH`).
_OF_PAPER = re.compile(
    r"\s(?:\w{1,12}\s){0,2}(?:note|summary|record|clinic|program|unit|team|service|consult(?:ation)?|evaluation|"
    r"planning|round|work-up|workup|admission|registry|protocol)\b",
    re.IGNORECASE,
)
_PAPER_OF = re.compile(
    r"\b(?:nota|informe|registro|unidad|hoja|resumen|consulta|servicio|equipo|programa|comit[eé]|"
    r"sesi[oó]n)(?: de(?: alta(?: de)?)?)?[\s:–-]{1,3}$",
    re.IGNORECASE,
)
# Who or what has its name of a treatment: `call the CAR-T fellow`, `CAR-T qPCR sent`.
_COMPOUND = re.compile(
    r"[\s-](?:fellow|q?PCR|levels?|ward|coordinator|nurses?|doctors?|consultant|attending|centres?|centers?|"
    r"conference|board|pager|phone|hotline|pharmacist|de plaquetas|plaquetari[oa]s?|of platelets|platelets?)\b",
    re.IGNORECASE,
)
# `Indication: AML, prior anthracyclines, pre BMT`: what an examination comes before is still to be.
_WORKS_UP = re.compile(
    r"\b(?:indication|indicacion|reason|motivo|work-?up|evaluation|evaluacion|assessment|valoracion|baseline|basal|"
    r"clinical (?:notes|details|information)|datos clinicos)\b[^.;]{0,90}\b(?:pre|previ[oa] al?|"
    r"antes del?|before|prior to)[ -]\s?$"
)
_CHOSEN = re.compile(
    r"\b(?:opted for|chosen?|agreed (?:to|on)|en estudio para|work(?:ed|ing)? up for|candidat\w+ (?:for|a)|"
    r"hear about|"
    r"aceptan|prefieren|going (?:for|to))\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\bN[º°]\s?(?:de\s)?$")
# An offer that is timed by a transplant (`or 21 Gy after autologous transplant`) says of none that it was done.
_TIMED = re.compile(
    r"\b(?:or|either|o bien|o)\b[^.;]{0,30}\b(?:after|following|tras|despu[eé]s d\w{1,2})\s(?:an? |the |el |un )?$",
    re.I,
)
_IF = re.compile(r"\b(?:if|si|unless|depends?|depende|only|needed|necesit\w+|options?|opci[oó]n)\b", re.IGNORECASE)
_DAY_SINCE = re.compile(
    r"\b(?:day|d[ií]a|d)\s?\+?\s?\d{1,4}\s(?:post|after|of|del?|tras|since|from|desde)[\s-](?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
# Who works there: `Consultant in Paediatric BMT`.
_OF_STAFF = re.compile(
    r"\b(?:consultant|specialist|director|head|coordinator|physician|nurse|professor|jefe|jefa|especialista|"
    r"m[eé]dic[oa]|fellow|attending|"
    r"unidad|servicio|department|dept|cl[ií]nica|clinic|programa?|programme|team|equipo)\b(?:\s[\w-]+){0,4}\s$",
    re.IGNORECASE,
)
# The match of a donor, which is no day: `haploidéntica 5/10`, `10/10 MUD`.
_MATCHED = re.compile(r"\d{1,2}/(?:6|8|10|12)(?!\s?[/.-]?\d)")
_OF_MATCH = re.compile(
    r"\b(?:HLA|haplo\w*|match\w*|m?mud|msd|donor|donante|compatible|"
    r"id[eé]ntic\w+)\b",
    re.IGNORECASE,
)
# Said farther behind: `TPH: sin donante - NO se indica`.
_NOT_MEANT = re.compile(
    r"[^.;]{0,60}\b(?:no (?:se )?(?:indica|indicado|indicada|procede|plantea|ofrece)|"
    r"(?:has |have |was |were )?(?:never|not) (?:ever )?(?:been )?(?:discussed|raised|mentioned|brought up|"
    r"on the table)|"
    r"nunca se (?:ha )?(?:habl\w+|plante\w+|propus\w+|mencion\w+)|"
    r"not (?:offered|indicated|planned|considered|"
    r"recommended)|"
    r"no indication|sin indicaci[oó]n)\b",
    re.IGNORECASE,
)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS})


@dataclass(frozen=True)
class Words:
    """Kinds of transplant, donors, conditioning regimens, cue phrases by list."""

    kinds: PhraseIndex[tuple[Term, ...]]
    donors: PhraseIndex[str]
    conditioning: PhraseIndex[str]
    cues: Mapping[str, PhraseIndex[str]]


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/transplant.yaml`."""

    def by_name(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(phrase), key) for key, phrases in data[name].items() for phrase in phrases)

    lists = {name: data[name] for name in ("denied", "given", "after", "planned", "beside", "day0")}
    return Words(index_of(data["kinds"]), by_name("donors"), by_name("conditioning"), cues(lists))


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The transplants and cell therapies that a paper tells."""
    tables = tables_of(paper)
    found: list[Finding] = []
    for clause in paper.clauses:
        if names_services(clause):
            continue
        heads = tables.get(id(clause))
        row = transplant_row(clause, heads, words.conditioning, paper) if heads else None
        if row is None and (heads is None or heads):
            found += _of_clause(clause, paper, words, assertion)
        found += [row] if row is not None else []
    of_cells = on_day0([one for one in found if one.kind is Kind.TRANSPLANT], paper)
    yield from transplants_ahead(of_cells, paper)
    yield from (one for one in found if one.kind is not Kind.TRANSPLANT)


def _of_clause(clause: Clause, paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    yield from donors_said(clause)
    if clause.section in _SILENT:
        yield from _weighed(clause, words) if clause.section is Section.QUESTIONS else ()
        return
    yield from transfusions_counted(clause, paper, assertion, list(transfused(clause, paper, assertion)))
    if is_choice(clause, 0) or is_option(clause, len(clause.text)):
        yield from _weighed(clause, words)
        return
    hits = _merged([one for one in found_in(clause, words.kinds) if not one.term.facts.get("skip")], clause.text)
    ends = [*[one.start for one in hits[1:]], len(clause.text)][: len(hits)]
    lows = [0, *(one.end for one in hits)]
    made = [
        _finding(clause, one, (low, end), paper, words, assertion)
        for one, low, end in zip(hits, lows, ends, strict=False)
    ]
    for one in made:
        yield from () if one is None else tandem_parts(clause, one, words.conditioning, paper)
    yield from cell_products(clause, paper, assertion)
    yield from engrafted(clause, paper)
    if not any(one is not None for one in made) and is_form(clause):
        yield from typed(clause, _donor(clause, 0, len(clause.text), words), paper)


def _weighed(clause: Clause, words: Words) -> Iterator[Finding]:
    """Transplants that options list or a question weighs: what is laid side by side is planned for nobody yet."""
    for one in found_in(clause, words.kinds):
        if one.term.facts.get("skip") or not (is_choice(clause, one.start) or is_option(clause, one.start)):
            continue
        if _COMPOUND.match(clause.text, one.end) or _OF_PAPER.match(clause.text, one.end):
            continue
        yield Finding(
            Kind.TRANSPLANT,
            one.term.name,
            value=clause.text[one.start : one.end],
            assertion=Assertion.CONDITIONAL,
            citations=(clause.cite(one.start, one.end),),
            confidence=clause.confidence,
        )


def _merged(hits: Sequence[Found], text: str) -> list[Found]:
    """`CAR T cells (tisagenlecleucel)` are two words for one treatment: the one that names the product stays."""
    kept: list[Found] = []
    for one in hits:
        before = kept[-1] if kept else None
        same = before is not None and before.term.name == one.term.name and one.start - before.end < _SAME
        if before is not None and same and not _APART.search(text, before.end, one.start):
            named = one if one.term.facts.get("product") else before
            kept[-1] = Found(named.term, before.start, one.end)
        else:
            kept.append(one)
    return kept


def _finding(
    clause: Clause, found: Found, bounds: tuple[int, int], paper: Paper, words: Words, assertion: AssertionWords
) -> Finding | None:
    low, end = bounds
    when, kind = _when(clause, found, end, paper), found.term.name
    if when is not None and when.end <= found.start and _DAY_SINCE.search(clause.text, when.end, found.start):
        when = None  # the day of what is told `día +96 del trasplante`
    own = without_manner(clause, len(clause.text), event=False)
    said, is_told = told(own, (found.start, found.end), paper, (words.cues, assertion), when)
    if said is not Assertion.FAMILY and _NOT_MEANT.match(clause.text, found.end):
        said = Assertion.NEGATED
    if said is Assertion.FAMILY and _GIVEN_BY.search(clause.text, max(0, found.start - 60), found.end + 60):
        said = status_beside(clause.folded, found.start, found.end) or _ahead_or_done(clause, found)
    prepared = ahead_of(clause, found.start) if said is Assertion.STATED and when is None else None
    ahead = said is Assertion.STATED and agreed_before(clause, paper)
    ahead = ahead or (said in (Assertion.STATED, Assertion.HISTORICAL) and _worked_up(clause.folded, found))
    if when is None and ahead:
        said = Assertion.PLANNED
    timed = (
        said in (Assertion.STATED, Assertion.CONDITIONAL)
        and when is None
        and _TIMED.search(clause.text, 0, found.start) is not None
    )
    said = Assertion.CONDITIONAL if timed else prepared or said
    counts = timed or prepared is not None or _counts(clause, found, words, said, is_told=is_told)
    if not counts or _is_only_named(clause, found, when, words, said):
        return None
    if found.term.name == ANY and is_of_organ(clause, found.start, paper):
        return None
    if when is None and said in (Assertion.STATED, Assertion.PLANNED) and _OF_STAFF.search(clause.text, 0, found.start):
        return None
    return Finding(
        Kind.TRANSPLANT,
        _named(clause, found, kind, paper),
        value=clause.text[found.start : found.end],
        when=when.when if when else None,
        until=when.until if when else None,
        assertion=said,
        detail=_detail(clause, found, (low, end), words, when),
        citations=(clause.cite(*quoted(clause.text, found.start, found.end, 90)),),
        confidence=clause.confidence,
    )


def _worked_up(text: str, found: Found) -> bool:
    """Whether a transplant is what an examination is made before; not `pre BMT chimerism`, which only names a time."""
    ends = re.match(r"\s?(?:[.,;)]|$)", text[found.end :]) is not None
    return ends and _WORKS_UP.search(text, max(0, found.start - 130), found.start) is not None


def _ahead_or_done(clause: Clause, found: Found) -> Assertion:
    """A transplant that a relative's cells are for: to come where words before it say so, else done."""
    chosen = _CHOSEN.search(clause.text, max(0, found.start - 40), found.start)
    return Assertion.PLANNED if chosen is not None else Assertion.STATED


def _named(clause: Clause, found: Found, kind: str, paper: Paper) -> str:
    """What kind of transplant it is, where none is told beside it: one of cells, unless the paper may mean a liver."""
    if kind != ANY:
        return kind
    return named_beside(clause, found.start, found.end) or (UNNAMED if is_beside_liver(paper) else kind)


def _is_only_named(clause: Clause, found: Found, when: Occasion | None, words: Words, said: Assertion) -> bool:
    """Whether a transplant stands in the name of a paper, a service, a list of options, or in a question."""
    named = _OF_PAPER.match(clause.text, found.end) or _COMPOUND.match(clause.text, found.end)
    if named or clause.text.rstrip().endswith("?"):
        return True
    if found.term.name != ANY:
        return False
    if _OF_ORGAN.search(clause.text, 0, found.start) or _HEAD_SCAN.match(clause.text, found.start):
        return True
    numbered = _NUMBER.search(clause.text, 0, found.start) is not None
    return numbered or (said is Assertion.STATED and _is_title(clause, found, when, words))


def _counts(clause: Clause, found: Found, words: Words, said: Assertion, *, is_told: bool) -> bool:
    """Whether a clause tells of a transplant, and does not only time another thing by it."""
    beside = is_beside(clause, found.start, words.cues["beside"])
    if is_graft(clause, found):
        return False
    if found.term.facts.get("denied_only") and said is not Assertion.NEGATED:
        return False
    if said is Assertion.STATED:
        listed = clause.section in (Section.TREATMENT, Section.COURSE, Section.HISTORY)
        return not beside and (is_told or listed or found.term.name.startswith("tandem"))
    if is_beside(clause, found.start, words.cues["after"]) or (beside and said is Assertion.HISTORICAL):
        return False  # `after the transplant he may have mucositis`
    opened = _IF.search(clause.text) is not None  # `If transplant were ever needed`
    return said is not Assertion.CONDITIONAL or found.term.name != ANY or is_told or opened


def _is_title(clause: Clause, found: Found, when: Occasion | None, words: Words) -> bool:
    """Whether a transplant has a day that is another thing's: `INFORME DE ALTA - TPH   Alta: 20/06/2023`."""
    if _OF_PAPER.match(clause.text, found.end) or _PAPER_OF.search(clause.text, 0, found.start):
        return True
    if cue_in(clause.text, words.cues["given"]) is not None or named_beside(clause, found.start, found.end):
        return False
    if is_beside(clause, found.start, words.cues["after"]) or clause.cells:
        return False
    between = clause.text[found.end : when.start] if when is not None and when.start >= found.end else ""
    return bool(re.search(r"[^\W\d_]{3}", between)) and len(between) > 1 and ":" in between


def _when(clause: Clause, found: Found, end: int, paper: Paper) -> Occasion | None:
    """The first date between this transplant and the next; else one straight before it."""
    inside = [
        one
        for one in occasions(clause.text, paper)
        if found.end <= one.start < end
        and not _is_match(clause, one)
        and not COUNTED.search(clause.text, found.end, one.start)
    ]
    before = occasion_near(clause, paper, found.start, found.start, 40)
    counted = before is not None and COUNTED.search(clause.text, found.end, max(found.end, before.start)) is not None
    before = None if counted else before
    return inside[0] if inside else None if before is not None and _is_match(clause, before) else before


def _is_match(clause: Clause, when: Occasion) -> bool:
    """Whether figures are how well a donor fits, and no day."""
    shown = _MATCHED.match(clause.text, when.start)
    return shown is not None and _OF_MATCH.search(clause.text, max(0, when.start - 30), when.end + 30) is not None


def _detail(
    clause: Clause, found: Found, bounds: tuple[int, int], words: Words, when: Occasion | None
) -> Mapping[str, Scalar]:
    low, end = bounds
    made: dict[str, Scalar] = dict(_donor(clause, max(low, found.start - 60), max(end, found.end + 1), words))
    if low:  # what stands between two transplants is of the first; behind the second is its own
        made |= _donor(clause, found.start, max(end, found.end + 1), words)
        behind = "conditioning" in _donor(clause, found.start, max(end, found.end + 1), words)
        made = {key: one for key, one in made.items() if key != "conditioning" or behind}
    cells = _CELLS.search(clause.text, found.start, max(end, found.end))
    made |= {"cells": cells["number"], "cells_unit": cells["unit"].strip()} if cells else {}
    product = found.term.facts.get("product")
    made |= {"product": str(product)} if product else {}
    ordinal = _ORDINAL.search(clause.text, max(0, found.start - 40), found.start)
    made |= {"ordinal": ordinal[1].lower()} if ordinal else {}
    if when is not None and "collection" not in found.term.name and _is_day0(clause, found, end, words):
        made["day0"] = str(when.when)
    return made


def _donor(clause: Clause, first: int, last: int, words: Words) -> Mapping[str, Scalar]:
    """The donor and the conditioning that stand between two places."""
    made: dict[str, Scalar] = {}
    parts = [word for word in words_of(clause.text) if first <= word.start < last]
    for name, index in (("donor", words.donors), ("conditioning", words.conditioning)):
        hit = next(iter(index.find(parts)), None)
        made |= {name: hit.value} if hit else {}
    return made


def _is_day0(clause: Clause, found: Found, end: int, words: Words) -> bool:
    return cue_in(clause.text, words.cues["day0"], found.start, end) is not None
