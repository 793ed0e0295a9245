"""Where in the eyes a thing is, in papers that look into eyes, and that what was done there was done on their day.

`Right eye` above a line says on which side its tumor, its pressure and its injection are; `temporal` there is a part of
the retina and no lobe of the brain. What such a paper tells as treatment without a day was given at that examination.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.tissue.tissuefeatures import tells_of_eyes
from consilium.domain.records import Category, Scalar

_REPORTS = frozenset({Category.HEART_HEARING_TESTS, Category.OPERATIVE})
_EXAMINES = re.compile(
    r"\b(?:EUA|exam\w* under an(?:a)?esthe\w+|(?:examen|exploraci[oó]n|fondo de ojo|valoraci[oó]n"
    r"|evaluaci[oó]n)(?: oftalmol[oó]gic[oa])?"
    r" bajo (?:anestesia|sedaci[oó]n)|indirect ophthalmoscopy|oftalmoscopia indirecta|RetCam|intra-?v[ií]tre\w+"
    r"|fundus exam\w*)\b",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(?:(?P<right>(?i:right eye|ojo derecho)|RE|OD|R/E)|(?P<left>(?i:left eye|ojo izquierdo)|LE|OS|OI|L/E)"
    r"|(?P<bilateral>(?i:both eyes|ambos ojos|each eye)|OU|AO))(?![\w/])|^\W{0,3}(?:(?P<r2>(?i:right|derecho))"
    r"|(?P<l2>(?i:left|izquierdo)))\s?:"
)
_SIDED = frozenset({Kind.CONDITION, Kind.FUNCTION, Kind.IMAGING, Kind.MEASUREMENT, Kind.SURGERY, Kind.DRUG})
_LOBES = frozenset({"temporal lobe", "nasal cavity", "nose"})
_LOBE_SAID = re.compile(r"\b(?:lobe|l[oó]bulo|brain|cerebr\w+|MRI|RM|RMN|cavity|fosas?)\b", re.IGNORECASE)
_GIVEN = frozenset({Kind.DRUG, Kind.SURGERY})
_LOCAL = re.compile(
    r"\b(?:intra-?v[ií]tre\w+|cryo\w*|crioterapia|crio|laser|l[aá]ser|termoterapia|thermotherapy|TTT"
    r"|photocoagulation|fotocoagulaci[oó]n"
    r"|injection|inyecci[oó]n|sub-?tenon\w*|periocular|plaque|placa|subconjunctival|subconjuntival|intracameral)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:previous\w*|prior|so far|to date|earlier|history|has had|had|last|before|since|ago|received"
    r"|completed|after|treated with"
    r"|previ[oa]s?|previamente|hasta (?:ahora|la fecha)|antecedente\w*|[uú]ltim[oa]|recibi[oó]|complet[oó]|hace"
    r"|tras|anterior\w*|tratad[oa] con)\b",
    re.IGNORECASE,
)
# A pressure and the want of a treatment are nothing that is seen.
_NO_PICTURE = re.compile(r"^\W{0,3}(?:IOP|PIO|TIO)\b|\b(?:no|sin)\s(?:treatment|tratamiento)\b", re.IGNORECASE)
_ABSENT = re.compile(r"(?P<said>\S.{2,50}?)\s(?:ausentes?|absent|not present|no presentes?)", re.IGNORECASE)
_NOT_DONE_HERE = frozenset(
    {Section.PLAN, Section.HISTORY, Section.PAST_HISTORY, Section.INDICATION, Section.DIAGNOSIS, Section.QUESTIONS}
    | {Section.GENERAL, Section.FAMILY_HISTORY, Section.CONCLUSION}
)


def placed_in_eyes(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings, those of a paper that looks into eyes with the side and the day that it shows."""
    looks = (
        paper.category in _REPORTS and tells_of_eyes(paper) and any(_EXAMINES.search(one.text) for one in paper.clauses)
    )
    if not looks:
        yield from found
        return
    for one in found:
        if one.kind is Kind.IMAGING and _NO_PICTURE.search(one.quote):
            continue
        clause = _clause_of(one, paper) if one.kind in _SIDED and one.quote else None
        yield one if clause is None else _placed(one, clause, paper)


def _clause_of(one: Finding, paper: Paper) -> Clause | None:
    """The only clause, or the clauses alike in heading, that a finding's words stand in."""
    if one.clause >= 0:
        return paper.clauses[one.clause]
    holding = paper.holding(one.quote)
    return holding[0] if len({(clause.heading, clause.text) for clause in holding}) == 1 else None


def _placed(one: Finding, clause: Clause, paper: Paper) -> Finding:
    local = one.kind is not Kind.DRUG or _LOCAL.search(clause.text) is not None
    side = one.laterality or (_side(clause, clause.text.find(one.quote)) if local else "")
    if side != one.laterality:
        one = replace(one, laterality=side)
    absent = _ABSENT.fullmatch(one.name) if one.kind is Kind.IMAGING and one.assertion is Assertion.STATED else None
    if absent is not None:
        one = replace(one, name=absent["said"], assertion=Assertion.NEGATED)
    if one.site in _LOBES and not _LOBE_SAID.search(clause.text):
        one = replace(one, site="eye", detail=_without_lobe(one))
    if one.kind in _GIVEN and one.when is None and one.assertion is Assertion.STATED and _is_of_this_day(clause, paper):
        one = replace(one, when=paper.date)
    return one


def _without_lobe(one: Finding) -> Mapping[str, Scalar]:
    lesion = str(one.detail.get("lesion", ""))
    named = next((lobe for lobe in _LOBES if lobe in lesion), "")
    return {**one.detail, "lesion": lesion.replace(named, "eye")} if named else dict(one.detail)


def _side(clause: Clause, at: int) -> str:
    """The eye named in the sentence, else that of the heading; "" where the sentence names two."""
    told = [(found.start(), _which(found)) for found in _SIDE.finditer(clause.text)]
    if told:
        sides = {side for _, side in told}
        before = [side for start, side in told if start <= at]
        return sides.pop() if len(sides) == 1 else before[-1] if before else ""
    heads = {_which(found) for found in _SIDE.finditer(clause.heading)}
    return heads.pop() if len(heads) == 1 else ""


def _which(found: re.Match[str]) -> str:
    return {"r2": "right", "l2": "left"}.get(str(found.lastgroup), str(found.lastgroup))


def _is_of_this_day(clause: Clause, paper: Paper) -> bool:
    if clause.section in _NOT_DONE_HERE or not _LOCAL.search(clause.text):
        return False
    return not _PAST.search(f"{clause.heading} {clause.text}") and not occasions(clause.text, paper)
