"""The cycle that a row of a table of chemotherapy is of: its name, its day, and whether it was given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.chemo.columns import Column, cell
from consilium.domain.findings.chemo.heldrows import (
    HELD,
    none_given,
    none_told,
)
from consilium.domain.findings.chemo.setting import Setting, is_later
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import cue_in, terms_in
from consilium.domain.records import Scalar

# A day of a cycle after its first: `1 D8`, `C2 día 15`.
_LATER_DAY = re.compile(r"[^\d]{0,30}\d{1,2}\s?[-/·.,]?\s?[Dd](?:[aíi]+a?y?)?\s?\+?(?!1\b)\d{1,2}\s*")
_REGIMEN = re.compile(r"[A-Za-z][\w/+-]{1,11}")


def cycle_of_row(clause: Clause, columns: tuple[Column, ...], row: Setting) -> Iterator[Finding]:
    """The cycle of a row that stands under a column of cycles."""
    column, when = cell(columns, "cycle"), row.occasion
    if column is None and not (row.sheet and when is not None):
        return
    written = column.text.strip() if column else ""
    if not row.cycle and when is None and not _named_block(written, row):
        return
    if _LATER_DAY.fullmatch(written) and none_told(columns):
        return
    detail: dict[str, Scalar] = {"number": int(row.cycle)} if row.cycle else {}
    phase = cue_in(written, row.words.cues["phase"])
    named = written[slice(*phase)].lower() if phase else row.phase
    yield Finding(
        Kind.CYCLE,
        _name_of_cycle(columns, written, row),
        value=written or row.cycle,
        number=float(row.cycle) if row.cycle else None,
        when=when.when if when else None,
        until=when.until if when else None,
        assertion=_said_of_cycle(columns, row),
        detail=detail | ({"phase": named} if named else {}) | ({"number_from": "place"} if row.placed else {}),
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )


def _named_block(written: str, row: Setting) -> bool:
    """Whether a block without a number has a name: a phase, a regimen or a drug."""
    named = terms_in(written, row.words.regimens) or terms_in(written, row.words.drugs)
    return bool(named) or cue_in(written, row.words.cues["phase"]) is not None


def _name_of_cycle(columns: tuple[Column, ...], written: str, row: Setting) -> str:
    """The regimen of its row, the drug or regimen that the block is named by, else what the sheet's title names."""
    named = cell(columns, "regimen")
    own = named.text.strip() if named else ""
    regimens = terms_in(own or written, row.words.regimens)
    drugs = terms_in(written, row.words.drugs)
    if regimens or drugs:
        return (regimens or drugs)[0].term.name
    return own if _REGIMEN.fullmatch(own) else row.regimen or "cycle"


def _said_of_cycle(columns: tuple[Column, ...], row: Setting) -> Assertion:
    """A cycle of a row: given unless its day is to come, or the row plans it, or the cells of its day leave it out."""
    when = row.occasion
    dayless = " ".join(one.text for one in columns if one.role in ("date", "until", "given", "cycle"))
    if when is None and cue_in(f"{dayless} {_under_first(columns)}", row.words.cues["cancelled"]) is not None:
        return Assertion.NEGATED
    under = [one.text for one in columns if one.drug is not None]
    if none_given(under, row.words.cues["cancelled"]):
        return Assertion.NEGATED
    if any(one.role == "drug" and HELD.match(one.text) and not terms_in(one.text, row.words.drugs) for one in columns):
        return Assertion.NEGATED  # `3 | 09/06/2025 | NO ADMINISTRADO`
    if cue_in(f"{dayless} {_under_first(columns)}", row.words.cues["planned"]) is not None:
        return Assertion.PLANNED
    return Assertion.PLANNED if when is not None and is_later(when, row) else Assertion.STATED


def _under_first(columns: tuple[Column, ...]) -> str:
    """The cell after that of the number, where it stands for the day: `A7 | cancelled`."""
    return columns[1].text if len(columns) > 1 and columns[0].role == "cycle" else ""
