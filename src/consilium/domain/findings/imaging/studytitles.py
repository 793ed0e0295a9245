"""The day on which a study was made, where its report tells it in a title in prose and the day of the report beside it.

`Bone scan, 5 December 2022; report 6 December 2022`, `TC de tórax. Realizada 14/5/24, informada 15/5/24`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from consilium.domain.dates import PartialDate
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.labelled import dates_of
from consilium.domain.records import Citation

# A way of imaging that only led a needle: `CT-guided core biopsy`, `biopsia guiada por ecografía`.
_GUIDES = re.compile(r"[\s-](?:guid(?:ed|ance)\b|gu[ií]a\b|directed\b)|\s?[-/]\s?fluoro\w* guid", re.IGNORECASE)
_GUIDED_BY = re.compile(
    r"\b(?:guiad[oa]s?|dirigid[oa]s?|guided|directed|bajo|con)\s(?:(?:por|con|by|gu[ií]a|guidance|control|visi[oó]n)\s)"
    r"(?:(?:de|por|la|el|the)\s){0,2}$|\b(?:under|using)\s$",
    re.IGNORECASE,
)
_FIRST_CLAUSES, _LONGEST_WAIT_DAYS, _BEFORE, _BETWEEN = 8, 60, 34, 80
_NOT_TITLES = (
    Section.COMPARISON, Section.INDICATION, Section.HISTORY, Section.PAST_HISTORY, Section.TECHNIQUE, Section.PLAN,
    Section.FINDINGS, Section.CONCLUSION, Section.DIAGNOSIS,
)  # fmt: skip
# A day behind one of these is that of the paper, of a person or of a study of before.
_OTHER_DAY = re.compile(
    r"\b(?:report\w*|informe|informad[oa]|verified|signed|firmad[oa]|final\w*|typed|dictated|read|interpret\w+|"
    r"authori[sz]ed|validad[oa]|verificad[oa]|approved|transcri\w+|issued|emitid[oa]|entregad[oa]|printed|received|"
    r"requested|ordered|solicitad[oa]|referred|DOB|born|nac\w*|FN|prior|previ\w+|last|compar\w+|anterior\w*|"
    r"[uú]ltim[oa]|outside|extern[oa]|since|desde|after|before|tras|against|frente a|from)\b[^\d]{0,24}$",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:show\w*|reveal\w*|demonstrat\w+|found|seen|was|were|muestra|mostr\w+|evidenci\w+|fue|era|con hallazgo\w*)\b",
    re.IGNORECASE,
)
# What opens the next sentence of a title: `Realizada 14/5/24`, `Performed 12/1/2024 02:40`.
_MADE = re.compile(
    r"\W{0,3}(?:realizad[oa]|hech[oa]|efectuad[oa]|tomad[oa]|adquirid[oa]|done|performed|taken|made|acquired|imaged|"
    r"scanned|study|scan|exam\w*|estudio|examen)\b[^.\d]{0,14}$",
    re.IGNORECASE,
)


def only_guides(text: str, start: int, end: int) -> bool:
    """Whether a way of imaging only led a needle or a catheter, and shows nothing of its own."""
    under = _GUIDED_BY.search(text, max(0, start - 40), start)
    if under is not None and under[0].lower().startswith(("under", "using")):
        return _GUIDES.match(text, end) is not None
    return under is not None or _GUIDES.match(text, end) is not None


def day_in_title(
    paper: Paper, own: Sequence[Clause], names: Callable[[Clause], int | None]
) -> tuple[PartialDate, Citation] | None:
    """The day that a title in prose gives its study; `names` tells where a clause names a way of imaging."""
    titled = False
    for clause in own[:_FIRST_CLAUSES]:
        if clause.section in _NOT_TITLES:
            continue
        at = names(clause)
        for day in dates_of(clause, paper.date_order):
            before = clause.text[max(0, day.start - _BEFORE) : day.start]
            beside = at is not None and at < day.start <= at + _BETWEEN and _SHOWN.search(clause.text, at) is None
            made = titled and _MADE.search(before) is not None and not clause.text[: day.start - len(before)].strip()
            if (beside or made) and not _OTHER_DAY.search(before) and _near(day.value, paper):
                return day.value, clause.cite(day.start, day.end)
        titled = titled or at is not None
    return None


def _near(day: PartialDate, paper: Paper) -> bool:
    """Whether a day may be that of the study on which a paper reports: not long before the paper's own."""
    if day == paper.birth or not day.day:
        return False
    own = paper.date
    if own is None or not (own.month and own.day):
        return own is None
    apart = date(own.year, own.month, own.day) - date(day.year, day.month, day.day)
    return 0 <= apart.days <= _LONGEST_WAIT_DAYS


_PLATE = re.compile(
    r"\s(?:de (?:osteos[ií]ntesis|ateroma|titanio|descarga|bloqueo|colesterol|peyer|crecimiento|cultivo|agar"
    r"|psoria\w+|oclusi[oó]n|mordida)|y tornillos"
    r"|(?:[^\s.,;]{2,14}\s)?(?:eritemato\w*|blanc\w+|blanquecin\w+|violáce\w+|cut[aá]ne\w+|facial\w*"
    r"|descamativ\w+|prurigin\w+|hiperpigment\w+|sobreelevad\w+|infiltrad\w+"
    r"|ateromat\w+|calcificad\w+|motora|dentobacteriana|bacteriana|amiloide\w*|seniles|mucos\w+|alop[eé]cic\w+"
    r"|urticari\w+|purp[uú]ric\w+|epif[ií]sari\w+|neural))",
    re.IGNORECASE,
)
_PLATE_BEFORE = re.compile(
    r"\b(?:aparecer|aparici[oó]n de|lesiones en|m[aá]culas y|p[aá]pulas y|piel con|m[uú]ltiples|extensas)\s$",
    re.IGNORECASE,
)


def is_plate(text: str, start: int, end: int) -> bool:
    """Whether `placa` is one of skin, of a vessel or of metal, and no film."""
    return text[start : start + 5].casefold() == "placa" and (
        _PLATE.match(text, end) is not None or _PLATE_BEFORE.search(text, 0, start) is not None
    )
