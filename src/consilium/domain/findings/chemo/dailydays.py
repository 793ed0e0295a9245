"""How many days a daily dose was given, by the days of a month that stand behind it: `37.5 mg/m2/day on March 3 and 4`,
`60 mg/m2/día los días 3 y 4 de marzo`, and `on the same days` of the drug after it."""

from __future__ import annotations

import re

from consilium.domain.findings.text.amounts import Amount

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|ene(?:ro)?|febrero|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|"
    r"sep?tiembre|octubre|noviembre|dic(?:iembre)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_LIST = rf"{_DAY}(?:(?:,\s?|\s)(?!and|y\b|to|al?\b){_DAY}){{0,6}}(?:,?\s?(?:and|&|y|to|through|al?|-|–)\s?){_DAY}"
_DAYS = re.compile(
    rf"\b(?:{_MONTH}\s(?P<behind>{_LIST})|(?P<ahead>{_LIST})(?:\sde|\sof)?\s{_MONTH})(?![\w/:])", re.IGNORECASE
)
_SAME = re.compile(
    r"\b(?:on |over |in )?(?:the |those )?same (?:two |three |\d )?days\b|\b(?:los )?mismos d[ií]as\b", re.IGNORECASE
)
_FIGURE = re.compile(r"\d{1,2}")
_RUN = re.compile(r"(?:\bto|\bthrough|\bal?|-|–)\s?\d{1,2}\w{0,2}$", re.IGNORECASE)
_MOST = 10


def days_of_daily(text: str, start: int, end: int, amount: Amount | None) -> int:
    """The days of a daily dose from the words of its drug, `start` to `end`; 0 where they tell none."""
    if amount is None or not amount.daily:
        return 0
    found = _DAYS.search(text, start, end)
    if found is None and _SAME.search(text, start, end):
        told = list(_DAYS.finditer(text, text.rfind(". ", 0, start) + 1, start))
        found = told[-1] if told else None
    return _count(found) if found is not None else 0


def _count(found: re.Match[str]) -> int:
    told = found["behind"] or found["ahead"]
    figures = [int(one) for one in _FIGURE.findall(told)]
    count = figures[-1] - figures[0] + 1 if _RUN.search(told) else len(set(figures))
    return count if 1 < count <= _MOST else 0
