"""How many cycles are done or are still to come, and a cycle that waits, told without a number of its own: `Dos ciclos
aplicados`, `two further cycles are planned`, `faltan dos ciclos`, `se retrasa el ciclo una semana`. Texts are folded;
all repeats are bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.records import Category

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY})
_STEMS = ("cycle", "ciclo", "course", "curso", "block", "bloque")
_COURSES = r"(?:cycles?|ciclos?|courses|cursos?|blocks?|bloques?)"
_OF = r"(?:\s(?:of|de|con)\s(?:[\w/-]{2,18}\s?){1,3}?)?"
_N = r"(?P<n>\d{1,2}|[a-z]{2,6})"
_DONE = re.compile(
    rf"(?<![\w./,-]){_N}\s{_COURSES}{_OF}\s?,?\s?(?:(?:were|have been|has been|ya|fueron)\s)?(?:aplicad[oa]s|"
    r"administrad[oa]s|completad[oa]s|recibid[oa]s|finalizad[oa]s|realizad[oa]s|concluid[oa]s|given|completed|"
    r"delivered|"
    r"administered|done|to date|so far|hasta (?:la fecha|ahora|el momento|hoy))(?![\w-])"
)
_OUT_OF = re.compile(rf"(?<![\w./,-]){_N}\s(?:of|de|out of)\s(?:the |los )?(?:\d{{1,2}}|(?!cada|each|every|this|"
rf"that|est[ea]|"
                     rf"es[ea]|his|her|the)[a-z]{{3,9}})\s(?:planned |"
                     rf"scheduled |programados )?{_COURSES}(?!\w)")  # fmt: skip
_LEFT = re.compile(
    rf"(?<![\w-])(?:(?:le |aun |todavia )?(?:faltan?|restan?|quedan?)\s(?:por (?:recibir|aplicar|administrar)\s)?"
    rf"(?P<k>\d{{1,2}}|[a-z]{{2,6}})\s{_COURSES}|{_N}\s(?:more|further|additional|remaining|last|"
    rf"other)\s{_COURSES}(?!\s(?:were|was|had|have)\b))(?!\w)"
    rf"|(?<![\w./,-])(?P<m>\d{{1,2}}|[a-z]{{2,6}})\s{_COURSES}{_OF}\s?(?:mas|restantes|pendientes|por (?:recibir|"
    r"aplicar)|remain(?:ing)?|to go|(?:are |is )(?:planned|due|scheduled|left|to follow)|will follow|to follow)(?!\w)"
)
_WAITS = re.compile(
    rf"(?<![\w-])(?:se )?(?:retrasa|pospone|difiere|aplaza|posterga|retrasamos|posponemos|diferimos)\s(?:el|la)\s"
    rf"(?:(?:siguiente|proxim[oa]|[a-z]{{5,8}})\s)?{_COURSES}(?!\w)"
    rf"|(?<![\w-])(?:(?:the|el) )?(?:next |proximo |siguiente )?{_COURSES}(?:\s\d{{1,2}})?\s(?:is|will be|has to be|"
    rf"se)\s"
    r"(?:delayed|deferred|postponed|put back|pushed back|retrasa|pospone|difiere|aplaza|posterga)(?!\w)"
)
_GIVEN = re.compile(
    r"\b(?:received|had|completed|given|got|underwent|after|following|tras|despues de|recibio|completo|administr\w+|"
    r"aplic\w+|durante|for (?=\w+ more)|(?:se )?(?:re)?(?:inicia|inicio|continuo|prosiguio)(?: con| el| un| doblete"
    r"| tratamiento)?)\b"
    r"[^.;]{0,80}$"
)
_BARRED = re.compile(r"\b(?:no|not|if|si|never|nunca|sin|without|unless|should|would|podria|after|tras)\s[^.;]{0,30}$")
# Blocks of tissue, which no cycle is: `Quedan 4 bloques y 6 láminas`, `two further blocks of paraffin remain`.
_BLOCKS = re.compile(r"\b(?:blocks?|bloques?)\b")
_TISSUE = re.compile(
    r"\b(?:laminas?|laminillas?|slides?|parafina|paraffin|ffpe|tincion\w*|stains?|stained|h&e|he|inmunohistoquimica|"
    r"immunohistochemistry|tejido|tissue|patolog\w*|pathology|biopsia|biopsy|cassettes?|tacos?|cortes|sections?|"
    r"revision|review|archivo|archive\w*)\b"
)
_OF_TISSUE = frozenset({Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES, Category.BONE_MARROW, Category.GENETICS})
_MOST = 40


def cycles_left(clause: Clause, known: Iterable[Finding], setting: Setting) -> Iterator[Finding]:
    """The cycles a clause counts as done or to come; none where `known` has told of its cycles."""
    text = clause.folded
    if clause.section in _SILENT or clause.cells or len(text) != len(clause.text) or text.endswith("?"):
        return
    if not any(stem in text for stem in _STEMS) or any(one.kind is Kind.CYCLE for one in known):
        return
    if _BLOCKS.search(text) and (_TISSUE.search(text) or setting.paper.category in _OF_TISSUE):
        return
    found = _DONE.search(text) or _OUT_OF.search(text)
    if found is not None and (number := _number(found["n"], setting)) and not _BARRED.search(text, 0, found.start()):
        yield _finding(clause, found, Assertion.STATED, number)
        return
    found = _LEFT.search(text)
    if found is not None and not _BARRED.search(text, 0, found.start()) and not _GIVEN.search(text, 0, found.start()):
        number = _number(found["k"] or found["n"] or found["m"], setting)
        if number:
            yield _finding(clause, found, Assertion.PLANNED, number)
        return
    found = _WAITS.search(text)
    if found is not None and not _BARRED.search(text, 0, found.start()):
        yield _finding(clause, found, Assertion.PLANNED, 0)


def _number(written: str, setting: Setting) -> int:
    number = int(written) if written.isdigit() else setting.words.counts.get(written, 0)
    return number if 0 < number <= _MOST else 0


def _finding(clause: Clause, found: re.Match[str], said: Assertion, number: int) -> Finding:
    return Finding(
        Kind.CYCLE,
        "cycle",
        value=clause.text[found.start() : found.end()].strip(),
        assertion=said,
        detail={"number": number} if number else {},
        citations=(clause.cite(*found.span()),),
        confidence=clause.confidence,
    )
