"""Classes of tumors by their methylation, with the score of the classifier: in one line, or in labels below a title.

`DNA methylation class: medulloblastoma, group 3 (calibrated score 0.98)`; `Class: "..."`, `Calibrated score: 0,93`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.phrases import PhraseIndex, words_of

Lists: TypeAlias = Mapping[str, PhraseIndex[str]]

_SCORE = re.compile(r"\D{0,24}([01][.,]\d{1,4})\b")
_SHARE = re.compile(r"[\s(\[,;:–-]{0,4}(?:(?:of|de)\s)?([01][.,]\d{1,4})\b(?!\s?%)")
_QUOTED = re.compile(r"[\"“«'‘]([^\"”»]{4,120})[\"”»'’]")
# The score before the class: `Methylation array (calibrated score 0.98): MB, SHH-activated`.
_SCORED_AHEAD = re.compile(r"\s?\([^()]{0,40}?([01][.,]\d{1,4})\)\s?[:–-]\s?")
_VERSION = re.compile(
    r"\s*(?:\(?v(?:ersi[oó]n)?\.?\s?\d{1,2}(?:[.b]\d{0,2}){0,2}\)?|[\d.]{2,5})[\s:–-]*", re.IGNORECASE
)
_LEAD = re.compile(
    r"\s*(?:class|clase|classified|clasificad[oa]|matches|match|matched|coincide|as|como|con|to|de|of|is|es|was|the|la|el|a"
    r"|result|resultado|classifier|clasificador|version|versi[oó]n|array|epic)\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*[^\W\d_][^:=]{0,40}(?:[:=]|\.{3,})\s*(?=\S)")
_NAME_ENDS = re.compile(
    r"[(;\[]|\.\s|\.$|\bwith\s(?:an?|the|calibrated|score)\b|\bcon\s(?:una?|score|puntaje|puntuaci)|\s[-–]\s|,?\s[01][.,]\d"
)
# Words of the classifier itself: `Heidelberg v12.8`.
_TOOLS = frozenset((
    "heidelberg", "dkfz", "nci", "bethesda", "epic", "illumina", "cns", "brain", "sarcoma", "classifier",
    "clasificador", "version",
))  # fmt: skip
_NUMBERED = re.compile(r"v?\d{1,3}b?")
_ABOUT, _BELOW, _LONGEST = 10, 2, 120


def classes_in(paper: Paper, at: int, lists: Lists, assertion: AssertionWords) -> Iterator[Finding]:
    """The class that clause `at` names."""
    clause = paper.clauses[at]
    spans = spans_in(clause, lists["methylation"])
    titles = [span for span in spans if span.value == "class"]
    if not titles and any(span.value in ("none", "score") for span in spans):
        titles = [span for span in spans if span.value == "loose"][:1]
    if any(span.value == "not_class" for span in spans) and not any(span.value == "score" for span in spans):
        return
    if titles:
        yield from _told(paper, at, max(span.end for span in titles), lists, assertion)
    elif _is_label(clause, lists) and _about(paper, at, lists):
        found = _LABEL.match(clause.text)
        start = clause.cells[1][0] if len(clause.cells) > 1 else found.end() if found else 0
        yield from _told(paper, at, start, lists, assertion, labelled=True)


def _is_label(clause: Clause, lists: Lists) -> bool:
    """Whether a line or row begins with a label for a class."""
    label = clause.cells[0][1] if len(clause.cells) > 1 else clause.text[: clause.text.find(":") + 1]
    hit = next(lists["class_labels"].find(words_of(label)), None)
    return hit is not None and hit.first == 0


def _about(paper: Paper, at: int, lists: Lists) -> bool:
    """Whether the lines above are of methylation."""
    above = paper.clauses[max(0, at - _ABOUT) : at + 1]
    heads = lists["methylation"].find(words_of(paper.clauses[at].heading))
    return any(hit.value == "class" for hit in heads) or any(
        one.value == "class" for clause in above for one in spans_in(clause, lists["methylation"])
    )


def _told(
    paper: Paper, at: int, start: int, lists: Lists, assertion: AssertionWords, *, labelled: bool = False
) -> Iterator[Finding]:
    clause = paper.clauses[at]
    ahead = _SCORED_AHEAD.match(clause.text, start)
    start = ahead.end() if ahead is not None else start
    none = any(span.value == "none" for span in spans_in(clause, lists["methylation"]))
    scores = [one for one in spans_in(clause, lists["methylation"]) if one.value == "score" and one.start >= start]
    score = next((one for span in scores if (one := _SCORE.match(clause.text, span.end))), None) or ahead
    name, end = _class_name(clause.text, start, scores[0].start if scores else len(clause.text))
    if score is None and name:
        score = _SHARE.match(clause.text, end)
    name = "no matching class" if none else name
    name = "" if _is_tool(name) else name
    if not name or not (labelled or score is not None or none or ":" in clause.text[start : start + 30]):
        return
    below = None if score or none else _score_below(paper, at, lists)
    said = score[1] if score else below[1] if below else ""
    first, last = (0 if labelled else _first(clause, lists, start)), score.end() if score else len(clause.text)
    yield Finding(
        Kind.METHYLATION,
        name,
        value=said,
        number=float(said.replace(",", ".")) if said else None,
        assertion=Assertion.STATED if none else assertion_of(clause, first, last, assertion),
        detail={"class": name, "score": said},
        citations=(clause.cite(first, last), *([below[0].cite()] if below else [])),
        confidence=clause.confidence,
    )


def _is_tool(name: str) -> bool:
    return all(word.text in _TOOLS or _NUMBERED.fullmatch(word.text) for word in words_of(name))


def _first(clause: Clause, lists: Lists, start: int) -> int:
    spans = [one for one in spans_in(clause, lists["methylation"]) if one.value in ("class", "loose")]
    return min((one.start for one in spans if one.end <= start), default=start)


def _score_below(paper: Paper, at: int, lists: Lists) -> tuple[Clause, str] | None:
    """The score that a line of its own below the class gives."""
    for clause in paper.clauses[at + 1 : at + 1 + _BELOW]:
        spans = [one for one in spans_in(clause, lists["methylation"]) if one.value == "score"]
        found = _SCORE.match(clause.text, spans[0].end) if spans else None
        if found is not None:
            return clause, found[1]
    return None


def _class_name(text: str, start: int, stop: int) -> tuple[str, int]:
    """The class as written, without the words that lead to it and what follows it, and where it ends."""
    quoted = _QUOTED.search(text, start, stop)
    if quoted is not None:
        return quoted[1].strip(), quoted.end()
    begin = start
    for sign in (text.find(":", start, start + 40), text.find(" - ", start, start + 24)):
        begin = max(begin, sign + 1) if 0 <= sign < stop else begin
    begin += text[begin : begin + 1] == "-"
    while found := _VERSION.match(text, begin, stop) or _LEAD.match(text, begin, stop):
        begin = found.end()
    name = _NAME_ENDS.split(text[begin:stop], maxsplit=1)[0]
    return name.strip(" :,.-\"'")[:_LONGEST], begin + len(name)
