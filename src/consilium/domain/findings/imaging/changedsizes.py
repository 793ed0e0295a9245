"""Sizes that a change leads from and to: `decreased from 6.1 to 4.0 cm`, and the day of what it is compared with."""

from __future__ import annotations

import re

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.imaging.sizes import Size
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.labelled import dates_of

_BECAME = re.compile(
    r"\b(?:from|de|desde)\s(?:\d{1,3}(?:[.,]\d{1,2})?\s?(?:mm|cm)?\s?[x×]?\s?){1,3}(?:to|a|hasta)\s$", re.IGNORECASE
)
_BECOMES = re.compile(r"\s?(?:mm|cm)?\s(?:to|a|hasta)\s\d", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compar\w+|previous|prior|respecto (?:a|de)|frente a|(?:con|en) relaci[oó]n|vs\.?|versus|since|desde)\b",
    re.IGNORECASE,
)


def is_what_it_became(text: str, size: Size) -> bool:
    """Whether a size is that which a change came to, and is of now."""
    return _BECAME.search(text, max(0, size.start - 60), size.start) is not None


def becomes_another(text: str, size: Size) -> bool:
    """Whether a size is that which a change leads from."""
    return _BECOMES.match(text, size.end) is not None


def is_compared_with(clause: Clause, paper: Paper) -> bool:
    """Whether the day that a clause tells stands behind the words of a comparison, and is not that of now."""
    found = _COMPARED.search(clause.text)
    if found is None:
        return False
    starts = [one.start for one in dates_of(clause, paper.date_order)]
    starts += [one.start for one in occasions(clause.text, paper)]
    return all(start > found.start() for start in starts)


# How much it grew or shrank is no size: `reducción de 1 cm de la lesión`.
_BY_HOW_MUCH = re.compile(
    r"\b(?:reducci[oó]n|disminuci[oó]n|aumento|crecimiento|reduction|decrease|increase|growth)\s(?:de|of|by)\s(?:unos\s|about\s|aproximadamente\s)?$",
    re.IGNORECASE,
)
_TO_HOW_MUCH = re.compile(r"\s(?:a|to|hasta)\s\d", re.IGNORECASE)


def is_difference(text: str, size: Size) -> bool:
    """Whether a size tells by how much a thing changed."""
    return _BY_HOW_MUCH.search(text, 0, size.start) is not None and _TO_HOW_MUCH.match(text, size.end) is None
