"""Results that stand before the name of their test, in a drawing, or in letters behind a count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.laboratory.labcounts import FLUID, counted_before, differential
from consilium.domain.findings.laboratory.labfishbones import fishbones_in
from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labseries import ADJECTIVES
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import Hit

_AHEAD = 3  # words in which a result stands before its test


# What pictures have too: `tabiques de alta densidad`.
_OF_PICTURES = frozenset({"densidad"})
# Cells that are looked for, and no count of them.
_OF_TUMOR = re.compile(
    r"\s(?:neopl[aá]sic|malign|tumor|at[ií]pic|atypic|bl[aá]stic|leuc[eé]mic|leuk[a]?emic|cancer|plasm)", re.IGNORECASE
)


def before_names(clause: Clause, hits: Sequence[Hit[LabTest]], tests: LabTests, base: Result) -> Iterator[Said]:
    """Results that stand in a drawing, in letters behind a count, or before their names."""
    if not hits and "<" not in clause.text and "%" not in clause.text and base.specimen != FLUID:
        return
    for name, drawn in fishbones_in(clause.text):
        named = tests.named(name.replace("_", " "))
        if named is not None:
            made = replace(base, name=named.name, value=drawn[name])
            yield Said(named, made, drawn.start(), drawn.end())
    for test, found in differential(clause, hits, tests):
        made = replace(base, name=test.name, value=found["value"], unit=found["unit"] or "")
        yield Said(test, made, found.start(), found.end())
    for test, number, end in counted_before(clause, hits, tests, base.specimen):
        made = replace(base, name=test.name, value=number["number"].strip(), unit=number["unit"].strip())
        yield Said(test, made, number.start(), end)


def word_before(clause: Clause, hit: Hit[LabTest], words: ResultWords, base: Result) -> Said | None:
    """A result in a word right before its test: `elevated LDH`, `negative blood cultures`, `normal ferritin`."""
    before = clause.words[max(0, hit.first - _AHEAD) : hit.first]
    found = [one for one in words.words.find(before) if one.after == len(before)]
    name = " ".join(word.text for word in clause.words[hit.first : hit.after])
    if not found or found[-1].value not in ADJECTIVES or name in hit.value.unit_needed or name in _OF_PICTURES:
        return None
    if _OF_TUMOR.match(clause.text, clause.words[hit.after - 1].end):  # `LCR: negativo para células neoplásicas`
        return None
    test = hit.value
    start, end = before[found[-1].first].start, before[-1].end
    if (
        clause.text[end : clause.words[hit.first].start].strip()
        or test.table_only
        or test.drug
        or (test.needs_unit and not test.qualitative)
    ):
        return None
    made = replace(base, name=hit.value.name, value=clause.text[start:end])
    return Said(hit.value, made, start, clause.words[hit.after - 1].end, before=True)
