"""What a question asks of and nothing else in the paper tells: `Will she need radiation?`, `¿Puede quedar sorda?`.

The thing is of nobody yet and `conditional`: it tells a second team what a family or a board has in mind. Read last:
a thing that the paper tells anyhow, or that any rule has quoted from the question, is left to these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from consilium.domain.findings.assertions.treatmentsahead import is_wondered
from consilium.domain.findings.assertions.warnedof import written_so
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.mentions.subjectsasked import SubjectWords, subjects_in
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.cited import Cited
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.phrases import PhraseIndex, fold

# A question of what may be or may be done; one of where, when it was or how much tells of nothing new.
_MAY_BE = re.compile(
    r"(?:^|[.;:¿]\s?|,\s|\d[.)]\s|\b(?:or|and|o|y|e)\s)(?:so |then |entonces |y )?"
    r"(?:will|would|can|could|should|might|may|is|are|does|do|if|what if|what are the (?:odds|chances)|how likely"
    r"|(?:se )?(?:va|van|vamos) a|puede[n]?|podria[n]?|podremos|habra|hay que|hay riesgo|sera[n]?|debe(?:mos|ria)?"
    r"|necesita(?:ra|ria)?|conviene|es posible|existe|queda(?:ra)?|cabria|se deberia|tendra|tendria|me recomienda"
    r"|se beneficia\w*|(?:es|seria) (?:aconsejable|recomendable|necesari[oa]|candidat[oa])|aconseja\w*"
    r"|recom[ie]+nda\w*|sugier\w+"
    r"|(?:tiene|tendria|hay) (?:cabida|lugar|indicacion|sentido)|esta indicad[oa]|corresponde\w*|ofrecer\w*"
    r"|procede|amerita\w*"
    r"|justifica\w*|que (?:opinan|piensan|les parece)|operar|irradiar|trasplantar|resecar|agregar|anadir"
    r"|continuar|suspender)\b"
)
_TABLES = (
    (Kind.DRUG, "chemotherapy", "drugs"),
    (Kind.RADIATION, "radiation", "kinds"),
    (Kind.TRANSPLANT, "transplant", "kinds"),
    (Kind.SURGERY, "surgery", "procedures"),
    (Kind.CONDITION, "history", "conditions"),
)
# Powers of the body of which a question fears or hopes something.
_POWERS = {
    "hearing": r"hearing|audici[oó]n|o[ií]dos?|escuchar",
    "vision": r"vision|sight|eyesight|vista|visi[oó]n",
    "fertility": r"fertility|fertilidad",
    "growth": r"growth|crecimiento",
    "kidney function": r"kidneys?|kidney function|ri[nñ][oó]n(?:es)?|funci[oó]n renal",
    "heart function": r"heart|coraz[oó]n",
}
_CHANGES = re.compile(
    r"\b(?:worse\w*|lose|lost|losing|loss|affect\w*|damag\w*|recover\w*|improve\w*|come back|harm\w*|empeor\w*|"
    r"perder\w*|pierd\w*|da[nñ]\w*|"
    r"afect\w*|recuper\w*|mejor\w*|volver\w*)\b"
)
_SUBJECTS = frozenset({Kind.CONDITION, Kind.MENTION, Kind.DIAGNOSIS})
_WANTS = re.compile(
    r"\b(?:(?:would (?:also )?like|want|wanted|need|love) to (?:know|ask|understand|hear)|wonder(?:ing"
    r"|ed)? (?:if|whether)"
    r"|(?:quisiera|quisieramos|queremos|quiero|queria|queriamos|gustaria|desean?) (?:saber|preguntar|entender)"
    r"|please (?:ask|tell us) about|our questions? (?:is|are)|(?:nuestra|mi) (?:pregunta|duda) es)\b"
)
_ANSWERED = re.compile(r"\?\s*(?:(?:[-–—=]*>|[-–—:])\s*)?(?:yes|no|s[ií]|none|never)\b", re.IGNORECASE)
_LONGEST = 400
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES})
_MOST = 12


def asked_of(paper: Paper, found: Iterable[Finding], topics: Mapping[str, object]) -> Iterator[Finding]:
    """Things that questions ask of, in the order of the paper."""
    asking = [clause for clause in paper.clauses if _asks(clause)]
    wanted = [clause for clause in paper.clauses if _wants_to_know(clause)]
    if not asking and not wanted:
        return
    kept = list(found)
    cited = Cited.of(kept)
    told = {(one.kind, fold(one.name)) for one in kept}
    subjects: SubjectWords = topics["mentions"].subjects  # type: ignore[attr-defined]
    plain = {(kind, name) for kind, name in told if kind in _SUBJECTS}
    for clause in wanted:
        yield from subjects_in(clause, subjects, plain, cited)
    told |= plain
    for clause in asking:
        for kind, topic, table in _TABLES:
            index: PhraseIndex[Any] = getattr(topics[topic], table)
            for span in written_so(clause, spans_in(clause, index))[:_MOST]:
                name = _name(span.value, clause.text[span.start : span.end])
                if (kind, fold(name)) in told or cited.has(clause, span.start, span.end, fold(name)):
                    continue
                told.add((kind, fold(name)))
                yield Finding(
                    kind,
                    name,
                    assertion=Assertion.CONDITIONAL,
                    detail={"symptom": "yes"} if kind is Kind.CONDITION else {},
                    citations=(clause.cite(span.start, span.end),),
                    confidence=clause.confidence,
                )
        yield from _powers_asked_of(clause, told)


def _powers_asked_of(clause: Clause, told: set[tuple[Kind, str]]) -> Iterator[Finding]:
    """`Can his hearing get worse?`"""
    if _CHANGES.search(clause.folded) is None:
        return
    for name, ways in _POWERS.items():
        found = re.search(rf"\b(?:{ways})\b", clause.text, re.IGNORECASE)
        if found is not None and not any(name in other for _, other in told):
            yield Finding(
                Kind.CONDITION,
                name,
                assertion=Assertion.CONDITIONAL,
                detail={"symptom": "yes"},
                citations=(clause.cite(*found.span()),),
                confidence=clause.confidence,
            )


def _wants_to_know(clause: Clause) -> bool:
    """Any question, an item of a list of questions, or what a sentence says one wants to know."""
    if clause.section in _SILENT or clause.cells or len(clause.text) > _LONGEST:
        return False
    asked = clause.text.rstrip().endswith("?") or clause.section is Section.QUESTIONS
    return (asked and not _ANSWERED.search(clause.text)) or _WANTS.search(clause.folded) is not None


def _asks(clause: Clause) -> bool:
    asked = clause.section not in _SILENT and clause.text.rstrip().endswith("?")
    return asked and (_MAY_BE.search(clause.folded) is not None or is_wondered(clause, len(clause.text.rstrip()) - 2))


def _name(value: object, written: str) -> str:
    """The field's term where the table has one, else the words as written."""
    if isinstance(value, tuple) and value:
        value = value[0]
    named = getattr(value, "name", value)
    as_written = bool(getattr(value, "as_written", False))
    return written.lower() if as_written or not isinstance(named, str) or not named else named
