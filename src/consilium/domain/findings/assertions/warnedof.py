"""What a family is told to come back for: `Call for fever, ptosis or a cold foot`, `Datos de alarma: fiebre, sangrado`.

Each thing of such a list is `conditional` and of nobody yet. It is kept under the table's name, or under its own
words where no table has it: what a family is to watch for is told in plain words (`a cold foot`, `amarillamiento`).
Read after all kinds; a thing that any of them has told as conditional is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.cited import Cited
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex, fold

_SILENT = frozenset({Section.FAMILY_HISTORY, Section.ALLERGIES, Section.STAINS, Section.MOLECULAR, Section.LABORATORY})
_ITEM = re.compile(r"\s?[,;/]\s?(?:and/or|and|or|y/o|y|e|o|u)\s|\s?[;/•]\s?|\s?,\s?|\s(?:and/or|and|or|y/o|y|e|o|u)\s")
# What ends the list: the end of its sentence, or what is done then.
_LIST_ENDS = re.compile(
    r"\.(?=\s|$)|\?|\n|\s[-–—]\s|:\s|\)|\b(?:as (?:soon|discussed)|at any time|day or night|immediately"
    r"|right away|at once"
    r"|straight away|without delay|inmediatamente|de inmediato|lo antes|a cualquier hora|they (?:are|were|have)"
    r"|parents (?:are|were|have)"
    r"|the family (?:is|was|has)|open access|acudir|acudira|consultar|regresar|volver|llamar|please)\b"
)
_LEADS = re.compile(
    r"\s*(?:(?:if|for|of|when|any|an?|the|his|her|their|your|there (?:is|are)|he|she|the (?:child|patient)|child"
    r"|patient|baby|they|it|you"
    r"|has|have|had|develops?|gets?|notices?|see|sees|becomes?|is|are|looks?|appears?|occurs?|also|else|new"
    r"|signs of|symptoms of"
    r"|si|por|con|de|del|ante|algun[oa]?|cualquier|la|el|los|las|su|un[oa]?s?|nuev[oa]s?|hay|hubiera|tiene"
    r"|tuviera|presenta(?:ra)?|aparece[n]?"
    r"|nota(?:n)?|signos de|sintomas de|datos de|episodios? de|en caso de(?: que)?|cuando|que|se|esta|ve)\s)+"
)
# What stands before a verb that asks: the beginning of a sentence, a part of it, or `should`.
_ASKED = (
    r"(?:(?:^|[.;:,(•*–—-])\s*(?:\d{1,2}[.)]\s*)?(?:and |or |y |o |please |to |they should |parents should )?"
    r"|(?:\b(?:to|should|must|will|please|can|may|and|or|advised|asked|told|instructed|family|parents|debe[nr]?"
    r"|deberan?|que|favor de|para"
    r"|y|o|se recomienda|se indica|indicaciones de|indica)\s))"
)
_EXPLAINED = (
    r"(?:\s(?:(?:were|was|are|to watch for|que vigilar|se|fueron|por los que|para)\s)?"
    r"(?:explained|given|discussed|reviewed|provided|consultar|acudir|explicados|explicadas|explican|dan|entregan"
    r"|indican|indicados)"
    r"(?:\s(?:a (?:la|los|sus?|el) [a-z]{4,12}|al (?:padre|alta|egreso)"
    r"|to (?:the |his |her )?(?:family|parents|mother|mum|mom)))?)?"
)
_MOST_LIST, _MOST_NAME, _MOST_WORDS, _SHORTEST = 420, 70, 9, 3
_WORD = re.compile(r"[a-z][a-z'-]+")


@dataclass(frozen=True)
class WarningWords:
    """Patterns of what opens such a list, headings that open one, and words by which a thing is none of health."""

    opens: tuple[re.Pattern[str], ...]
    headings: re.Pattern[str]
    no_sign: re.Pattern[str]


def words_from(document: Mapping[str, Any]) -> WarningWords:
    """From `knowledge/findings/warnings.yaml`. Raises KeyError where a part is missing."""
    headings, calls, places = (_any(document[part]) for part in ("headings", "calls", "places"))
    joined = r"(?:\s[^\s.;:?]{{1,20}}){{0,9}}?\s?(?<![\w-]){}(?=\s|:)\s?:?"
    opens = (
        re.compile(rf"{_ASKED}{calls}(?![\w-]){joined.format(_any(document['for']))}"),
        re.compile(rf"(?<![\w-]){places}(?![\w-]){joined.format(_any(document['if']))}"),
        re.compile(rf"(?<![\w-]){headings}{_EXPLAINED}\s?(?::|\(|—|–|-|=)\s?"),
    )
    return WarningWords(
        opens,
        re.compile(rf"\W*(?:\d{{1,2}}[.)]\s?)?{headings}\b"),
        re.compile(rf"(?<![\w-]){_any(document['no_sign'])}(?![\w-])"),
    )


def _any(phrases: Iterable[object]) -> str:
    folded = sorted({fold(str(one)) for one in phrases}, key=lambda one: (-len(one), one))
    return "(?:" + "|".join(re.escape(one) for one in folded) + ")"


# What the words tell of a study or of what the house does: `chest x-ray demonstrated`, `admit the child for`.
_NO_WARNING = re.compile(
    r"\b(?:demonstrated|showed|revealed|disclosed|was|were)\b"
    r"|^(?:admit|using|place|obtain|evaluate|start|continue|begin|give|treat)\s|^(?:return|symptoms occurred"
    r"|call|new symptoms)\b"
)
_CAPITAL = re.compile(r"[A-Z]")


def warned_of(
    paper: Paper, found: Iterable[Finding], words: WarningWords, conditions: PhraseIndex[Any]
) -> Iterator[Finding]:
    """The things of such lists, in the order of the paper; `conditions` are the names that tables have."""
    cited = Cited.of(one for one in found if one.kind is Kind.CONDITION and one.assertion is Assertion.CONDITIONAL)
    for clause in paper.clauses:
        if clause.section in _SILENT or len(clause.folded) != len(clause.text) or clause.heading == clause.text:
            continue
        known: list[Span[Any]] | None = None
        for start, end in _things(clause, words):
            known = written_so(clause, spans_in(clause, conditions)) if known is None else known
            if not cited.has(clause, start, end) and not _NO_WARNING.search(clause.folded, start, end):
                yield _finding(clause, start, end, known)


def written_so(clause: Clause, spans: Iterable[Span[Any]]) -> list[Span[Any]]:
    """The spans without abbreviations in small letters: `if he has` tells no `HAS`."""
    return [
        one
        for one in spans
        if not getattr(one.value, "capitals", False) or _CAPITAL.search(clause.text, one.start, one.end)
    ]


def _things(clause: Clause, words: WarningWords) -> Iterator[tuple[int, int]]:
    """Where each thing stands: of the lists in a sentence, or of a whole line under a heading that opens one."""
    opened_all = (opened for pattern in words.opens for opened in pattern.finditer(clause.folded))
    lists = [opened.end() for opened in opened_all if not _is_told(clause.folded, opened)]
    if not lists and clause.section is Section.GENERAL and words.headings.match(fold(clause.heading)):
        lists = [0]
    past = 0
    for begin in sorted(lists):
        if begin < past:
            continue
        ended = _LIST_ENDS.search(clause.folded, begin, begin + _MOST_LIST)
        past = ended.start() if ended is not None else min(len(clause.folded), begin + _MOST_LIST)
        yield from _items(clause.folded, begin, past, words)


# What brought the child, and no advice: `niña de 4 años que acude a Urgencias por fiebre`.
_BROUGHT = re.compile(
    r"\b(?:que|quien|paciente|nin[oa]|varon|mujer|lactante|anos|meses|evolucion|dia)\s(?:\w+\s){0,3}?"
    r"(?:acude|acudio|acudia|consulta|consulto|ingresa|ingreso|regresa|vuelve"
    r"|es (?:llevad|traid|derivad|remitid)[oa])\b"
)
_TOLD_BACK = 60


def _is_told(folded: str, opened: re.Match[str]) -> bool:
    """Whether the words that seem to open such a list tell of a visit."""
    return _BROUGHT.search(folded, max(0, opened.start() - _TOLD_BACK), opened.end()) is not None


def _items(folded: str, begin: int, past: int, words: WarningWords) -> Iterator[tuple[int, int]]:
    at = begin
    while at < past:
        parted = _ITEM.search(folded, at, past)
        end = parted.start() if parted is not None else past
        led = _LEADS.match(folded, at, end)
        start = led.end() if led is not None else at
        start += len(folded[start:end]) - len(folded[start:end].lstrip(" -•*–—·'\"("))
        stop = start + len(folded[start:end].rstrip(" .:'\")"))
        if _is_sign(folded[start:stop], words):
            yield start, stop
        at = parted.end() if parted is not None else past


def _is_sign(said: str, words: WarningWords) -> bool:
    return (
        _SHORTEST <= len(said) <= _MOST_NAME
        and 0 < len(_WORD.findall(said)) <= _MOST_WORDS
        and words.no_sign.search(said) is None
    )


def _finding(clause: Clause, start: int, end: int, known: Iterable[Span[Any]]) -> Finding:
    named = next((one for one in known if one.start >= start and one.end <= end), None)
    value = named.value if named is not None else None
    written = clause.text[start:end]
    name = written if value is None or value.as_written else value.name
    return Finding(
        Kind.CONDITION,
        name if written.isupper() else name[:1].lower() + name[1:] if value is None else name,
        value=written if value is not None and fold(written) != fold(name) and not value.as_written else "",
        assertion=Assertion.CONDITIONAL,
        detail={"symptom": "yes"},
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )
