"""What findings, records and studies say in the terms of the requirements: words, modalities, regions, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.completeness.requirements import ImagingWords
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.packet import StudyView
from consilium.domain.phrases import PhraseIndex, fold, words_of

# An accession number in a title: one word, with four figures at least ("B25-01843", "S24-1177", "70031822").
_TOKEN = re.compile(r"[^\s,;()\[\]_]{5,24}")
_DATE_LIKE = re.compile(r"(?:19|20)\d{6}$|\d{1,4}[-./]\d{1,2}[-./]\d{2,4}$")
_LEAST_NUMBER = 5
_LEAST_FIGURES = 4
# Shorter ones count cores, fragments, parts or slides.
_LEAST_ACCESSION = 3
# Signs that recognition or a list puts before a title, and that are none of it.
BEFORE_TITLES = "•·*+-–—_ "
_HAS_NONE = re.compile(
    r"\b(?:(?:we|i) (?:have (?:no|not)|do not have|don't have|lack|could not find|were not sent|never got|did not get)"
    r"|(?:please|kindly) (?:send|forward|mail|provide)|send us|no tenemos|no contamos con|no nos (?:ha|han) llegado"
    r"|no (?:hemos )?recibi\w+|(?:favor de|por favor,?) (?:envi|mand|remit)\w+|carecemos de)\b"
)
SAID = (Assertion.STATED, Assertion.HISTORICAL)


def holds(text: str, index: PhraseIndex[Any] | None) -> bool:
    """Whether a text has one of the phrases; no phrases ask for nothing."""
    return index is None or next(index.find(words_of(text)), None) is not None


def said(finding: Finding) -> str:
    """The words of a finding that say what it is of, as one text."""
    detail = [str(value) for value in finding.detail.values() if isinstance(value, str)]
    shown = [code.display for code in finding.codes]
    return " ".join((finding.name, finding.value, finding.site, *detail, *shown))


def detail(finding: Finding, name: str) -> str:
    value = finding.detail.get(name)
    return value if isinstance(value, str) else "" if value is None else str(value)


def accession(finding: Finding) -> str:
    """The number that a laboratory or an archive gave what a finding tells of; "" where a report only counts its pieces
    (`4 cores`)."""
    number = detail(finding, "number")
    return number if len(squeezed(number)) >= _LEAST_ACCESSION else ""


def is_promised(one: CaseFinding, sent: PhraseIndex[bool]) -> bool:
    """Whether a mention says that the thing was sent, or awaited and not received."""
    return detail(one.shown, "status") in ("sent", "not received") or holds(one.shown.quote, sent)


def has_none(one: CaseFinding) -> bool:
    """Whether a paper says of its own house that it has none of what it names: `We have no hearing test; please send
    one` tells of no holder."""
    said_so = _HAS_NONE.search(fold(one.shown.quote)) is not None
    return said_so or detail(one.shown, "status") in ("not available", "not received")


def day_of(one: CaseFinding) -> PartialDate | None:
    """The day of what is stated, else that of its paper."""
    return one.shown.when or one.record.date


@lru_cache(maxsize=1 << 15)
def squeezed(number: str) -> str:
    """An accession number without its separators, for comparing."""
    return re.sub(r"[\W_]", "", number).upper()


def same_number(one: str, other: str) -> bool:
    """Whether two accession numbers are the same; a part of a specimen ("B25-1843-A2") is that specimen's."""
    first, second = squeezed(one), squeezed(other)
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= _LEAST_NUMBER and (first == second or (longer.startswith(shorter)))


@lru_cache(maxsize=1 << 15)
def numbers_in(text: str) -> tuple[str, ...]:
    """What may be accession numbers in a title or file name; dates and plain years are none."""
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", text[:500])
    found = (hit[0].strip(".:-#") for hit in _TOKEN.finditer(stem))
    return tuple(one for one in found if _is_number(one))


def _is_number(token: str) -> bool:
    figures = sum(char.isdigit() for char in token)
    letters = sum(char.isalpha() for char in token)
    lengthy = len(squeezed(token)) >= _LEAST_NUMBER and figures >= _LEAST_FIGURES
    return lengthy and letters <= _LEAST_FIGURES and not _DATE_LIKE.match(token)


def numbers_of(record: CaseRecord) -> tuple[str, ...]:
    """The numbers that a record bears: those read of it, and those of its title and file name."""
    return (*record.numbers, *numbers_in(record.title), *numbers_in(record.path.rsplit("/", 1)[-1]))


def bears(record: CaseRecord, number: str) -> bool:
    return any(same_number(number, one) for one in numbers_of(record))


def modality(text: str, words: ImagingWords) -> str:
    """The DICOM code of a modality as a text names it, the first; "" for none. A code stands for itself."""
    code = text.strip().upper()
    for name, codes in words.alike.items():
        if code in codes:
            return name
    hit = next(words.modality.find(words_of(text)), None)
    return hit.value if hit else ""


def modalities(texts: Iterable[str], words: ImagingWords) -> frozenset[str]:
    """All modalities that texts name. A PET with CT is a PET."""
    found = {hit.value for text in texts for hit in words.modality.find(words_of(text))}
    return frozenset({"PT"} if "PT" in found else found)


def regions(texts: Iterable[str], words: ImagingWords) -> frozenset[str]:
    return frozenset(hit.value for text in texts for hit in words.region.find(words_of(text)))


def study_modalities(study: StudyView, words: ImagingWords) -> frozenset[str]:
    """The modalities of a study's pictures in the names of `alike`; what is no study of pictures is left out."""
    codes = {*study.modalities, *(series.modality for series in study.series)} - words.no_study
    named = {name for name, alike in words.alike.items() if alike & codes}
    return frozenset({"PT"} if "PT" in named else named)


def study_texts(study: StudyView) -> Sequence[str]:
    return (study.description, study.body_part, *(series.description for series in study.series))
