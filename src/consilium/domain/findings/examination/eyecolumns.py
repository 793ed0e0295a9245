"""Tables whose columns are the two eyes: each row is read as two statements, one of each eye.

                    RIGHT EYE               LEFT EYE
Anterior chamber    Rubeosis present        Quiet
Seeds               Vitreous, diffuse       None
ICRB group          E                       B

Heads as `OD` and `OI` are ears as well, so that rows must speak of eyes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Piece, Section

_RIGHT = r"(?:right|derech[oa]|der\.?|OD|RE|R/E|R)"
_LEFT = r"(?:left|izquierd[oa]|izq\.?|OI|OS|LE|L/E|L)"
_BRACKET = r"(?:\s?\((?:right|left|derecho|izquierdo|OD|OS|OI|RE|LE|ojo \w{6,9}|\w{4,5} eye)\))?"
_HEAD = re.compile(
    rf"(?:(?:the\s)?(?:(?P<right>{_RIGHT})|(?P<left>{_LEFT}))(?P<eye>\seye)?|(?P<ojo>ojo\s)(?:(?P<r2>{_RIGHT})|"
    rf"(?P<l2>{_LEFT}))){_BRACKET}\W{{0,2}}",
    re.IGNORECASE,
)
_SURE = re.compile(r"\b(?:eye|ojo)\b", re.IGNORECASE)
_OF_EYES = re.compile(
    r"\b(?:IOP|PIO|TIO|(?i:intraocular|presi[oó]n ocular|cornea\w*|c[oó]rnea\w*|iris|pupils?|pupilas?|lens|"
    r"cristalino|vitreous|v[ií]treo|retina|fundus|fondo|"
    r"macula|m[aá]cula|optic (?:disc|nerve)|disc|papila|nervio [oó]ptico|anterior (?:chamber|segment)|"
    r"c[aá]mara anterior|segmento anterior|globe|globo|"
    r"seeds?|siembras?|semillas|tumou?rs?|tumor(?:es)?|socket|visual acuity|agudeza(?: visual)?|refracci[oó]n|"
    r"refraction|slit lamp|biomicroscop\w+|"
    r"subretinal|subretiniano|ICRB|IIRC|reese\W?ellsworth|conjunctiva\w*|conjuntiva\w*|lids?|p[aá]rpados?)|VA|AV|"
    r"BCVA)\b"
)
_OF_EARS = re.compile(
    r"\b(?:\d{3,5}\s?k?hz|k?hz|dB|o[ií]dos?|ears?|umbral\w*|timpan\w*|tympan\w*|otoscop\w*|logoaudio\w*)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[\s\-–—./]*|n/?a|n\.a\.", re.IGNORECASE)
_BOX = re.compile(r"\[[\sxX]?\]|[☐☒☑□]")
_ROWS, _FEWEST = 8, 2
_COLUMNS = 3
# A table of the eyes, and what goes on behind it under no heading of its own, is what was seen.
_TELLS = frozenset({Section.HISTORY, Section.PAST_HISTORY, Section.COURSE})
_NAMES = {"right": "right eye", "left": "left eye"}
EYES = frozenset(_NAMES.values())
"""The headings of what such a table says of each eye."""
# A row of one measure: `Corneal diameter | 11.5 mm`.
_IN_MM = re.compile(r",?\s?(?:\(mm\)|(?<=[\w,])\smm(?=\)|$))")
_FIGURE = re.compile(r"(?P<number>\d{1,2}(?:[.,]\d{1,2})?)(?:\s?mm)?", re.IGNORECASE)
_MEASURE = re.compile(r"(?P<number>\d{1,2}(?:[.,]\d{1,2})?)\s?mm", re.IGNORECASE)
_SIDED = frozenset({Kind.CONDITION, Kind.FUNCTION, Kind.IMAGING, Kind.MEASUREMENT, Kind.STAGE, Kind.SURGERY})


def parted_by_eye(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses, of such tables a clause for each eye under a heading that names it."""
    return tuple(_parted(clauses))


def _parted(clauses: Sequence[Clause]) -> Iterator[Clause]:
    sides, section, told, heads_said = tuple[str, ...](), Section.NONE, "", frozenset[str]()
    for at, clause in enumerate(clauses):
        heads = _heads(clause)
        if heads and _speak_of_eyes(clause, clauses[at + 1 : at + 1 + _ROWS]):
            sides, heads_said = heads, frozenset(text.strip() for _, text in clause.cells)
            section, told = clauses[at + 1].section, clauses[at + 1].heading
        elif sides and len(clause.cells) == _COLUMNS and not _ends(clause, section):
            yield from _row(clause, sides)
        else:
            sides = () if _ends(clause, section) else sides
            goes_on = clause.section is section and clause.heading == told and not _is_row(clause)
            told = told if goes_on else ""
            # The head of a column is no heading of what stands below the table.
            clause = replace(clause, heading="") if clause.heading in heads_said else clause
            yield replace(clause, section=Section.EXAMINATION) if told and section in _TELLS else clause


def _is_row(clause: Clause) -> bool:
    return bool(clause.cells) or _BOX.search(clause.text) is not None


def _ends(clause: Clause, section: Section) -> bool:
    """Whether a clause stands below the table: prose, a row of another part, of boxes or of another table."""
    if not clause.cells or clause.section is not section or _BOX.search(clause.text):
        return True
    return len(clause.cells) > _COLUMNS and _OF_EYES.search(clause.cells[0][1]) is None


def _heads(clause: Clause) -> tuple[str, ...]:
    """The two eyes that the cells of a row name, in their order; () where it is no such head."""
    cells = [text.strip() for _, text in clause.cells]
    if len(cells) not in (_COLUMNS - 1, _COLUMNS) or (len(cells) == _COLUMNS and _HEAD.fullmatch(cells[0])):
        return ()
    found = [_HEAD.fullmatch(text) for text in cells[-2:]]
    named = tuple("right" if one["right"] or one["r2"] else "left" for one in found if one is not None)
    return named if sorted(named) == ["left", "right"] else ()


def _speak_of_eyes(head: Clause, rows: Sequence[Clause]) -> bool:
    labels = [row.cells[0][1] for row in rows if len(row.cells) == _COLUMNS]
    if any(_OF_EARS.search(row.text) for row in rows if row.cells):
        return False
    return sum(_OF_EYES.search(one) is not None for one in labels) >= (1 if _SURE.search(head.text) else _FEWEST)


def _row(clause: Clause, sides: Sequence[str]) -> Iterator[Clause]:
    (label, named), *values = clause.cells
    for (start, text), side in zip(values, sides, strict=True):
        if not _NOTHING.fullmatch(text):
            yield _of(clause, (label, named), (start, text), side)


def _of(clause: Clause, label: tuple[int, str], value: tuple[int, str], side: str) -> Clause:
    """The row's name and what it says of one eye, with the places of both."""
    text = f"{label[1]} {value[1]}"
    behind = len(label[1]) + 1
    pieces = (*_pieces(clause, label[0], len(label[1]), 0), *_pieces(clause, value[0], len(value[1]), behind))
    section = Section.FINDINGS if clause.section is Section.NONE else clause.section
    section = Section.EXAMINATION if section in _TELLS else section
    cells = ((0, label[1]), (behind, value[1]))
    header = ("", _NAMES[side])
    return replace(clause, text=text, pieces=pieces, section=section, heading=_NAMES[side], cells=cells, header=header)


def _pieces(clause: Clause, start: int, length: int, at: int) -> Iterator[Piece]:
    """The parts of lines that hold the clause's letters from `start` on, as letters from `at` on."""
    for piece in clause.pieces:
        low, high = max(start, piece.start), min(start + length, piece.start + piece.length)
        if low < high:
            yield Piece(at + low - start, piece.page, piece.line, piece.offset + low - piece.start, high - low)


def sided_by_column(found: Iterable[Finding], clauses: Sequence[Clause]) -> Iterator[Finding]:
    """The findings, those of such rows with the eye of their column."""
    eyes = {(one.text, one.heading) for one in clauses if one.heading in EYES and len(one.cells) == _COLUMNS - 1}
    for one in found:
        if not eyes or one.laterality or one.kind not in _SIDED or not one.quote:
            yield one
            continue
        heads = (
            {clauses[one.clause].heading}
            if one.clause >= 0
            else {heading for text, heading in eyes if one.quote in text}
        )
        side = next((side for side, name in _NAMES.items() if heads == {name}), "")
        yield replace(one, laterality=side) if side else one


def measured_in_eyes(clauses: Sequence[Clause], known: Sequence[Finding]) -> Iterator[Finding]:
    """What such rows measure and no finding of `known` tells: `Corneal diameter | 11.5 mm`."""
    told = {one.quote for one in known if one.kind in (Kind.MEASUREMENT, Kind.FUNCTION)}
    for clause in clauses:
        if clause.heading not in EYES or len(clause.cells) != _COLUMNS - 1:
            continue
        name = clause.cells[0][1].strip(" :")
        found = (_MEASURE if not _IN_MM.search(name) else _FIGURE).fullmatch(clause.cells[1][1].strip())
        if found is not None and not any(quote in clause.text or clause.text in quote for quote in told):
            side = next(side for side, name in _NAMES.items() if name == clause.heading)
            yield Finding(
                Kind.MEASUREMENT,
                _IN_MM.sub("", name).strip(),
                value=clause.cells[1][1].strip(),
                number=float(found["number"].replace(",", ".")),
                unit="mm",
                laterality=side,
                detail={"sizes": found["number"].replace(",", "."), "unit": "mm", "lesion": f"{side} {name}"},
                citations=(clause.cite(),),
                confidence=clause.confidence,
            )
