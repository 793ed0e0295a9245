"""Results that are a donor's and not the child's: `Donor CMV IgG positive`, `grupo del donante: O positivo`, what
stands under `Donor:`. A donor's virus or blood group told as the child's is a false statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_OF_DONOR = frozenset({Kind.LABORATORY, Kind.CONDITION, Kind.GROWTH, Kind.FUNCTION})
_DONOR = r"(?:donors?|donantes?|donador(?:a|es)?)"
_CHILD = r"(?:recipients?|receptor(?:a|es)?|patients?|pacientes?|host|child|ni[nñ][oa])"
# What is called after a donor and is of the child, or of a blood bank.
_OWN = (
    r"(?!\s?(?:chim|cells?|lymphocyte|leu[ck]ocyte|engraft|site|speci|origin|deriv|t[- ]cells?|quim|"
    r"c[eé]lulas|linfocit|"
    r"espec[ií]fic))"
)
_PERSON = re.compile(rf"(?<![\w-])(?:(?P<donor>{_DONOR})(?:['’]s)?{_OWN}|(?P<child>{_CHILD}))(?![\w-])", re.IGNORECASE)
# Before a donor: whose cells a child has, and no result of the donor.
_FOREIGN = re.compile(
    r"(?:\b(?:anti|blood|platelet|full|complete|% of|graft (?:of|from) (?:the|an?)|transplant (?:from|"
    r"of) (?:the|an?|her|his)|from (?:the|an?|her|his))"
    r"|\b(?:chimerism|quimerismo|c[eé]lulas|cells|sangre|m[eé]dula|marrow|origen|origin|trasplante|"
    r"injerto)\s(?:of|from|del?)"
    r"(?:\s(?:the|la|un|una|su))?|\d\s?%|trasplante de|alog[eé]nico de)[\s-]?$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"(?:['’]s)?\s?[:(]?\s?(?:(?:is|was|has|had|with|es|fue|con|tiene|serolog\w+|serostatus|status|tests?|"
    r"blood|group|grupo|"
    r"sangu[ií]neo|typing)\s?:?\s?){0,3}",
    re.IGNORECASE,
)
# What a sentence has come to that is no longer of the donor.
_OTHER = re.compile(
    r"\b(?:transplant\w*|trasplant\w*|infus\w+|search|b[uú]squeda|day|d[ií]a|currently|now|actual\w*|"
    r"engraft\w*|injert\w+|graft)\b",
    re.IGNORECASE,
)
# Behind a result: `CMV IgG positive (donor)`, `blood group of the donor: O+` names the donor within the test.
_BEHIND = re.compile(rf"\s?[,(]?\s?(?:(?:in|of|en|del?|the|el|la|de la)\s){{0,3}}{_DONOR}\b", re.IGNORECASE)
_HEADING = re.compile(
    rf"\s*(?:(?:data|serolog\w+|typing|results?|tests?|datos|resultados|serolog[ií]a|tipificaci[oó]n|"
    rf"estudios?)\s(?:of the|del?|of)\s)?"
    rf"{_DONOR}(?:['’]s)?(?:\s(?:data|serolog\w+|typing|results?|tests?|work-?up|evaluation|datos))?\s*:?\s*",
    re.IGNORECASE,
)


def without_donors_results(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told` without the results that a text gives to the donor of a transplant."""
    donors = [one for one in paper.clauses if "don" in one.folded or _HEADING.fullmatch(one.heading)]
    for one in told:
        if not donors or one.kind not in _OF_DONOR or not _is_donors(one, donors):
            yield one


def _is_donors(one: Finding, clauses: list[Clause]) -> bool:
    """Whether each place where its words stand gives them to a donor."""
    if not one.quote or "chimer" in one.name or "donor" in one.name:
        return False
    places = [
        (clause, hit.start())
        for clause in clauses
        for hit in re.finditer(re.escape(one.quote), clause.text)
        if one.citations[0].page in (None, clause.page.number)
    ]
    return bool(places) and all(_gives(clause, start, start + len(one.quote)) for clause, start in places)


def _gives(clause: Clause, start: int, end: int) -> bool:
    text = clause.text
    persons = [
        hit for hit in _PERSON.finditer(text) if not _FOREIGN.search(text, max(0, hit.start() - 24), hit.start())
    ]
    inside = [hit for hit in persons if start <= hit.start() < end]
    before = [hit for hit in persons if hit.end() <= start]
    if inside:
        return all(hit["donor"] for hit in inside)
    if before:
        return bool(before[-1]["donor"]) and _reaches(text, before[-1].start(), before[-1].end(), start)
    if _BEHIND.match(text, end):
        return True
    return _HEADING.fullmatch(clause.heading) is not None and not persons


def _reaches(text: str, opens: int, ends: int, start: int) -> bool:
    """Whether what is said of a donor goes on to `start`: right behind it, behind its colon, or in the list that it
    opens."""
    between = text[ends:start]
    if _NEAR.fullmatch(between):
        return True
    if _OTHER.search(between):
        return False
    opened = not text[:opens].strip(" -•*") or text[:opens].rstrip()[-1:] in ";."
    return bool(between.lstrip()[:1] == ":" or opened) and re.search(r"[.]\s", between) is None
