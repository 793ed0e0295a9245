"""A marrow that a letter or a summary tells to be clean: `Médula ósea bilateral sin infiltración`, `bone"
" marrow biopsies
were negative`, `BM trephine 2024/02/19: uninvolved`. It says of the child that the marrow is not involved, beside that
a marrow was taken. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

NAME = "bone marrow involvement"
# Reports of the marrow itself tell it in their diagnosis.
REPORTS = frozenset({Category.BONE_MARROW, Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES, Category.LABS})
NOT_TOLD = frozenset((Section.PLAN, Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY))
MARROW = (
    r"(?<![\w-])(?:(?:bone\s)?marrows?|BMAs?|BMAT|BM|trephines?|m[eé]dulas?(?:\s[oó]seas?)?|MO|mielogramas?"
    r"|medulogramas?"
    r"|aspirados?\smedulares?|biopsias?\smedulares?)(?![\w-])"
    r"(?!\s(?:transplant\w*|donors?|graft|suppression|aplasia|failure|recovery|toxicity|espinal|de\sdonante|roja))"
)
_CLEAN = (
    r"(?:(?:was|were|is|are|has been|have been|remains?|fue|fueron|es|son|est[aá]n?|resultaron|result[oó]"
    r"|sali[oó])\s)?(?:both\s|all\s|ambas\s)?"
    r"(?:not\sinvolved|uninvolved|negative(?!\s(?:margins?|predictive))|clear(?!\sof\sthe)|clean"
    r"|free\sof\s(?:disease|tumou?r|leuk\w+|lymphoma|"
    r"metastas[ei]s)|(?:show(?:s|ed|ing)?\s|with\s)?no\s(?:evidence\sof\s)?(?:disease|tumou?r|involvement"
    r"|infiltrat\w+|metast\w+|leuk\w+|lymphoma)"
    r"|without\s(?:evidence\sof\s)?(?:disease|tumou?r|involvement|infiltration|metast\w+)"
    r"|sin\s(?:evidencia\sde\s|signos\sde\s|datos\sde\s)?(?:infiltraci[oó]n|compromiso|afectaci[oó]n|enfermedad"
    r"|met[aá]stasis|tumor)"
    r"|no\sinfiltrad[oa]s?|libres?\sde\s(?:infiltraci[oó]n|enfermedad|tumor)|negativ[oa]s?)\b"
)
# Up to eight words of the sample, its place and its day; none that tells another thing.
_FILL = (
    r"(?:\s?,?\s(?!(?:with|con|to\sbe|showed|muestra|mostr[oó]|and\s(?:the|CSF)|but|pero|then|until|hasta|si|if"
    r"|for|para|PET|MIBG|TC|CT|RM|MRI|LCR"
    r"|CSF|blast\w*|positiv\w*|infiltrad\w*|involved|not|no|sin|without)\b)\(?[\w/.,+-]{1,16}\)?){0,8}?\s?[,:–—-]?\s?"
)
_CLEAN_MARROW = re.compile(rf"{MARROW}{_FILL}\s?{_CLEAN}", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|when|once|until|unless|whether|provided|pending|awaiting|repeat|confirm\w*|si|cuando|hasta"
    r"|una vez|salvo|pendiente|repetir"
    r"|donor|donante|sister|brother|herman[oa])\b[^.;]{0,60}$",
    re.IGNORECASE,
)


def clean_marrows(paper: Paper, told: Sequence[Finding]) -> Iterator[Finding]:
    """A marrow that is told to be clean, once in each clause whose statements do not say so already."""
    if paper.category in REPORTS:
        return
    said = {one.quote for one in told if one.name == NAME and one.quote}
    for clause in paper.clauses:
        if clause.section in NOT_TOLD or clause.text.rstrip().endswith("?"):
            continue
        found = _CLEAN_MARROW.search(clause.text)
        if found is not None and any(quote in clause.text for quote in said):
            continue
        if found is None or is_to_come(clause.text, found.start()):
            continue
        yield Finding(
            Kind.SPECIMEN,
            NAME,
            when=_day(clause, paper, found),
            site="bone marrow",
            assertion=Assertion.NEGATED,
            citations=(clause.cite(found.start(), found.end()),),
            confidence=clause.confidence,
        )


def is_to_come(text: str, start: int) -> bool:
    """Whether words before a marrow at `start` make it a condition, a wish or another's."""
    return _CONDITION.search(text, max(0, start - 90), start) is not None


def _day(clause: Clause, paper: Paper, found: re.Match[str]) -> PartialDate | None:
    """The day within the statement, else right behind it."""
    near = [
        one
        for one in occasions(clause.text, paper)
        if one.until is None and found.start() < one.start <= found.end() + 6 and one.when != paper.birth
    ]
    return near[0].when if near else None
