"""The word tables of all rules for findings. With the rules behind them: who only extracts nothing imports the package
beside this and waits for none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any

from consilium.domain.findings import codes
from consilium.domain.findings.assertions import advice, assertion, framewords, leftovers, sentenceframes, warnedof
from consilium.domain.findings.assertions.assertionwords import AssertionWords
from consilium.domain.findings.codes import Codes
from consilium.domain.findings.examination import examined, figurestold
from consilium.domain.findings.findingwords import FindingWords
from consilium.domain.findings.text import labelledsides
from consilium.domain.findings.text.headings import SectionWords
from consilium.domain.findings.tissue import tissuefeatures
from consilium.domain.findings.topics import TOPICS
from consilium.knowledge.documents import document
from consilium.knowledge.findingbounds import finding_bounds
from consilium.knowledge.findings import section_words
from consilium.knowledge.rules import rules


@cache
def finding_words() -> FindingWords:
    """The program's own tables. Raises ValueError or KeyError where a file is not of its shape."""
    names = [topic.__name__.rpartition(".")[2] for topic in TOPICS]
    shared: dict[str, dict[str, Any]] = {}
    topics: dict[str, Any] = {
        name: topic.words_from(_table(topic, name, shared)) for name, topic in zip(names, TOPICS, strict=True)
    }
    return FindingWords(
        _with_things(section_words(), topics),
        _assertion_words(),
        topics,
        leftovers.words_from(document("findings/sought.yaml")),
        tissuefeatures.words_from(document("findings/tissuefeatures.yaml")),
        warnedof.words_from(document("findings/warnings.yaml")),
        examined.words_from(document("findings/examined.yaml")),
        figurestold.words_from(document("findings/scales.yaml")),
        labelledsides.words_from(document("findings/pairs.yaml")),
        advice.words_from(document("findings/advice.yaml")),
        sentenceframes.words_from(document("findings/sentenceframes.yaml")),
        finding_codes(),
        sorting=rules().sorting,
        bounds=finding_bounds(),
    )


def _assertion_words() -> AssertionWords:
    words = assertion.words_from(document("findings/assertion.yaml"))
    table = document("findings/thingframes.yaml")
    both = {**table, "frames": [*table["treatments"], *table["frames"]]}
    return replace(words, frames=framewords.words_from(table), treatments=framewords.words_from(both))


def _with_things(sections: SectionWords, topics: Mapping[str, Any]) -> SectionWords:
    """The words of headings with the names of illnesses, medicines, tests and operations, which head items of lists."""
    medicines = (topics["chemotherapy"].drugs, topics["medicines"].names.index)
    things = (
        topics["history"].conditions,
        topics["diagnosis"].diseases.names,
        topics["toxicity"].terms,
        topics["surgery"].procedures,
    )
    tests = (topics["laboratory"].tests.by_name,)
    return replace(sections, marked=replace(sections.marked, medicines=medicines, things=things, tests=tests))


@cache
def finding_codes() -> Codes:
    """What coded entries mean. Raises ValueError or KeyError where a file is not of its shape."""
    return codes.words_from(*(document(f"findings/{name}.yaml") for name in ("codes", "laboratory", "chemotherapy")))


def _table(topic: ModuleType, name: str, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A topic's own table with those that it shares with others (its `SHARED`, if it has any), each file read once."""
    names: tuple[str, ...] = (*getattr(topic, "SHARED", ()), name)
    for one in names:
        if one not in known:
            known[one] = document(f"findings/{one}.yaml")
    return {key: value for one in names for key, value in known[one].items()}
