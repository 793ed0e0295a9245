"""Which of day and month a document writes first, as far as it shows that; "" where it does not, or contradicts itself.

It shows it by a date with a part over 12, by a stated format, by its country (postal codes, spelling, titles of its
staff), by a day that it also writes with the month's name, and by days that belong together: a sample that was received
within days of its taking under one order, and months after it under the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from consilium.domain.dateplaces import order_of_days, order_of_places
from consilium.domain.dates import PartialDate
from consilium.domain.datetext import DateText, country_order, stated_order

# Days of one examination and its report lie so near; under the wrong order they lie a month or more apart.
_NEAR_DAYS, _FAR_DAYS = 14, 27
_POINTED = re.compile(r"(?<![\d.])\d\d\.\d\d\.(?:19|20)\d\d(?![\d.])")
# What together only a paper of the United States has; so many different ones are needed, and nothing of elsewhere.
_AMERICAN = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bMRN\b|\bCSN\b|\bAcct\b",
        r"\by\.?o\.? ?(?:M|F|male|female|boy|girl)?\b",
        r"\b\d{1,3}(?:\.\d)? ?(?:lbs?|pounds)\b",
        r"\b(?:[Tt]emp|[Ff]ever|[Tt]max|T)\b[^.\d]{0,16}(?:9[6-9]|10[0-6])(?:\.\d)?\b|°\s?F\b",
        r"\d ?[AP]M\b",
        r", ?(?:MD|DO|RN|PharmD|CPNP|APRN|PA-C|LCSW)\b|\bMD\b",
        r"\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b",
        r"\bMedical Center\b|\bHealth System\b|\bChildren's Hospital\b",
        r"(?i)\b(?:pediatric|hematolog|leukemi|anesthes|tumor\b|edema|anemi|diarrhea|neutropeni)",
        r"\b(?:HIPAA|CLIA|NPI|CPT|Medicaid|MyChart|PCP|ED|ER)\b",
        r"(?i)\bemergency department\b|\battending\b|\boffice visit\b",
        r"\bH&P\b|\bPGY-?\d\b|\bROS\b|\bHEENT\b|\b[Cc]ounsel(?:ing|or)\b",
        r"\b[Mm]om(?:my)?\b|\b[Gg]randma\b|\b[Ff]lu shot\b|\b[Ss]hots\b|\b(?:first|second|third|last) grade\b",
        r"(?i)\b(?:acetaminophen|tylenol|epinephrine|benadryl|diphenhydramine|zofran|albuterol|miralax|keppra)\b",
        r"\bA(?:ALL|AML|NBL|HOD|RST|REN|EWS|CNS|GCT|HEP|NHL|OST)\d{3,4}",
    )
)
_LEAST_AMERICAN = 4
_ELSEWHERE = re.compile(
    r"\b(?:UHID|IP No|OPD|Mast(?:er)?\.? [A-Z]|Baby of|[BSD]/[oO]|K/[cC]/[oO]|DO[AD]\b|Rs\.|crore|lakh|India|Singapore|"
    r"Philippines|Pakistan|Nigeria|Kenya|Canada|Ontario|Quebec|Alberta|Saskatchewan|Manitoba|Nova Scotia|OHIP|PHN)"
)
# What together only Indian papers have, where the day is written first.
_INDIAN = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bUHID\b|\bIP No\b|\bOPD\b|\bMRD No\b", r"\b[KCH]/[coO]\b|\bS/P\b",
        r"\bMast(?:er|\.)\s|\bBaby (?:of )?[A-Z]", r"\b[BSD]/[oO]\b", r"\b(?:Inj|Tab|Syp|Syr|Cap)\.? [A-Z]",
        r"\bDO[AD]\b|\bDt\.?:", r"\bRs\.? ?\d|\bcrore\b|\blakhs?\b|\bIndia\b",
        r"\bMBBS\b|\bDNB\b|\bDM \(|\bUSG\b|\bTLC\b|\bP/A\b",
    )
)  # fmt: skip
_LEAST_INDIAN = 3
_BY_STAFF = re.compile(
    r"\b(?:Infirmary|NHS|GP|FRCPCH|FRCR|FRCPath|FRACP|FRANZCR|MRCPCH|MBBS|MBChB|Registrar|SHO|Consultant "
    r"(?:Paed|Radiol|Histop|Haem|Onc|Neuro)|Mum|whilst|fortnight|Medicare No|Hosp\. ?[Nn]o|NHI|CHI|H&C)\b"
)


def shown_order(dates: Sequence[tuple[DateText, bool]], text: str, language: str) -> str:
    """ "dmy", "mdy" or "". `dates` are the document's, each with whether it is a day of the paper itself (its
    examination, sample, visit or report) and no other thing's."""
    orders = {one.order for one, _ in dates if one.order}
    if orders:
        return orders.pop() if len(orders) == 1 else ""
    named = _by_named([one for one, _ in dates])
    return (
        stated_order(text)
        or named
        or order_of_days(text)
        or _of_place(text)
        or ("dmy" if language == "es" else "" if _POINTED.search(text) else order_of_places(text))
        or _by_nearness(one.values for one, own in dates if own)
    )


def _of_place(text: str) -> str:
    """The order of the country that a text shows. Points between two digits each (`03.05.2024`) are of countries that
    write the day first; on a paper from elsewhere they say nothing."""
    country = country_order(text)
    if not country and (_BY_STAFF.search(text) is not None or _is_indian(text)):
        country = "dmy"
    if not country and _ELSEWHERE.search(text) is None:
        country = "mdy" if sum(one.search(text) is not None for one in _AMERICAN) >= _LEAST_AMERICAN else ""
    if _POINTED.search(text) is None:
        return country
    return "" if country == "mdy" else "dmy"


def stated_or_placed(text: str) -> str:
    """The order that a text states, or that of the country it shows."""
    return stated_order(text) or _of_place(text) or order_of_places(text)


def _is_indian(text: str) -> bool:
    return sum(one.search(text) is not None for one in _INDIAN) >= _LEAST_INDIAN


def _by_named(dates: Sequence[DateText]) -> str:
    """By a day that the paper writes twice: `10/03/2024` and `Oct 3, 2024`."""
    sure = {one.values[0] for one in dates if len(one.values) == 1 and one.values[0].day and not one.short}
    votes = {
        "dmy" if one.values[0] in sure else "mdy"
        for one in dates
        if len(one.values) > 1 and (one.values[0] in sure) != (one.values[1] in sure)
    }
    return votes.pop() if len(votes) == 1 else ""


def _by_nearness(days: Iterable[tuple[PartialDate, ...]]) -> str:
    """By days of one paper that lie within two weeks under one order, and a month or more apart under the other."""
    both = {values for values in days if len(values) > 1}
    if len(both) < 2:
        return ""
    day_first, month_first = _span(values[0] for values in both), _span(values[1] for values in both)
    if day_first <= _NEAR_DAYS and month_first >= _FAR_DAYS:
        return "dmy"
    return "mdy" if month_first <= _NEAR_DAYS and day_first >= _FAR_DAYS else ""


def _span(days: Iterable[PartialDate]) -> int:
    ordinals = [date(one.year, one.month, one.day).toordinal() for one in days]
    return max(ordinals) - min(ordinals)
