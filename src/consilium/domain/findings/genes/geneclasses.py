"""What beside a change of a gene says how it is classed and how many reads have it."""

from __future__ import annotations

import re

from consilium.domain.findings.genes.genechangewords import Words
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import broken, spans_in, words_between

_PERCENT = re.compile(r"[<>]?\s?\d{1,3}(?:[.,]\d{1,2})?\s?%|(?<![\w.,])0[.,]\d{1,4}(?![\w%])")
_LED_REACH = 5


def share_of_reads(clause: Clause, words: Words, end: int) -> tuple[str, int]:
    """The share of reads, where the clause or its column says that it is one, or a bare row of a table has it."""
    found = _PERCENT.search(clause.text, end)
    if found is None or broken(clause.text, end, found.start()):
        return "", end
    bare = "%" in found[0] and len(words_between(clause.text, end, found.start())) == 0
    named = bare or any(one.end <= found.end() + 40 for one in spans_in(clause, words.lists["vaf"]))
    return (found[0].strip(), found.end()) if named else ("", end)


def significance(clause: Clause, words: Words, start: int) -> str:
    classes = [one for one in spans_in(clause, words.lists["classes"]) if one.start >= start]
    return clause.text[classes[0].start : classes[0].end].lower() if classes else ""


def led_significance(clause: Clause, words: Words, start: int) -> str:
    """`a pathogenic variant in TP53, c.1010G>A`, `a variant of uncertain significance was reported in APC`."""
    classes = [one for one in spans_in(clause, words.lists["classes"]) if one.end <= start]
    if not classes or broken(clause.text, classes[-1].end, start):
        return ""
    near = len(words_between(clause.text, classes[-1].end, start)) <= _LED_REACH
    return clause.text[classes[-1].start : classes[-1].end].lower() if near else ""
