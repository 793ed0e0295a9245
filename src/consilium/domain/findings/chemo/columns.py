"""The columns of a row of treatment: what each holds, by its head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.datetext import dates_in
from consilium.domain.findings.chemo.cycles import cycles_in
from consilium.domain.findings.chemo.sheets import role_of
from consilium.domain.findings.chemo.words import Words
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.amounts import amounts_in
from consilium.domain.findings.text.terms import Found, terms_in

# A day's sheet may call a flat dose the total of its day.
_SUMMED_HEAD = re.compile(r"acumul|cumul|lifetime|to date|hasta", re.IGNORECASE)
# The head of a column that counts, and what stands in one: `No | Date | Block`.
_NUMBERS = re.compile(r"(?:n[oº°]|n\.º|num(?:ber)?|nro|n)\.?", re.IGNORECASE)
_FIGURES = re.compile(r"[A-Za-z]{0,2}-?\d{1,2}[abAB]?")
# `Dosis ADM.` is what was administered, and no column of adriamycin.
_ADMINISTERED = re.compile(r"\b(?:dosis|dose|fecha|hora|date|time)\sadm\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its head: its role, the drug or the cycle that the head names, and the cell's place in the row."""

    role: str
    head: str
    start: int
    text: str
    drug: Found | None = None
    cycle: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def columns_of(clause: Clause, words: Words) -> Iterator[Column]:
    if not clause.header or len(clause.header) != len(clause.cells):
        return
    daily, counted = _is_by_day(clause, words), False
    sized = any(_SIZED.search(head) and role_of(head, words) == "dose" for head in clause.header)
    for head, (start, text) in zip(clause.header, clause.cells, strict=True):
        drugs, cycles = terms_in(head, words.drugs), cycles_in(head, words)
        drug = drugs[0] if len(drugs) == 1 and not _ADMINISTERED.search(head) else None
        cycle = cycles[0].number if cycles and drug is None else 0
        role = "date" if _dates(head, text, words) else role_of(head, words)
        role = "cycle" if not role and drug is None and _counts(clause, head, text, words) else role
        if role == "cycle" and not cycle and counted and not _FIGURES.search(text):
            role = "regimen"  # `No | Date | Block`: the block stands beside its number
        counted = counted or (role == "cycle" and not cycle and _FIGURES.search(text) is not None)
        role = "given" if role == "dose" and sized and not _SIZED.search(head) else role  # `Por m² | Dosis`
        role = "given" if role == "total" and daily and not _SUMMED_HEAD.search(head) else role
        yield Column(role, head, start, text, drug, cycle)


def _counts(clause: Clause, head: str, text: str, words: Words) -> bool:
    """Whether a column of numbers counts cycles: the first one of a table with a column of days, none of drugs."""
    roles = [role_of(one, words) for one in clause.header]
    first = head == clause.header[0] and _NUMBERS.fullmatch(head) is not None
    return first and "drug" not in roles and "date" in roles and _FIGURES.fullmatch(text.strip()) is not None


def _is_by_day(clause: Clause, words: Words) -> bool:
    """Whether a row is of one day and has a column of doses: its total is then the day's own."""
    roles = [role_of(head, words) for head in clause.header]
    by_day = "date" in roles and "until" not in roles and "dose" in roles
    return by_day or any(_BY_SURFACE.search(head) for head in clause.header)


# Beside the dose for a square meter, the total is the flat dose made of it: `Dosis por m2 | Dosis total | Días`.
_BY_SURFACE = re.compile(
    r"\b(?:dose|dosis)\b.{0,12}(?:\bpor|\bper|/)\s?(?:m\s?[²2]|kg)|^\s*m[gc]?g?/m[²2]\s*$", re.IGNORECASE
)


# The head of a column of doses for each square meter or kilogram: `Por m²`, `Dose/m2`, `mg/kg`.
_SIZED = re.compile(r"(?:\b(?:por|per)\s|/\s?)(?:m\s?[²2]|kg)(?!\w)", re.IGNORECASE)


def _dates(head: str, text: str, words: Words) -> bool:
    """Whether a column of what was `given`, or of a `Día`, tells the day: `Given: 13-Feb-25`."""
    return role_of(head, words) in ("given", "days") and any(dates_in(text)) and not any(amounts_in(text, "."))


def cell(columns: tuple[Column, ...], role: str) -> Column | None:
    return next((one for one in columns if one.role == role and not one.cycle and one.drug is None), None)
