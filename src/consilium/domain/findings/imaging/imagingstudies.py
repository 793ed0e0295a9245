"""Which study a text of imaging is about: the whole paper's, or the one that a sentence quotes, and of which day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.told import year_behind
from consilium.domain.findings.days.studydays import study_day
from consilium.domain.findings.examination.eyetumors import ASLEEP
from consilium.domain.findings.imaging.lesionsizes import Study, Words
from consilium.domain.findings.imaging.saidparts import cut
from consilium.domain.findings.imaging.sizes import sizes_in
from consilium.domain.findings.imaging.studytitles import day_in_title, is_plate, only_guides
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.labelled import dates_of, labelled_date, own_accession
from consilium.domain.findings.text.spans import Span, broken, spans_in, words_between
from consilium.domain.records import Category, Citation

# What tests of the heart tell of a picture.
_BY_HEART_TEST = (
    "effusion", "thrombus", "mass", "vegetation", "hypokinesis", "regurgitation", "coarctation", "stenosis", "lesion",
    "malformation", "hypertrophy", "pulmonary hypertension", "aneurysm",
)  # fmt: skip
_BEFORE_MODALITY = frozenset(
    ("on", "in", "by", "per", "en", "por", "segun", "mediante", "la", "el", "una", "the", "a", "chest", "of", "seen",
     "visible", "noted", "found", "identified", "demonstrated", "detected", "visto", "vista", "vistos", "vistas", "de",
     "mm", "cm", "x", "intraop", "intraoperative", "preop", "postop", "bedside", "his", "her", "su", "last", "ultima",
     "was", "were", "excluded", "out", "descartada", "descartado", "fue")
)  # fmt: skip
_OCCASION_REACH, _NAMED_WORDS = 5, 10
# `CT chest 4/2/2024: no pulmonary nodules`.
_COLON_REACH, _LATER_REACH = 60, 90
_OPENS = re.compile(r":|\d\s?[-–—]\s|\s[-–—]\s|\d\)?\s\((?=[^\W\d])")
# `Head CT 02/07 no hemorrhage`: a few words of place and day, and straight on what was not seen.
_DENIES_NEXT = re.compile(
    r"(?:\s(?:of|the|de|del|la|el|on|en)?\s?[^\s.,;:]{1,14}){0,5}?\s(?:no|nil|sin|without|neg(?:ative)?(?: for)?)\s"
    r"(?!(?:done|made|needed|required|available|yet|se|hecha?|realizad[oa]|disponible|hay|fue|contrast\w*|"
    r"iv)\b)(?=[^\W\d])",
    re.IGNORECASE,
)
# The line of a report that names its study.
_STUDY_LABEL = re.compile(
    r"\s*(?:\W{0,3})(?:(?:\d{1,2}|[IVX]{1,3}|[A-Z])[.)]\s)?(?:informe|report|estudio|study|exam(?:en|ination)?|"
    r"procedure|"
    r"procedimiento|investigation|exploraci[oó]n|prueba|test|t[ií]tulo)\b",
    re.IGNORECASE,
)
_REPORT_DAY = re.compile(
    r"\b(?:report\w*|informe|informad[oa]|verified|signed|validad[oa]|firmad[oa]|printed|DOB|FN|born|"
    r"nac\w*)\W{0,4}(?:date|el|de)?\W{0,3}$",
    re.IGNORECASE,
)
_NOT_TITLES = (Section.COMPARISON, Section.INDICATION, Section.HISTORY, Section.TECHNIQUE, Section.PLAN)
_TITLE_WORDS, _CAPITALS = 26, 0.55
_DAY_NEXT = re.compile(r"(?:\s[^\s.,;:]{1,14}){0,2}?\s\(?\d{1,4}[-./]\d{1,2}(?:[-./]\d{2,4})?\)?\s(?=[^\W\d])")
_TITLE_CLAUSES = 25
# `CXR cardiomegaly, no consolidation`, not `CT for nodules`, `MRI of the mass`, `scan to exclude abscess`.
_OPENS_PART = re.compile(r"[.;:]\s(?:[^\s.;:,]{1,12}\s)?$|\n\s*$")
_NOT_STRAIGHT = re.compile(
    r"\?|\b(?:for|to|of|de|del|para|por|if|si|before|after|antes|tras|rule|r/o|query|exclude|descartar|guided|"
    r"protocol|protocolo|board|"
    r"clinic|review|request\w*|solicit\w*|with a view|and|y|or|o|biops\w+|cada|every|since|desde|until|hasta|"
    r"follow\w*)\b",
    re.IGNORECASE,
)
_FEW_WORDS, _AFTER_LESION = 4, 12
_BRACKETS = re.compile(r"\s?\([^()\d]{1,24}\)")
_NAMES = ("Mr", "mr", "Cat", "cat", "Rm")
_NEXT_STUDY = re.compile(
    r"[;.]\s.{0,24}$|,\s(?:(?:and|y|the|la|el|his|her|su)\s){0,2}$|\b(?:and|y)\s(?:(?:a|an|the|la|el|un|una|his|her|"
    r"su)\s)?$"
)
_PART_BEFORE = re.compile(r"[,;]\s(?:(?:and|y|the|la|el|his|her|su)\s){0,2}$", re.IGNORECASE)
# A study that is to be made has shown nothing yet.
_TO_COME = re.compile(
    r"^[^.;]{0,60}?\b(?:booked|scheduled|pending|planned|requested|awaited|not (?:done|yet|available)|is due|"
    r"due (?:in|on|next|"
    r"for)|listed (?:for|on)|to be (?:done|booked|repeated|arranged)|to (?:follow|arrange)|arranged|organi[sz]ed|"
    r"ordered|"
    r"will be|would be|programad[oa]|agendad[oa]|turno|cita|pendiente|solicitad[oa]|se solicita|citad[oa]|"
    r"reprogramad[oa]|"
    r"no realizad[oa]|no disponible|se realizar[aá]|a realizar)\b",
    re.IGNORECASE,
)
_HAS_SHOWN = re.compile(
    r"\b(?:shows?|showed|shown|reveal(?:s|ed)|demonstrat(?:es|ed)|muestra|mostr[oó]|evidenci[oóa]|revel[oóa])\b",
    re.IGNORECASE,
)
# A paper that lists so many ways of imaging with their days is a list of studies, and no report on one.
_MANY_STUDIES = 3
# A report, and a list of what lies on a disc.
_OF_IMAGING = frozenset({Category.IMAGING_REPORTS, Category.IMAGING})


def whole_study(paper: Paper, words: Words) -> Study | None:
    """The study that a whole paper describes; None for a letter, which may quote many."""
    if paper.category in _OF_IMAGING:
        listed = len(listed_studies(paper, words)) >= _MANY_STUDIES and not _has_findings(paper, words)
        return None if listed else _study(paper, words)
    first = [clause for clause in paper.clauses[:_TITLE_CLAUSES] if len(clause.words) <= 12]
    titles = [span for clause in first for span in spans_in(clause, words.lists["examinations"])]
    if paper.category is Category.HEART_HEARING_TESTS and any(one.value == "echocardiogram" for one in titles):
        return Study("echocardiogram", _exam_date(paper, words), own_accession(paper), only=_BY_HEART_TEST)
    if paper.category in (None, Category.HEART_HEARING_TESTS) and any(one.value == ASLEEP for one in titles):
        return Study(ASLEEP, paper.date, own_accession(paper), report=True)
    return None


def _has_findings(paper: Paper, words: Words) -> bool:
    """Whether a paper has a part of findings that tells of lesions, as no list of studies has."""
    told = [one for one in paper.clauses if one.section is Section.FINDINGS and lesion_in(one, words) is not None]
    return len(told) >= _MANY_STUDIES


def listed_studies(paper: Paper, words: Words) -> dict[str, set[PartialDate]]:
    """The days of studies that a paper on imaging names, by the way of imaging; none for other papers."""
    if paper.category not in _OF_IMAGING:
        return {}
    found: dict[str, set[PartialDate]] = {}
    for clause in paper.clauses:
        spans = modalities_in(clause, words)
        days = dates_of(clause, paper.date_order) if len(spans) == 1 else []
        if len(days) == 1 and 0 <= days[0].start - spans[0].end <= _COLON_REACH:
            found.setdefault(spans[0].value, set()).add(days[0].value)
    return found


def _study(paper: Paper, words: Words) -> Study:
    """The study of an imaging report: the first modality that its title names, its labelled date or the paper's own."""
    modality = ""
    for clause in paper.clauses[:_TITLE_CLAUSES]:
        found = modalities_in(clause, words)
        if found and clause.section not in (Section.COMPARISON, Section.INDICATION, Section.HISTORY):
            modality = found[0].value
            break
    return Study(modality, _exam_date(paper, words), own_accession(paper), report=True)


def _exam_date(paper: Paper, words: Words) -> PartialDate | None:
    """The labelled day of the examination, else the paper's; never that of a study which it is compared with."""
    heads = tuple(_uncompared(one) for one in paper.clauses if one.section is not Section.COMPARISON)
    own = tuple(one for one in heads if one is not None)
    found = labelled_date(replace(paper, clauses=own), words.lists["study_dates"], "study_dates")
    found = found or _titled_day(paper, words, own) or day_in_title(paper, own, lambda one: _named_at(one, words))
    if found is not None:
        return found[0]
    own = tuple(one for one in paper.clauses if one.section is not Section.COMPARISON and not is_compared(one))
    told = {date.value for one in own for date in dates_of(one, paper.date_order)}
    elsewhere = {date.value for one in paper.clauses if one not in own for date in dates_of(one, paper.date_order)}
    days = told - {paper.birth}
    if paper.date is None and len(days) == 1:
        return days.pop()
    if paper.date in told or paper.date not in elsewhere:
        return paper.date
    first = [date.value for one in own[:_TITLE_CLAUSES] for date in dates_of(one, paper.date_order)]
    return next((one for one in first if one != paper.birth), paper.date)


def _named_at(clause: Clause, words: Words) -> int | None:
    """Where a clause names a way of imaging; None where it names none."""
    found = modalities_in(clause, words)
    return found[0].end if found else None


def _uncompared(clause: Clause) -> Clause | None:
    """A clause up to what it is compared with (`Study: 2/21/2024  Prior: 11/15/2023`); None where nothing is left."""
    if not is_compared(clause):
        return clause
    first = next(word for word in clause.words if word.text.startswith(_COMPARED))
    return cut(clause, 0, first.start) if clause.text[: first.start].strip() else None


def _titled_day(paper: Paper, words: Words, own: tuple[Clause, ...]) -> tuple[PartialDate, Citation] | None:
    """The only day in the line that names the study: `Examen: RESONANCIA DE RODILLA (16/04/2024)`."""
    for clause in own[:_TITLE_CLAUSES]:
        if clause.section in _NOT_TITLES or len(clause.words) > _TITLE_WORDS or clause.text.rstrip().endswith("."):
            continue
        letters = [char for char in clause.text if char.isalpha()]
        loud = sum(char.isupper() for char in letters) > _CAPITALS * len(letters)
        if not (loud or _STUDY_LABEL.match(clause.text)) or not modalities_in(clause, words):
            continue
        days = [one for one in dates_of(clause, paper.date_order) if one.value != paper.birth]
        if (
            len(days) == 1
            and (paper.date is None or days[0].value <= paper.date)
            and not _REPORT_DAY.search(clause.text, 0, days[0].start)
        ):
            return days[0].value, clause.cite(days[0].start, days[0].end)
    return None


_COMPARED = ("compar", "previo", "prior", "previous")
_FIRST = re.compile(r"\b(?:baseline|diagn\w+|initial\w*|inicial\w*|basal|debut|pre-?treatment)\b", re.IGNORECASE)
_FIRST_REACH = 24
_ASIDE = re.compile(r"\s?\([^()]{0,30}\)")


def with_compared(paper: Paper, study: Study, words: Words | None = None) -> Study:
    """The study with the days of those that the report is compared with: the last of them, and the first one where
    it is called so. A report on one other study has both in it."""
    first: PartialDate | None = None
    days: set[PartialDate] = set()
    alike: set[PartialDate] = set()  # of its own way of imaging, which a scan is rather compared with
    for clause in paper.clauses:
        if clause.section is not Section.COMPARISON and not is_compared(clause):
            continue
        read = 0
        for date in dates_of(clause, paper.date_order):
            near = clause.text[max(read, date.start - _FIRST_REACH) : date.start]
            aside = _ASIDE.match(clause.text, date.end)
            near += aside[0] if aside else ""
            first = date.value if first is None and _FIRST.search(near) else first
            days.add(date.value)
            own = modalities_in(cut(clause, read, date.end), words)[-1:] if study.modality and words else []
            alike |= {date.value for one in own if one.value == study.modality}
            read = date.end
    days -= {paper.birth, study.date, paper.date}
    others = sorted((alike & days or days) - {first})
    last = others[-1] if others else first if len(days) == 1 else None
    return replace(study, prior=last, baseline=first or (min(days) if len(days) == 1 else None))


def is_compared(clause: Clause) -> bool:
    return any(word.text.startswith(_COMPARED) for word in clause.words)


def quoted_study(
    paper: Paper, clause: Clause, words: Words, listed: Mapping[str, set[PartialDate]] = MappingProxyType({})
) -> Study | None:
    """The study that a sentence of a letter quotes: it names the modality, and the day where it says so."""
    found = modalities_in(clause, words)
    if not found:
        return _quoted_examination(paper, clause, words) or _quoted_picture(paper, clause, words)
    if _TO_COME.match(clause.text[found[0].end : found[0].end + _COLON_REACH]):
        return None
    day = study_day(paper, clause, found[0]) or year_behind(clause.text, _past_aside(clause.text, found[0].end))
    own = Study(found[0].value, day or _only_date(listed, found[0].value))
    if _by_study(clause, words, found[0]):
        return own
    shows = [one for one in spans_in(clause, words.lists["shows"]) if one.start >= found[0].end]
    shows = shows or told_normal(clause, words, found[0])
    opened = _OPENS.search(clause.text, found[0].end, found[0].end + _COLON_REACH)
    opened = opened or _DENIES_NEXT.match(clause.text, found[0].end)
    told = shows or opened or _dated_straight(paper, clause, words, found[0]) or any(sizes_in(clause.text))
    return own if told else None


def _past_aside(text: str, end: int) -> int:
    """Past brackets right behind a study's name: `CT (low dose) 2023`."""
    aside = _BRACKETS.match(text, end)
    return aside.end() if aside is not None else end


def is_to_come(clause: Clause, words: Words) -> bool:
    """Whether a sentence only tells of a study that is to be made: `Spine MRI is due in December.`"""
    found = modalities_in(clause, words)
    told = found and _TO_COME.match(clause.text[found[0].end : found[0].end + _LATER_REACH])
    return bool(told) and _HAS_SHOWN.search(clause.text, found[0].end) is None


def _dated_straight(paper: Paper, clause: Clause, words: Words, study: Span[str]) -> bool:
    """`MRI 3/14 multifocal T2 lesions`: a study, its day right behind it, and straight on a lesion."""
    told = [one for group in words.lesions for one in spans_in(clause, group)]
    day = _DAY_NEXT.match(clause.text, study.end)
    if day is not None and paper.date is not None and any(0 <= one.start - day.end() <= _COLON_REACH for one in told):
        return True
    opens = (
        not clause.text[: study.start].strip(" -•*#>\t") or _OPENS_PART.search(clause.text, 0, study.start) is not None
    )
    if not opens or clause.section is Section.PLAN or clause.cells:
        return False
    near = [
        one
        for one in told
        if one.start > study.end and len(words_between(clause.text, study.end, one.start)) <= _FEW_WORDS
    ]
    return any(
        _NOT_STRAIGHT.search(clause.text[study.end : one.end + _AFTER_LESION]) is None
        and not broken(clause.text, study.end, one.start)
        for one in near
    )


def _quoted_examination(paper: Paper, clause: Clause, words: Words) -> Study | None:
    """A test of the heart or a look under anesthesia that a sentence quotes."""
    named = next(iter(spans_in(clause, words.lists["examinations"])), None)
    if named is None:
        return None
    only = _BY_HEART_TEST if named.value == "echocardiogram" else ()
    return Study(named.value, study_day(paper, clause, named), only=only)


def _quoted_picture(paper: Paper, clause: Clause, words: Words) -> Study | None:
    """A study that a sentence quotes by no way of imaging: `her last scan showed two spots`."""
    named = next(iter(spans_in(clause, words.lists["pictures"])), None)
    if named is None or clause.cells or _TO_COME.match(clause.text[named.end : named.end + _COLON_REACH]):
        return None
    tells = [one for one in spans_in(clause, words.lists["shows"]) if one.start >= named.end]
    tells = tells or [one for one in told_normal(clause, words, named)]
    if not tells and not _OPENS.search(clause.text, named.end, named.end + _COLON_REACH):
        return None
    return Study("", study_day(paper, clause, named) or year_behind(clause.text, named.end))


def named_study(paper: Paper, clause: Clause, words: Words, day: PartialDate | None) -> Study | None:
    """The study that a few words name with no more than its day, before sentences on what it showed: `9/22/22 MRI
    brain + orbits.`; `day` is that of the entry in which it stands."""
    found = modalities_in(clause, words) if len(clause.words) <= _NAMED_WORDS else []
    when = (study_day(paper, clause, found[0]) or day) if len(found) == 1 else None
    return Study(found[0].value, when) if when is not None else None


def told_normal(clause: Clause, words: Words, modality: Span[str]) -> list[Span[str]]:
    """`MRI of the brain on 6 September was normal`."""
    spans = [one for one in spans_in(clause, words.lists["normal"]) if one.start >= modality.end]
    return [
        one
        for one in spans
        if not broken(clause.text, modality.end, one.start) and "," not in clause.text[modality.end : one.start]
    ]


def _only_date(listed: Mapping[str, set[PartialDate]], modality: str) -> PartialDate | None:
    """The day of the only study of its way of imaging that a list of several studies has."""
    days = listed.get(modality, set())
    return next(iter(days)) if len(days) == 1 and len(listed) >= _MANY_STUDIES else None


def studies_apart(clause: Clause, words: Words) -> list[Clause]:
    """The stretches of a sentence that tells of several studies, each from its name on: `US normal; CT chest 4/1: two
    nodules`. Others as they are."""
    found = modalities_in(clause, words) if not clause.cells else []
    starts = [
        one.start
        for before, one in pairwise(found)
        if one.value != before.value and _NEXT_STUDY.search(clause.text, before.end, one.start)
    ]
    if found and _PART_BEFORE.search(clause.text, 0, found[0].start) and _opens_own(clause, words, found[0]):
        starts.insert(0, found[0].start)  # `No focal deficit, CT head 27/2: normal`
    bounds = [0, *starts, len(clause.text)]
    return [cut(clause, first, last) for first, last in pairwise(bounds)] if starts else [clause]


def _opens_own(clause: Clause, words: Words, study: Span[str]) -> bool:
    """Whether what a study showed follows its name, so that what stands before it is told of other things."""
    opened = _OPENS.search(clause.text, study.end, study.end + _COLON_REACH)
    return bool(opened or told_normal(clause, words, study)) and not _by_study(clause, words, study)


def modalities_in(clause: Clause, words: Words) -> list[Span[str]]:
    """Ways of imaging; `Mr` before a name is none."""
    spans = spans_in(clause, words.lists["modalities"])
    spans = [span for span in spans if not only_guides(clause.text, span.start, span.end)]
    spans = [span for span in spans if not is_plate(clause.text, span.start, span.end)]
    return [span for span in spans if clause.text[span.start : span.end] not in _NAMES]


def _by_study(clause: Clause, words: Words, modality: Span[str]) -> bool:
    """`No mediastinal mass on chest film`, `right jugular vein patent on US`: what is told, and right after it the
    study that showed it or did not."""
    lesion = lesion_in(clause, words)
    told = [lesion] if lesion is not None else spans_in(clause, words.lists["normal"])
    ahead = [one for one in told if one.end <= modality.start and not broken(clause.text, one.end, modality.start)]
    if not ahead:
        return False
    sites = [one for one in spans_in(clause, words.sites.sites) if one.end <= modality.start]
    between = [
        word.text
        for word in words_between(clause.text, ahead[-1].end, modality.start)
        if not word.text[0].isdigit() and not any(one.start <= ahead[-1].end + word.start < one.end for one in sites)
    ]
    # One word more may say where: `hematoma perirrenal en ecografía`.
    return (
        0 < len(between) <= _OCCASION_REACH
        and len(set(between) - _BEFORE_MODALITY) <= 1
        and between[-1] in _BEFORE_MODALITY
    )


def lesion_in(clause: Clause, words: Words) -> Span[str] | None:
    for group in words.lesions:
        for span in spans_in(clause, group):
            return span
    return None
