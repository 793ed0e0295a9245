"""Levels of transcripts that follow a leukemia: `BCR::ABL1/ABL1 ratio 0.0032 % (IS)`, `PML::RARA undetectable`.

A level is residual disease by the gene that it is of, and says nothing new of the gene itself. Only a clause that
speaks of counting transcripts has one, so that shares of nuclei by FISH and of reads are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.genes import genenames
from consilium.domain.findings.mrd.residual import ResidualWords, as_limit, of_transcript
from consilium.domain.findings.mrd.residualdays import days_of, own_day
from consilium.domain.findings.mrd.residualvalues import VALUE
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.spans import Span, connected, spans_in, words_between
from consilium.domain.phrases import PhraseIndex, words_of

Lists: TypeAlias = Mapping[str, PhraseIndex[str]]

# Genes whose own transcript is counted.
_SINGLE = ("WT1", "PRAME")
# Genes that tumor cells in blood and marrow are found by, where a clause counts transcripts.
_OF_CELLS = ("PHOX2B", "TH", "DCX", "CHGA", "DDC", "MYOD1", "PAX3")
_TYPED = re.compile(r"\s?(?:mut(?:ated|ado)?|type|tipo|transcript|transcrito|MRD|EMR)\b", re.IGNORECASE)
_BY_PCR = re.compile(r"\bq(?:RT-?)?PCR\b|\bRT-?q?PCR\b|\bddPCR\b", re.IGNORECASE)
# The gene of control, the breakpoint and the scale that stand between a fusion and its level.
_BEHIND = re.compile(r"\s?/\s?(?:c-)?(?:ABL1?|GUSB?|B2M|TBP|G6PD|GAPDH)\b(?:\s?10\s?\^?\s?4)?", re.IGNORECASE)
_OVER = re.compile(r"\b(?:WT1|ABL1|RUNX1T1|RARA|MYH11|PBX1|NPM1|PRAME)\s?/\s?(?:ABL1?|GUSB?)\b")
_MUTANT = re.compile(r"\bNPM1\s?(?:mut\w{0,6})?\s(?:transcripts?|transcritos?|MRD|EMR)\b")
# The international scale, which is no verb.
_SCALE = re.compile(r"(?<![\w.])IS(?![\w.])")
_CELLS = re.compile(r"\b(?:PHOX2B|TH|DCX|CHGA|DDC)\b")
_REACH = 14


def levels_in(
    paper: Paper,
    clause: Clause,
    names: Sequence[Span[str]],
    others: Sequence[Span[str]],
    words: ResidualWords,
    assertion: AssertionWords,
) -> Iterator[tuple[Finding, Span[str]]]:
    """Each level with the place of its gene or fusion; `names` are those of `counted_in`, `others` all genes."""
    if not names:
        return
    values = [one for one in VALUE.finditer(clause.text) if not one["bare"] and not one["count"]]
    limits = spans_in(clause, words.limit)
    measured = [one for one in values if not as_limit(clause, one, limits)]
    free = [one for one in others if clause.text[one.start - 1 : one.start] != "/"]
    stop = len(clause.text)
    for at, name in reversed(list(enumerate(names))):
        joined = at + 1 < len(names) and connected(clause.text, name.end, names[at + 1].start)
        stops = [
            one.start for one in (*names[at + 1 :], *spans_in(clause, words.names), *free) if one.start >= name.end
        ]
        stop = stop if joined else min(stops, default=len(clause.text))
        own = [one for one in measured if name.end <= one.start() < stop and _near(clause, name, one.start())]
        for value in own:
            found = of_transcript(clause, words, assertion, name, value, stop)
            yield from _placed(paper, clause, found, Span(name.value, name.start, stop))
        after = Span(name.value, name.start, own[-1].end()) if own else name
        found = of_transcript(clause, words, assertion, after, None, stop)
        yield from _placed(paper, clause, found, Span(name.value, name.start, stop))


def _placed(
    paper: Paper, clause: Clause, found: Finding | None, place: Span[str]
) -> Iterator[tuple[Finding, Span[str]]]:
    """The finding with its own day and the place of what was counted."""
    if found is not None:
        yield replace(found, when=own_day(paper, clause, found) if days_of(paper, clause) else None), place


def _near(clause: Clause, name: Span[str], at: int) -> bool:
    return len(words_between(clause.text, name.end, at)) <= _REACH


def counts(clause: Clause, lists: Lists) -> bool:
    """Whether a clause speaks of counting transcripts."""
    if any(one.value == "FISH" for one in spans_in(clause, lists["methods"])):
        return False
    heads = words_of(" ".join((*clause.header, clause.heading)))
    spoken = bool(spans_in(clause, lists["counting"])) or any(lists["counting"].find(heads))
    scaled = not clause.text.isupper() and _SCALE.search(clause.text) is not None
    followed = _CELLS.search(clause.text) is not None and _BY_PCR.search(clause.text) is not None
    return (
        spoken or scaled or followed or _OVER.search(clause.text) is not None or _MUTANT.search(clause.text) is not None
    )


def counted_in(clause: Clause, genes: Sequence[Span[str]], fusions: frozenset[tuple[str, str]]) -> Iterator[Span[str]]:
    """Fusions and genes whose transcripts are counted, each with its gene of control."""
    used = -1
    for one in genenames.fusions_in(clause.text, genes, believed=True):
        if one.start >= used and (one.value in fusions or "::" in clause.text[one.start : one.end]):
            used = _end(clause.text, one.end)
            yield Span(f"{one.value[0]}::{one.value[1]} transcript", one.start, used)
    for gene in genes:
        single = gene.value in _SINGLE and _BEHIND.match(clause.text, gene.end)
        typed = gene.value == "NPM1" and _TYPED.match(clause.text, gene.end) is not None
        if gene.start >= used and (single or typed or (gene.value in _OF_CELLS and _BY_PCR.search(clause.text))):
            yield Span(f"{gene.value} transcript", gene.start, _end(clause.text, gene.end))


def _end(text: str, end: int) -> int:
    found = _BEHIND.match(text, end)
    return found.end() if found else end
