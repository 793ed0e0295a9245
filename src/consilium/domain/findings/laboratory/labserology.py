"""Results in words of tests that no list knows, by the form of their names: `anti-GAD antibodies negative`, `Mycoplasma
IgM: positivo`, `PCR para Bartonella no detectada`, `plasma amino acids normal`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.laboratory.gramgroups import is_group
from consilium.domain.findings.laboratory.labopen import Unknown
from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labtests import LabTest
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import fold, words_of

# Results that only a test of presence has, and those that a level has.
PRESENCE = frozenset({"negative", "positive", "not detected", "detected", "equivocal", "no growth", "pending"})
_LEVEL = frozenset({"normal", "elevated", "low", "pending"})
_VAGUE = frozenset({"nil", "none", "absent", "sent", "ausente", "ausentes", "alto", "alta", "baja", "bajo"})
# Genes and their changes are tested for by the same methods.
_GENETIC = re.compile(
    r"::|\b(?:mutation|mutaci|fusion|rearrang|reordenam|transcript|gene\b|gen\b|exon|MRD|EMR|ERM|clon|IG/TR|V\d{3}E)",
    re.IGNORECASE,
)
_IG = re.compile(r"immunoglobulin [GAME]$")
_ANTI = re.compile(r"anti[a-z-]{2,}")
_ANTIBIOTICS = re.compile(
    r"anti(?:biotic|fung|vir|emet|coag|epilep|convuls|hiperten|hyperten|hist|ciclon|depres|psych|pir|inflam)"
)


@dataclass(frozen=True)
class Forms:
    """Words that make a name one of a test: of presence (`IgM`, `antigen`), of a level (`acids`, `profile`), and words
    of other examinations."""

    presence: frozenset[str]
    level: frozenset[str]
    others: frozenset[str]
    alone: frozenset[str]


def forms_from(data: Mapping[str, Any]) -> Forms:
    """From `forms` of `knowledge/findings/laboratory.yaml`."""
    names = ("presence", "level", "others", "alone")
    return Forms(*(frozenset(fold(str(one)) for one in data["forms"][name]) for name in names))


@dataclass(frozen=True)
class InWords:
    """What finding results in words of unknown tests needs."""

    forms: Forms
    unknown: Unknown
    results: ResultWords

    def find(self, clause: Clause, said: Sequence[Said], base: Result) -> Iterator[Said]:
        """The results in words of a clause that are of none of the tests already read (`said`)."""
        taken = [(one.start, one.end) for one in said]
        for hit in self.results.words.find(clause.words):
            first, last = clause.words[hit.first], clause.words[hit.after - 1]
            if any(start < last.end and first.start < end for start, end in taken) or first.text in _VAGUE:
                continue
            if hit.value not in PRESENCE | _LEVEL:
                continue
            named = self.unknown.name_before(clause, first.start)
            if named is None or not self._is_test(named[1], hit.value):
                continue
            start, name = named
            taken.append((start, last.end))
            known = self.unknown.tests.named(name)
            test = known or LabTest(name=name, loinc={}, spans={}, qualitative=True)
            yield Said(test, replace(base, name=test.name, value=clause.text[first.start : last.end]), start, last.end)

    def _is_test(self, name: str, result: str) -> bool:
        """Whether a name has the form of a test that has such results."""
        said = [word.text for word in words_of(name)]
        if any(word in self.forms.others for word in said) or _GENETIC.search(name):
            return False
        if result in _LEVEL and len(said) == 1 and said[0] in self.forms.alone:
            return True
        words = self.unknown.words
        empty = self.forms.presence | words.generic | words.inner | words.occasions | {"rt"}
        if all(word in empty or word.isdigit() for word in said):
            return False
        anti = any(_ANTI.fullmatch(word) and not _ANTIBIOTICS.match(word) for word in said) or said[0] == "anti"
        if result in PRESENCE and (anti or any(word in self.forms.presence for word in said)):
            return True
        return result in _LEVEL and any(word in self.forms.level for word in said)

    def is_part(self, clause: Clause, said: Said) -> bool:
        """Whether an immunoglobulin is that against something named right before it (`Mycoplasma IgM 12`), or a stain's
        name that of a group of germs (`Gram negative rods`)."""
        if is_group(clause.text, said.start, said.start + len("gram")):
            return True
        if said.test.name.endswith(" DNA") and _IG_BEFORE.search(clause.text, max(0, said.start - 16), said.start):
            return True  # `IgM VEB neg`
        if not _IG.match(said.test.name) or clause.text[said.start : said.start + 2].lower() != "ig":
            return False
        before = clause.text[: said.start]
        named = self.unknown.name_before(clause, said.start) if before.endswith((" ", "-")) else None
        return (
            named is not None and not before[named[0] + len(named[1]) :].strip(" -") and not _IG_NAME.search(named[1])
        )


_IG_BEFORE = re.compile(r"\bIg[GMA]\s?(?:/\s?Ig[GM]\s?)?(?:anti-?\s?|para\s|for\s|to\s|de\s|contra\s)?$", re.IGNORECASE)
_IG_NAME = re.compile(r"\b(?:ig[gamed]|total|serum|serica?|inmunoglobulinas?|immunoglobulins?)\b", re.IGNORECASE)
