"""HL7 v2 observations (ORU, OUL, MDM) as laboratory values. Shape: `readers/hl7v2`.

Texts (TX, FT) are no results but reports: the rules for text read them. Table 0085 says what an OBX-11 means: what is
deleted (D), wrong (W) or only asked for (N, O) is no result, what is awaited (I, P without a value) is pending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.findings.laboratory.labvalues import Result, finding_of, result_in_cell
from consilium.domain.findings.structured.results import LaboratoryWords, Lines, shared_words
from consilium.domain.findings.text.numerals import decimal_mark
from consilium.domain.records import Citation, Reading

TOPIC = "laboratory"
_NO_RESULT = frozenset({"D", "W", "N", "O", "X"})
_AWAITED = frozenset({"I", "S", "R", "P"})
_TYPES = frozenset({"NM", "SN", "ST", "CE", "CWE", "CNE", "CF", "FN", "IS", "ID", ""})
# Table 0074: examinations whose observations are no laboratory's.
_NOT_LABORATORY = frozenset(
    {"RAD", "CT", "NMR", "NMS", "RUS", "CUS", "OUS", "VUS", "RX", "XRC", "EC", "CTH", "IMG", "VR", "PF", "RT", "PT"}
)
_LOINC = re.compile(r"\d{1,6}-\d")
_LONGEST = 200


def find(reading: Reading, codes: object) -> Iterator[Finding]:
    """Every result of the messages. `codes` are the words of the topic `laboratory`."""
    words = shared_words(codes)
    observations, orders = reading.facts.get("observations"), reading.facts.get("orders")
    if words is None or not isinstance(observations, list):
        return
    listed = [one for one in orders if isinstance(one, dict)] if isinstance(orders, list) else []
    mark = decimal_mark(str(one.get("value", "")) for one in observations if isinstance(one, dict)) or "."
    lines = Lines.of(reading)
    for one in observations:
        if isinstance(one, dict):
            at = one.get("order")
            order = listed[at - 1] if isinstance(at, int) and 0 < at <= len(listed) else {}
            found = _finding(one, order, words, mark)
            if found is not None:
                yield _cited(found, one, lines)


def _finding(one: Mapping[str, Any], order: Mapping[str, Any], words: LaboratoryWords, mark: str) -> Finding | None:
    status, value = _text(one, "status").upper(), _text(one, "value")
    if _text(one, "type").upper() not in _TYPES or status in _NO_RESULT or not _text(one, "name", "alt_name", "code"):
        return None
    if _text(order, "section").upper() in _NOT_LABORATORY or "\n" in value or len(value) > _LONGEST:
        return None
    if not value:
        return _pending(one, order, words) if status in _AWAITED else None
    result = result_in_cell(_base(one, order, mark), value, words.results)
    return _of_kind(result, words) if result is not None else None


def _of_kind(result: Result, words: LaboratoryWords) -> Finding:
    made = finding_of(result, words.tests, Citation())
    growth = words.growth.get(result.code)
    if growth:
        return replace(made, kind=Kind.GROWTH, name=growth)
    return made


def _pending(one: Mapping[str, Any], order: Mapping[str, Any], words: LaboratoryWords) -> Finding:
    return finding_of(_base(one, order, ""), words.tests, Citation(), Assertion.PENDING)


def _base(one: Mapping[str, Any], order: Mapping[str, Any], mark: str) -> Result:
    return Result(
        name=_text(one, "name", "alt_name", "code"),
        value="",
        unit=_text(one, "unit"),
        reference=_text(one, "reference_range"),
        flag="" if _text(one, "flag").upper() == "N" else _text(one, "flag"),
        specimen=_specimen(_text(order, "specimen")),
        method=_text(one, "method"),
        mark=mark,
        code=_loinc(one),
        when=_day(_text(one, "observed")) or _day(_text(order, "collected")),
    )


def _specimen(said: str) -> str:
    """OBR-15 where it is a specimen: senders put people and numbers there too."""
    first = said.partition("\n")[0]
    return "" if any(char.isdigit() for char in first) or len(first.split()) > 5 else first


def _loinc(one: Mapping[str, Any]) -> str:
    """The LOINC code of OBX-3, in its first or alternate triplet (coding system LN)."""
    for code, system in (("code", "system"), ("alt_code", "alt_system")):
        if _text(one, system).upper() in ("LN", "LOINC") and _LOINC.fullmatch(_text(one, code)):
            return _text(one, code)
    bare = not _text(one, "system") and _LOINC.fullmatch(_text(one, "code"))
    return _text(one, "code") if bare else ""


def _day(written: str) -> PartialDate | None:
    try:
        return PartialDate.from_digits(written)
    except ValueError:
        return None


def _cited(found: Finding, one: Mapping[str, Any], lines: Lines) -> Finding:
    """The finding with the line of its message's page, or its value and unit, and the path of its segment."""
    quote = " ".join(filter(None, (_text(one, "name", "alt_name", "code") + ":", _text(one, "value"))))
    number, path = one.get("message"), _text(one, "path")
    line = lines.next(lambda page, text: page == number and text.startswith(quote))
    citation = Citation(line[1] if line else quote, line[0] if line else None, None, path)
    own = _text(one, "code")
    local = (Code(_text(one, "system"), own, _text(one, "name")),) if own and own != _loinc(one) else ()
    codes = (*found.codes, *local)
    return replace(found, citations=(citation,), codes=codes, origin=Origin.STRUCTURED)


def _text(entry: Mapping[str, Any], *names: str) -> str:
    """The first of some keys that has words."""
    return next((str(entry[name]).strip() for name in names if str(entry.get(name) or "").strip()), "")
