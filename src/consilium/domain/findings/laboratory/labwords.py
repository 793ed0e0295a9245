"""The tables of `knowledge/findings/laboratory.yaml` as the rules for laboratory values use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from consilium.domain.findings.laboratory.labantibodies import with_antibodies
from consilium.domain.findings.laboratory.labcultures import by_sites
from consilium.domain.findings.laboratory.labopen import OpenWords, Unknown, open_words
from consilium.domain.findings.laboratory.labruns import further_values
from consilium.domain.findings.laboratory.labsaid import ProseWords, Said, prose_words
from consilium.domain.findings.laboratory.labserology import Forms, InWords, forms_from
from consilium.domain.findings.laboratory.labtables import ColumnWords, column_words
from consilium.domain.findings.laboratory.labtests import LabTests, lab_tests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords, result_words
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import PhraseIndex


@dataclass(frozen=True)
class Words:
    """The tables of `knowledge/findings/laboratory.yaml`; `growth` are measures of the body by LOINC code."""

    tests: LabTests
    columns: ColumnWords
    results: ResultWords
    prose: ProseWords
    collected: PhraseIndex[bool]
    resulted: PhraseIndex[bool]
    specimens: PhraseIndex[str]
    recent: PhraseIndex[bool]
    labels: PhraseIndex[bool]
    panels: PhraseIndex[bool]
    measures: PhraseIndex[bool]
    growth: Mapping[str, str]
    unknown: OpenWords
    forms: Forms

    @cached_property
    def opened(self) -> Unknown:
        """What finding results of unknown tests needs."""
        return Unknown(self.unknown, self.tests, self.prose.links, self.prose.conditions, self.measures)

    @cached_property
    def in_words(self) -> InWords:
        """What finding results in words of unknown tests needs."""
        return InWords(self.forms, self.opened, self.results)

    def besides(self, clause: Clause, told: Sequence[Said], base: Result) -> list[Said]:
        """The results that a clause states beside those of known tests (`told`), with these."""
        said = further_values(clause, told, base, self.tests)
        said += by_sites(clause, said, base, self.tests, self.results)
        said += self.opened.find(clause, said, base)
        said += self.in_words.find(clause, said, base)
        return with_antibodies(clause, said, base, self.tests)


def words_from(data: Mapping[str, Any]) -> Words:
    return Words(
        lab_tests(data),
        column_words(data),
        result_words(data),
        prose_words(data),
        PhraseIndex.of((str(one), True) for one in data["collected"]),
        PhraseIndex.of((str(one), True) for one in data["resulted"]),
        PhraseIndex.of((str(one), name) for name, said in data["specimens"].items() for one in said),
        PhraseIndex.of((str(one), True) for one in data["recent"]),
        PhraseIndex.of((str(one), True) for one in data["labels"]),
        PhraseIndex.of((str(one), True) for one in data["panels"]),
        PhraseIndex.of((str(one), True) for one in data["measures"]),
        {str(code): name for name, codes in data["growth_codes"].items() for code in codes},
        open_words(data),
        forms_from(data),
    )
