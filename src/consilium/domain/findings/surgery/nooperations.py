"""That a child never had an operation, is fit for none or that none is meant: `no previous surgery`, `PSH: nil`,
`sin intervenciones previas`, `not a surgical candidate`. Texts are folded; all repeats are bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.surgery.fertilitynotkept import fertility_not_kept

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY})
_KIND = r"(?:previous|prior|past|other|significant|major|relevant|known|further|recent|additional|abdominal|general)"
_ANY = r"(?:surger(?:y|ies)|operations?|surgical (?:procedures?|interventions?|operations?|history))"
_ANY_ES = (
    r"(?:(?:antecedentes?|historia|tratamientos?) (?:personales )?(?:quirurgic[oa]s?|de (?:cirugias?|intervenciones|"
    r"operaciones))|(?:cirugias?|intervenciones(?: quirurgicas)?|intervencion quirurgica|operaciones|"
    r"procedimientos quirurgicos|quirurgicos))"
)
_BEFORE_ES = r"(?:previ[oa]s?|anteriores|mayores|a la fecha|de importancia|relevantes|de interes|recientes)"
_NEVER = re.compile(
    rf"(?<![\w-])(?:(?:no|nil|without(?: any)?|denies(?: any)?|nor) (?:(?:history|record) of (?:any )?)?"
    rf"(?:{_KIND},? (?:or )?){{0,3}}{_ANY}"
    rf"|(?:(?:has|had|have) )?never (?:had|undergone|required) (?:an?y? )?(?:{_KIND} ){{0,2}}(?:{_ANY}|anaesthesi\w+|"
    r"anesthesi\w+)"
    rf"|(?:sin|niega[n]?|no (?:tiene|refiere[n]?|presenta|hay|cuenta con)|ni) (?:otr[oa]s? )?{_ANY_ES}"
    rf"(?: {_BEFORE_ES}){{0,2}}"
    r"|nunca (?:ha sido |fue )?(?:operad[oa]|intervenid[oa](?: quirurgicamente)?))(?![\w-])"
)
# What follows makes it another thing: `no operation note`, `no surgery planned`, `without surgery he would`.
_OTHER = re.compile(
    r"\s(?:notes?|other than|except|apart|besides|beyond|salvo|excepto|aparte|fuera de|reports?|dates?|sites?|slots?|"
    r"clinic|team|beds?|scars?|specimens?|(?:is|was|were|are|will|would|can|"
    r"could|planned|needed|required|indicated|scheduled|for|en|programad|previst|pendient|registrad)\w*)\b"
)
_FORM = re.compile(
    r"(?:^|[.;|\d)]\s{0,3}|[-•*]\s)(?:(?:past |previous |prior )?(?:surgical|operative) history|pshx?|"
    r"(?:previous|past|prior) (?:surger(?:y|ies)|operations?|procedures?)|surger(?:y|ies)|operations?|"
    r"(?:antecedentes )?quirurgicos|(?<!\d)a?qx?|ant(?:ec)?\.? ?qx|antecedentes de cirugias?|(?:cirugias?"
    r"|intervenciones|operaciones)"
    r"(?: quirurgicas)?(?: previas| anteriores)?)\s?[:=–-]\s{0,3}"
    r"(?P<none>none|nil(?: of note)?|no\b(?!\s[a-z]{4,})|nad|negad[oa]s?|negativ[oa]s?|niegan?|ningun[oa]s?|"
    r"(?:sin|no) (?:antecedentes|refiere|tiene|contributory)|non-?contributory|denied|denies|nunca|never|ausentes)"
    r"(?![\w-])"
)
# One whom nobody would operate on.
_UNFIT = re.compile(
    r"(?<![\w-])(?:(?:is|was|were|are) )?(?:not|no longer) (?:felt to be |considered |deemed |currently |now )?"
    r"(?:an? |the )?(?:good |suitable |appropriate )?(?:(?P<adj>surgical|operative|transplant) candidates?|"
    r"candidates? for (?:any |further |primary |upfront |definitive |curative )?"
    r"(?P<noun>surgery|operation|resection|surgical resection|surgical (?:intervention|treatment|excision))|"
    r"(?P<able>operable|resectable))(?![\w-])"
    r"|(?<![\w-])no (?:se considera |es )?(?:candidat[oa]|tributari[oa]|subsidiari[oa]) (?:a|de|para)(?: la| una)?"
    r"(?: nueva)? (?P<es>cirugia|intervencion|reseccion|tratamiento quirurgico|manejo quirurgico|rescate quirurgico)"
    r"(?![\w-])"
    r"|(?<![\w-])no (?:es|era|resulta|parece|se considera) (?:resecable|operable)(?![\w-])"
)
_LONGEST = 400
# Nothing of the child's own where these stand before: a question, a condition, another person.
_BARRED = re.compile(
    r"\b(?:if|si|unless|mother|father|brother|sister|madre|padre|herman[oa]s?|mum|mom|dad|donor"
    r"|donante)\b[^.;]{0,60}$"
)


def no_operations(paper: Paper, known: Sequence[Finding]) -> Iterator[Finding]:
    """The denials of any operation that `known` does not make in the same words."""
    denied = [one.quote for one in known if one.assertion is Assertion.NEGATED]
    said: set[str] = set()
    for clause in paper.clauses:
        text = clause.folded
        if clause.section in _SILENT or len(text) != len(clause.text) or len(text) > _LONGEST or text.endswith("?"):
            continue
        for start, end, name in _in(text):
            barred = _BARRED.search(text, max(0, start - 80), start) is not None
            if barred or name in said or any(quote in clause.text for quote in denied if quote):
                continue
            said.add(name)
            yield _finding(clause, start, end, name)


def _in(text: str) -> Iterator[tuple[int, int, str]]:
    yield from fertility_not_kept(text)
    for found in (*_NEVER.finditer(text), *_FORM.finditer(text)):
        if _OTHER.match(text, found.end()) is None:
            yield found.start(), found.end(), "surgery"
    for found in _UNFIT.finditer(text):
        if found["adj"] != "transplant":
            yield found.start(), found.end(), "resection" if "rese" in found[0] else "surgery"


def _finding(clause: Clause, start: int, end: int, name: str) -> Finding:
    words = clause.text[start:end].strip(" -•*;.|")
    return Finding(
        Kind.SURGERY,
        name,
        value=words,
        assertion=Assertion.NEGATED,
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )
