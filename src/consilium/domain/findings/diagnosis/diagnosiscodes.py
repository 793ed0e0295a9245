"""The codes of a diagnosis: those that the text prints behind its name, the name's own, and the ICCC-3 group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain import iccc
from consilium.domain.findings.diagnosis.diagnosiswords import Words
from consilium.domain.findings.diagnosis.diseases import Named
from consilium.domain.findings.finding import Code
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import Hit, PhraseIndex, words_of

_MORPHOLOGY = re.compile(r"(?<![\w./])(?:M-?)?([89]\d{3}/[01236])(?![\w/])")
_ICD = re.compile(r"(?<![\w.])([A-TV-Z]\d\d(?:\.\d{1,4})?)(?![\w])")
_HEMATOLOGIC = re.compile(r"C(?:8[1-9]|9[0-6])")
# How far behind a name its code is printed.
_REACH = 110


def codes_of(clause: Clause, words: Words, named: Named, topography: str) -> tuple[tuple[Code, ...], int]:
    """Codes that the text prints after the name, then those of the name itself, then ICCC-3; where the printed end."""
    printed, end = _printed(clause, words, named)
    own = [code for code in printed if code.system == "icd-o-3-morphology"]
    morphology = own[0].code if own else named.disease.morphology
    sites = [code.code for code in printed if code.system == "icd-o-3-topography"]
    codes = [*printed]
    if named.disease.generic and not own:
        return tuple(codes), end
    if named.disease.morphology and not own:
        codes.append(Code("icd-o-3-morphology", named.disease.morphology, named.disease.name))
    if morphology:
        codes += _groups(morphology, sites[0] if sites else topography, words)
    return tuple(dict.fromkeys(codes)), end


def _groups(morphology: str, topography: str, words: Words) -> Iterator[Code]:
    """The group of the table of 2017, and that of 2005 where it differs."""
    made = {version: iccc.iccc3(morphology, topography, table) for version, table in words.tables.items()}
    for version in ("2017", "2005"):
        group = made[version].value
        if group is not None and (version == "2017" or group != made["2017"].value):
            yield Code("iccc-3", group, words.tables[version].names.get(group, ""))


def _printed(clause: Clause, words: Words, named: Named) -> tuple[list[Code], int]:
    text, end = clause.text, named.high
    found = []
    for one in _MORPHOLOGY.finditer(text, named.start, named.high + _REACH):
        found.append(Code("icd-o-3-morphology", one[1]))
        end = max(end, one.end())
    systems = {hit.value for hit in words.code_words.find(clause.words)}
    systems |= {hit.value for head in clause.header for hit in _in_text(words.code_words, head)}
    for one in _ICD.finditer(text, named.start, named.high + _REACH):
        system = _system(one[1], systems, bool(found))
        if system:
            found.append(Code(system, one[1]))
            end = max(end, one.end())
    return found, end


def _in_text(index: PhraseIndex[str], text: str) -> Iterator[Hit[str]]:
    return index.find(words_of(text))


def _system(code: str, systems: set[str], with_morphology: bool) -> str:
    if "icd-10" in systems or _HEMATOLOGIC.match(code):
        return "icd-10"
    return "icd-o-3-topography" if with_morphology and code.startswith("C") else ""
