"""Phases of treatment that a sentence tells without a day or a number: `ALL, maintenance`, `went into her second
consolidation`, `se repetirá la inducción`. What induces anaesthesia, what maintains fluids and what consolidates in a
lung or a bone is no phase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.findings.assertions.linkedto import linked
from consilium.domain.findings.chemo.setting import Setting, said
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import fold
from consilium.domain.records import Category

# On folded text.
_PHASE = re.compile(
    r"(?<![\w-])(?P<phase>(?:(?:delayed|interim|late|early)\s)?(?:intensification|maintenance)|(?:re-?)?induction|"
    r"consolidation|pre-?phase|(?:re-?)?induccion|consolidacion|intensificacion(?: tardia)?|"
    r"(?:mantenimiento|mantencion)(?: interin[oa])?|pre-?fase)(?![\w-])"
)
_STEMS = ("induc", "consolid", "maint", "manten", "intensif", "phase", "fase")
# Behind it: another thing's induction or maintenance; before it: the same.
_OTHER_AFTER = re.compile(
    r"\s?(?:of (?:the )?(?:\w+ ){0,2}an[ae]+sth|of (?:labou?r|remission|sleep)|de (?:la |"
    r"el )?(?:\w+ ){0,2}(?:anest|sueno|"
    r"parto|via aerea)|with (?:sevo|propofol|ketamine)|con (?:sevo|propofol|ketamina)|fluid|iv fluid|rate|dose of|"
    r"hydration|in (?:the|both|her|his) |en (?:el|la|ambos|lobulo|base)|pulmon|lung|basal|basilar|lobar|left|right|"
    r"derech|izquierd|osea|bony|of (?:the )?(?:fracture|osteotomy|graft|lung|care)|de (?:la )?(?:fractura|osteotomia|"
    r"atencion)|hemodialys|level|therapy for (?:asthma|adhd)|inhaler|\w{0,2} airway|and recovery|agent|regimen\b(?! ))"
)
_OTHER_BEFORE = re.compile(
    r"(?:\b(?:mask|inhalation\w*|inhalatori\w|intravenous|iv|gas|anesthe\w+|anaesthe\w+|anestesica|sequence|labou?r|"
    r"lung|lobe|lobar|basal|airspace|air-space|patchy|focal|pulmonary|bony|fracture|health|routine|weight|"
    r"fluids?|opacity or|effusion(?:,| or| nor)|derrames?(?:,| ni| o)|infiltrad\w+(?:,| ni| o)|foco de|"
    r"focos de|imagen de|"
    r"imagenes de|area(?:s)? (?:of|de)|x|post-?obstructive|smooth|uneventful|difficult|at|upon)\s"
    r"|-based\s|\bno(?:\s\w{2,14},?){0,2}(?:\sor|,)\s)(?:the\s|la\s)?$"
)
_LUNG = re.compile(
    r"\b(?:lung|lobe|lobar|pneumon|chest (?:x|film|ct)|cxr|airspace|atelecta|effusion|pulmon|lobul|neumon|torax|thorax|"
    r"radiogra|x-?ray|bone|fractur|hueso|callo|callus|graft|injerto oseo|basal|base\b)"
)
_ANESTHESIA = re.compile(
    r"\b(?:an[ae]+sthe|anestes|intubat|intubac|propofol|sevoflur|laryngeal|mascara|airway|asa [1-4])"
)
# It tells when another thing is, was or will be.
_TIMES = re.compile(
    r"\b(?:after|before|until|during|since|end of|start of|by|at|of|from|post|s/p|tras|despues de|antes de|"
    r"hasta|durante|"
    r"desde|fin(?:al)? de|termino de|inicio de|para|for|post-?|previ[oa]s? a)\s(?:(?:the|her|his|la|el|su|end of|"
    r"first|second|primera|segunda)\s){0,2}$"
)
_AHEAD = (Assertion.PLANNED, Assertion.CONDITIONAL)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.ALLERGIES})
_PICTURED = frozenset({Section.INDICATION, Section.HISTORY})
_BEFORE, _SHORTEST = 48, 3


def phases_alone(clause: Clause, told: Iterable[Finding], setting: Setting) -> Iterator[Finding]:
    """The phases that a clause names, but those that `told` has from it."""
    if not any(stem in clause.folded for stem in _STEMS) or not _speaks(clause, setting):
        return
    known = {word for one in told for word in fold(f"{one.name} {one.value} {one.detail.get('phase', '')}").split()}
    for hit in _PHASE.finditer(clause.folded):
        start, end = hit.span("phase")
        general = linked(clause.folded, start, end)  # `associated with induction failure`
        if general or hit["phase"].split()[-1] in known or not _is_phase(clause, start, end):
            continue
        known.update(hit["phase"].split())
        how = said(clause, start, end, setting, None)
        if how in _AHEAD and _TIMES.search(clause.folded, max(0, start - _BEFORE), start):
            continue
        written = clause.text[start:end]
        name = setting.words.phases.get(hit["phase"], hit["phase"].replace("pre-", "pre").replace("re-", "re"))
        yield Finding(
            Kind.CYCLE,
            name,
            value=written,
            assertion=Assertion.STATED if how is Assertion.FAMILY else how,
            detail={"phase": written.lower()},
            citations=(clause.cite(start, end),),
            confidence=clause.confidence,
        )


def _speaks(clause: Clause, setting: Setting) -> bool:
    """Whether a clause is one that may tell of the course: no head, no table, no question, no report of a picture."""
    if clause.section in _SILENT or setting.table or clause.cells or clause.text.rstrip().endswith(("?", ":")):
        return False
    if clause.recognized or len(clause.folded) != len(clause.text):  # recognized lines are cut anywhere
        return False
    titled = clause.heading == clause.text or clause.text.isupper() or len(clause.words) < _SHORTEST
    pictured = setting.paper.category is Category.IMAGING_REPORTS and clause.section not in _PICTURED
    return not titled and not (pictured and _LUNG.search(clause.folded))


def _is_phase(clause: Clause, start: int, end: int) -> bool:
    text = clause.folded
    if _OTHER_AFTER.match(text, end) or _OTHER_BEFORE.search(text, max(0, start - _BEFORE), start):
        return False
    written = text[start:end]
    if "consolid" in written:
        return _LUNG.search(text) is None
    return not ("induc" in written and _ANESTHESIA.search(text))
