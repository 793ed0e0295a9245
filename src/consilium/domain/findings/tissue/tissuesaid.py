"""What surgeons and pathologists say of the tissue before them: what is in it or is not, and what became of its edges.

`No Reed-Sternberg cells. Sin fibrosis.` tell of a thing; `Renal sinus: infiltrated`, `joint not entered`, `left kidney
preserved`, `bordes libres` tell of a part of the body. In the report of an operation they are events of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_PAPERS = (Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.OPERATIVE)
_SILENT = frozenset({
    Section.INDICATION, Section.HISTORY, Section.PAST_HISTORY, Section.FAMILY_HISTORY, Section.PLAN, Section.GENERAL,
    Section.QUESTIONS, Section.STAINS, Section.COMPARISON, Section.MEDICINES, Section.ALLERGIES,
})  # fmt: skip
_THINGS = {
    "nephrogenic rests": r"nephrogenic rests?|restos? nefrog[eé]nicos?|nephroblastomatosis|nefroblastomatosis",
    "Reed-Sternberg cells": r"(?:Hodgkin (?:and |y )?)?(?:cells? of |c[eé]lulas? de )?Reed[- ]Sternberg(?: cells?)?",
    "fibrosis": r"(?:reticulin |reticul[ií]nica |marrow )?fibrosis",
    "necrosis": r"(?:tumou?r |tumoral )?necrosis(?: tumoral)?",
    "skip lesions": r"skip (?:lesions?|metastas[ei]s)|lesi[oó]n(?:es)? salteadas?|salto tumoral",
    "joint involvement": r"(?:joint|(?:intra-?)?articular) (?:invasion|involvement|extension)"
    r"|(?:invasi[oó]n|compromiso|extensi[oó]n|infiltraci[oó]n) (?:intra)?articular",
    "hemosiderin": r"h[ae]{1,2}mosiderin|hemosiderina",
    "viable tumor": r"(?:residual )?viable tumou?r(?: cells)?|tumor (?:residual )?viable|c[eé]lulas tumorales viables",
}
_TUMORS = {"nephrogenic rests": Kind.DIAGNOSIS}
_PARTS = {
    "capsule": r"(?:renal |tumou?r |thyroid )?capsule|c[aá]psula(?: (?:renal|tumoral|tiroidea))?",
    "renal sinus": r"renal sinus(?: (?:vessels?|fat))?|seno renal|(?:vasos|grasa) del seno renal",
    "renal vein": r"renal vein|vena renal",
    "ureter": r"ureter|ur[eé]ter",
    "kidney": r"kidney|ri[nñ][oó]n",
    "optic nerve": r"optic nerve(?: (?:margin|stump|head))?|nervio [oó]ptico",
    "choroid": r"choroid|coroides",
    "sclera": r"sclera|escler[oó]tica|esclera",
    "anterior chamber": r"anterior (?:chamber|segment)|(?:c[aá]mara|segmento) anterior",
    "joint": r"(?:(?:knee|hip|ankle|shoulder) )?joint(?: (?:space|cavity|capsule))?|articulaci[oó]n"
    r"|(?:cavidad|espacio) articular",
    "pleura": r"pleura",
    "peritoneum": r"peritoneum|peritoneo",
    "diaphragm": r"diaphragm|diafragma",
    "globe": r"globe|globo(?: ocular)?",
    "dura": r"dura(?: mater)?|duramadre",
    "bowel": r"bowel|intestine|intestino",
    "bladder": r"bladder|vejiga",
    "spleen": r"spleen|bazo",
    "ovary": r"ovary|ovario",
    "testis": r"testis|testicle|test[ií]culo",
    "nerve": r"(?:(?:facial|peroneal|sciatic|phrenic|recurrent laryngeal|vagus|femoral|median|ulnar|radial) )nerve"
    r"|nervio (?:facial|peroneo|ci[aá]tico|fr[eé]nico|recurrente|vago|femoral|mediano|cubital|radial)",
    "thoracic duct": r"thoracic duct|conducto tor[aá]cico",
}
_MARGIN = (
    r"(?:(?:surgical|resection|bone|bony|soft[- ]tissue|inked|deep|proximal|distal|intraoperative) ){0,2}margins?"
    r"|(?:m[aá]rgenes|margen|bordes?)(?: (?:quir[uú]rgic|[oó]se|profund|intraoperatori|de resecci[oó]n)\w{0,5}){0,2}"
)


def _grouped(names: dict[str, str]) -> str:
    return "|".join(f"(?P<n{at}>{pattern})" for at, pattern in enumerate(names.values()))


_THING = re.compile(rf"(?<![\w-])(?:{_grouped(_THINGS)})(?![\w-])", re.IGNORECASE)
_SIDE = r"(?:left|right|L|R)\s"
_PART = re.compile(
    rf"(?<![\w-])(?P<side>{_SIDE})?(?:{_grouped(_PARTS)})(?P<behind>\s(?:izquierd|derech)[oa])?(?![\w-])", re.IGNORECASE
)
_EDGE = re.compile(rf"(?<![\w-])(?:{_MARGIN})(?![\w-])", re.IGNORECASE)
_IS = (
    r"[\s,:;–-]{1,3}(?:(?:is|are|was|were|has been|appears?|remain(?:s|ed)?|es|son|est[aá]n?|fue(?:ron)?|se|"
    r"identified|"
    r"identificad[oa]|expuest[oa]|dissected|mobili[sz]ed|protected|grossly|microscopically|and|y|all|todos?|both|"
    r"intraoperatively|intact|[ií]ntegr[oa]|focally|focalmente|completely),?\s){0,5}"
)
_ABSENT = (
    r"(?:not (?:identified|seen|present|found|observed|detected)|absent|none|no se (?:observan?|identifican?|"
    r"reconocen?|"
    r"encuentran?|ven|evidencian?)|ausentes?|no identificad[oa]s?|no evidente|negativ[oa]s?|negative|no)(?!\w)"
)
_THERE = (
    r"(?:present|identified|seen|numerous|extensive|focal|presentes?|identificad[oa]s?|se observan?|numeros[oa]s|"
    r"extens[oa]s?|abundantes?|positiv[oa]s?|positive|s[ií]|yes)(?!\w)"
)
_INVADED = r"(?:infiltra(?:ted|d[oa]s?)|invaded|involved|invadid[oa]s?|comprometid[oa]s?|afectad[oa]s?|breached)(?!\w)"
_FREE = (
    r"(?:not (?:infiltrated|invaded|involved|breached)|uninvolved|free(?: of (?:tumou?r|disease))?|"
    r"no (?:infiltrad|invadid|comprometid|afectad)[oa]s?|libres?|sin (?:infiltraci[oó]n|invasi[oó]n|compromiso|tumor)|"
    r"no (?:invasion|involvement|tumou?r))(?!\w)"
)
_CLOSED = (
    r"(?:not (?:perforated|opened|entered|violated|breached|ruptured|injured)|no (?:se )?(?:perfor|abri|lesion|romp|"
    r"abiert|"
    r"rot)\w{0,5}|sin (?:perforaci[oó]n|apertura|ruptura))(?!\w)"
)
_KEPT = r"(?:preserved|spared|saved|conserved|preserv[oóa]\w{0,3}|conserv[oóa]\w{0,3}|respet[oóa]\w{0,3})(?!\w)"
_EDGES = (
    r"(?:(?:all |widely |grossly )?(?:negative|clear|clean|free|uninvolved|positive|involved|close|wide)"
    r"|libres?|negativ[oa]s?|comprometid[oa]s?|positiv[oa]s?|limpi[oa]s|ampli[oa]s|cercan[oa]s)(?!\w)"
)
_STATES = tuple(
    (name, re.compile(_IS + pattern, re.IGNORECASE))
    for name, pattern in (("free", _FREE), ("closed", _CLOSED), ("kept", _KEPT), ("invaded", _INVADED))
)
_ANSWERED = tuple((re.compile(_IS + one, re.IGNORECASE), said) for one, said in (
    (_ABSENT, Assertion.NEGATED), (_THERE, Assertion.STATED),
))  # fmt: skip
_EDGE_SAID = re.compile(_IS + _EDGES, re.IGNORECASE)
_EDGE_BEFORE = re.compile(r"(?:^|\s)(?:negative|clear|clean|free|positive|involved|close|wide)\s$", re.IGNORECASE)
# A thing that is named for nothing but that it is there: `nodule with necrosis`, `extensive fibrosis`.
_WITH = re.compile(
    r"(?:^|\b(?:with|shows?|showing|con|muestra|presenta|there is|se observa[n]?|hay|focal|extensive|extensa|areas of|"
    r"[aá]reas de|focos de|foci of|and|y|e|,))\s(?:(?:focal|extensive|extensa|marked|mild|focos de|[aá]reas de|"
    r"areas of|foci of|scattered|patchy)\s){0,2}$",
    re.IGNORECASE,
)
# `70 % necrosis`, `necrosis > 90 %` are the answer to treatment, and a grade is of its own.
_MEASURED = re.compile(
    r"%\s?(?:of |de )?$|^\s?(?:of |de |del )?\W{0,3}\d|^[^.;]{0,20}?(?:%|\bgrad[eo]\b)", re.IGNORECASE
)
_ENTERED = re.compile(
    r"\b(?:no|sin|without)\s(?:\w+\s){0,2}?(?:entry into|opening of|breach of|violation of|perforation of|apertura de|"
    r"perforaci[oó]n de|lesi[oó]n de)\s(?:the |la |el |l)?$",
    re.IGNORECASE,
)
_NAMES = {
    "free": "{} invasion", "invaded": "{} invasion", "closed": "{} opening", "kept": "{} preserved",
}  # fmt: skip
_KNOWN = {"capsule invasion": "capsular invasion"}  # as the history's words name it
_HOLED = (("perfora", "{} perforation"), ("rupt", "{} rupture"), ("rot", "{} rupture"))
_HELD = (Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.STATED)
_MOST = 600


def told(paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    """Every statement on the tissue, in reading order, of a report that has the tissue before it."""
    if paper.category not in _PAPERS:
        return
    kind = Kind.SURGERY if paper.category is Category.OPERATIVE else Kind.CONDITION
    seen: set[tuple[str, Assertion]] = set()
    for clause in paper.clauses:
        if clause.section in _SILENT or len(clause.text) > _MOST or clause.text.rstrip().endswith("?"):
            continue
        for one in (*_things(clause, kind, assertion), *_parts(clause, kind), *_edges(clause)):
            if (one.name, one.assertion) not in seen:
                seen.add((one.name, one.assertion))
                yield one


def _named(found: re.Match[str], names: dict[str, str]) -> str:
    return next(name for at, name in enumerate(names) if found[f"n{at}"])


def _things(clause: Clause, kind: Kind, assertion: AssertionWords) -> Iterator[Finding]:
    """What is in the tissue or is not."""
    for found in _THING.finditer(clause.text):
        before, behind = clause.text[: found.start()], clause.text[found.end() :]
        name = _named(found, _THINGS)
        said = next((how for answer, how in _ANSWERED if answer.match(behind)), None)
        if said is not Assertion.NEGATED:
            general = assertion_of(clause, found.start(), found.end(), assertion)
            if general is Assertion.NEGATED or said is None:
                said = general
        plain = said is Assertion.STATED and not any(answer.match(behind) for answer, _ in _ANSWERED)
        if said not in _HELD or (plain and not _WITH.search(before)):
            continue
        if said is Assertion.STATED and (_MEASURED.search(before) or _MEASURED.match(behind)):
            continue
        yield _finding(clause, _TUMORS.get(name, kind), name, said, (found.start(), found.end()))


def _parts(clause: Clause, kind: Kind) -> Iterator[Finding]:
    """What became of a part of the body: whether it was reached, opened or kept."""
    for found in _PART.finditer(clause.text):
        state = next(((name, hit) for name, one in _STATES if (hit := one.match(clause.text, found.end()))), None)
        if state is None and not _ENTERED.search(clause.text, 0, found.start()):
            continue
        name, end = (state[0], state[1].end()) if state is not None else ("closed", found.end())
        said = Assertion.NEGATED if name in ("free", "closed") else Assertion.STATED
        side = f"{found['side'] or ''}{found['behind'] or ''}".strip().lower()[:1]
        yield _finding(
            clause,
            kind,
            _worded(name, clause.folded[found.end() : end]).format(_named(found, _PARTS)),
            said,
            (found.start(), end),
            {"l": "left", "i": "left", "r": "right", "d": "right"}.get(side, ""),
        )


def _worded(state: str, said: str) -> str:
    holed = (name for stem, name in _HOLED if stem in said) if state == "closed" else iter(())
    return next(holed, _NAMES[state])


def _edges(clause: Clause) -> Iterator[Finding]:
    """How the margins of what was taken are."""
    for found in _EDGE.finditer(clause.text):
        said = _EDGE_SAID.match(clause.text, found.end())
        lead = _EDGE_BEFORE.search(clause.text, 0, found.start())
        if said is not None or lead is not None:
            start, end = lead.start() if lead else found.start(), said.end() if said else found.end()
            yield _finding(clause, Kind.SURGERY, "resection margins", Assertion.STATED, (start, end))
            return


def _finding(clause: Clause, kind: Kind, name: str, said: Assertion, place: tuple[int, int], side: str = "") -> Finding:
    start, end = place
    return Finding(
        kind,
        _KNOWN.get(name, name),
        value=clause.text[start:end].strip() if kind is Kind.SURGERY else "",
        assertion=said,
        laterality=side,
        detail={"what": "event"} if kind is Kind.SURGERY else {},
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )
