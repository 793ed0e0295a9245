"""Which sizes are of before, and of which day: `(was 7 mm in June)`, `in 12/2021 35 mm`, `CT (22/11/2024) 9 cm`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.monthsaid import month_said
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.imaging.sizes import Size, sizes_in
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.labelled import DatePlace, dates_of
from consilium.domain.findings.text.spans import Span, words_between
from consilium.domain.phrases import fold

# Words right behind a size by which it is one of before.
_ONCE = re.compile(
    r"(?:,?\s(?:and\s|con\s|with\s)?SUV\s?(?:m[aá]x)?\s(?:of\s|"
    r"de\s)?\d{1,2}(?:[.,]\d)?)?[\s,(]{0,3}(?:at (?:diagnosis|presentation|baseline)|al (?:diagn[oó]stico|inicio|"
    r"debut)|previously|formerly|"
    r"before|(?:in|on|from) (?:the )?(?:prior|previous|last|earlier)|previamente|anteriormente|prior\b|initially|"
    r"en (?:el )?(?:estudio|control) (?:previo|anterior)|inicialmente|basal)\b",
    re.IGNORECASE,
)
# What opens a bracket whose sizes and uptake values are all of before.
_OPENS_BEFORE = re.compile(
    r"[(\[]\s?(?:it |they |se )?(?:was|were|earlier|before|previous(?:ly)?|prev|prior|formerly|initial(?:ly)?|baseline|"
    r"from|antes|previ[oa]s?|previamente|anterior(?:mente)?|era|inicial(?:mente)?|basal|vs|versus|compar\w+|"
    r"at diagnosis|al diagn[oó]stico|a[nñ]o pasado|last)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(?:not (?:seen|visible)|resolved|gone|no se (?:ve|observa|identifica)|resuelt[oa])$", re.IGNORECASE
)
# A word for then that is a plain past tense where the sentence tells of one time only.
_PAST = frozenset({"was", "were", "media", "medía", "had measured", "habia", "once"})
# `RLL basal 23 mm`: a part of a lobe, and no first study.
_OF_A_LOBE = re.compile(
    r"(?:\b(?:RLL|LLL|RML|LSI|LSD|LII|LID|LM|lobes?|l[oó]bulo|segment\w*|inferior|posterior|anterior|medial|lateral|"
    r"(?:lower|upper|middle) lobe|inferior (?:derech|izquierd)[oa]|nodule|n[oó]dulo),?\s)$",
    re.IGNORECASE,
)
_BASAL_PART = re.compile(
    r"\s(?:derech|izquierd|lateral|medial|posterior|anterior|left|right|segment|ganglia|del?\s(?:pulm|l[oó]bulo))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\s?\(?(?:in|en)\s((?:19|20)\d\d)(?=[\s,;.)]|$)")
_BASELINE = re.compile(r"\b(?:baseline|diagn\w+|presentation|initial\w*|inicial\w*|basal|debut)\b", re.IGNORECASE)
_FRESH_DAYS = 14
_BASELINE_REACH, _DAY_REACH, _CUE_WORDS, _BESIDE = 24, 40, 3, 28
# A day before these is that of the study of now: `2.8 cm on CT of 03/08, previously 7.6 cm`.
_ONCE_PARTED = re.compile(
    r"[)\]]?\s?[,;(]\s?\(?(?:it\s|they\s)?(?:was|were|previously|formerly|before|prior|prev|antes|previ[oa]s?"
    r"|previamente|"
    r"anterior(?:mente)?|era|baseline|basal)\b",
    re.IGNORECASE,
)
_NEXT_SIZE = re.compile(r"\d\s?(?:mm|cm)\b")
_PART_ENDS = re.compile(r";|\.\s")
# What may stand between a size and its own day, and between a day and its size.
_STRAIGHT_BEHIND = re.compile(
    r"\s?[,(\[]?\s?(?:(?:measured|seen|dated|as|of|on|in|at|from|el|en|del?|al|d[ií]a|study|scan|estudio"
    r"|control|CT|MRI|US|"
    r"PET|TC|TAC|RM)\s){0,4}",
    re.IGNORECASE,
)
_STRAIGHT_AHEAD = re.compile(
    r"\s?[)\]:,–—-]{0,2}\s?(?:(?:it|they|the|la|el|su|se|this|which|lesion|mass|tumou?r|was|were|is|measured|measures|"
    r"measuring|mide|med[ií]a|midi[oó]|de|con|of)\s){0,4}",
    re.IGNORECASE,
)


# `In March it was 33 mm`.
_MONTH_AHEAD = re.compile(
    r"\b(?:in|en)\s[^\W\d_]{3,10}(?:\s(?:de\s)?(?:19|20)\d\d)?(?:,?\s|:\s|\s?[(\[])"
    r"(?:(?:it|they|this|se|la lesi[oó]n|el tumor)\s)?(?:(?:was|were|measured|reached|era|eran|med[ií]an?|midi[oó]|"
    r"alcanzaban?|ten[ií]an?)\s(?:de\s)?)?$",
    re.IGNORECASE,
)
# `in 2024, 11 cm`, `en 2024 medía 11 cm`.
_YEAR_AHEAD = re.compile(
    r"\b(?:in|en)\s((?:19|20)\d\d)(?:,?\s|:\s)(?:(?:it|they|se)\s)?(?:(?:was|were|measured|era|eran|med[ií]an?"
    r"|midi[oó])"
    r"\s(?:de\s)?)?$",
    re.IGNORECASE,
)


_DISTANCE = re.compile(
    r"\b(?:distance|distancia|clearance)\s(?:to |al? |de |desde )?(?:from\b)?[^.;,\d]{0,45}$", re.IGNORECASE
)


# `smaller than on the previous study, now measuring 8 x 2 cm`.
_NOW_LEADS = re.compile(
    r"\b(?:now|currently|today|ahora|actualmente|hoy|en la actualidad)\s(?:(?:is|are|es|son|de|mide|miden"
    r"|midiendo|measur\w+|about|approximately)\s){0,3}$",
    re.IGNORECASE,
)


def is_prior(clause: Clause, cues: Sequence[Span[str]], size: Size) -> bool:
    """Whether words right before a size, right behind it, or that open its bracket say that it was so once."""
    if _DISTANCE.search(clause.text, max(0, size.start - 60), size.start):
        return False  # `Distance from closest margin: 0.4 cm`
    if _NOW_LEADS.search(clause.text, max(0, size.start - 60), size.start):
        return False
    behind = _ONCE.match(clause.text, size.end)
    if behind is not None and next(sizes_in(clause.text[behind.end() : behind.end() + 24]), None) is None:
        return True
    return in_bracket_of_before(clause.text, size.start) or any(_leads(clause, one, size) for one in cues)


def in_bracket_of_before(text: str, at: int) -> bool:
    """Whether a place stands in a bracket that tells of before: `(earlier 9.8 x 6.4 cm, SUVmax 15.1)`."""
    opened = max(text.rfind("(", 0, at), text.rfind("[", 0, at))
    closed = max(text.rfind(")", 0, at), text.rfind("]", 0, at))
    return opened > closed and _OPENS_BEFORE.match(text, opened) is not None


def in_bracket_alone(text: str, size: Size) -> bool:
    """Whether a size stands alone in a bracket behind another or behind what is gone, as reports that compare write it:
    `9 x 7 mm (28 x 22 mm)`, `not seen (17 mm)`."""
    if text[size.start - 1 : size.start] != "(" or text[size.end : size.end + 1] != ")":
        return False
    before = text[: size.start - 1].rstrip()
    return any(one.end == len(before) for one in sizes_in(before)) or _GONE.search(before) is not None


def _leads(clause: Clause, cue: Span[str], size: Size) -> bool:
    if cue.end > size.start or len(words_between(clause.text, cue.end, size.start)) > _CUE_WORDS:
        return False
    said = fold(clause.text[cue.start : cue.end])
    if said == "basal" and (_OF_A_LOBE.search(clause.text, 0, cue.start) or _BASAL_PART.match(clause.text, cue.end)):
        return False
    if said not in _PAST:
        return True
    # `mass was 9 mm, down from 14 mm` tells of now; `measures 7 mm (was 9 mm)` of before
    return any(one.end <= cue.start for one in sizes_in(clause.text[: cue.start]))


def compared_day(text: str, size: Size, prior: PartialDate | None, baseline: PartialDate | None) -> PartialDate | None:
    """The day of the study that a size of before is of, by what the report says it is compared with."""
    ahead = re.split(r"[;,(]", text[max(0, size.start - _BASELINE_REACH) : size.start])[-1]
    behind = re.split(r"[;,)]", text[size.end : size.end + _BASELINE_REACH])[0]
    of_first = _BASELINE.search(ahead) or _BASELINE.search(behind)
    return baseline if of_first else prior


def own_day(clause: Clause, size: Size, paper: Paper) -> PartialDate | None:
    """The day that stands straight behind a size or straight before it, and is of no other."""
    text = clause.text
    days = _days(clause, paper)
    sizes = list(sizes_in(text)) if days else []
    for one in days:
        if one.start >= size.end and _STRAIGHT_BEHIND.fullmatch(text, size.end, one.start):
            following = next((other for other in sizes if other.start >= one.end), None)
            leads = following is not None and text[one.end : following.start].strip(" ") in (":", "-", "–", "):")
            if not leads:
                return _value(one)
    year = _YEAR.match(text, size.end)
    if year is not None:
        return PartialDate(int(year[1]))
    ahead = [one for one in days if one.end <= size.start]
    if ahead and _STRAIGHT_AHEAD.fullmatch(text, ahead[-1].end, size.start):
        taken = [other for other in sizes if other.end <= ahead[-1].start]
        owned = taken and _STRAIGHT_BEHIND.fullmatch(text, taken[-1].end, ahead[-1].start)
        return None if owned and text[taken[-1].end : ahead[-1].start].strip() not in (",", "") else _value(ahead[-1])
    if _month_near(text, size):
        return month_said(text, size.end, min(len(text), size.end + _BESIDE), paper)
    led = _YEAR_AHEAD.search(text, max(0, size.start - _DAY_REACH), size.start)
    if led is not None:
        return PartialDate(int(led[1]))
    led = _MONTH_AHEAD.search(text, max(0, size.start - _DAY_REACH), size.start)
    return month_said(text, led.start(), size.start, paper) if led is not None else None


def _month_near(text: str, size: Size) -> bool:
    """Whether a month may stand straight behind a size: `(4.3 mm in May)`."""
    return re.match(r"\s?(?:in|en|de)\s[^\W\d_]{3}", text[size.end : size.end + 12]) is not None


def day_before(clause: Clause, size: Size, paper: Paper) -> PartialDate | None:
    """The day that a size of before is given with: its own, else one behind it or before it in the same part."""
    own = own_day(clause, size, paper)
    if own is not None:
        return own
    text = clause.text
    days = _days(clause, paper)
    near = [one for one in days if 0 <= one.start - size.end <= _DAY_REACH]
    near = [one for one in near if not _NEXT_SIZE.search(text, size.end, one.start)]
    near = [one for one in near if not _PART_ENDS.search(text, size.end, one.start)]
    ahead = [one for one in days if 0 <= size.start - one.end <= _DAY_REACH]
    ahead = [one for one in ahead if not _NEXT_SIZE.search(text, one.end, size.start)]
    ahead = [one for one in ahead if not _PART_ENDS.search(text, one.end, size.start)]
    ahead = [one for one in ahead if not _ONCE_PARTED.match(text, one.end)]
    told = near[:1] or ahead[-1:]
    if told:
        return _value(told[0])
    first = max(0, size.start - _DAY_REACH)
    behind = month_said(text, size.end, min(len(text), size.end + _DAY_REACH), paper)
    return behind or month_said(text, first, size.start, paper)


def is_fresh(day: PartialDate | None, of_study: PartialDate | None) -> bool:
    """Whether a day lies so shortly before that of a study that what was measured on it is told as of now."""
    if day is None or of_study is None or not (day.month and day.day and of_study.month and of_study.day):
        return False
    apart = date(of_study.year, of_study.month, of_study.day) - date(day.year, day.month, day.day)
    return 0 < apart.days <= _FRESH_DAYS


def _days(clause: Clause, paper: Paper) -> list[DatePlace | Occasion]:
    days: list[DatePlace | Occasion] = list(dates_of(clause, paper.date_order))
    taken = [(one.start, one.end) for one in days]
    days += [
        one
        for one in occasions(clause.text, paper)
        if one.until is None and not any(start < one.end and one.start < end for start, end in taken)
    ]
    return sorted(days, key=lambda one: one.start)


def _value(day: DatePlace | Occasion) -> PartialDate:
    return day.value if isinstance(day, DatePlace) else day.when
