"""Medicines that were given only for a procedure: what numbs a site, cleans or rinses it is no medicine of the child,
and what was given in theatre was given then and is taken no more.

`1% lidocaine with epinephrine was infiltrated`, `irrigated with antibiotic solution`: none. `Cefazolin at incision`,
`protamine was administered` in the report of an operation: `use` `procedure`, `state` `past`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

__all__ = ["given_in_procedures"]

_NARRATED = frozenset(
    {Section.OPERATION, Section.NONE, Section.FINDINGS, Section.TECHNIQUE, Section.TREATMENT, Section.COURSE}
)
_NUMBS = re.compile(
    r"lidocaine|lignocaine|xylocaine|mepivacaine|tetracaine|proparacaine|articaine|chloroprocaine|lidoca[ií]na"
    r"|mepivaca[ií]na",
    re.IGNORECASE,
)
_WITH_IT = re.compile(r"^(?:epinephrine|adrenaline|sodium bicarbonate|hyaluronidase|oxymetazoline|phenylephrine)$")
_AT_A_SITE = re.compile(
    r"\b(?:local(?:ly|i[sz]ed)?|infiltrat\w+|inject\w+|block|an(?:a)?esthe\w+|numb\w*|skin|subcutaneous|incision|wound"
    r"|site|topical\w*|spray\w*|pledgets?|jelly|gel|drops|prepped|draped|puncture|biopsy|anest[eé]si\w+|anest[eé]sic\w+"
    r"|infiltr\w+|punci[oó]n|bloqueo)\b",
    re.IGNORECASE,
)
_RINSES = re.compile(
    r"\b(?:irrigat\w+|prep(?:ped|ared|aration)?|scrub\w*|rins\w+|flush\w+|lavage\w*|soak\w*|instill\w+|paste|smear\w+|spill\w+|paint\w*|swab\w*"
    r"|packed with"
    r"|dressed with|ointment|covered with|sponges?|gelfoam|thrombin|irrig[oó]|lavado|lav[oó]|purga\w*"
    r"|heparini[sz]ed saline"
    r"|heparin (?:lock|flush|saline)|hep-?lock)\b",
    re.IGNORECASE,
)
_RINSED = re.compile(
    r"vancomycin|antibiotic|bacitracin|polymyxin|gentamicin|kanamycin|neomycin|cefazolin|heparin|povidone|chlorhexidine"
    r"|thrombin|saline|epinephrine|tobramycin|papaverine|mitomycin|hydrogen peroxide",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(
    r"\b(?:bronchoscop\w+|biopsy|lumbar puncture|spinal tap|endoscop\w+|circumcis\w+|sutur\w+|incision|excis\w+"
    r"|catheter was|needle|under (?:conscious |deep |general )?(?:sedation|an(?:a)?esthesia)|local an(?:a)?esthe\w+"
    r"|prepped and draped|anest[eé]sia local|sedaci[oó]n|punci[oó]n lumbar)\b",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:at home|home medication|discharg\w+|prescri\w+|prn|as needed|every \d|q\.?\s?\d|daily|twice"
    r"|b\.?i\.?d|t\.?i\.?d"
    r"|postoperative(?:ly)? (?:she|he|will)|continue\w*|en casa|alta|cada \d)\b",
    re.IGNORECASE,
)
_GIVEN = frozenset({Assertion.STATED, Assertion.HISTORICAL})


def given_in_procedures(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, without what only served a procedure, and with what was given in one as past."""
    for one in found:
        clauses = paper.holding(one.quote) if one.kind is Kind.MEDICINE and one.assertion in _GIVEN else ()
        clause = next((each for each in clauses if one.quote in each.text), None)
        if clause is None or clause.cells or _HOME.search(one.value):
            yield one
            continue
        narrated = paper.category is Category.OPERATIVE and clause.section in _NARRATED
        if (narrated or _PROCEDURE.search(clause.text)) and _serves(one, clause):
            continue
        if narrated and one.detail.get("state") in (None, "current"):
            yield replace(one, detail={**one.detail, "state": "past", "use": one.detail.get("use") or "procedure"})
        else:
            yield one


def _serves(one: Finding, clause: Clause) -> bool:
    """Whether a medicine only numbs, cleans or rinses where it is put."""
    text = clause.text
    numbs = _NUMBS.search(text) is not None and _AT_A_SITE.search(text) is not None
    if numbs and (_NUMBS.search(one.name) or _WITH_IT.match(one.name)):
        return True
    if _WITH_IT.match(one.name) and re.search(
        rf"\btopical\w*|\bspray\w*|\bpledgets?|{_RINSES.pattern}", text, re.IGNORECASE
    ):
        return True
    if _RINSED.search(one.name) is None:
        return False
    at = text.find(one.quote)
    return _RINSES.search(text, max(0, at - 80), at + len(one.quote) + 40) is not None
