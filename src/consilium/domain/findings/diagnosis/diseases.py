"""The names of diseases in a clause: which are said, in which form, and which only name a clinic or a trial."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from consilium.domain.findings.diagnosis.eyeshort import is_left_eye
from consilium.domain.findings.diagnosis.subtypes import DENIED, DOUBTED, are_choice, standing
from consilium.domain.findings.illnesses.genetictests import names_test
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.headings import in_capitals
from consilium.domain.findings.text.references import in_reference
from consilium.domain.phrases import PhraseIndex, leading, words_of

# Parts of a paper that are about the child's disease: there a name that says little, or a short one, is believed.
ABOUT = frozenset({Section.DIAGNOSIS, Section.CONCLUSION, Section.HISTORY, Section.COURSE, Section.INDICATION})
_NEAR_WORDS = 8
_MOST_WORDS = 600
# A sentence that names more is a list of something else.
_MOST_NAMES = 40
# Where airways are spoken of, `LMA` is a mask and `OSA` a sleep apnea.
_AIRWAY_SHORT = frozenset({"LMA", "OSA"})
# The grade of a facial palsy: `VII palsy HB III`, `parálisis facial derecha HB 4/6`.
_OF_THE_FACE = re.compile(r"\s?(?:(?:grade|grado|scale|score)\s?)?(?:VI|IV|V|I{1,3}|[1-6](?:/6|/VI)?)(?![\w%]|[.,]\d)")
_FACE = re.compile(r"\b(?:facial|VII|7th|face|House)\b[^.;]{0,40}$", re.IGNORECASE)
# A hearing level: `20 dB HL`, `PTA 12 dB HL`.
_HEARING = re.compile(r"\bd[bB]\b|\bk?Hz\b|\bPTA\b|audio|hearing", re.IGNORECASE)
# The hormone: `LH 5.1`, `FSH y LH`.
_HORMONE = re.compile(r"\b(?:FSH|GnRH|LHRH|estradiol|testoster\w+|pubert\w+|m?U?I?UI?/m?l)\b", re.IGNORECASE)
# White cells: `BL al dx 12.400`, `BL: 32.000`, `BL 4,5 mil`.
_WHITE = re.compile(r"\s?(?:al?\s(?:dx|diagn\w+|ingreso|debut|alta)\s|inicial(?:es)?\s|de\s)?[:=]?\s?[<>]?\d")
_FIGURE = re.compile(r"\s?[:=<>]?\s?\d")
# Abbreviations that are no other word, name or test in a text of capitals.
_CLEAR_IN_CAPITALS = re.compile(
    r"(?:LLA|LAL|LAM|LMA|AML|LPA|LNH|NHL|LMC|CML|JMML|LMMJ|MPAL|RMS|HLH|LHH|LCH|DIPG|GPID|TW)\b|(?:B|T|BCP|ETP)-ALL\b"
)
# `HCL: 445566`, `N.º HCL`: the number of a clinical record.
# `NRAS WT` is of the wild type; what recognition makes of `WT1` beside other genes is no tumor either.
_GENE_BEFORE = re.compile(r"\b[A-Z][A-Z0-9]{2,7}[\s:=(-]{1,3}$")
_OF_GENES = re.compile(
    r"\b(?:LMA|AML|LLA|LAM|leuk\w+|leuce\w+|VAF|wild[- ]?type|FLT3|NPM1|CEBPA|NUP98|transcript\w*)\b|\bp\.[A-Z]",
    re.IGNORECASE,
)
_RECORD = re.compile(r"\s?(?:[:#.-]\s?|n\.?\s?[º°o]\.?\s?)?\d|\s?:")
_AIRWAY = re.compile(
    r"\b(?:propofol|sevo\w*|iso\w{0,5}flur\w+|desflur\w+|remifent\w+|an[ae]+sth\w+|anestes\w+|general|ga|pacu|urpa"
    r"|ett|tot|tet|iv[ai]"
    r"|airways?|v[ií]a a[eé]rea|mask|m[aá]scara|mallampati|intubat\w+|intub\w+|ventilat\w+|size|sz|#\s?\d|deep|cpap"
    r"|bipap"
    r"|snor\w+|apn\w+|sleep|ahi|tonsil\w*|adenoid\w*|igel|i-gel|supragl\w+|lar[ií]ngea|laryngeal)\b",
    re.IGNORECASE,
)

# An abbreviation that has no other meaning in capitals but a common word's, where a sentence tells whose it is:
# `6 y, ALL, maintenance`, `infant ALL with KMT2A`, `transplant for ALL`, `LPA de dos días`.
_PLAIN_SHORT = frozenset(
    {"ALL", "NB", "APL", "LPA", "LMC", "CML", "RMS", "GCT", "HCC", "MDS", "PNET", "LBL", "LAM", "LHH", "EWS", "NPC",
     "SAA", "PTI", "ITP"}
)  # fmt: skip
# A translocation right behind a short name: `APL - t(15;17)`, `LLA/t(9;22)`.
_CHANGED = r"\s?(?:[-–—/,(]\s?)?(?:t|inv)\(\d"
_ENDS_SHORT = re.compile(
    rf"{_CHANGED}|"
    r"\s*(?:[.,;:)]|$|\s(?:maintenance|induction|consolidation|relapse[ds]?|and|y|with|con|in|en|on|off|since"
    r"|desde|de|diagnosed|dx"
    r"|s/p|post|under|bajo|now|day|week|cycle|CR\d|recently|treated|tratad[oa]|who|status)\b)"
)
_OPENS_SHORT = re.compile(
    r"(?:^|[.:;]\s|\b(?:[Ii]nfant|for|with|of|has|had|have|Ph\+|childhood|known|a|an|de|con|por|as|likely"
    r"|probable|HR|SR|CNS|T|B)\s)\s*$"
    r"|\b\d{1,2}\s?(?:y(?:/?o)?|yrs?|years?|mo?|months?|a|a[nñ]os|meses|F|M)?\b[^.;]{0,24}[,.]\s$"
)
_OPENING = re.compile(
    rf"{_CHANGED}|" r"\s(?:de|in|en|on|with|con|s/p|since|relapse[ds]?|diagnosed|and|maintenance)\b|\s*[.,]"
)


@dataclass(frozen=True, slots=True)
class Disease:
    """`morphology` is an ICD-O-3 code ("9663/3") or "", `site` the topography that the name implies or ""."""

    name: str
    id: str
    morphology: str = ""
    site: str = ""
    generic: bool = False


@dataclass(frozen=True)
class DiseaseWords:
    """Names, abbreviations (capitals only), subtypes by the disease that they are of, and what makes a name none."""

    names: PhraseIndex[Disease]
    short: Mapping[str, Disease]
    short_pattern: re.Pattern[str]
    doubtful: frozenset[str]
    context: PhraseIndex[bool]
    subtypes: PhraseIndex[tuple[tuple[str, Disease], ...]]
    not_after: PhraseIndex[bool]
    not_before: PhraseIndex[bool]

    @cached_property
    def short_firsts(self) -> frozenset[str]:
        """The words that abbreviations begin with."""
        return frozenset(words_of(text)[0].text for text in self.short)


@dataclass(frozen=True, slots=True)
class Named:
    """A disease named at `text[start:end]` of a clause; with its subtype it reaches from `low` to `high`."""

    disease: Disease
    start: int
    end: int
    low: int
    high: int
    # What it may be more exactly, each with its place: `rhabdomyosarcoma, favour embryonal`.
    maybe: tuple[tuple[Disease, int, int], ...] = ()

    def as_maybe(self) -> tuple[Named, ...]:
        """The name as each of the kinds that it may be."""
        return tuple(
            Named(exact, self.start, self.end, min(self.low, low), max(self.high, high))
            for exact, low, high in self.maybe
        )


def words_from(data: Mapping[str, Any]) -> DiseaseWords:
    """From `knowledge/findings/diagnosis.yaml`."""
    diseases = [(_disease(entry), entry) for entry in data["diseases"]]
    names = [
        (str(name), disease)
        for disease, entry in diseases
        for name in (disease.name, *entry.get("en", ()), *entry.get("es", ()))
    ]
    short = {str(text): disease for disease, entry in diseases for text in entry.get("short", ())}
    longest_first = sorted(short, key=lambda text: -len(text))
    pattern = re.compile(r"(?<![\w/-])(?:" + "|".join(re.escape(text) for text in longest_first) + r")(?![\w/-])")
    return DiseaseWords(
        PhraseIndex.of(names),
        short,
        pattern,
        frozenset(map(str, data["doubtful"])),
        _index(data["context"]),
        PhraseIndex.of(_subtypes(data["subtypes"])),
        _index(data["not_after"]),
        _index(data["not_before"]),
    )


def named_in(clause: Clause, words: DiseaseWords) -> Iterator[Named]:
    """The diseases that a clause names, from left to right."""
    found = sorted((*_full(clause, words), *_short(clause, words)), key=lambda one: one[1])
    after = 0
    for disease, start, end in found[:_MOST_NAMES]:
        if start >= after and not _names_no_child(clause, start, end, words):
            after = end
            yield _exact(clause, Named(disease, start, end, start, end), words)


def _disease(entry: Mapping[str, Any]) -> Disease:
    return Disease(
        str(entry["name"]),
        str(entry["id"]),
        str(entry.get("morphology", "")),
        str(entry.get("site", "")),
        bool(entry.get("generic", False)),
    )


def _index(phrases: Sequence[str]) -> PhraseIndex[bool]:
    return PhraseIndex.of((str(phrase), True) for phrase in phrases)


def _subtypes(entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[tuple[str, Disease], ...]]]:
    """Each phrase with the diseases that it makes more exact ("anaplastic" of two)."""
    made: dict[str, list[tuple[str, Disease]]] = {}
    for entry in entries:
        exact = Disease(str(entry["name"]), str(entry["of"]), str(entry["morphology"]))
        for phrase in entry["words"]:
            made.setdefault(" ".join(word.text for word in words_of(phrase)), []).append((exact.id, exact))
    return ((phrase, tuple(exact)) for phrase, exact in made.items())


def _full(clause: Clause, words: DiseaseWords) -> Iterator[tuple[Disease, int, int]]:
    parts = leading(clause.words, _MOST_WORDS)
    for hit in words.names.find_blurred(parts) if clause.recognized else words.names.find(parts):
        yield hit.value, parts[hit.first].start, parts[hit.after - 1].end


def _short(clause: Clause, words: DiseaseWords) -> Iterator[tuple[Disease, int, int]]:
    if words.short_firsts.isdisjoint(clause.words.vocabulary):
        return
    capitals = in_capitals(clause.text)
    for found in words.short_pattern.finditer(clause.text):
        if _means_other(clause, found, words, capitals=capitals) or in_reference(clause.text, *found.span()):
            continue
        if found[0] not in words.doubtful or clause.section in ABOUT or _in_context(clause, found, words):
            yield words.short[found[0]], found.start(), found.end()


# What an abbreviation is where its clause says so: a hormone, blood, the left eye, a hearing loss, a gene, a record.
_OTHER_SENSES: Mapping[str, Callable[[str, re.Match[str]], bool]] = {
    "HB": lambda text, found: bool(_OF_THE_FACE.match(text, found.end()) or _FACE.search(text[: found.start()])),
    "LH": lambda text, found: bool(_FIGURE.match(text, found.end()) or _HORMONE.search(text)),
    "BL": lambda text, found: _WHITE.match(text, found.end()) is not None,
    "OS": lambda text, found: is_left_eye(text, *found.span()),
    "HL": lambda text, _: _HEARING.search(text) is not None,
    "WT": lambda text, found: bool(_GENE_BEFORE.search(text[: found.start()]) or _OF_GENES.search(text)),
    "HCL": lambda text, found: _RECORD.match(text, found.end()) is not None,
}


def _means_other(clause: Clause, found: re.Match[str], words: DiseaseWords, *, capitals: bool) -> bool:
    """Whether an abbreviation is another thing in its clause."""
    of_airway = found[0] in _AIRWAY_SHORT
    if capitals and (
        _CLEAR_IN_CAPITALS.match(found[0]) is None or (of_airway and not _in_context(clause, found, words))
    ):
        return True
    if of_airway and _AIRWAY.search(clause.text):
        return True
    other = _OTHER_SENSES.get(found[0])
    return other is not None and other(clause.text, found)


def _in_context(clause: Clause, found: re.Match[str], words: DiseaseWords) -> bool:
    at = bisect_left(clause.words, found.start(), key=lambda word: word.start)
    near = clause.words[max(0, at - 4) : at + 5]
    return any(words.context.find(near)) or _told_short(clause.text, found)


def _told_short(text: str, found: re.Match[str]) -> bool:
    """Whether the words on both sides of an abbreviation make it a disease."""
    if found[0] not in _PLAIN_SHORT or _ENDS_SHORT.match(text, found.end()) is None:
        return False
    opens = not text[: found.start()].strip() and _OPENING.match(text, found.end()) is None
    return not opens and _OPENS_SHORT.search(text[max(0, found.start() - 60) : found.start()]) is not None


def believed(clause: Clause, disease: Disease) -> bool:
    """Whether a name that says little stands where the child's disease is spoken of."""
    return not disease.generic or clause.section in ABOUT


def _names_no_child(clause: Clause, start: int, end: int, words: DiseaseWords) -> bool:
    """Whether the name belongs to a clinic, a trial, a test, a cell or a group of patients."""
    if names_test(clause.text, start, end):
        return True
    at = bisect_left(clause.words, start, key=lambda word: word.start)
    before, after = clause.words[max(0, at - 4) : at], clause.words[at : at + 12]
    after = tuple(word for word in after if word.start >= end)[:4]
    follows = any(hit.first == 0 for hit in words.not_after.find(after))
    if follows and clause.text[end : after[0].start].strip() in ("", "-"):
        return True
    return any(hit.after == len(before) for hit in words.not_before.find(before))


def _exact(clause: Clause, named: Named, words: DiseaseWords) -> Named:
    """The disease with its subtype, where the clause says one near the name."""
    if named.disease.generic:
        return named
    at = bisect_left(clause.words, named.start, key=lambda word: word.start)
    near = clause.words[max(0, at - _NEAR_WORDS) : at + 2 * _NEAR_WORDS]
    kinds = []
    for hit in words.subtypes.find(near):
        exact = dict(hit.value).get(named.disease.id)
        low, high = near[hit.first].start, near[hit.after - 1].end
        if exact is not None and _more_exact(exact, named.disease) and standing(clause.text, low, high) != DENIED:
            kinds.append((exact, low, high))
    maybe = _doubted(clause.text, kinds)
    if maybe or not kinds:
        return replace(named, maybe=maybe)
    exact, low, high = kinds[0]
    return Named(exact, named.start, named.end, min(low, named.start), max(high, named.end))


def _doubted(text: str, kinds: Sequence[tuple[Disease, int, int]]) -> tuple[tuple[Disease, int, int], ...]:
    """The kinds that a sentence only thinks likely or weighs against each other, where the first of them is such."""
    weighed = {
        one
        for first, second in pairwise(kinds)
        if first[0] != second[0] and are_choice(text, first[2], second[1])
        for one in (first, second)
    }
    maybe = tuple(one for one in kinds if one in weighed or standing(text, *one[1:]) == DOUBTED)
    return maybe if kinds and kinds[0] in maybe else ()


# The unspecified morphology of each disease that has subtypes.
_UNSPECIFIED = frozenset({"9650/3", "9835/3", "8900/3", "9470/3", "9180/3", "9391/3"})


def _more_exact(exact: Disease, named: Disease) -> bool:
    return named.morphology in _UNSPECIFIED and exact.morphology != named.morphology
