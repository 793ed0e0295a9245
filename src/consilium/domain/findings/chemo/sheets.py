"""Delivery sheets and road maps: one row a cycle, a week or a block, under a head that names drugs or columns.

Read by the places of words, since such sheets are mostly printed small, faxed or photographed. A sheet's title says
of what its cycles are (`MAINTENANCE CHEMOTHERAPY`, `Hoja de quimioterapia, COPDAC-28`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consilium.domain.datetext import dates_in
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.chemo.words import Words
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.grids import Over, Token, fitted, over, tokens_of
from consilium.domain.findings.text.terms import cue_in, found_in, terms_in
from consilium.domain.phrases import words_of

_NUMBER_SIGN = re.compile(r"\s*(?:C\s?#|#|N[º°])(?=\s|$)", re.IGNORECASE)
# Recognition takes the slash of `Cycle/day` for a letter.
_MISREAD_SLASH = re.compile(r"\b(cycle|course|ciclo|curso)[lI1|](day|week|d[ií]a|semana)\b", re.IGNORECASE)
_UNITS = frozenset(
    ("mg", "g", "mcg", "µg", "μg", "ug", "iu", "ui", "u", "m2", "m²", "kg", "dose", "dosis", "día", "dia", "day")
)
_ROW_NUMBER = re.compile(r"\s*(?:[A-Za-z]{1,4}[-. ]?)?\d{1,2}[abAB]?\s*")
_KEYS = frozenset({"cycle", "date", "week"})
_TOLD = frozenset({"drug", "dose", "regimen", "given"})
# Words of a head, letters before its first column, rows of a sheet, clauses above it that may be its title.
_LONGEST_HEAD, _MOST_ROWS, _ABOVE = 48, 120, 16
_LONGEST_TITLE = 14
# Columns of a sheet that tells when its cycles were and what came of them, without drugs.
_DIARY = 6
# A word straight after the name of a drug belongs to it (`Vincristine dose`); in fractions of the page's width.
_TIGHT = 0.015
# A line with a word for sums so soon (words) ends the rows.
_SOON = 3


@dataclass(frozen=True)
class Sheet:
    """A head, its columns, and its rows fitted under them; `end` is the index of the first clause after it."""

    head: Clause
    heads: tuple[Over, ...]
    rows: tuple[Clause, ...]
    end: int
    title: str = ""


def sheet_at(clauses: Sequence[Clause], at: int, setting: Setting) -> Sheet | None:
    """The sheet whose head is clause `at`."""
    clause = clauses[at]
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    if following is None or not _may_head(clause, following, setting.words):
        return None
    heads = _heads(clause, setting.words)
    if not _is_head(heads, setting.words):
        return None
    begin = at + 1
    if _is_units(following.text):
        heads, begin = _with_units(heads, following), at + 2
    rows = list[Clause]()
    for one in clauses[begin : begin + _MOST_ROWS]:
        if rows and _is_another_head(one, setting.words):
            break
        row = _row(one, clause, heads, setting) if one.page is clause.page else None
        if row is None or (not rows and not _keyed(row, setting)):
            break
        rows.append(row)
    if not rows:
        return None
    return Sheet(
        clause, heads, tuple(rows), begin + len(rows), _title(clauses[max(0, at - _ABOVE) : at], setting.words)
    )


def _is_another_head(clause: Clause, words: Words) -> bool:
    """Whether a row is the head of another sheet, which stands right under this one."""
    if any(char.isdigit() for char in clause.text) and not terms_in(clause.text, words.drugs):
        return False
    if any(any(dates_in(text)) or text.strip().replace(".", "").isdigit() for _, text in clause.cells):
        return False
    own = [text for _, text in clause.cells]
    keyed = any(role_of(text, words) in _KEYS for text in own)
    return len(own) > 2 and keyed and _is_head(_heads(clause, words), words)


def _may_head(clause: Clause, following: Clause, words: Words) -> bool:
    """Whether a clause can be a head; a table without places whose rows have their heads is read as it is."""
    short = 2 <= len(clause.words) <= _LONGEST_HEAD and not clause.text.endswith(".")
    if not short or clause.heading == clause.text or not any(words.columns.find(clause.words)):
        return False
    return not following.header or bool(tokens_of(clause))


def _heads(clause: Clause, words: Words) -> tuple[Over, ...]:
    """The columns of a head: a new one begins with each known word, and with each cell."""
    tokens = tokens_of(clause)
    if not tokens:
        return tuple(Over(text, 0.0, 0.0) for _, text in clause.cells)
    starts = _starts(clause, tokens, words)
    groups: list[list[Token]] = []
    for token in tokens:
        if token.start in starts or not groups:
            groups.append([])
        groups[-1].append(token)
    return tuple(over(group) for group in groups)


def _starts(clause: Clause, tokens: Sequence[Token], words: Words) -> set[int]:
    drugs = {one.start: one.end for one in found_in(clause, words.drugs)}
    inside = [(start, end) for start, end in drugs.items()]
    known = [clause.words[hit.first].start for hit in words.columns.find(clause.words)]
    known = [start for start in known if not any(a < start < b for a, b in inside)]
    sign = _NUMBER_SIGN.match(clause.text)
    starts = {*drugs, *known, *(start for start, _ in clause.cells), *([sign.end()] if sign else [])}
    for before, after in pairwise(tokens):
        of_drug = any(start <= before.start < end for start, end in inside)
        tight = after.box.left - before.box.right < _TIGHT
        if tight and after.start not in drugs and (of_drug or _is_units(after.text)):
            starts.discard(after.start)
    return starts


def _is_head(heads: Sequence[Over], words: Words) -> bool:
    """Whether columns are those of a sheet: a column to find rows by, and two that tell of treatment, or a drug."""
    roles = [role_of(head.text, words) for head in heads]
    drugs = [head for head in heads if terms_in(head.text, words.drugs)]
    told = sum(role in _TOLD for role in roles)
    keyed = bool(_KEYS.intersection(roles))
    if len(heads) >= 3 and roles[0] == "cycle" and roles[1] in ("date", "days") and len(heads) <= _DIARY:
        return True  # `Aplicación | Día | Observaciones`
    return len(heads) >= 3 and ((keyed and (len(drugs) >= 2 or told >= 1)) or told >= 3)


def role_of(head: str, words: Words) -> str:
    """What a column holds, by the known words of its head: `Total dose` is a total, `Dose` a dose."""
    roles = [hit.value for hit in words.columns.find(words_of(_MISREAD_SLASH.sub(r"\1/\2", head)))]
    sign = _NUMBER_SIGN.match(head)
    # `Nº fracciones` counts something else than cycles.
    if sign and (roles or not words_of(head[sign.end() :])):
        return "cycle"
    for strong in ("total", "given", "until"):
        if strong in roles:
            return strong
    return roles[0] if roles else ""


def _is_units(text: str) -> bool:
    """Whether a text has units and nothing else but figures: `mg/m²`, `(µg/kg) mg`."""
    parts = [part.lower() for part in re.split(r"[\s()/,.]+", text[:120]) if part]
    if any(dates_in(text[:120])) or parts[:1] == [part for part in parts[:1] if part.isdigit()]:
        return False  # `1 | 13/4/22 | 167 mg | 45 mg`: a row
    return any(part in _UNITS for part in parts) and all(part in _UNITS or part.isdigit() for part in parts)


def _with_units(heads: tuple[Over, ...], clause: Clause) -> tuple[Over, ...]:
    """Heads whose units stand in the line under them."""
    under = fitted(clause, heads)
    if under is None:
        return heads
    more = dict(zip(under.header, (text for _, text in under.cells), strict=True))
    return tuple(replace(head, text=f"{head.text} {more.get(head.text, '')}".strip()) for head in heads)


def _row(clause: Clause, head: Clause, heads: tuple[Over, ...], setting: Setting) -> Clause | None:
    """A clause as a row of the sheet; None where the sheet has ended."""
    if clause.heading == clause.text or (clause.heading != head.heading and clause.section is not head.section):
        return None
    summed = cue_in(clause.text, setting.words.cues["cumulative"])
    if summed is not None and len(words_of(clause.text[: summed[0]])) < _SOON:
        return None
    row = fitted(clause, heads)
    if row is None or (len(row.cells) == 1 and clause.text.rstrip().endswith(".")):
        return None  # a sentence below the sheet: `Family moves 27/07/2025.`
    return row if _keyed(row, setting) or _continues(row, setting.words) else None


def _keyed(row: Clause, setting: Setting) -> bool:
    """Whether a row has a number, a day or a drug where the sheet has them."""
    for head, (_, text) in zip(row.header, row.cells, strict=True):
        role = role_of(head, setting.words)
        if role in ("cycle", "week") and _ROW_NUMBER.fullmatch(text):
            return True
        if role == "cycle" and _named(text, setting.words):
            return True
        if role in ("date", "cycle") and occasions(text, setting.paper):
            return True
        if role == "drug" and row.cells[0][1] == text and terms_in(text, setting.words.drugs, row.recognized):
            return True
    return False


def _named(text: str, words: Words) -> bool:
    """Whether a short cell names a phase, a regimen or a drug."""
    if len(words_of(text)) > 6:
        return False
    known = terms_in(text, words.drugs) or terms_in(text, words.regimens)
    return bool(known) or cue_in(text, words.cues["phase"]) is not None


def _continues(row: Clause, words: Words) -> bool:
    """Whether a line goes on with the row above it: nothing stands where the number and the day would."""
    roles = [role_of(head, words) for head in row.header]
    return not _KEYS.intersection(roles) and len(row.words) <= _LONGEST_HEAD


def _title(above: Sequence[Clause], words: Words) -> str:
    """The nearest short clause above that names a phase or a regimen."""
    for clause in reversed(above):
        short = len(clause.words) <= _LONGEST_TITLE and not clause.header
        if short and (terms_in(clause.text, words.regimens) or cue_in(clause.text, words.cues["phase"])):
            return clause.text
    return ""


def under_title(sheet: Sheet, setting: Setting) -> Setting:
    """The setting with the regimen and the phase that the sheet's title names."""
    regimens = terms_in(sheet.title, setting.words.regimens)
    phase = cue_in(sheet.title, setting.words.cues["phase"])
    return replace(
        setting,
        regimen=regimens[0].term.name if regimens else "",
        phase=sheet.title[slice(*phase)].lower() if phase else "",
    )


def placed_numbers(sheet: Sheet, words: Words) -> tuple[str, ...]:
    """The number of each row without one, by its place: only where the numbers that are read agree with theirs."""
    if not any(role_of(head.text, words) == "cycle" for head in sheet.heads):
        return ("",) * len(sheet.rows)
    read = [_number_of(row, words) for row in sheet.rows]
    whole = [int(number) == at for at, number in enumerate(read, 1) if number]
    if not whole or not all(whole):
        return ("",) * len(sheet.rows)
    return tuple("" if number else str(at) for at, number in enumerate(read, 1))


def _number_of(row: Clause, words: Words) -> str:
    cells: Iterator[str] = (
        text for head, (_, text) in zip(row.header, row.cells, strict=True) if role_of(head, words) == "cycle"
    )
    found = re.fullmatch(r"\D{0,12}(\d{1,2})\D{0,4}", next(cells, "").strip())
    return found[1] if found else ""
