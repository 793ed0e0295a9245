"""Which way a drug was given: by the words that stand with it, never by those before the next drug of its list.

`pegaspargase 2,500 IU/m2 on day 4 and intrathecal cytarabine` gives the cytarabine its way; in `vincristine IV,
methotrexate IT` each stands behind its drug.
"""

from __future__ import annotations

import re

from consilium.domain.findings.text.terms import Found
from consilium.domain.phrases import PhraseIndex, words_of

_WORDS = (
    r"(?:intrathecal(?:ly)?|intratecal(?:es)?|intraventricular|intravenous(?:ly)?|intravenos[oa]|endovenos[oa]|subcutaneous(?:ly)?"
    r"|subcut[aá]ne[oa]|intramuscular(?:ly)?|oral(?:ly)?|IT|IV|EV|PO|VO|IM|SC|SQ)"
)
_KIND = (
    r"(?:(?:triple|single|high[\s-]dose|low[\s-]dose|age[\s-]adjusted|weekly|daily|monthly|semanal"
    r"|altas\sdosis\sde)\s)?"
)
_AND = r"(?:and|y|e|then|luego|plus|m[aá]s|with|con|followed\sby|seguido\sde)"
# What parts a drug's words from those before the next one.
_PARTED = rf"(?:[,;+(:/)&.]\s*(?:{_AND}\s+)?|\b{_AND}\s+)"
_OF_THE_NEXT = re.compile(rf"{_PARTED}{_KIND}{_WORDS}\s+{_KIND}$", re.IGNORECASE)
# A treatment of its own behind a drug: `and triple intrathecal chemotherapy with`, `y quimioterapia intratecal con`.
_ANOTHER = re.compile(
    rf"{_PARTED}(?:(?:[^\W\d_]{{3,14}}\s){{0,2}}(?:chemotherapy|therapy|prophylaxis|injections?|quimioterapia|terapia"
    r"|profilaxis|inyecci[oó]n|triple|TIT|QT|QMT)\s(?:triple\s)?(?:intrathecal|intratecal|IT)\b"
    r"|(?:[^\W\d_]{3,14}\s){0,2}(?:intrathecal|intratecal|IT|IV|oral)\s(?:chemotherapy|therapy|prophylaxis|injections?"
    r"|quimioterapia|terapia|profilaxis)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
# What is given into the spinal fluid; of any other drug it would be a death, and the words are of another one.
_INTO_FLUID = frozenset({
    "methotrexate", "cytarabine", "hydrocortisone", "dexamethasone", "prednisolone", "methylprednisolone",
    "topotecan", "thiotepa", "etoposide", "rituximab", "trastuzumab", "interferon", "interferon alfa",
    "intrathecal chemotherapy", "nivolumab", "pemetrexed", "mafosfamide",
})  # fmt: skip
# Between the last mark and the next drug, in capitals: `VCR x4, IT MTX`.
_LED = re.compile(
    rf"(?:^|{_PARTED}|\b(?:of|de|received|recibi[oó]|given|gave|got|start(?:ed)?)\s+){_KIND}(?P<route>{_WORDS})\s+{_KIND}$",
    re.IGNORECASE,
)
_MOST_WORDS, _LEAD = 14, 48


def own_words(after: str) -> str:
    """The words behind a drug, up to the next one, without those that lead that one."""
    return _OF_THE_NEXT.sub("", _ANOTHER.sub("", after))


def route_of(text: str, found: Found, after: str, routes: PhraseIndex[str]) -> str:
    """The way of a drug by its own words behind it, else by the one right before it; "" where they tell none."""
    told = _told(text, found.start, after, routes)
    return "" if told == "IT" and found.term.name not in _INTO_FLUID else told


def _told(text: str, start: int, after: str, routes: PhraseIndex[str]) -> str:
    parts = words_of(after)[:_MOST_WORDS]
    behind = [hit for hit in routes.find(parts) if after[parts[hit.first].start :][:2] != "it"]
    if behind:
        return behind[0].value
    led = _LED.search(text[max(0, start - _LEAD) : start])
    if led is None or led["route"] == "it":
        return ""
    hit = next(routes.find(words_of(led["route"])), None)
    return hit.value if hit is not None else ""
