"""In which country the house is whose paper this is, by its address, telephone and the words that only its papers bear.

Asked of the letterhead alone: what a text tells of another country is no address, and a foot has physicians' numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consilium.domain.phrases import PhraseIndex, fold, words_of
from consilium.domain.records import Page

_HEAD_LINES, _CHARS = 5, 300
# With as many digits as a telephone number has: `CD16+56 12 %` is a cell.
_PREFIX = re.compile(r"(?<![\w)])(?:\+|00)\s?\(?(\d{2,3})\)?(?=(?:[\s().-]{0,2}\d){7})")
# `46010 Valencia, España`, `Madrid (Spain)`: behind a sign; `Hospital México` is a name.
_AFTER = re.compile(r"[,;.(·•|/–—-]\s*$")
_SPANISH_CODE = re.compile(r"(?<![\d.,-])(?:e-)?(0[1-9]|[1-4]\d|5[0-2])\d{3}[ ,-]{1,3}([a-z][a-z ]{2,30})")
# A British post code with its two ends, and a state's letters with a ZIP code of the United States: behind a comma, or
# a town where the letters are not those before physicians' numbers too (`MN 45678`, `MD 12345`).
_BRITISH = re.compile(r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![\w-])")
_AMERICAN = re.compile(
    r"(?:,\s?(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]"
    r"|W[AIVY])|(?<=[a-z])\s(?:A[KRZ]|C[AT]|FL|GA|I[ADL]|K[SY]|M[IOST]|N[CEHJMVY]|O[HKR]|S[CD]|T[NX]|V[AT]|W[AIVY]))"
    r" \d{5}(?:-\d{4})?(?![\w-])|(?<![\w.])U\.?S\.?A(?![\w])"
)


@dataclass(frozen=True)
class CountrySigns:
    """`names` are those of countries, `services` words that only one country's papers bear; `prefixes` of telephones;
    `provinces` capitals of Spain by the first two figures of the postal code; `languages` by country; `houses` the
    language of words in names."""

    names: PhraseIndex[str] = field(default_factory=PhraseIndex)
    services: PhraseIndex[str] = field(default_factory=PhraseIndex)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    provinces: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    houses: PhraseIndex[str] = field(default_factory=PhraseIndex)


def country_of(pages: Sequence[Page], known: CountrySigns) -> str:
    """ISO 3166 code of the one country that a paper's letterhead shows; "" where it shows none or several."""
    lines = [line for page in pages[:1] for line in page.lines[:_HEAD_LINES]]
    found = {code for line in lines for code in _shown(line.text[:_CHARS], known)}
    return found.pop() if len(found) == 1 else ""


def _shown(text: str, known: CountrySigns) -> Iterator[str]:
    said = words_of(text)
    yield from (hit.value for hit in known.services.find(said))
    yield from (hit.value for hit in known.names.find(said) if _AFTER.search(text[: said[hit.first].start]))
    for found in _PREFIX.finditer(text):
        code = known.prefixes.get(found[1]) or known.prefixes.get(found[1][:2])
        if code:
            yield code
    for found in _SPANISH_CODE.finditer(fold(text)):
        if known.provinces.get(found[1], "-") in found[2]:
            yield "ES"
    if _BRITISH.search(text) is not None:
        yield "GB"
    if _AMERICAN.search(text) is not None:
        yield "US"


def language_of_house(name: str, known: CountrySigns) -> str:
    """The language in which a house's own name is written; "" where its words tell none or several."""
    found = {hit.value for hit in known.houses.find(words_of(name))}
    return found.pop() if len(found) == 1 else ""
