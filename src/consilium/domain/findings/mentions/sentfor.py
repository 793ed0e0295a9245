"""Tests that a sample was taken, sent or kept for, told by where it went: `fragmento en RPMI para citometría de flujo`,
`Fresh tumour was harvested for RB1 testing`, `punta a cultivo`. Only what a sample and its way together tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.mentions.askedfor import AskWords
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.spans import Span, spans_in

_SILENT = frozenset({
    Section.FAMILY_HISTORY, Section.GENERAL, Section.ALLERGIES, Section.QUESTIONS, Section.MEDICINES, Section.TECHNIQUE,
})  # fmt: skip
# A sample, then a few words, then where it went or what it was for.
_WAY = re.compile(
    r"\b(?P<sample>blood|samples?|specimens?|tissue|tumou?r|cores?|fragments?|pieces?|swabs?|fluid|csf|aqueous|urine|"
    r"saliva|sections?|aspirates?|marrow|node|half|part|portion|rest|film|tip|pus|four|three|two|one|"
    r"sangre|muestras?|fragmentos?|piezas?|tejido|ganglio|liquido|lcr|orina|saliva|punta|laminas?|cortes?|cilindros?|"
    r"aspirado|hisopados?|mitad|parte|resto|una|otra|otro|uno|laminillas?|bloques?|secreci[oó]n)"
    r"(?:\s[\w(),&/-]{1,16}){0,6}?\s(?P<way>for|to|into|para|a|al)\s(?:(?:the|our|el|la|su|estudio de|"
    r"an[aá]lisis de|determinaci[oó]n de|b[uú]squeda de|urgent|routine)\s){0,2}",
    re.IGNORECASE,
)
# What says that it went somewhere; `para` and `for` say so by themselves behind a sample.
_GONE = re.compile(
    r"\b(?:sent|went|gone|goes|taken|drawn|harvested|collected|submitted|forwarded|kept|stored|set aside|reserved|"
    r"saved|held|dispatched|fresh|obtained|posted|enviad[oa]s?|env[ií]an?|envi[oó]|manda|mand[oó]|remit\w+|"
    r"tomad[oa]s?|"
    r"toma|env[ií]o|enviar[aá]n?|tomar[aá]n?|mandar[aá]n?|reserva|reservad[oa]|guard\w+|fresco|extra\w+|"
    r"deriva\w*|rpmi)\b|^\W{0,3}(?:[A-Z][).]|\d[.)])?\s?"
    r"(?:muestras?|punta|samples?|specimens?|l[aá]minas?|unstained)\b|;\s(?:\w+\s)?(?:punta|fragmento|muestra)\b",
    re.IGNORECASE,
)
# A gene by its letters, with what is looked at.
_GENE = re.compile(
    r"(?P<gene>(?:N-?MYC|MYCN|RB1|TP53|WT1|ALK|BRAF|BRCA[12]|EWSR1|FOXO1|SS18|NTRK|TERT|ATRX|H3|PAX[37]|ETV6|"
    r"BCR|KMT2A|"
    r"IKZF1|FLT3|NPM1|SMARCB1|CTNNB1|DICER1|IDH1|MGMT|LOH(?:\s?1p)?|1p(?:/19q|\s?[/y]\s?16q)?))"
    r"(?:\s(?:testing|fish|sequencing|amplification|status|analysis|study|mutation|por fish|methylation))?"
    r"(?=\s?(?:[.,;)]|$|\s(?:and|y|en|in|at|by|por)\b))",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s?,\s|\s(?:and|y|e|&|\+)\s")
_END = re.compile(r"[.;:](?=\s|$)|\s[-–—]\s|\s(?:which|que|was|were|showed|fue|en|in|at|by)\s", re.IGNORECASE)
# A result behind it, or the house that does it: `sent to Example Molecular Laboratory`.
_NOT_IT = re.compile(
    r"\s(?:\w{3,12}\s)?(?:lab|laborator(?:y|ies)|laboratorios?)\b|\s?[:=]\s?\S|[^.;]{0,30}\b(?:showed|reveal\w+|positive|negative|mostr\w+|positiv\w|negativ\w)\b",
    re.I,
)
_SAMPLED = frozenset({"laboratory", "genetics", "pathology"})
_REACH, _MOST = 90, 6


def sent_for(
    clause: Clause, words: AskWords, known: Sequence[tuple[int, int]], assertion: AssertionWords
) -> Iterator[Finding]:
    """Each test of a clause that a sample went for, which no other rule has told (`known` are their places)."""
    if clause.section in _SILENT or _GONE.search(clause.text) is None or clause.text.rstrip().endswith("?"):
        return
    names = spans_in(clause, words.names)
    told = list(known)
    for way in _WAY.finditer(clause.text):
        if _GONE.search(clause.text[max(0, way.start() - 24) : way.end()]) is None:
            continue
        for start, end, what, name in _items(clause.text, way.end(), names):
            if any(low < end and start < high for low, high in told) or _NOT_IT.match(clause.text, end):
                continue
            said = assertion_of(clause, start, end, assertion)
            if said in (Assertion.FAMILY, Assertion.NEGATED):
                continue
            told.append((start, end))
            ahead = said in (Assertion.PLANNED, Assertion.CONDITIONAL)
            yield Finding(
                Kind.MENTION,
                name,
                value=clause.text[start:end],
                assertion=said if ahead else Assertion.STATED,
                detail={"what": what, "status": "planned" if ahead else "sent"},
                citations=(clause.cite(),),
                confidence=clause.confidence,
            )


def _items(text: str, start: int, names: Sequence[Span[tuple[str, str]]]) -> Iterator[tuple[int, int, str, str]]:
    """The tests of the list that begins at `start`: the first of it has to be one."""
    stop = _END.search(text, start, start + _REACH)
    last = stop.start() if stop is not None else min(len(text), start + _REACH)
    at = start
    for one in (*_SPLIT.finditer(text, start, last), None):
        end = one.start() if one is not None else last
        inside = next((n for n in names if at <= n.start <= at + 12 and n.end <= end), None)
        gene = _GENE.match(text, at, last)
        if gene is not None:
            yield gene.start(), gene.end(), "genetics", gene["gene"]
        elif inside is not None and inside.value[0] in _SAMPLED:
            yield inside.start, inside.end, *inside.value
        else:
            return
        if one is None:
            return
        at = one.end()
