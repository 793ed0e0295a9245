"""Radiation that only words beside it tell: what it left behind (`fibrosis apical por radioterapia`), what was not
given of it (`no boost`, `No se hará craneoespinal`, `los protones no están disponibles`), and what of it is still to
come (`sites to be irradiated`, `a plaque only as a last step`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_SILENT = frozenset({Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS})
_RAYS = (
    r"(?P<rays>(?:craniospinal |cranial |whole brain |chest |mediastinal |abdominal |flank |spinal |neck |pelvic )?"
    r"(?:irradiation|radiotherapy|radiation(?: therapy)?|rt)|(?:la )?(?:radioterapia|irradiacion|"
    r"rt)(?: craneoespinal|"
    r"craneal| mediastinica| toracica| abdominal| de flanco| previa)?)"
)
_EFFECT = (
    r"(?:fibrosis|conversion|changes?|cambios|atroph\w+|atrofia|alopecia|hypothyroid\w+|hipotiroidismo|scoliosis|"
    r"escoliosis|cataracts?|catarata|pneumonitis|neumonitis|hypoplasia|hipoplasia|scarring|cicatri\w+|"
    r"calcificaciones|"
    r"leukoencephalopathy|leucoencefalopatia|moyamoya|cavernomas?|growth arrest|expected)"
)
_LEFT_BEHIND = re.compile(
    rf"\b{_EFFECT}\b[^.;:]{{0,40}}?\b(?:por|tras|secundari[oa]s? a|post|debid[oa]s? a|after|following|due to|"
    rf"secondary to|"
    rf"from|caused by)\s(?:(?:the|su|his|her|previous|prior)\s)?{_RAYS}(?![\w-])"
)
# In a part of its own, not told of a dose: `Right flank 14.4 Gy; no boost`.
_NO_BOOST = re.compile(
    r"(?:^|[;.]\s)\W{0,4}(?:no|sin|without)\s(?:a\s|\w+\s)?(?P<rays>boost|sobreimpresion|refuerzo)\b(?! dose)"
)
_NOT_GIVEN = re.compile(
    r"\bno (?:se )?(?:le )?(?:hara|dara|irradiara|administrara|hizo|dio|indico|indica|plantea|haremos|daremos)\s"
    r"(?:la |el |al )?(?:rt |radioterapia )?(?P<rays>craneoespinal|neuroeje|holocraneal|craneal profilactica|"
    r"tbi|ict)\b"
    r"|\b(?P<proton>protones|protonterapia|protons?(?: beam| therapy| referral)?)\b[^.;]{0,30}?\s(?:no (?:esta|"
    r"estan|se|es)|"
    r"(?:is|are|was|were) not)\s(?:\w+\s)?(?:disponibles?|available|justif\w+|indicad\w+|indicated|offered|ofrec\w+|"
    r"needed|necesari\w+|planned|feasible)\b"
)
_AHEAD = re.compile(r"\b(?:to|will|would|should|may|might|can|could|ser|seran?|sea|sean)\s(?:be\s)?(?:then\s)?$")
_LAST_RESORT = re.compile(
    r"[^.;]{0,40}\b(?:(?:only )?as (?:a|the) last (?:step|resort|option)|(?:solo )?como ultim[oa] (?:recurso|opcion)|"
    r"in reserve|held in reserve|en reserva|solely if|only if|solo si)\b"
)


def ahead_beside(clause: Clause, start: int, end: int, said: Assertion | None) -> Assertion | None:
    """How radiation at `start` to `end` is said, where words beside it say that it is still to come or may be."""
    if said is not Assertion.STATED:
        return said
    if _LAST_RESORT.match(clause.folded, end):
        return Assertion.CONDITIONAL
    return Assertion.PLANNED if _AHEAD.search(clause.folded, max(0, start - 30), start) else said


def told_beside(paper: Paper, clause: Clause) -> Iterator[Finding]:
    """Radiation that a clause tells by its effect, or as not given."""
    if clause.section in _SILENT or clause.text.rstrip().endswith("?"):
        return
    left = _LEFT_BEHIND.search(clause.folded)
    if left is not None and not re.search(r"\b(?:risk|riesgo|may|might|puede|could|no|without|sin)\b", clause.folded):
        yield _finding(clause, left.span("rays"), Assertion.STATED)
    for found in _NOT_GIVEN.finditer(clause.folded):
        yield _finding(clause, found.span("rays" if found["rays"] else "proton"), Assertion.NEGATED)
    rays = paper.category is Category.RADIATION or re.search(
        r"\b(?:rt|gy|radio\w+|irradi\w+|radiation)\b", clause.folded
    )
    boost = _NO_BOOST.search(clause.folded) if rays else None
    if boost is not None:
        yield _finding(clause, boost.span("rays"), Assertion.NEGATED)


def _finding(clause: Clause, place: tuple[int, int], how: Assertion) -> Finding:
    said = clause.folded[slice(*place)]
    spine = re.search(r"cran[ie]o-?espinal|craniospinal|neuroeje", said)
    proton = {"technique": "proton"} if said.startswith("proton") else {}
    boost = {"boost": "yes"} if said in ("boost", "sobreimpresion", "refuerzo") else {}
    return Finding(
        Kind.RADIATION,
        "craniospinal irradiation" if spine else "radiation",
        assertion=how,
        detail={**proton, **boost},
        citations=(clause.cite(max(0, place[0] - 60), min(len(clause.text), place[1] + 30)),),
        confidence=clause.confidence,
    )
