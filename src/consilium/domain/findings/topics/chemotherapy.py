"""Chemotherapy: protocols and studies, cycles, and drugs with dose, days, route and how they were said.

A regimen that is named gives no drug: only drugs that the paper itself names are findings. Details of a drug beside
those of `Finding`: `given`, `given_unit` (the flat dose made of one per m2 or kg), `ordered`, `ordered_unit`,
`ordered_per` (a dose per m2 or kg in the head over a flat one), `daily` ("yes"), `state` ("omitted", "stopped",
"reduced", "delayed") with `reason` as written, `year_from` ("column", "paper": where the year of its day is from) and
`prescribed` ("yes": a sheet's head orders it, of no day), `doubt` ("dose_too_high", "dose_too_low", "number_unclear"):
the dose stays as written. Details of a protocol: `kind` ("regimen", "study"), `cycles`, `arm`, `enrolled` ("no",
"like"); of a cycle: `number_from` ("place" where its figure was not recognized and its row's place tells it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.chemo.classes import classes_weighed, trials_weighed
from consilium.domain.findings.chemo.cycleruns import cycles_told, ranges_planned
from consilium.domain.findings.chemo.cycles import cycles_in
from consilium.domain.findings.chemo.cyclesinpart import given_in_part
from consilium.domain.findings.chemo.cyclesleft import cycles_left
from consilium.domain.findings.chemo.denied import classes_ahead, denied_classes
from consilium.domain.findings.chemo.entries import opened, weeks_of, without_head
from consilium.domain.findings.chemo.moments import is_row_of_moment
from consilium.domain.findings.chemo.persize import by_size
from consilium.domain.findings.chemo.phasedays import phases_by_days
from consilium.domain.findings.chemo.phasesalone import phases_alone
from consilium.domain.findings.chemo.priorsums import drugs_told
from consilium.domain.findings.chemo.prose import drugs_in
from consilium.domain.findings.chemo.protocols import dated_phases, numbered_cycles, protocols_in
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.chemo.sheets import sheet_at, under_title
from consilium.domain.findings.chemo.spoken import classes_spoken
from consilium.domain.findings.chemo.tables import Block, rows, sheet
from consilium.domain.findings.chemo.therapyend import free_since, therapy_ends
from consilium.domain.findings.chemo.words import Words, words_from
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.medicines.statelists import of_list
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.amounts import amounts_in, decimal_mark
from consilium.domain.findings.text.strayed import at_home
from consilium.domain.findings.text.terms import cue_in, found_in
from consilium.domain.findings.transplant.transplantahead import conditioning_ahead
from consilium.domain.phrases import words_of

__all__ = ["SHARED", "Words", "find", "words_from"]

SHARED = ("medicinelists",)  # lines over lists of what was stopped or paused

_OTHER_TOTAL = re.compile(
    r"total (?:body|abdom|resection|protein|bilirubin|therapy|x?v)|"
    r"corporal total",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 12
# A log: a day on a line of its own, with what was done at each hour under it. The day behind a title is the paper's.
_DAY = re.compile(r"\s*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}[ -][A-Za-z]{3,10}[ -]\d{2,4})\b")
_AT = re.compile(r"\s*\d{1,2}:?\d{2}\b")
_MOST_OF_DAY = 7
# A cell that opens what is said of one cycle: `CYCLE 2 | wt 20.4`, `Ciclo 3 de 6 | peso 46 kg`.
_CYCLE_CELL = re.compile(
    r"\W{0,3}(?:(?:[\w/+-]{2,12}\s)?(?:cycle|ciclo|course|curso|block|bloque)\s?[#:]?\s?(?:n[oº°]\.?\s?)?|C)\d{1,2}\b",
    re.IGNORECASE,
)
# The title of a paper that tells of more than its own day: no drug under it was given on that day for that.
_PAPER = re.compile(
    r"\b(?:summary|report|letter|referral|discharge|conference|board|MDT|opinion|overview|history|resumen|informe|carta|epicrisis"
    r"|alta|comit[eé]|sesi[oó]n|junta|historia|interconsulta|referencia|solicitud)\b",
    re.IGNORECASE,
)
_GRAYS = re.compile(r"\bc?Gy\b|\d\s?c?Gy\b", re.IGNORECASE)
# How many letters into a list item its drug may stand.
_NEAR = 24


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The treatment with drugs that a paper tells."""
    yield from by_size(conditioning_ahead(_told(paper, words, assertion), paper), paper)


def _told(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    base = Setting(paper, words, assertion, decimal_mark(paper))
    caption, block = _Caption(), Block()
    after: list[Clause | None] = [*paper.clauses[1:], None]
    end = 0
    for at, (found, following) in enumerate(zip(paper.clauses, after, strict=False)):
        clause = without_head(at_home(found))
        if at < end or _tells_no_drugs(clause, words):
            continue
        delivered = sheet_at(paper.clauses, at, base)
        if delivered is not None and not all(_is_of_rays(row, words) for row in delivered.rows):
            yield from numbered_cycles(clause, under_title(delivered, base))
            yield from sheet(delivered, base)
            end = delivered.end
            continue
        caption = caption.at(clause, words)
        under = _under(clause, base, caption)
        yield from ranges_planned(protocols_in(clause, under), clause, under)
        yield from therapy_ends(clause, under)
        denied = [*denied_classes(clause, under)]
        classes = [*(denied or classes_ahead(clause, under)), *classes_weighed(clause, under)]
        yield from free_since(clause, classes)
        yield from free_since(clause, [*classes_spoken(clause, classes, under)])
        yield from trials_weighed(clause, under)
        if clause.cells and _is_sum_line(clause, words):
            yield from drugs_in(replace(clause, cells=(), header=()), under)
            continue
        if clause.cells and not _heads(clause, following):
            yield from of_list(
                rows(clause, under if clause.header else opened(clause, under), block), clause, words.lists
            )
            if not clause.header and any(_CYCLE_CELL.match(text) for _, text in clause.cells):
                yield from numbered_cycles(clause, under)
            caption = caption.after(clause, words) if _DAY.match(clause.text) and len(clause.cells) <= 2 else caption
            continue
        block.row = None
        named = [*cycles_told(clause, under), *dated_phases(clause, under), *weeks_of(clause, under)]
        named += phases_by_days(clause, named, under)
        yield from given_in_part(named, clause, under)
        yield from given_in_part(phases_alone(clause, named, under), clause, under)
        yield from cycles_left(clause, named, under)
        if not clause.cells:
            yield from of_list(drugs_told(clause, opened(clause, under)), clause, words.lists)
            caption = caption.after(clause, words)


@dataclass(frozen=True)
class _Caption:
    """A line that speaks for the list under it: `Cycle 2, day 1: 12 March 2025`, `Acumulado al fin de tratamiento:`.

    `line` is that line, "" where none is in force; it ends with the first clause that names no drug.
    """

    line: str = ""
    heading: str = ""
    first: bool = False
    log: bool = False  # a day over the hours of a log

    def at(self, clause: Clause, words: Words) -> _Caption:
        if not self.line or self.heading != clause.heading:
            return _Caption()
        listed = bool(clause.cells) or any(one.start < _NEAR for one in found_in(clause, words.drugs))
        listed = listed or (self.log and (_AT.match(clause.text) is not None or not _DAY.match(clause.text)))
        return replace(self, first=False) if listed else _Caption()

    def after(self, clause: Clause, words: Words) -> _Caption:
        """The caption from here on: a clause that captions, or a list that it begins (`Total: a 5 mg; ...`)."""
        drugs = found_in(clause, words.drugs)
        lists = clause.text.rstrip().endswith(";") and _sums(clause.text, words)
        # A sentence speaks for itself only: `Next chemotherapy (cycle 4) due 2 June.`
        begins = not clause.pieces or not clause.pieces[0].line.text[: clause.pieces[0].offset].strip(" -•*")
        if begins and not drugs and _DAY.match(clause.text) and len(clause.words) <= _MOST_OF_DAY:
            return _Caption(clause.text, clause.heading, True, True)
        short = not drugs and len(clause.words) <= _LONGEST_CAPTION and not clause.text.rstrip().endswith(".")
        if lists or (short and (_sums(clause.text, words) or cycles_in(clause.text, words))):
            return _Caption(clause.text, clause.heading, True)
        return self


def _tells_no_drugs(clause: Clause, words: Words) -> bool:
    """Whether a clause is of a relative, of a moment of a day, or of radiation alone."""
    return clause.section is Section.FAMILY_HISTORY or is_row_of_moment(clause) or _is_of_rays(clause, words)


def _is_of_rays(clause: Clause, words: Words) -> bool:
    """Whether a row, or a line of a numbered course, tells radiation alone, no cycle: `Course 1: photons, 50.4 Gy`."""
    told = _GRAYS.search(" ".join((clause.text, *clause.header))) is not None
    named = bool(clause.cells) or re.match(r"\W*(?:course|curso|phase|fase)\b", clause.folded) is not None
    return told and named and not found_in(clause, words.drugs)


def _is_sum_line(clause: Clause, words: Words) -> bool:
    """Whether a line under a table tells sums by the names of drugs: `Cumulative cisplatin 262.5 mg/m2. ...`."""
    place = cue_in(clause.text, words.cues["cumulative"])
    if place is None or len(words_of(clause.text[: place[0]])) > 1:
        return False
    drugs = found_in(clause, words.drugs)
    return bool(drugs) and any(drugs[0].end <= one.start for one in amounts_in(clause.text, "."))


def _heads(clause: Clause, following: Clause | None) -> bool:
    """Whether a row is the head of the table under it."""
    return following is not None and bool(clause.cells) and following.header == tuple(text for _, text in clause.cells)


def _under(clause: Clause, base: Setting, caption: _Caption) -> Setting:
    """What the heading or caption says of everything under it: a cycle with its day, or that these are sums."""
    heading = caption.line or (clause.heading if clause.heading != clause.text else "")
    if not heading:
        return base
    cycles = [one for one in cycles_in(heading, base.words) if not one.beside] if heading else []
    days = tuple(one for one in occasions(heading, base.paper) if cycles or one.when.day)
    number = str(cycles[0].number) if len(cycles) == 1 else ""
    dated = days and (number or (len(days) == 1 and not cycles and _PAPER.search(heading) is None))
    summed = _sums(heading, base.words) and not cycles
    return replace(base, cycle=number, occasion=days[0] if dated else None, summed=summed)


def _sums(text: str, words: Words) -> bool:
    """Whether a heading or caption announces sums: `Dosis acumuladas`, but not `Total body irradiation`."""
    place = cue_in(text, words.cues["cumulative"])
    return place is not None and _OTHER_TOTAL.search(text) is None and len(words_of(text)) <= _LONGEST_CAPTION * 2
