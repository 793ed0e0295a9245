"""Whose result a `negative` is: that of the marker or test right before it, and not of the disease before that: `Stage
4 neuroblastoma MYCN negative`, `LLA B Ph negativo`, `Wilms tumour, nodes negative`, `epilepsy, MRI negative`.

What only a test could tell of (`tuberculosis IGRA negative`, `relapse MRI negative`) is left to the general rules.
"""

from __future__ import annotations

import re
from dataclasses import replace

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.namedfor import named_for
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause

# A symbol as genes, stains, viruses and tests have (`MYCN`, `BCR::ABL1`, `CD20`, `Ph`), but no other disease's.
_SYMBOL = (
    r"(?!(?:ALL|AML|APL|CML|JMML|HLH|LCH|ALCL|NHL|LLA|LMA|LPA|LMC|HCL|LNH|GVHD|EICH|VOD|TB|HIV|VIH|COVID|RSV|NF|NO|NOT|IS|AND"
    r"|Y)\b)(?:[A-Z][A-Z0-9]{1,7}(?:(?:::?|[-/])[A-Z0-9][A-Z0-9]{1,7}){0,2}|Ph\d?|(?:tTG|anti-\w{2,8}))"
)
_WORD = (
    r"(?i:fusion|fusi[oó]n|germ-?line|germinal|(?:bone )?marrow|m[eé]dula(?: [oó]sea)?|(?:lymph )?nodes?|ganglios?"
    r"|beta-?catenina?|inhibina?|metasta(?:sis|ses)|met[aá]stasis|cerebrospinal fluid|spinal fluid|cytology"
    r"|citolog[ií]a|philadelphia|filadelfia|immunofixation|pseudomonas|aspergillus|margins?|m[aá]rgenes)"
)
_OF_IT = (
    r"(?:\s(?i:gene|gen|status|mutation|mutaci[oó]n|amplification|amplificaci[oó]n|fusion|fusi[oó]n|rearrangement"
    r"|reordenamiento|germ-?line|germinal|testing|test|ihc|fish|pcr|scan|is|was|were|es|fue|fueron)){0,2}"
)
_RESULT = (
    r"(?i:negativ[eao]s?|neg|not detected|undetected|undetectable|absent|ausentes?|no detectad[oa]s?"
    r"|no detectables?)(?![\w-])"
)
_OF_MARKER = re.compile(rf"(?<![\w-])(?:{_SYMBOL}|{_WORD}){_OF_IT}(?:\s|-|:\s)(?P<result>{_RESULT})")
# A line in capitals has no symbols: there only what holds a digit, or a word of the list.
_IN_CAPITALS = re.compile(
    rf"(?<![\w-])(?:[A-Z]{{1,6}}\d\w{{0,4}}|MYCN|PH|BRAF|ALK|EBV|VEB|MIBG|WNT|SHH|BCR|KMT2A|EMR|MRD|LCR|CSF|{_WORD})"
    rf"{_OF_IT}(?:\s|-|:\s)(?P<result>{_RESULT})"
)
_REACH, _LETTERS = 120, 4
_ASKED = re.compile(r"(?:^|(?<=\w)|(?<=\)))\s?[:?=]\s|->|→")
# What a test is made to find, so that its negative result denies it.
_SOUGHT = re.compile(
    r"(?:infec|influenza|\bflu\b|gripe|covid|hepatit|hiv|vih|tubercul|virus|viral|sepsis|bacter|fung|mycosis|micosis|itis\b|relaps|recur"
    r"|reca[ií]|recid|metast|malign|involvement|infiltra|^(?:the )?tumou?r$|mass|lesion|graft|injerto"
    r"|thromb|tromb|embol)",
    re.IGNORECASE,
)


# `pb Tumor de Wilms`: probable, as notes by hand shorten it; `PB` in capitals is peripheral blood.
_PROBABLE = re.compile(r"(?<![\w/])(?:[Pp]b|p/b|[Pp]ble|[Pp]rob|[Pp]bl)\.?:?\s(?:de\s)?$")


def said_of_disease(clause: Clause, start: int, end: int, words: AssertionWords, name: str = "") -> Assertion:
    """What a clause says of the disease `text[start:end]`, where a marker's result behind it is the marker's own;
    `name` is what the disease is called."""
    said = assertion_of(clause, start, end, words)
    if said is Assertion.STATED and _PROBABLE.search(clause.text, max(0, start - 12), start):
        return Assertion.UNCERTAIN
    if said in (Assertion.STATED, Assertion.PLANNED) and (named := named_for(clause.text, start, end)) is not None:
        return named
    if said is not Assertion.NEGATED or _SOUGHT.search(name or clause.text[start:end]):
        return said
    masked = without_results(clause, start, end)
    return said if masked is clause else assertion_of(masked, start, end, words)


def without_results(clause: Clause, start: int, end: int) -> Clause:
    """The clause with the results of markers behind `text[start:end]` blotted out; the same where there are none."""
    thing, text = clause.text[start:end], clause.text
    letters = [letter for letter in thing if letter.isalpha()]
    capitals = len(letters) > _LETTERS and all(letter.isupper() for letter in letters)
    last = min(len(text), end + _REACH)
    asked = _ASKED.search(text, end, last)  # `I was asked about PTLD: EBER negative`: the answer of what was asked
    last = asked.start() if asked is not None else last
    found = list((_IN_CAPITALS if capitals else _OF_MARKER).finditer(text, end, last))
    if not found:
        return clause
    for one in found:
        first, last = one.span("result")
        text = text[:first] + "x" * (last - first) + text[last:]
    return replace(clause, text=text)
