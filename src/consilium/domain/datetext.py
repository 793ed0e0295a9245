"""Dates in running text, English and Spanish, with the precision of the source and without guessing.

`03/04/2024` has two readings and both are kept. `Mar-24` is no date: it may be a day or a year. A year of two digits
is kept as such and is only believed where the document gives its century. The grammar is a few regular expressions
without nested repetition, so that their time is linear in the text. `03/2024` is a
month, unless "No." or the like makes it a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from consilium.domain.dates import PartialDate

_MONTH_WORDS = {
    1: "january jan enero ene",
    2: "february feb febrero",
    3: "march mar marzo mzo",
    4: "april apr abril abr",
    5: "may mayo",
    6: "june jun junio",
    7: "july jul julio",
    8: "august aug agosto ago agto",
    9: "september sept sep septiembre setiembre set",
    10: "october oct octubre",
    11: "november nov noviembre",
    12: "december dec diciembre dic",
}
MONTHS = {word: month for month, words in _MONTH_WORDS.items() for word in words.split()}
_ROMAN_WORDS = "I II III IV V VI VII VIII IX X XI XII"
_ROMANS = {word: at for at, word in enumerate(_ROMAN_WORDS.split(), 1)}
# Months in Roman letters that are read as digits too, I for 1.
_TWICE_READ = ("I", "II")
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_ROMAN = "|".join(sorted(_ROMANS, key=len, reverse=True))

# Digits as recognized text may show them: O for 0, l, I or | for 1. Believed only inside the numeric pattern.
_D = "[0-9OolI|]"
_PATTERNS = {
    "iso": r"(?<![\w.\-/])(?P<iy>(?:19|20)\d\d)(?P<is>[-/.])(?P<im>\d{1,2})(?P=is)(?P<id>\d{1,2})(?!\d)",
    "isomonth": r"(?<![\w.\-/])(?P<jy>(?:19|20)\d\d)-(?P<jm>0[1-9]|1[0-2])(?![\w\-/])",
    # `retirado 2021/03`: a month where no word before makes it a number, and no two winters (`flu vaccine 2011/12`)
    "slashmonth": r"(?<![\w.,\-/#])(?<!no )(?<!no\. )(?<!n[º°] )(?<!# )(?<!exp )(?<!acta )"
    r"(?P<ly>(?:19|20)\d\d)/(?P<lm>0[1-9]|1[0-2])(?![\w\-/%]|[.,]\d)",
    "num": rf"(?<![\w/.\-,])(?P<na>{_D}{{1,2}}) ?(?P<ns>[/.\-]) ?(?P<nb>{_D}{{1,2}}) ?(?P=ns) ?"
    rf"(?P<ny>{_D}{{4}}|\d\d)(?![\w/\-]|\.\d)",
    "dmy": rf"(?<![\w/.,])(?P<da>\d{{1,2}})\)?(?:st|nd|rd|th|[º°ª]|ro|er)?[ ]?"
    rf"(?:d[ií]as? (?:del mes )?de |of |de |del |[-/.,])?[ ]?"
    rf"(?P<dm>{_NAMES})\.?,?[ ]?(?:del? (?:a[nñ]o )?|[-/.,])?[ ]?['’‘]?"
    # `10-may 12-may`, `24 January 26 x 22 mm`: the second number is another day or a size, and no year
    rf"(?P<dy>(?:19|20)\d\d|\d\d(?![-/](?!\d\d?[:.h]\d\d)[^\W_]|\s(?:de\s)?(?:{_NAMES})(?!\w)|"
    # `Acta 2025-23, junio 11 de 2025`
    r"\sdel?\s(?:a[nñ]o\s)?(?:19|20)\d\d|"
    r"\s?(?:[x×]\s?\d|[mc]ms?(?!\w))))(?!\w)",
    "mdy": rf"(?<!\w)(?P<mm>{_NAMES})\.?[ ]?(?P<md>\d{{1,2}})(?:st|nd|rd|th)?(?:,[ ]?|[ ]?/[ ]?|"
    r"[ ]del?[ ](?:a[nñ]o[ ])?|[ ])(?P<my>(?:19|20)\d\d)(?!\w)",
    "ymd": rf"(?<![\w.\-/])(?P<zy>(?:19|20)\d\d)[ \-/.,]{{1,2}}(?P<zm>{_NAMES})\.?[ \-/.]?"
    r"(?P<zd>\d{1,2})(?:st|nd|rd|th)?(?![\w/])",
    "monthyear": rf"(?<!\w)(?P<ym>{_NAMES})\.?,?[ ]?(?:de |del |[-/])?[ ]?(?P<yy>(?:19|20)\d\d)(?!\w)",
    # `Jul '23`: the stroke tells that it is a year
    "monthshort": rf"(?<!\w)(?P<sm>{_NAMES})\.?[ ]?(?:of |de |del )?['’‘](?P<sy>\d\d)(?![\w'’])",
    "nummonth": r"(?<![\w/.\-,#])(?<!no )(?<!no\. )(?<!n[º°] )(?<!# )"
    r"(?P<km>0?[1-9]|1[0-2])/(?P<ky>(?:19|20)\d\d)(?![\w/\-]|\.\d)",
    "roman": rf"(?<![\w/.\-])(?P<ra>\d{{1,2}})(?P<rs>[-/. ])(?P<rm>{_ROMAN})(?P=rs)"
    r"(?P<ry>(?:19|20)\d\d|(?<=[-/])\d\d)(?![\w/\-]|\.\d)",
    # a month's name with a letter that recognition lost or took for another: `21-ov-2024`, `3 Setember 2024`
    "broken": r"(?<![\w/.\-,])(?P<ba>\d{1,2})(?P<bs>[-/ ]|\sde\s)(?P<bm>[^\W\d_][^\W_]{1,10})(?P=bs)"
    r"(?P<by>20\d\d)(?![\w/\-]|\.\d)",
}
# Every pattern begins after what is no letter or digit, with a digit, what looks like one, or a month.
_DATE = re.compile(
    # Minutes of a clock are no day: `08:15 Jan 11, 2026`.
    r"(?<!\w)(?!(?<=\d:)[0-5]\d\s[A-Za-z])(?=[0-9OolI|]|"
    + "|".join(sorted({name[:2] for name in MONTHS}))
    + ")(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items())
    + ")",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<!\w)((?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?:\d{4,6})?(?!\w)")
_MAYBE = re.compile(r"\d.{0,3}[/.\-]|\d\d\d\d|\d .{0,4}[a-z]{3}|['’‘]\d\d", re.IGNORECASE)
# Longer texts are not remembered; no clause is longer, and one may have hundreds of values that ask for its days.
_REMEMBERED_LETTERS = 3_000
_REPAIRED = str.maketrans("OolI|", "00111")
_LETTERS = str.maketrans("01", "ol")
_SHORT_NAME = 4
_STATED = re.compile(r"\b(?:(d{1,2}[/.\-]m{1,2}[/.\-](?:y|a){2,4})|(m{1,2}[/.\-]d{1,2}[/.\-](?:y|a){2,4}))\b", re.I)
# US state and ZIP code ("IL 62701"), and what only stands on papers of countries that write the day first.
_MONTH_FIRST_COUNTRY = re.compile(
    r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|"
    r"W[AIVY]) \d{5}(?:-\d{4})?\b|\bU\.?S\.?A\b"
)
_DAY_FIRST_COUNTRY = re.compile(
    r"\bNHS\b|\bUnited Kingdom\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\bAustralia\b|\bMedicare No\b"
)

# Spellings of the countries that write English as Britain does: they write the day first. (Canada spells `tumour` and
# `centre` so too, but writes dates in every way: these two say nothing.)
_DAY_FIRST_SPELLING = re.compile(
    r"\b(?:paediatr|haemat|haemo|anaesth|leukaem|oedema|oesoph|anaemi|neutropaeni|gynaec|orthopaed|diarrhoea|"
    r"(?:catheter|hospital|immun|local|random|stabil|normal|visual|organ|colon|metast|embol)is(?:ed|ation)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateText:
    """A date as it stands in a text.

    `values` has one date, or two where day and month may be swapped (day first, then month first). `order` is
    "dmy" or "mdy" where the numbers show which it is, "" otherwise. `short` is True for a year of two digits
    (`values` then are of 1960 to 2059); `repaired` where letters were read as digits.
    """

    values: tuple[PartialDate, ...]
    start: int
    end: int
    order: str = ""
    short: bool = False
    repaired: bool = False


def dates_in(text: str) -> Iterator[DateText]:
    """All dates in one line of text, from left to right."""
    if _MAYBE.search(text) is None:
        return iter(())
    return iter(_known_dates(text) if len(text) <= _REMEMBERED_LETTERS else _dates(text))


def forms_of_days(text: str) -> Iterator[tuple[re.Match[str], DateText | None]]:
    """Whatever has the form of a date, by the groups of its pattern, with the date; None where no calendar has it."""
    if _MAYBE.search(text) is not None:
        for found in _DATE.finditer(text):
            yield found, _READ[str(found.lastgroup)](found)


def _dates(text: str) -> Iterator[DateText]:
    yield from (date for _, date in forms_of_days(text) if date is not None)


@lru_cache(maxsize=512)
def _known_dates(text: str) -> tuple[DateText, ...]:
    """The dates of a line. Remembered, since each rule asks for them."""
    return tuple(_dates(text))


def compact_date(text: str) -> DateText | None:
    """`20240301` or `20240301103000` at the start of a text: a date only where a label says so."""
    found = _COMPACT.match(text)
    value = _date(found[1][:4], found[1][4:6], found[1][6:8]) if found else None
    return DateText((value,), 0, found.end(), order="") if found and value else None


def stated_order(text: str) -> str:
    """The order that a text states ("DD/MM/AAAA"): "dmy", "mdy" or ""."""
    found = _STATED.search(text)
    if found is None:
        return ""
    return "dmy" if found[1] else "mdy"


def country_order(text: str) -> str:
    """The order of the country whose postal codes, health service or spelling the text shows: "dmy", "mdy" or ""."""
    month_first = _MONTH_FIRST_COUNTRY.search(text) is not None
    day_first = _DAY_FIRST_COUNTRY.search(text) is not None
    if month_first == day_first:
        return "dmy" if not month_first and _DAY_FIRST_SPELLING.search(text) else ""
    return "mdy" if month_first else "dmy"


def in_order(values: tuple[PartialDate, ...], order: str) -> tuple[PartialDate, ...]:
    """The candidates left when the document's order is known."""
    if len(values) < 2 or not order:
        return values
    return values[:1] if order == "dmy" else values[1:]


def certain(values: tuple[PartialDate, ...]) -> PartialDate:
    """What is certain of several candidates: the day if they agree, else the month, else the year."""
    first = values[0]
    if all(value == first for value in values):
        return first
    same_month = all((value.year, value.month) == (first.year, first.month) for value in values)
    return PartialDate(first.year, first.month if same_month else 0)


def _date(year: str | int, month: str | int, day: str | int = 0) -> PartialDate | None:
    try:
        value = PartialDate(int(year), int(month), int(day))
    except ValueError:
        return None
    return value if 1900 <= value.year <= 2100 else None


def _in_full(short: str) -> str:
    """A year of two digits in full: of this century up to 59, of the last one from 60 on, which is still far ahead."""
    return f"{20 if short < '60' else 19}{short}"


def _one(found: re.Match[str], value: PartialDate | None, *, short: bool = False) -> DateText | None:
    return None if value is None else DateText((value,), found.start(), found.end(), short=short)


def _iso(found: re.Match[str]) -> DateText | None:
    return _one(found, _date(found["iy"], found["im"], found["id"]))


def _iso_month(found: re.Match[str]) -> DateText | None:
    return _one(found, _date(found["jy"], found["jm"]))


def _day_month_year(found: re.Match[str]) -> DateText | None:
    short = len(found["dy"]) == 2
    year = _in_full(found["dy"]) if short else found["dy"]
    return _one(found, _date(year, MONTHS[found["dm"].lower()], found["da"]), short=short)


def _month_day_year(found: re.Match[str]) -> DateText | None:
    return _one(found, _date(found["my"], MONTHS[found["mm"].lower()], found["md"]))


def _year_month_day(found: re.Match[str]) -> DateText | None:
    return _one(found, _date(found["zy"], MONTHS[found["zm"].lower()], found["zd"]))


def _month_year(found: re.Match[str]) -> DateText | None:
    return _one(found, _date(found["yy"], MONTHS[found["ym"].lower()]))


def _slash_month(found: re.Match[str]) -> DateText | None:
    year, month = int(found["ly"]), int(found["lm"])
    return None if year % 100 + 1 == month else _one(found, _date(year, month))


def _month_short_year(found: re.Match[str]) -> DateText | None:
    return _one(found, _date(_in_full(found["sy"]), MONTHS[found["sm"].lower()]), short=True)


def _numeric_month(found: re.Match[str]) -> DateText | None:
    return _one(found, _date(found["ky"], found["km"]))


@lru_cache(maxsize=512)
def _mended_month(word: str) -> int | None:
    """The one month whose name has one letter more, less or other than a word; None where it may be several or none. A
    short word is mended only by a lost letter: it would soon be taken for a month."""
    near = {
        month
        for name, month in MONTHS.items()
        if len(name) > 2 and (len(word) > _SHORT_NAME or len(word) + 1 == len(name)) and _one_letter_apart(word, name)
    }
    return near.pop() if len(near) == 1 else None


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter: lost, added or taken for another."""
    same = next((at for at, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its), None)
    if same is None:
        return abs(len(one) - len(other)) == 1
    rests = {(1, 1), (1, 0) if len(one) > len(other) else (0, 1)}
    return any(one[same + mine :] == other[same + its :] for mine, its in rests)


def _broken(found: re.Match[str]) -> DateText | None:
    word = found["bm"].lower().translate(_LETTERS)
    month = MONTHS.get(word) or _mended_month(word)
    value = _date(found["by"], month, found["ba"]) if month else None
    return DateText((value,), found.start(), found.end(), repaired=True) if value else None


def _roman(found: re.Match[str]) -> DateText | None:
    short = len(found["ry"]) == 2
    if short and not found["rm"].isupper():
        return None
    year = _in_full(found["ry"]) if short else found["ry"]
    return _one(found, _date(year, _ROMANS[found["rm"].upper()], found["ra"]), short=short)


def _numeric(found: re.Match[str]) -> DateText | None:
    raw = (found["na"], found["nb"], found["ny"])
    if raw[1] in _TWICE_READ and raw[0].isdigit() and raw[2].isdigit():  # `3-II-2025` is of February
        year = _in_full(raw[2]) if len(raw[2]) == 2 else raw[2]
        return _one(found, _date(year, _ROMANS[raw[1]], raw[0]), short=len(raw[2]) == 2)
    digits = [part.translate(_REPAIRED) for part in raw]
    repaired = any(part != clean for part, clean in zip(raw, digits, strict=True))
    if repaired and sum(char.isdigit() for part in raw for char in part) < 5:
        return None
    short = len(digits[2]) == 2
    if short and found["ns"] == "." and not len(digits[0]) == len(digits[1]) == 2:
        return None
    year = _in_full(digits[2]) if short else digits[2]
    day_first, month_first = _date(year, digits[1], digits[0]), _date(year, digits[0], digits[1])
    values = tuple(dict.fromkeys(value for value in (day_first, month_first) if value is not None))
    if not values:
        return None
    order = "" if day_first and month_first else "dmy" if day_first else "mdy"
    return DateText(values, found.start(), found.end(), order, short, repaired)


_READ = {
    "iso": _iso,
    "isomonth": _iso_month,
    "slashmonth": _slash_month,
    "num": _numeric,
    "dmy": _day_month_year,
    "mdy": _month_day_year,
    "ymd": _year_month_day,
    "monthyear": _month_year,
    "monthshort": _month_short_year,
    "nummonth": _numeric_month,
    "broken": _broken,
    "roman": _roman,
}
