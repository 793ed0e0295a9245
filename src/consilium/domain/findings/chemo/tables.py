"""Rows of chemotherapy tables: a drug a row with a column a cycle, a cycle a row with a column a drug, sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.findings.chemo.celldoses import amounts_of, first_amount, moved, of_the_dose
from consilium.domain.findings.chemo.columns import Column, cell, columns_of
from consilium.domain.findings.chemo.cycles import cycles_in
from consilium.domain.findings.chemo.daycolumns import by_days, has_days, run_of, told_by_day
from consilium.domain.findings.chemo.dosecourse import Dose, Part
from consilium.domain.findings.chemo.heldrows import (
    HELD,
    NOTHING,
    is_held,
    is_put_off,
    left_out,
    put_off,
)
from consilium.domain.findings.chemo.prose import drug_of, drugs_in
from consilium.domain.findings.chemo.setting import Setting, is_later
from consilium.domain.findings.chemo.sheets import Sheet, placed_numbers, role_of, under_title
from consilium.domain.findings.chemo.tablecycles import cycle_of_row
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.amounts import amounts_in, days_in, doses_counted, spread
from consilium.domain.findings.text.terms import Found, cue_in, terms_in
from consilium.domain.records import Scalar

# The number of a row: `3`, `A3`, `HR-1`, `Blinatumomab 2`.
_BARE = re.compile(r"(?:\D{0,12}|[^\d]{1,30}\s)(\d{1,2})(?:\D{0,4}|\s?[-/·.,]?\s?[Dd](?:[aíi]+a?y?)?\s?\+?\d{1,2})")
_ZERO = re.compile(r"0(?:[.,]0+)?(?:\s?mg)?")
# A mark that a dose was given, in a cell under its drug.
_GIVEN = re.compile(
    r"ok|given|done|yes|s[ií]|\[?[x✓✔√]\]?(?:[\s/-]{0,2}[x✓✔√]){0,5}[\s-]{0,2}|aplicad[oa]|administrad[oa]|dad[oa]",
    re.IGNORECASE,
)
_KEYS = ("cycle", "date", "week")
# A steroid that is no treatment of the disease: `Dexamethasone eye drops`.
_ON_A_SURFACE = re.compile(
    r"\b(?:eye|drops|gotas|colirio|ophthalmic|oft[aá]lmic[oa]|cream|crema|inhal\w+)\b", re.IGNORECASE
)
# Columns that say when a dose was given beside those of the days.
_TELLS_DAYS = ("days", "times", "date", "until", "state")


@dataclass
class Block:
    """The row above: its cycle and day hold for the rows under it that leave both empty, a drug a row.

    Only where a table's first column is that of the cycle or the day: elsewhere an empty day is one still to come.
    """

    row: Setting | None = None
    grid: str = ""  # the first head of a table with a column for each day

    def heads(self, clause: Clause) -> bool:
        """Whether a row is of a table with a column for each day."""
        heads = clause.header or tuple(text for _, text in clause.cells)
        if has_days(heads):
            self.grid = heads[0]
        elif heads[:1] != (self.grid,):
            self.grid = ""
        return bool(self.grid)

    def above(self, clause: Clause, columns: tuple[Column, ...], setting: Setting) -> Setting | None:
        """The row above, where this one goes on with it."""
        if not columns:  # a row whose empty cells are gone begins with its drug
            drugs = terms_in(clause.cells[0][1], setting.words.drugs) if len(clause.cells) > 1 else ()
            own = any(occasions(text, setting.paper) for _, text in clause.cells)
            return self.row if len(drugs) == 1 and drugs[0].start == 0 and not own else None
        told = any(one.text.strip() for one in columns if one.role in _KEYS)
        return self.row if (_opens_block(columns) or columns[0].role == "drug") and not told else None

    def take(self, columns: tuple[Column, ...], row: Setting, above: Setting | None) -> None:
        self.row = row if _opens_block(columns) or above is not None else None


def _opens_block(columns: tuple[Column, ...]) -> bool:
    return columns[0].role in _KEYS and any(one.role == "drug" for one in columns)


def rows(clause: Clause, setting: Setting, block: Block) -> Iterator[Finding]:
    """The findings of a row; a row without heads is read as a sentence."""
    setting = replace(setting, grid=block.heads(clause))
    columns = tuple(columns_of(clause, setting.words))
    above = block.above(clause, columns, setting)
    under = replace(setting, cycle=above.cycle, occasion=above.occasion) if above is not None else setting
    if not columns:
        block.row = above
        yield from drugs_in(clause, under)
        return
    row = _of_row(columns, under)
    block.take(columns, row, above)
    yield from _filled(clause, columns, row, keyed=above is None)


def sheet(one: Sheet, setting: Setting) -> Iterator[Finding]:
    """The findings of a sheet: its head's doses as prescribed, and its rows, each with the cycle and day it is of."""
    roles = [role_of(head.text, setting.words) for head in one.heads]
    grid = has_days([head.text for head in one.heads])
    under = replace(under_title(one, setting), sheet="cycle" in roles, grid=grid)
    yield from _prescribed(one, under)
    row = under
    for clause, place in zip(one.rows, placed_numbers(one, setting.words), strict=True):
        columns = tuple(columns_of(clause, setting.words))
        keyed = roles[0] == "drug" or any(
            column.role in ("cycle", "date", "week") and not column.cycle for column in columns
        )
        before = replace(under, cycle=place, placed=bool(place)) if keyed else row
        row = _of_row(columns, before)
        yield from _filled(clause, columns, row, keyed)


def _prescribed(one: Sheet, setting: Setting) -> Iterator[Finding]:
    """The dose that a head orders of its drug (`Actinomicina D 45 µg/kg`): of no day, and no dose given."""
    for head in one.heads:
        drugs = terms_in(head.text, setting.words.drugs)
        amount = next(amounts_in(head.text, setting.mark), None)
        if len(drugs) == 1 and amount is not None:
            at = one.head.text.find(head.text.split()[0])
            found = Found(drugs[0].term, max(0, at), max(0, at) + len(head.text.split()[0]))
            made = drug_of(one.head, Part(found, found.start, found.end, (amount,)), setting, Dose(amount))
            yield replace(made, detail={**made.detail, "prescribed": "yes"}, citations=(one.head.cite(),))


def _filled(clause: Clause, columns: tuple[Column, ...], row: Setting, keyed: bool = True) -> Iterator[Finding]:
    if keyed:
        yield from cycle_of_row(clause, columns, row)
    headed = [column for column in columns if column.drug is not None]
    if headed:
        for column in headed:
            yield from _under_drug(clause, column, row)
        for column in columns:  # a remark: `dexa 6 mg/day`
            if column.drug is None and column.role in ("", "note", "drug", "given") and not column.cycle:
                yield from _remarked(clause, column, row)
        return
    for column in columns:
        drugs = _once(terms_in(column.text, row.words.drugs, clause.recognized))
        if column.role in ("drug", "") and drugs:
            others = tuple(one for one in columns if one is not column and _of_another(one, drugs, row, clause))
            yield from _drug_cell(clause, column, tuple(one for one in columns if one not in others), drugs, row)
            for other in others:
                yield from drugs_in(clause, row, other.start, other.end)
            return
    yield from _of_block(clause, columns, row)


def _remarked(clause: Clause, column: Column, row: Setting) -> Iterator[Finding]:
    """The drugs that a cell beside those of the drugs names with their doses."""
    if any(amounts_in(column.text, row.mark)) and terms_in(column.text, row.words.drugs, clause.recognized):
        yield from (one for one in drugs_in(clause, row, column.start, column.end) if one.detail.get("dose"))


def _once(drugs: tuple[Found, ...]) -> tuple[Found, ...]:
    """Drugs without the second name of the same one: `Vincristine (VCR)`."""
    return tuple(one for at, one in enumerate(drugs) if not at or one.term.name != drugs[at - 1].term.name)


def _of_another(column: Column, drugs: tuple[Found, ...], row: Setting, clause: Clause) -> bool:
    """Whether a cell tells of another drug with its dose: `anaphylaxis; switched to Erwinia 25,000 IU/m2 x6`."""
    if column.cycle or column.role in ("drug", "total") or not any(amounts_in(column.text, row.mark)):
        return False
    named = {one.term.name for one in terms_in(column.text, row.words.drugs, clause.recognized)}
    return bool(named - {one.term.name for one in drugs})


def _of_block(clause: Clause, columns: tuple[Column, ...], row: Setting) -> Iterator[Finding]:
    """A block that is named by its one drug, with the dose in the column of drugs: `Blinatumomab 1 | 15 mcg/m2/day`."""
    block, told = cell(columns, "cycle"), cell(columns, "drug")
    drugs = terms_in(block.text, row.words.drugs, clause.recognized) if block else ()
    amounts = amounts_of(told, row.mark) if told else ()
    if block is not None and told is not None and len(drugs) == 1 and amounts:
        at = Found(drugs[0].term, block.start + drugs[0].start, block.start + drugs[0].end)
        part = Part(at, block.start, told.end, amounts)
        yield drug_of(clause, part, row, Dose(amounts[0], None, row.occasion))


def _of_row(columns: tuple[Column, ...], setting: Setting) -> Setting:
    """The row's own cycle and day. A number alone counts in a column of cycles."""
    column = cell(columns, "cycle")
    named = cycles_in(column.text, setting.words) if column else ()
    bare = _BARE.fullmatch(column.text.strip()) if column else None
    number = str(named[0].number) if named else bare[1] if bare else setting.cycle
    dates = _done([one for one in columns if one.role in ("date", "cycle", "until")], setting)
    found = [one for date in dates for one in occasions(date.text, setting.paper)]
    if all(one.role == "until" for one in dates) and found and is_later(found[0], setting):
        found = []  # `Hasta 12/08`: what is taken until then has begun
    when = found[0] if found else setting.occasion
    if when is not None and len(found) > 1 and when.until is None and found[-1].when > when.when:
        when = replace(when, until=found[-1].when)
    return replace(setting, cycle=number, occasion=when, table=True)


def _done(dates: list[Column], setting: Setting) -> list[Column]:
    """Of a day that was due and one on which it was done the second: `Date due | Date given`."""
    days = [one for one in dates if one.role == "date"]
    given = [one for one in days if cue_in(one.head, setting.words.cues["given"]) is not None]
    return given if given and len(days) > len(given) else dates


def _under_drug(clause: Clause, column: Column, row: Setting) -> Iterator[Finding]:
    """A cell under the name of a drug: its dose, or that it is planned or was left out."""
    assert column.drug is not None
    text = column.text.strip()
    planned = cue_in(text, row.words.cues["planned"]) is not None
    held = cue_in(text, row.words.cues["cancelled"]) is not None or _ZERO.fullmatch(text) is not None
    held = held or (HELD.match(text) is not None and not any(map(str.isdigit, text)))
    amounts = () if held else amounts_of(column, row.mark)
    given = _GIVEN.fullmatch(text) is not None and row.occasion is not None
    if not (amounts or planned or held or given) and (NOTHING.fullmatch(text) or not occasions(text, row.paper)):
        return
    if held and NOTHING.fullmatch(text) and not _all_held(row, clause):
        return
    ordered = next(amounts_in(column.head, row.mark), None)
    amount = amounts[0] if amounts else None
    days = of_the_dose(text, occasions(text, row.paper, row.occasion.when if row.occasion else None))
    at = Found(column.drug.term, column.start, column.end)
    made = drug_of(
        clause,
        Part(at, column.start, column.end, amounts, column.start),
        row,
        Dose(amount, None, days[0] if days else row.occasion),
    )
    extra: dict[str, Scalar] = {}
    if ordered is not None:
        extra = {"ordered": ordered.text, "ordered_unit": ordered.unit, "ordered_per": ordered.per}
    # What another cell of the row leaves out or denies is not this drug.
    own = Assertion.STATED if made.assertion is Assertion.NEGATED else made.assertion
    said = Assertion.PLANNED if planned else Assertion.NEGATED if held else own
    detail = {
        key: value
        for key, value in {**made.detail, **extra}.items()
        if made.detail.get("sum_by") != "size" or key not in ("sum_by", "cumulative")
    }
    yield replace(made, assertion=said, detail=detail | ({"state": "omitted"} if held else {}))


def _all_held(row: Setting, clause: Clause) -> bool:
    """Whether the row says that what stands at nothing was left out."""
    return cue_in(clause.text, row.words.cues["cancelled"]) is not None


def _drug_cell(
    clause: Clause, column: Column, columns: tuple[Column, ...], drugs: tuple[Found, ...], row: Setting
) -> Iterator[Finding]:
    """A cell that names drugs: several with their doses are a sentence, one has its dose in the other columns."""
    valued = [one for one in columns if one.role in ("dose", "given", "total") or one.cycle]
    if len(drugs) == 1 and drugs[0].term.facts.get("steroid") and _ON_A_SURFACE.search(column.text):
        return
    if len(drugs) > 1 or not (valued or by_days(columns, row)):
        found = drugs_in(clause, row, column.start, column.end)
        yield from map(left_out, found) if len(drugs) == 1 and is_held(columns) else found
        return
    if _says_more(valued, row):
        yield from drugs_in(clause, row)
        return
    at = Found(drugs[0].term, column.start + drugs[0].start, column.start + drugs[0].end)
    yield from _dosed(clause, Part(at, column.start, column.end, ()), columns, row)


def _says_more(valued: list[Column], row: Setting) -> bool:
    """Whether one column tells it all in words: `40 mg/m2 days 1 and 15, 2 cycles (total 160 mg/m2)`."""
    return len(valued) == 1 and cue_in(valued[0].text, row.words.cues["cumulative"]) is not None


def _dosed(clause: Clause, part: Part, columns: tuple[Column, ...], row: Setting) -> Iterator[Finding]:
    """One drug over the columns of its row: a finding for each cycle, one for its sum."""
    cycles = [one for one in columns if one.cycle]
    days = by_days(columns, row) if not cycles else ()
    given = [
        found for one in columns if (found := first_amount((one,), "given", row))
    ]  # `Dosis calculada`, `administrada`
    flat = next((one for one in given if not one.per), given[0] if given else None)
    inside = amounts_in(clause.text[part.start : part.end], row.mark)
    sized = [moved(one, part.start) for one in inside]
    ordered = first_amount(columns, "dose", row)
    if ordered is not None and not ordered.per and sized and sized[0].per:  # `Vincristine 1.5 mg/m2 | 1.4 mg`
        flat, ordered = flat or ordered, None
    told = [ordered, *sized]
    told += [*(one for one in given if one.per), flat, *(one.amount for one in days)]
    dose = next((one for one in told if one is not None), None)
    flat = flat if flat is not dose else None
    for column in cycles:
        yield from _in_cycle(clause, part, column, row, Dose(dose, flat))
    if days:
        yield from told_by_day(drug_of(clause, part, row, Dose(dose, flat, days[0].when)), days)
    elif not cycles and (dose is not None or not first_amount(columns, "total", row)):
        made = _described(drug_of(clause, part, row, Dose(dose, flat, row.occasion)), columns, row)
        yield _fated(made, columns, row)
    total = first_amount(columns, "total", row)
    if total is not None:
        yield drug_of(clause, part, row, Dose(total, None, None, True))


def _fated(made: Finding, columns: tuple[Column, ...], row: Setting) -> Finding:
    """A dose of a row as given, left out or put off; in a grid of days without a mark it is only ordered."""
    if is_held(columns):
        return left_out(made)
    if made.assertion is not Assertion.STATED:
        return made
    if row.grid and not any(one.role in _TELLS_DAYS and one.text.strip() for one in columns):
        return replace(made, assertion=Assertion.PLANNED)
    return put_off(made) if not made.detail.get("dose") and is_put_off(columns) else made


def _in_cycle(clause: Clause, part: Part, column: Column, row: Setting, dose: Dose) -> Iterator[Finding]:
    """The cell of one cycle: its days, or its own dose."""
    if not column.text.strip() or NOTHING.fullmatch(column.text.strip()):
        return
    head = occasions(column.head, row.paper)
    near = head[0] if head else row.occasion
    days = occasions(column.text, row.paper, near.when if near else None)
    own = amounts_of(column, row.mark)
    when = run_of(days) or near
    under = replace(row, cycle=str(column.cycle), occasion=near)
    made = drug_of(clause, part, under, replace(dose, amount=own[0] if own else dose.amount, when=when))
    times = len(days) if len(days) > 1 else None
    stated = days_in(clause.text[part.found.end : part.end])[1]
    planned = cue_in(column.text, row.words.cues["planned"]) is not None
    held = cue_in(column.text, row.words.cues["omitted"]) is not None
    said = Assertion.PLANNED if planned else Assertion.NEGATED if held else made.assertion
    yield replace(
        made, assertion=said, detail={**made.detail, **({"times": times or stated} if times or stated else {})}
    )


def _described(made: Finding, columns: tuple[Column, ...], row: Setting) -> Finding:
    """Days and number of doses that stand in columns of their own, or after the dose."""
    days, times = "", None
    for column in columns:
        left_out = cue_in(column.text, row.words.cues["cancelled"]) is not None
        if column.role in ("days", "times", "dose", "given", "drug") and not left_out:
            listed = column.role == "days" and column.text.strip()[:1].isdigit()
            found, count = days_in(f"days {column.text.strip()}" if listed else column.text)
            days, times = days or found, times or _times(column, count)
    extra: dict[str, Scalar] = {"days": days} if days else {}
    extra |= {"times": times} if times else {}
    return replace(made, detail={**extra, **made.detail})


def _times(column: Column, count: int | None) -> int | None:
    if column.role == "times" and column.text.strip().isdigit():
        return int(column.text)
    tail = re.search(r"[x×]\s?\d{1,2}(?!\w)", column.text)
    return (spread(column.text[tail.start() :]) if tail else None) or doses_counted(column.text) or count
