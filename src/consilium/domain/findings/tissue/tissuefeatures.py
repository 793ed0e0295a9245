"""What reports on tissue and operations describe and no other rule has claimed: rosettes, mitoses, a cut surface, an
organ that was looked at.

Each feature is a `condition` of its day (`symptom`), under the field's English term, with the words as written as its
value: it says what was seen, and is no illness of the child's list. Denied ones are negated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.cited import Cited
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.findings.tissue.tissuerows import rows_in
from consilium.domain.phrases import PhraseIndex, fold
from consilium.domain.records import Category, Citation

_OF_TISSUE = frozenset({Category.PATHOLOGY_REPORT})
_OF_OPERATIONS = frozenset({Category.OPERATIVE})
_SILENT = frozenset(
    {Section.INDICATION, Section.HISTORY, Section.PAST_HISTORY, Section.FAMILY_HISTORY, Section.PLAN, Section.GENERAL}
    | {Section.QUESTIONS, Section.STAINS, Section.COMPARISON, Section.MEDICINES, Section.ALLERGIES, Section.TECHNIQUE}
    | {Section.MOLECULAR, Section.DIAGNOSIS, Section.SPECIMEN}
)
_NOT_OF_BLOOD = frozenset({
    Section.INDICATION, Section.FAMILY_HISTORY, Section.PLAN, Section.GENERAL, Section.QUESTIONS, Section.MEDICINES,
    Section.ALLERGIES,
})  # fmt: skip
_HELD = frozenset({Assertion.STATED, Assertion.NEGATED, Assertion.UNCERTAIN})
# How much of it: `Mitoses ... 9 / 10 HPF`, `necrosis 10 %`.
_HOW_MUCH = re.compile(
    r"[\s.:,(=–-]{1,60}?(?:(?:up to|about|approximately|hasta|unas?|count|of|de|brisk)\s){0,2}"
    r"(?P<said>\d{1,3}(?:[.,]\d)?\s?(?:%|(?:/|per|por|in|en)\s?\d{0,2}\s?"
    r"(?:hpf|high[- ]power fields?|cga|campos?[a-z ]{0,24}|mm2)))",
    re.IGNORECASE,
)
# What an operation says of an organ that it only looked at.
_LOOKED_AT = re.compile(
    r"\s?(?:\([^()]{1,30}\)\s?)?(?::|,|is|are|was|were|looked|appear(?:s|ed)|seemed|felt"
    r"|se (?:ven?|observan?|palpan?)|fue(?:ron)?|est[aá]n?|estaba[n]?|impresiona[n]?|all|both|y|and|grossly"
    r"|macroscopicamente|on inspection|inspected and)?"
    r"(?:\s[a-z]+,?){0,3}?\s(?P<said>(?:entirely |grossly |completely )?"
    r"(?:normal(?:es)?|unremarkable|clean|clear|quiet|flat|attached|transparentes?|aplicada|bien (?:adaptada|colocada)"
    r"|uninvolved|free(?: of (?:tumou?r|disease|metasta\w+))?|shows? no \w+|with(?:out| no) \w+"
    r"|(?:no|not) (?:est[aá]n? |muestran? |presentan? |show |contain )(?:\w+ )?(?:infiltra\w+|tumou?r|invaded|involved"
    r"|comprometid\w+|compromiso|invasi\w+|afectad\w+|enfermedad)|sin (?:tumor|inflamaci[oó]n|opacidades)|cloudy|hazy"
    r"|not (?:involved|infiltrated|invaded|enlarged|adherent)|healthy|intact|smooth|spared|preserved|san[oa]s?"
    r"|limpi[oa]s?|libres?|indemnes?|respetad[oa]s?|sin (?:lesiones|alteraciones|infiltraci[oó]n|implantes"
    r"|met[aá]stasis)|no (?:infiltrad[oa]s?|comprometid[oa]s?|aumentad[oa]s?)|enlarged|adherent|involved|infiltrated"
    r"|invaded|breached|ulcerated|crossed|perforated|effaced|replaced|atrophic|[uú]lcerad[oa]s?|perforad[oa]s?"
    r"|atravesad[oa]s?"
    r"|sobrepasad[oa]s?|reemplazad[oa]s?|invadid[oa]s?|rot[oa]s?|adherid[oa]s?|infiltrad[oa]s?|comprometid[oa]s?"
    r"|aumentad[oa]s? de tama[nñ]o))(?![\w-])",
    re.IGNORECASE,
)
# That a part is free of disease, and that it is held by it; all else is how it looks.
_FREE = re.compile(
    r"\b(?:clean|uninv|free|not (?:involved|infiltrated|invaded)|no \w|not \w+ (?:tumou?r|inv)|spared|limpi|libre"
    r"|indemne|respet|sin (?!alter|opac|inflam)|with no|without|shows? no|no )",
    re.IGNORECASE,
)
_HELD_BY = re.compile(
    r"^(?:involved|infiltrat|invaded|infiltrad|comprometid|breached|crossed|replaced|atravesad|sobrepasad|invadid)",
    re.IGNORECASE,
)
# `Treatment effect: no known presurgical therapy`: there is nothing that could have one.
_UNTREATED = re.compile(
    r"\s?[:|]?\s?(?:no known|not applicable|n/a|no aplica|no procede|no prior|no previous|sin tratamiento"
    r"|no presurgical)",
    re.IGNORECASE,
)
_MOST_OF_CLAUSE = 40
_NONE: PhraseIndex[str] = PhraseIndex()
# A paper that looks into eyes.
_OF_EYES = re.compile(
    r"\b(?:retinoblastomas?|fundus|fundoscop\w+|fondo de ojo|funduscop\w+|indirect ophthalmoscopy|slit[- ]lamp"
    r"|lampara de hendidura|anterior segment|segmento anterior|intraocular pressure|presion intraocular"
    r"|anterior chamber|camara anterior|icrb|iirc|retcam|ocular oncology|oncologia ocular|leu[ck]ocoria)\b"
)


@dataclass(frozen=True)
class FeatureWords:
    """Features, parts of what was taken out and organs that are looked at, by all their ways of being written."""

    features: PhraseIndex[str]
    parts: PhraseIndex[str]
    organs: PhraseIndex[str]
    eye: PhraseIndex[str]
    eye_parts: PhraseIndex[str]
    rows: PhraseIndex[str] = field(default_factory=PhraseIndex)
    blood: PhraseIndex[str] = field(default_factory=PhraseIndex)

    def of(self, paper: Paper) -> tuple[PhraseIndex[str], PhraseIndex[str]]:
        """Features and parts that a paper of this kind may tell of; none where it tells of no tissue and no eye."""
        if paper.category in _OF_TISSUE:
            return self.features, self.parts
        if tells_of_eyes(paper) and paper.category is not Category.IMAGING_REPORTS:
            return self.eye, self.eye_parts
        return _NONE, self.organs if paper.category in _OF_OPERATIONS else _NONE


def tells_of_eyes(paper: Paper) -> bool:
    """Whether a paper looks into eyes."""
    return any(_OF_EYES.search(clause.folded) for clause in paper.clauses)


def words_from(document: Mapping[str, Any]) -> FeatureWords:
    """The table as written. Raises KeyError where a part is missing."""
    features, parts, organs = document["features"], document["parts"], document["organs"]
    eye, eye_parts = document["eye"], document["eye_parts"]
    return FeatureWords(
        _index(features),
        _index({**eye_parts, **parts}),
        _index({**parts, **organs}),
        _index(eye),
        _index(eye_parts),
        _index({**eye_parts, **parts, **organs, **document["row_parts"]}),
        _index(document["blood"]),
    )


def _index(table: Mapping[str, Iterable[str]]) -> PhraseIndex[str]:
    return PhraseIndex.of(
        (form, name) for name, ways in table.items() for way in ways for form in (way, f"{way}s", f"{way}es")
    )


def features_in(paper: Paper, found: Iterable[Finding], words: FeatureWords, said: AssertionWords) -> Iterator[Finding]:
    """Features that no finding of `found` tells, in the order of the paper."""
    features, parts = words.of(paper)
    cited = Cited.of(found)
    yield from _of_blood(paper, words.blood, cited, said)
    if features is _NONE and parts is _NONE:
        return
    rows = list(rows_in(paper, words.rows, cited)) if paper.category in _OF_TISSUE else []
    yield from rows
    told = {one.citations[0] for one in rows}
    for at, clause in enumerate(paper.clauses):
        if clause.section in _SILENT or clause.text.rstrip().endswith("?"):
            continue
        for span in spans_in(clause, features)[:_MOST_OF_CLAUSE]:
            if not cited.has(clause, span.start, span.end, fold(span.value)):
                yield from (replace(one, clause=at) for one in _feature(clause, span, said))
        for span in spans_in(clause, parts)[:_MOST_OF_CLAUSE]:
            if not cited.has(clause, span.start, span.end, fold(span.value)):
                yield from (one for one in _part(clause, span, said) if not _among(told, one))


def _of_blood(paper: Paper, features: PhraseIndex[str], cited: Cited, said: AssertionWords) -> Iterator[Finding]:
    """What films of blood and marrow show, whatever paper tells it; under the head of a disease or a specimen too."""
    for at, clause in enumerate(paper.clauses):
        if clause.section in _NOT_OF_BLOOD or clause.text.rstrip().endswith("?"):
            continue
        for span in spans_in(clause, features)[:_MOST_OF_CLAUSE]:
            if cited.has(clause, span.start, span.end, fold(span.value)):
                continue
            for one in _feature(clause, span, said):
                # `not evaluable (hemodilute)`: what a bracket gives as the reason is there
                reason = one.assertion is Assertion.NEGATED and clause.text[: span.start].rstrip().endswith("(")
                yield replace(one, clause=at, assertion=Assertion.STATED if reason else one.assertion)


def _among(told: Iterable[Citation], one: Finding) -> bool:
    """Whether a row has told it already."""
    place = one.citations[0]
    return any(place.page == other.page and place.quote in other.quote for other in told)


def _feature(clause: Clause, span: Span[str], words: AssertionWords) -> Iterator[Finding]:
    assertion = assertion_of(clause, span.start, span.end, words)
    if assertion not in _HELD or _UNTREATED.match(clause.text, span.end):
        return
    much = _HOW_MUCH.match(clause.text, span.end) if assertion is Assertion.STATED else None
    end = much.end() if much else span.end
    written = clause.text[span.start : span.end].lower()
    value = much["said"] if much else written if fold(written) != fold(span.value) else ""
    yield _finding(clause, span.value, value, assertion, (span.start, end))


def _part(clause: Clause, span: Span[str], words: AssertionWords) -> Iterator[Finding]:
    looked = _LOOKED_AT.match(clause.text, span.end)
    if looked is None or assertion_of(clause, span.start, span.end, words) not in _HELD:
        return
    state, free = looked["said"], _FREE.search(looked["said"]) is not None
    name = f"{span.value} involvement" if free or _HELD_BY.search(state) is not None else span.value
    assertion = Assertion.NEGATED if free else Assertion.STATED
    yield _finding(clause, name, state, assertion, (span.start, looked.end()))


def _finding(clause: Clause, name: str, value: str, assertion: Assertion, place: tuple[int, int]) -> Finding:
    return Finding(
        Kind.CONDITION,
        name,
        value=value,
        assertion=assertion,
        detail={"symptom": "yes"},
        citations=(clause.cite(*place),),
        confidence=clause.confidence,
    )
