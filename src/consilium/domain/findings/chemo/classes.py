"""Classes of drugs and trials that are weighed, prepared for or told with a dose: `ALK inhibitor to be discussed`,
`Basal antes de antraciclinas`, `After anthracycline 160 mg/m2`, `intrathecal therapy x 21`, `a trial to be checked`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.refusals import weighed
from consilium.domain.findings.assertions.treatmentsahead import ahead_of, is_choice, is_option
from consilium.domain.findings.assertions.treatmentverbs import status_beside
from consilium.domain.findings.chemo.afterwards import is_before_any
from consilium.domain.findings.chemo.setting import Setting, said
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section

_TARGETS = r"(?:ALK|MEK|BRAF|TRK|NTRK|RET|FLT3|PARP|mTOR|CDK4/6|FGFR|EGFR|VEGFR?|menin|checkpoint|tyrosine kinase)"
_CLASS = re.compile(
    rf"(?<![\w-])(?:(?P<target>{_TARGETS})[ -]inhibit(?:or|ors|ion)|inhibidor(?:es)? (?:de |del )?(?P<de>{_TARGETS})|"
    r"(?P<anthracycline>anthracyclines?|antraciclinas?)|(?P<immunotherapy>immunotherapy|inmunoterapia)|"
    r"(?P<intrathecal>(?:intrathecal|IT) (?:chemotherapy|chemo|therapy)|"
    r"(?:quimioterapia|quimio|terapia) (?:intratecal|IT)))(?![\w-])",
    re.IGNORECASE,
)
_STEMS = ("inhibi", "cyclin", "ciclin", "munother", "munoter", "intrat", "it ", " it")
# The dose that a test comes after: `after anthracycline 160 mg/m2`.
_DOSED = re.compile(r"\s?[(:,]?\s?(?P<dose>\d{2,3}(?:[.,]\d)?)\s?(?P<unit>mg/m\s?[2²])(?!\s?/)", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|post|s/p|following|tras|despu[eé]s de|received|recibi[oó])\s$", re.IGNORECASE)
# The drug itself follows: `inmunoterapia con dinutuximab`.
_NAMED = re.compile(r"\s?(?:con|with|using|\(|:)\s?[^\W\d]{4}", re.IGNORECASE)
# What is looked for after it was given: `ECHO - limited, anthracycline surveillance`.
WATCHED = re.compile(
    r"[\s-](?:(?:cardiac|cardio)[\s-]?)?(?:surveillance|monitoring|follow-?\s?up|screening)\b", re.IGNORECASE
)
_TIMES = re.compile(r"\s?\(?[x×]\s?\d{1,2}(?![\w.,]?\d)")
_TO_WEIGH = re.compile(
    r"[^.;,]{0,24}\b(?:to be (?:discussed|considered|evaluated|checked|decided|explored|defined)|"
    r"a (?:discutir|valorar|considerar|evaluar|definir|comentar)|por (?:definir|discutir|valorar)|"
    r"(?:under|en) (?:discussion|consideration|discusi[oó]n|estudio))\b",
    re.IGNORECASE,
)
_WEIGH = re.compile(
    r"\b(?:consider(?:ing)?|discuss(?:ing)?|considerar|valorar|discutir|evaluar|explore|explorar)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_TRIAL = re.compile(
    r"(?<![\w-])(?:(?:enrol?lment|inclusion|participation) (?:in|on|into) (?:an? |the )?(?:[\w-]+ ){0,2}"
    r"(?:trial|study)|"
    r"(?:inclusi[oó]n|ingreso|participaci[oó]n) en (?:un |el )?(?:ensayo|estudio)(?: cl[ií]nico)?|"
    r"(?:a |an |un )?(?:clinical trial|ensayo cl[ií]nico))(?![\w-])",
    re.IGNORECASE,
)
_NAMES = ("anthracycline", "immunotherapy", "intrathecal")
_NOT_SO = (Assertion.PLANNED, Assertion.CONDITIONAL)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES})


def classes_weighed(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """What a clause says by the name of a class of drugs: that it may be or is to come; given only with a dose."""
    if clause.section in _SILENT or setting.table:
        return
    for hit in _CLASS.finditer(clause.text) if any(stem in clause.folded for stem in _STEMS) else ():
        told = _told(clause, hit, setting)
        if told is not None:
            yield _finding(clause, hit, told)


def trials_weighed(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """A trial without its name that a board is to look into."""
    if clause.section in _SILENT or setting.table or clause.text.rstrip().endswith("?"):
        return
    for hit in _TRIAL.finditer(clause.text):
        if _TO_WEIGH.match(clause.text, hit.end()) or _WEIGH.search(clause.text, 0, hit.start()):
            yield Finding(
                Kind.PROTOCOL,
                "clinical trial",
                value=hit[0],
                assertion=Assertion.CONDITIONAL,
                detail={"kind": "study", "enrolled": "no"},
                citations=(clause.cite(*hit.span()),),
                confidence=clause.confidence,
            )
            return


def _told(clause: Clause, hit: re.Match[str], setting: Setting) -> Assertion | None:
    start, end = hit.span()
    if _NAMED.match(clause.text, end) or WATCHED.match(clause.text, end):
        return None
    if is_choice(clause, start) or is_option(clause, start) or is_before_any(clause.text, start):
        return Assertion.CONDITIONAL
    if clause.section is Section.QUESTIONS or clause.text.rstrip().endswith("?"):
        return None
    counted = hit["intrathecal"] and _TIMES.match(clause.text, end)
    dosed = hit["anthracycline"] and _DOSED.match(clause.text, end) and _AFTER.search(clause.text, 0, start)
    if counted or dosed:
        how = said(clause, start, end, setting, None)
        return how if how in (Assertion.STATED, Assertion.NEGATED) else None
    if _TO_WEIGH.match(clause.text, end) or _WEIGH.search(clause.text, 0, start) or weighed(clause, start, end):
        return Assertion.CONDITIONAL
    beside = status_beside(clause.folded, start, end)
    return beside if beside in _NOT_SO else ahead_of(clause, start)


def _finding(clause: Clause, hit: re.Match[str], told: Assertion) -> Finding:
    dose = _DOSED.match(clause.text, hit.end()) if hit["anthracycline"] and told is Assertion.STATED else None
    target = hit["target"] or hit["de"]
    name = f"{target} inhibitor" if target else next(key for key in _NAMES if hit[key])
    count = _TIMES.match(clause.text, hit.end()) if hit["intrathecal"] else None
    last = dose.end() if dose else count.end() if count else hit.end()
    return Finding(
        Kind.DRUG,
        name if name != "intrathecal" else "intrathecal chemotherapy",
        value=dose["dose"] if dose else "",
        number=float(dose["dose"].replace(",", ".")) if dose else None,
        unit=dose["unit"] if dose else "",
        assertion=told,
        detail={"dose": dose["dose"], "dose_unit": "mg", "per": "m2", "cumulative": "yes"} if dose else {},
        citations=(clause.cite(hit.start(), last),),
        confidence=clause.confidence,
    )
