"""Blood cultures by where they were drawn: `central line - E. coli, peripheral - no growth`, `hemocultivo central:
Pseudomonas; periférico negativo`. Each is a result of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labtests import LabTests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import words_of

_SITE = re.compile(
    r"(?<!\w)(?:central(?:\sline)?|peripheral|perif[eé]ric[oa]s?|perip|cv[cl]|port|picc|hickman|broviac"
    r"|(?:de\s|del\s)?(?:cat[eé]ter|v[ií]a central|reservorio|puerto)|(?:red|white|blue|both)\slumens?"
    r"|l[uú]men(?:es)?\s(?:roj[oa]|blanc[oa]|azul(?:es)?))\s?(?:[-–:=]|was|were|is|fue|con|x\d)?\s?",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:blood c(?:ulture|x|ult)s?|bcx|hemocultivos?|hmc)\b(?:\s?x\s?\d)?[^.;:]{0,24}[:;,–-]?\s*$", re.IGNORECASE
)
_REACH, _WORD = 90, 40


def by_sites(
    clause: Clause, told: Sequence[Said], base: Result, tests: LabTests, results: ResultWords
) -> Iterator[Said]:
    """The results of sites that stand behind a blood culture and that nothing has read."""
    test = tests.named("blood culture")
    ends = [one.end for one in told if one.test.name == "blood culture"]
    for found in _SITE.finditer(clause.text) if test is not None else ():
        near = any(0 <= found.start() - end <= _REACH and ". " not in clause.text[end : found.start()] for end in ends)
        if not near and _OPENS.search(clause.text, max(0, found.start() - _REACH), found.start()) is None:
            continue
        hit = results.words.starting(clause.text, found.end(), _WORD)
        if hit is None or any(one.start < found.end() and found.start() < one.end for one in told):
            continue
        end = found.end() + words_of(clause.text[found.end() : found.end() + _WORD])[hit.after - 1].end
        ends.append(end)
        assert test is not None
        said = replace(base, name=test.name, value=clause.text[found.end() : end])
        yield Said(test, said, found.start(), end)
