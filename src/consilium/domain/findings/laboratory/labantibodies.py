"""Antibodies whose germ was named before them: `CMV IgG positive, IgM negative`, `IgG+/IgM-`. The second is no level of
the child's immunoglobulins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import words_of

_CLASS = re.compile(r"\big\s?(?P<class>[GMA])\b", re.IGNORECASE)
_TOTAL = re.compile(r"immunoglobulin (?P<class>[GMA])$")
# What a test of a germ is called beside the germ itself.
_WAYS = re.compile(r"\s(?:DNA|RNA|PCR|Ig[GMA]|antibod\w+|antigen\w*)$")
_BETWEEN = re.compile(r"[^;.\n]{0,28}")
# `IgG+/IgM-`, `HSV IgG-`: a sign straight behind the class.
_SIGNED = re.compile(r"\bIg(?P<class>[GMA])\s?(?P<sign>\+{1,3}|[-–](?=\s?(?:[/,;.)]|$)))")
_NAME_REACH = 34


def with_antibodies(clause: Clause, told: Sequence[Said], base: Result, tests: LabTests) -> list[Said]:
    """`told` with the antibodies that have a sign alone, each against the germ that was named."""
    return _of_last_germ(clause, [*told, *_signed(clause, told, base, tests)], tests)


def _of_last_germ(clause: Clause, told: Sequence[Said], tests: LabTests) -> list[Said]:
    """`told`, each immunoglobulin that has a result in words or a sign as that against the germ named before it."""
    kept: list[Said] = []
    germ, end = "", -1
    for one in sorted(told, key=lambda said: said.start):
        text = clause.text[one.start : one.end]
        total = _TOTAL.match(one.test.name)
        plain = not any(char.isdigit() for char in one.result.value)
        if total is not None and plain:
            named = germ if 0 <= end <= one.start and _BETWEEN.fullmatch(clause.text, end, one.start) else ""
            named = named or _germ_before(clause, one.start, tests)
            if named:
                test = _against(f"{named} Ig{total['class'].upper()}", tests)
                one = replace(one, test=test, result=replace(one.result, name=test.name))
                end = one.end
        elif plain and (_CLASS.search(text) or (one.test.qualitative and ":" in text)):
            germ, end = _WAYS.sub("", one.test.name), one.end
        kept.append(one)
    return kept


def _signed(clause: Clause, told: Sequence[Said], base: Result, tests: LabTests) -> Iterator[Said]:
    """Antibodies with a sign behind their class that no other rule has read: `CMV IgG+/IgM-, HSV IgG-`."""
    germ, end = "", -1
    for found in _SIGNED.finditer(clause.text):
        near = germ if clause.text[end : found.start()].strip(" ,") in ("/", "") and end >= 0 else ""
        germ = _germ_before(clause, found.start(), tests) or near
        end = found.end()
        if germ and not any(one.start < found.end() and found.start() < one.end for one in told):
            test = _against(f"{germ} Ig{found['class'].upper()}", tests)
            start = found.start()
            yield Said(test, replace(base, name=test.name, value=found["sign"].replace("–", "-")), start, end)


def _against(name: str, tests: LabTests) -> LabTest:
    return tests.named(name) or LabTest(name=name, loinc={}, spans={}, qualitative=True)


def _germ_before(clause: Clause, at: int, tests: LabTests) -> str:
    """The germ whose name ends right before an immunoglobulin, but for a colon: `CMV: IgG`."""
    begin = max(0, at - _NAME_REACH)
    before = clause.text[begin:at]
    for hit in tests.by_name.find(words_of(before)):
        words = words_of(before)
        after = before[words[hit.after - 1].end :].strip(" :")
        if not after and hit.value.qualitative and _TOTAL.match(hit.value.name) is None:
            return _WAYS.sub("", hit.value.name)
    return ""
