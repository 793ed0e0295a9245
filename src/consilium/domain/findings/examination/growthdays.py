"""What shows that a measure was taken when the child was seen: vital signs, a word for today; and that it was not."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.labelled import labelled_date
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Category

TODAY = re.compile(r"\b(?:today|this morning|hoy|esta ma[nñ]ana)\b", re.IGNORECASE)
# Signs that are taken when a child is seen: two of them in a line are of that day, unless it tells of another.
VITAL = re.compile(
    r"\b(?:T|PR|Resp|R|P|Temp(?:eratur[ae])?|FC|HR|FR|RR|TA|PA|BP|SpO2|SatO2|SaO2|Sats?|[Pp]ulse|[Pp]ulso|afebril|afebrile)"
    r"(?:[\s.:=]{0,3}(?=\d)|\b(?=[,;.]))|\bP/A\b"
)
PAST = re.compile(
    r"\b(?:admission|admitted|presentation|presented|diagnos\w*|initial\w*|previous\w*|ingres\w+|debut|consult[oó]|birth|nacer|"
    r"last|[uú]ltim[oa]|prior|previ[oa]|ago|hace|years? old)\b",
    re.IGNORECASE,
)


# Papers of a visit or a stay, whose measures without a day are of the paper's own.
_VISITS = frozenset({
    Category.DISCHARGE, Category.CLINICAL_SUMMARY, Category.TREATMENT_RECORDS, Category.MEDICINES, Category.RADIATION,
    Category.GROWTH_AND_HISTORY, Category.OPERATIVE, Category.LABS, None,
})  # fmt: skip
_TOLD = frozenset({
    Section.HISTORY, Section.PAST_HISTORY, Section.FAMILY_HISTORY, Section.COURSE, Section.GENERAL, Section.INDICATION,
})  # fmt: skip
_ADMITTED = re.compile(
    r"\b(?:(?:on|at|upon)\s)?(?:adm(?:ission|itted|it)?|(?:al|de|su|a su)\singreso|ingres[oó]|DOA|PE ON ADM)\b",
    re.IGNORECASE,
)
_ADMISSION = re.compile(
    r"\b(?:admission|admitted|adm|DOA|ingreso|internaci[oó]n|hospitalizaci[oó]n)\b[^\d\n]{0,22}$", re.IGNORECASE
)
_STAY = re.compile(
    r"\b(?:discharged?|al egreso|de egreso|al alta|de alta|hospital (?:stay|course)|estancia|"
    r"(?:date|fecha) (?:of admission|de ingreso))\b",
    re.IGNORECASE,
)
_FIRST, _BEFORE = 40, 40
_BRACKETED = re.compile(r"\([^()]{0,80}\)")


# Papers that are of one day, on which everything in them was measured.
OF_ONE_DAY = frozenset({Category.HEART_HEARING_TESTS, Category.IMAGING_REPORTS})
_TITLES, _HEAD = 4, 12
_SHORT_LABEL = re.compile(r"(?:^|\s)(?:test(?:ed)?|exam(?:en)?|seen|estudio|study)\s?:?\s?$", re.IGNORECASE)
_OF_LUNGS = re.compile(
    r"pulmonary (?:function|physiology)|lung function|funci[oó]n pulmonar|spirometry|espirometr[ií]a|plethysmograph",
    re.IGNORECASE,
)
# What is to be reached is measured by nobody yet, what stands in a plan with its figure is.
_GOAL = re.compile(
    r"\b(?:goals?|targets?|aim(?:ing)?|keep|maintain|until|if|when|once|reach\w*|meta|objetivo|mantener|hasta|si|cuando|"
    r"lograr|alcanz\w+|wean\w*|para)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


# What to do at a fever is said of none that was measured.
_CALL = re.compile(
    r"\b(?:call|ring|contact|phone|page|seek|means|return if|or (?:higher|above|more)|"
    r"acud\w*|llam[ae]\w*|consult[ae]\w*|avis[ae]\w*|"
    r"o m[aá]s|superior a|mayor (?:de|a|que))\b",
    re.IGNORECASE,
)
_FEVERISH = (37.9, 45.0, 100.2)  # more than the first in Celsius, more than the last in Fahrenheit
_LENGTHS = ("length", "longitud")
_OF_THINGS = (Category.IMAGING_REPORTS, Category.IMAGING, Category.PATHOLOGY_REPORT, Category.OPERATIVE)


def is_fever(text: str, value: str) -> bool:
    """Whether a temperature is a fever that was measured: others stand in every chart and say nothing."""
    number = float(value.lstrip("<>=~ ").replace(",", ".")) if value[-1:].isdigit() and value[:1].isdigit() else 0.0
    hot = _FEVERISH[0] < number < _FEVERISH[1] or number > _FEVERISH[2]
    return hot and _CALL.search(text) is None


def of_a_thing(paper: Paper, clause: Clause, start: int) -> bool:
    """Whether a length is of what a picture shows or a surgeon took out, and of no child."""
    named = clause.text[start : start + 8].lower()
    return paper.category in _OF_THINGS and named.startswith(_LENGTHS)


def is_goal(text: str, start: int) -> bool:
    """Whether words before a measure make it one that is to be reached: `keep SpO2 94 %`."""
    return _GOAL.search(text[max(0, start - 60) : start]) is not None


def of_its_day(paper: Paper, test_dates: PhraseIndex[str]) -> Paper:
    """A test's paper with the day on which the test was made, where it is labelled, and not signed or printed. A
    laboratory of lungs is sorted with laboratories, and its paper is one of such a test all the same."""
    title = " ".join(clause.text for clause in paper.clauses[:_TITLES])
    if paper.category is Category.LABS and _OF_LUNGS.search(title) is not None:
        paper = replace(paper, category=Category.HEART_HEARING_TESTS)
    made = labelled_date(paper, test_dates, "test_dates") if paper.category in OF_ONE_DAY else None
    made = made if made is not None and made[0] != paper.birth else None  # `DOB 30/09/2011` over `Tested: ...`
    day = made[0] if made is not None else _labelled_shortly(paper) if paper.category in OF_ONE_DAY else None
    return replace(paper, date=day) if day is not None else paper


def _labelled_shortly(paper: Paper) -> PartialDate | None:
    """The day right behind a label of one word: `Test: 2023-10-24`, `Examen : 23 de mayo de 2024`, `Seen 03/05/24`."""
    for clause in paper.clauses[:_HEAD]:
        for date in dates_in(clause.text):
            day = day_of(date, paper.date_order)
            if day != paper.birth and _SHORT_LABEL.search(clause.text, max(0, date.start - 16), date.start):
                return day
    return None


def admitted(paper: Paper) -> PartialDate | None:
    """The day of admission that the head of a paper labels."""
    for clause in paper.clauses[:_FIRST]:
        for date in dates_in(clause.text):
            if _ADMISSION.search(clause.text[max(0, date.start - _BEFORE) : date.start]) is not None:
                return day_of(date, paper.date_order)
    return None


def of_admission(clause: Clause) -> bool:
    """Whether what a clause measured is of the admission: `EXAMINATION AT ADMISSION: Wt 27.8 kg`."""
    return any(_ADMITTED.search(_plain(text)) is not None for text in (clause.text, clause.heading))


def of_stay(paper: Paper) -> bool:
    """Whether a paper tells of days in hospital, where a measure without a day may be of any of them."""
    return any(_STAY.search(clause.text) is not None for clause in paper.clauses)


def of_visit(clause: Clause, paper: Paper) -> bool:
    """Whether a measure without a day of its own is of the paper's day: in a paper of a visit, where no history is."""
    text = _plain(f"{clause.heading} {clause.text}")
    told = clause.section in _TOLD or PAST.search(text) is not None
    return paper.category in _VISITS and not told and not any(True for _ in dates_in(text))


def _plain(text: str) -> str:
    """A text without what stands in brackets, where earlier values are told: `Wt 41.2 kg (adm 39.6)`."""
    return _BRACKETED.sub(" ", text)


def before_vitals(paper: Paper) -> frozenset[int]:
    """The clauses without a day of their own right before or after one of vital signs: `Peso 23 kg` over `TA, FC`."""
    pairs = [pair for one in pairwise(paper.clauses) for pair in (one, one[::-1])]
    return frozenset(
        id(one)
        for one, vital in pairs
        if len(VITAL.findall(vital.text)) > 1
        if not PAST.search(one.text + vital.text) and not any(True for _ in dates_in(one.text))
    )


def own_day(paper: Paper, clause: Clause | None) -> PartialDate | None:
    """The paper's own day, where what it says is plainly of that day."""
    examined = clause is not None and (clause.section is Section.EXAMINATION or TODAY.search(clause.text) is not None)
    return paper.head_day if examined or paper.category in OF_ONE_DAY else paper.shift
