"""A day that has a line, or a cell of a heading, to itself: `Bogotá, 3 de marzo de 2024`, `Follow-up   12/02/2024`."""

from __future__ import annotations

import re

from consilium.domain.datetext import DateText
from consilium.domain.layout import gaps
from consilium.domain.records import Line

WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lunes|martes|mi[ée]rcoles|jueves|viernes|"
    r"s[áa]bado|domingo)"
)
# Days told as a number in words first: `cuatro (4) de julio de 2023`, `a los treinta y un (31) días del mes de mayo`.
_IN_WORDS = r"(?:(?:[Aa] )?(?:los |el )?[a-z]{2,12}(?: y [a-z]{2,6})? \()?"
# `Ciudad de México, a 3 de marzo`: a place and a comma, or nothing at all.
_PLACE_BEFORE = re.compile(
    r"^(?:[A-ZÀ-Þ][\w.'’-]*(?: (?:de|del|la|las|los|el|y|of|the|[A-ZÀ-Þ][\w.'’-]*)){0,5}(?:,| (?=(?:a|el|on) )))?"
    rf"\s*(?:a|el|on|,|-{{1,3}}|–|—)?\s*{_IN_WORDS}$"
)
# A place before a date in words may lack its comma: `Bogotá D.C. 3 de marzo de 2024`.
_CITY = re.compile(r"^[A-ZÀ-Þ][\w'’.\-]*(?: (?:de|del|la|el|[A-ZÀ-Þ][\w'’.\-]*))*$")
# `Mat. 2210 San Miguel de Tucumán, 6 de febrero de 2024`: a place behind a number ends in a comma.
_AFTER_NUMBER = re.compile(r"\d ([^\d,]{3,40}, ?)$")
_TITLE_WORDS = re.compile(r"^\W*(?:[A-ZÀ-Þ0-9.&-]{2,}[\s:–-]{1,3}|[AEOYI]\s){2,}(?=[A-ZÀ-Þ][a-zà-ÿ])")
_PLACE_WORDS, _PLACE_CHARS = 4, 60
# What parts a place from the title that it stands behind.
_WIDE = re.compile(r"\s{3,}")
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_NOTHING_OR_TIME = re.compile(
    r"^[ .,\-–—]{0,4}(?:(?:a las|at|@) )?"
    r"(?:\d{1,2}(?:[:.h]\d\d(?:[:.]\d\d)? ?(?:h(?:r?s?|oras)?|[ap]\.? ?m)?| ?h(?:r?s?|oras)\b)"
    r"|[0-2]\d[0-5]\d(?: ?h(?:r?s?|oras)?)?)?"
    r"(?: ?(?:-|–|to|a) ?\d{1,2}[:.h]?\d\d(?: ?(?:h(?:r?s?|oras)?|[ap]\.? ?m))?)?(?: [ECMPAG][SD]?T)?"
    r"(?:[ .,\-–—]{0,3}(?:turno (?:de )?(?:mañana|tarde|noche)|(?:day|night|[ap]m|morning|evening) shift))?"
    r"[ .\-–—]{0,4}$",
    re.IGNORECASE,
)
# Where a part of a heading begins (a weekday may stand before its day) and ends.
_CELL_BEFORE = re.compile(
    r"(?:^|\s{2,}|\||\s[-–—]{1,3}\s|\s[/•·]\s|(?<=[^\W\d_]{3})\.\s|\)\s)\s{0,2}"
    rf"(?:{WEEKDAY}[ ,.]{{0,2}}(?:(?:el |d[ií]a )?))?$",
    re.IGNORECASE,
)
_CELL_AFTER = re.compile(r"\s{2,}|\||\s[-–—]{1,3}\s|\s[/•·]\s|, (?=[^\W\d_])")
_LOWER_LAST = re.compile(r"(?<!\w)[a-zà-ÿ]+[\s:,]*$")
_SENTENCES = re.compile(r"(?<=[\w)]{2})\.\s+|\s/\s|\)\s")
_ASIDE = re.compile(r"\([^()]{0,40}\)")
_SEPARATOR = re.compile(r"\s(?:--|[–—|•·])\s+|\s{3,}")
_WEEKDAY_BEFORE = re.compile(rf"(?<!\w){WEEKDAY}[ ,.]{{0,2}}(?:the |el |d[ií]a )?$", re.IGNORECASE)
_ON_WEEKDAY = re.compile(rf"^\W*{WEEKDAY}\W{{1,3}}(?:(?:el |d[ií]a )?)$", re.IGNORECASE)
# `Bloods, 8 November 2020`, `Analítica, 3 de marzo de 2024`: a part of the text, and no place.
_NO_PLACE = re.compile(
    r"^\W*(?:bloods?|blood (?:tests?|results?|count)|labs?|lab results|fbc|cbc|counts?|results?|chemistry|biochemistry"
    r"|haematology"
    r"|hematology|serology|cultures?|vitals|observations|weight|height|csf|marrow|urine|laborator(?:io|y)s?|anal[ií]ticas?"
    r"|ex[áa]menes|hemograma|resultados?|signos vitales|peso|talla|serolog[ií]as?"
    r"|cultivos?|orina|lcr|bioqu[ií]mica)\W{1,3}$",
    re.IGNORECASE,
)
_TOP_LINES = 8
_TITLE_LINES, _MOST_TITLE_WORDS, _SMALL = 5, 9, 3
# A heading is no longer than this.
_REACH = 160


def stands_alone(line: Line, date: DateText, at: int, *, head: bool, titled: bool) -> bool:
    """Whether a date without a label has a line or a part of a heading to itself; `head` tells the first lines of a
    paper, `titled` that the line may be a title and is no row of a list. Farther down only the day that opens a day's
    notes does so: `Lunes, 2-10-2023`."""
    if at >= _TITLE_LINES - 2 and _NO_PLACE.match(line.text[: date.start]) is not None:
        return False
    if not head:
        return on_weekday(line, date) and _NOTHING_OR_TIME.match(line.text[date.end :]) is not None
    top = at < _TOP_LINES
    return _alone(line.text, date) or (top and (_alone_in_cell(line, date) or (titled and _ends_title(line, date, at))))


def on_weekday(line: Line, date: DateText) -> bool:
    """`Lunes, 2-10-2023` at the start of a line: the day of the notes that follow."""
    return date.start <= _REACH and _ON_WEEKDAY.match(line.text[: date.start]) is not None


def names_weekday(text: str, date: DateText) -> bool:
    """`Minutes    Thursday 6 June 2024, 08:00, Room 2`: a day told with its weekday."""
    return _WEEKDAY_BEFORE.search(text[max(0, date.start - 20) : date.start]) is not None


def in_heading(text: str, date: DateText, at: int) -> bool:
    """`Our medicines (2 Sept 2026)`: a date in parentheses that ends the first line."""
    opened = at == 0 and text[max(0, date.start - 1) : date.start] == "("
    return opened and text[date.end :].strip(" .") == ")"


def cell_start(line: Line, at: int) -> int:
    """Where the cell begins in which the letter `at` of a line stands; 0 for a line of one cell."""
    placed = max((start for start in gaps(line) if start <= at), default=0)
    signs = max((found.end() for found in _SEPARATOR.finditer(line.text, max(0, at - _REACH), at)), default=0)
    return max(placed, signs)


def _cell_end(line: Line, at: int) -> int:
    """Where the cell ends in which the letter before `at` of a line stands."""
    return min((start - 1 for start in gaps(line) if start >= at), default=len(line.text))


def _alone(text: str, date: DateText) -> bool:
    if _NOTHING_OR_TIME.match(text[date.end :]) is None:
        return False
    before = _WEEKDAY_BEFORE.sub("", text[: date.start].rstrip() + " ").rstrip()  # `Rosario, lunes 9 de septiembre`
    city = bool(before) and _has_month(text, date) and len(before.split()) <= _PLACE_WORDS
    if city and _CITY.match(before) is not None:
        return True
    if _has_month(text, date):
        before = _TITLE_WORDS.sub(
            "", before
        )  # `INFORME DE RADIOTERAPIA   Barcelona,`: a place behind a title in capitals
        cell = _WIDE.split(before[-_PLACE_CHARS:])[-1]
        if before.endswith(",") and _PLACE_BEFORE.match(cell + " ") is not None:
            return True
        last = _SENTENCES.split(text[: date.start])[-1]  # `Instituto del Valle. Cali, 25 de julio de 2024`
        behind = _AFTER_NUMBER.search(last[-_PLACE_CHARS:])
        return _PLACE_BEFORE.match(last[-_PLACE_CHARS:] if behind is None else behind[1]) is not None
    placed = "," in before or _CAPITAL.search(before) is None  # `Inició MAP el 04/09/2024` is no place
    return placed and _PLACE_BEFORE.match(text[: date.start][-_PLACE_CHARS:]) is not None


def _alone_in_cell(line: Line, date: DateText) -> bool:
    """`Follow-up -- 12/02/2024 -- Hospital`, `8 y M | Oct 3, 2024`, and cells that only their places part."""
    starts = gaps(line)
    low = cell_start(line, date.start)
    high = _cell_end(line, date.end)
    before, after = line.text[low : date.start], line.text[date.end : high]
    begins = _CELL_BEFORE.search(before[-_REACH:]) is not None and (bool(low) or not starts or bool(before.strip()))
    if low and "," in before:  # `Informe para segunda opinión    Zaragoza, 08/04/2025`
        begins = begins or _PLACE_BEFORE.match(before[-_PLACE_CHARS:]) is not None
    ends = min((found.start() for found in _CELL_AFTER.finditer(after)), default=len(after))
    return begins and _NOTHING_OR_TIME.match(after[:ends].rstrip(" ,")) is not None


def _ends_title(line: Line, date: DateText, at: int) -> bool:
    """`NOTA DE INGRESO A HEMATOLOGÍA 28/05/24 19:40 h`: a day at the end of a title, and one that a weekday opens."""
    if on_weekday(line, date):
        return True
    if date.start > _REACH:
        return False
    low = cell_start(line, date.start)
    high = _cell_end(line, date.end)
    before, after = _ASIDE.sub(" ", line.text[low : date.start]), line.text[date.end : high]
    if at >= _TITLE_LINES or _NOTHING_OR_TIME.match(after) is None or ":" in before:
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", before) if len(word) > _SMALL]
    capital = all(word[0].isupper() for word in words) and _LOWER_LAST.search(before) is None
    return 0 < len(words) <= _MOST_TITLE_WORDS and capital and before.rstrip()[-1:] not in ",("


def _has_month(text: str, date: DateText) -> bool:
    return any(char.isalpha() for char in text[date.start : date.end])
