"""The clauses of a paper: lines joined to sentences, list items and rows of tables, each under its heading.

Lines that wrap are joined, a hyphen at a line's end is taken out; heads and feet that every page repeats stand alone
and part no sentence. All bounds are in fractions of the page. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from consilium.domain.findings.assertions.toldofkin import told_of_kin
from consilium.domain.findings.paper import Clause, Piece, Section
from consilium.domain.findings.text.clausetables import (
    ToldRow,
    plain_row,
    rows_by_text,
    table_clauses,
    tables_of,
    told_row,
)
from consilium.domain.findings.text.examinedparts import examined_on
from consilium.domain.findings.text.familyends import leaves_family
from consilium.domain.findings.text.headings import (
    SPEAKS_OF_CHILD,
    SPEAKS_OF_FAMILY,
    TELLS_FINDINGS,
    Heading,
    SectionWords,
    heading_of,
    in_capitals,
    label_of,
)
from consilium.domain.findings.text.joining import MOST_LINES, Block, PageLook
from consilium.domain.findings.text.markedheadings import Marked, Outline, headings_in
from consilium.domain.findings.text.markedwords import words_from as marked_words
from consilium.domain.findings.text.repeatedlines import repeated_lines
from consilium.domain.findings.text.rownames import Group, with_row_names
from consilium.domain.findings.text.rows import (
    Part,
    Row,
    aligned,
    columns_of,
    continued,
    is_head,
    is_led,
    lines_by_row,
    named_row,
    row_of,
    wide,
)
from consilium.domain.findings.text.sentences import sentences
from consilium.domain.phrases import PhraseIndex, fold, words_of
from consilium.domain.records import Line, Page

__all__ = ["SectionWords", "clauses_of", "tables_of", "words_from"]

_BULLET = re.compile(r"\s*(?:[•▪■►◦‣·●○➢✓*»>-]|[–—](?=\s)|\d{1,2}(?:[.)]|\.-)(?=\s)|[a-z]\)(?=\s)|\[[ xX]?\]|[☐☒☑])\s*")
_ITEM = re.compile(r"\s*[-–—•*▪·]\s?\w")
_INNER_BULLET = re.compile(r"(?<=\s)[•▪■►●](?=\s)")
_LOGGED = re.compile(
    r"\s*(?:\d{1,2}:\d{2}|[0-2]\d[0-5]\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})(?=\s+[^\W\d_])"
)
_RULE = re.compile(r"[\s\-_=*.~·—–|+]*$")
_MOST_LETTERS_OF_A_ROW = 10_000


def words_from(data: Mapping[str, object]) -> SectionWords:
    """From `knowledge/findings/sections.yaml`."""
    headings = data["headings"]
    assert isinstance(headings, dict)
    pairs = [(str(phrase), Section(str(name))) for name, phrases in headings.items() for phrase in phrases]

    def folded(name: str) -> list[str]:
        values = data.get(name, [])
        assert isinstance(values, list)
        return [fold(str(one)) for one in values]

    return SectionWords(
        PhraseIndex.of(pairs),
        frozenset(folded("abbreviations")),
        PhraseIndex.of((one, True) for one in folded("columns")),
        never_first=frozenset(folded("never_first")),
        never_last=frozenset(folded("never_last")),
        kept_hyphens=frozenset(folded("kept_hyphens")),
        results=frozenset(folded("results_of_a_stay")),
        marked=marked_words(data),
    )


def clauses_of(
    pages: Sequence[Page], words: SectionWords, tables: Sequence[Sequence[Sequence[str]]] = ()
) -> tuple[Clause, ...]:
    """All clauses in reading order. `tables` are those of a source without places (rows of cells), where it tells."""
    maker = _Maker(words, rows_by_text(tables), headings_in(pages, words))
    repeated = repeated_lines(pages)
    for page in pages:
        maker.begin(page)
        for group in with_row_names(page, list(lines_by_row(page.lines))):
            if any(id(line) in repeated for line in group.all_lines):
                maker.aside(page, group.all_lines)
            else:
                maker.take(page, group)
    maker.close()
    return tuple(told_of_kin(tuple(examined_on(maker.found))))


_LONGEST_TOLD = 60


class _Maker:
    """Takes lines one after another and makes clauses of them; holds what is open: section, prose, table."""

    def __init__(self, words: SectionWords, tables: Mapping[str, ToldRow], marked: Mapping[int, Marked]) -> None:
        self.words, self.tables, self.marked = words, tables, marked
        self.outline = Outline()
        self.found: list[Clause] = []
        self.section, self.heading, self.inline = Section.NONE, "", False
        self.plan = ""  # the heading of a list of what is to be done
        self.block = Block()
        self.rows: list[Row] = []
        self.head: Row | None = None
        self.asides: list[Clause] = []
        self.page_look = PageLook()

    def begin(self, page: Page) -> None:
        self.page_look = PageLook.of(page)

    def aside(self, page: Page, lines: Sequence[Line]) -> None:
        """A head or foot that pages repeat: kept for when the open sentence or table has ended."""
        self.asides += [Clause(line.text, (Piece(0, page, line, 0, len(line.text)),)) for line in lines if line.text]

    def take(self, page: Page, group: Group) -> None:
        lines = group.lines
        if all(_RULE.match(line.text) for line in lines):
            self.close_prose()
            return
        if self._goes_on_in_cell(page, lines):
            return
        if len(lines) == 1 and id(lines[0]) in self.marked:
            self._take_marked(page, lines[0])
            return
        row = self._row(page, lines)
        if row is not None and self._takes_row(group.named(row), lines[0]):
            return
        for line in group.all_lines:
            self._take_line(page, line)

    def close(self) -> None:
        self.close_prose()
        self.close_table()

    def close_prose(self) -> None:
        block, self.block = self.block, Block()
        if block.text.strip():
            self.found += _clauses(block, self.words, self.section, self.heading, inline=self.inline)
            if self._left_allergies():
                self.section, self.heading, self.inline = Section.NONE, "", False
        self._flush_asides()

    def _left_allergies(self) -> bool:
        """Whether the last run of text left the line of allergies that it began with."""
        return self.inline and self.section is Section.ALLERGIES and self.found[-1].section is not Section.ALLERGIES

    def close_table(self) -> None:
        rows, self.rows = self.rows, []
        if rows:
            made, self.head = table_clauses(rows, self.words, self.head, self.section, self.heading)
            self.found += made
        self._flush_asides()

    def _flush_asides(self) -> None:
        if not self.rows and not self.block.text:
            self.found += self.asides
            self.asides = []

    def _row(self, page: Page, lines: Sequence[Line]) -> Row | None:
        if sum(len(line.text) for line in lines) > _MOST_LETTERS_OF_A_ROW:
            return None
        if len(lines) == 1:
            told = self.tables.get(plain_row(lines[0].text))
            made = told_row(page, lines[0], told) if told else named_row(page, lines[0])
            if made is not None:
                return made
        return row_of(page, lines, columns_of(self.rows[:1] + self.rows[-1:]))

    def _goes_on_in_cell(self, page: Page, lines: Sequence[Line]) -> bool:
        if not self.rows or len(lines) != 1:
            return False
        longer = continued(self.rows[-1], page, lines[0])
        if longer is not None:
            self.rows[-1] = longer
        return longer is not None

    def _takes_row(self, row: Row, line: Line) -> bool:
        """Take cells as labels with values, or as a row of a table; False where it is prose with wide spaces."""
        if not row.names and sum(label_of(text) is not None for text in row.texts) * 2 > len(row.cells):
            self.close()
            for cell in row.cells:
                self._take_part(cell[0])
            return True
        joins = bool(self.rows) and aligned(self.rows[-1], row)
        item = _BULLET.match(line.text) is not None and not is_led(line)
        told = row.width > 0 and len(line.text) <= _LONGEST_TOLD  # a reader's own row, and no paragraph beside a word
        if item or not (joins or row.names or told or len(row.cells) > 2 or wide(row)):
            return False
        self._open_table(row, joins)
        return True

    def _open_table(self, row: Row, joins: bool) -> None:
        self.close_prose()
        if not joins and self.rows and self.rows[-1].names != row.names and not is_head(self.rows[0], self.words):
            self.close_table()
        alone = len(row.cells) == 2 and not self.rows and not is_head(row, self.words)  # `Examen | Valor` opens nothing
        opened = heading_of(row.texts[0], self.words) if alone else None
        if opened is not None and opened.known and opened.after >= len(row.texts[0]):
            self._enter(opened, inline=True)
        elif self.inline and self.section is Section.ALLERGIES and not self.rows and len(row.cells) > _MOST_OF_ALLERGY:
            self.section, self.heading, self.inline = Section.NONE, "", False
        self.rows.append(row)

    def _take_marked(self, page: Page, line: Line) -> None:
        """A line that its source marks as a heading."""
        self.close()
        opened = self.outline.enter(line, self.marked[id(line)], self.section, self.words)
        if opened.name is not None:
            self._enter(Heading(opened.section, opened.own or "", len(line.text)), inline=False)
            self.plan = opened.name if opened.section is Section.PLAN and not _MIXED.search(opened.name) else ""
        self._add(page, line, 0, len(line.text))
        self.close_prose()
        self.heading = self.heading if opened.name is None else opened.name

    def _take_part(self, part: Part) -> None:
        """A cell "label: value" as a line of its own."""
        self._open_line(part.page, part.line, part.start, part.end)
        self.close_prose()

    def _take_line(self, page: Page, line: Line) -> None:
        bullet = _BULLET.match(line.text)
        if bullet is None and not self._begins_anew(page, line):
            self._add(page, line, 0, len(line.text))
            return
        self.close()
        if bullet is not None and self.inline and self.section is Section.COMPARISON:
            self.section, self.heading, self.inline = Section.NONE, "", False  # `Comparison: 11/20/2024` over a list
        self._open_line(page, line, 0, len(line.text))

    def _open_line(self, page: Page, line: Line, start: int, end: int) -> None:
        text = line.text[start:end]
        whole = (start, end) == (0, len(line.text))
        opened = heading_of(text, self.words, blurred=page.origin == "ocr", capitals=not self.page_look.capitals)
        if opened is not None and _ITEM.match(text) and ":" not in text and not in_capitals(text):
            opened = None  # `- bleeding` among what to call for is no heading of an operation
        if self.plan and _BULLET.match(text) is not None:
            opened = self._in_plan(text, opened)
        elif self.plan and opened is not None and self.section is Section.PLAN and _CONDITIONED.match(text):
            opened = None  # `Conditioning: TBI 12 Gy` in what a board agreed
        if (
            opened is None
            or not (opened.known or whole)
            or (opened.section is Section.NONE and not (whole and opened.after >= len(text)))
        ):
            self._open_label(text)
        else:
            self._enter(opened, inline=opened.after < len(text))
            if _BULLET.match(text) is None:
                alone = whole and opened.after >= len(text) and opened.section is Section.PLAN
                self.plan = opened.text if alone and _MIXED.search(opened.text) is None else ""
        self._add(page, line, start, end)
        if opened is not None and opened.after >= len(text) and whole:
            self.close_prose()

    def _open_label(self, text: str) -> None:
        """An unknown label closes a section that was opened by a label with its value on the same line; so does a
        sentence on a new line after the full stop of a line of allergies."""
        ended = self.section is Section.ALLERGIES and bool(self.found) and self.found[-1].text.rstrip().endswith(".")
        over = (ended and _is_no_item(text)) or (self.section is Section.FAMILY_HISTORY and self._left_family(text))
        over = over or (self.section in _BEFORE_FINDINGS and TELLS_FINDINGS.match(text) is not None)
        if self.inline and (over or label_of(text) is not None):
            self.section, self.heading, self.inline = Section.NONE, "", False

    def _left_family(self, text: str) -> bool:
        """Whether a new line speaks of no relative any more, after a family's history on the line of its label."""
        return SPEAKS_OF_CHILD.match(text) is not None or SPEAKS_OF_FAMILY.match(text) is None

    def _enter(self, opened: Heading, *, inline: bool) -> None:
        self.section, self.heading, self.inline = opened.section, opened.text, inline
        self.head = None

    def _in_plan(self, text: str, opened: Heading | None) -> Heading | None:
        """What an item of a list of plans opens: `4. Surgery to primary: fibulectomy` is one more thing to be done."""
        if opened is not None and opened.after >= len(text):
            self.plan = ""
            return opened
        self.section, self.heading, self.inline = Section.PLAN, self.plan, False
        return None if opened is not None and opened.section in _TO_BE_DONE else opened

    def _add(self, page: Page, line: Line, start: int, end: int) -> None:
        for begin, stop in _split_bullets(line.text, start, end):
            if begin > start:
                self.close_prose()
            self.block.add(page, line, begin, stop, self.words.kept_hyphens)

    def _begins_anew(self, page: Page, line: Line) -> bool:
        last = self.block.last
        if last is None or len(self.block.pieces) >= MOST_LINES:
            return True
        blurred, capitals = page.origin == "ocr", not self.page_look.capitals
        opened = heading_of(line.text, self.words, blurred=blurred, capitals=capitals)
        if opened is not None and not (line.text[:1].islower() and self._goes_on(opened, line)):
            return True
        if label_of(line.text) is not None and not line.text[:1].islower():
            return True
        if _LOGGED.match(line.text) and (line.text[2:3] == ":" or _LOGGED.match(self.block.pieces[0].line.text)):
            return True  # of a log: each line begins with its hour or day
        return not self.page_look.joins(self.block, page, line)

    def _goes_on(self, opened: Heading, line: Line) -> bool:
        """Whether a small word that opens a line as a heading would is one of the sentence before it: more follows, or
        the line before was full."""
        return opened.after < len(line.text) or self.page_look.runs_on(self.block)


def _clauses(block: Block, words: SectionWords, section: Section, heading: str, *, inline: bool) -> Iterator[Clause]:
    lines = {piece.start for piece in block.pieces}
    for start, end in sentences(block.text, words.abbreviations):
        text = block.text[start:end]
        opened = _opened_within(text, words, section, inline=inline) if start else None
        over: bool = section is Section.ALLERGIES and start in lines and _is_no_item(text)
        if section is Section.FAMILY_HISTORY:
            left = leaves_family(text, block.text[:start])
            over = left or (start in lines and SPEAKS_OF_FAMILY.match(text) is None)
        if inline and start and over:
            opened = opened or Heading(Section.NONE, "", 0, known=False)
        if opened is not None:
            section, heading, inline = opened.section, opened.text, True
        pieces = tuple(_cut(block.pieces, start, end))
        if pieces:
            yield Clause(text, pieces, section, heading)
        if opened is not None and section is Section.FAMILY_HISTORY:  # nobody says where it ends
            section, heading = Section.NONE, ""


# A section of these ends within a run of text at any next label; others go on over labels of their own parts.
_MOST_OF_ITEM, _HAS_NUMBER = 6, re.compile(r"(?<![\d/.-])\d{1,3}(?![\d/])")
# A table of allergies has a column for the substance, the reaction, how bad it was and the day.
_MOST_OF_ALLERGY = 4
_BEFORE_FINDINGS = frozenset({Section.INDICATION, Section.TECHNIQUE, Section.COMPARISON})
# Sections that an item of a list of plans does not open, and headings under which more than plans stands.
_TO_BE_DONE = frozenset({Section.TREATMENT, Section.OPERATION})
_CONDITIONED = re.compile(r"\s*(?:conditioning|acondicionamiento)\s?:\s\S", re.IGNORECASE)
_MIXED = re.compile(
    r"assess|impres|an[aá]lisis|diagn|evaluac|valorac|summary|resumen|course|evoluci|follow|seguim|indicac|vigil"
    r"|surveil|intent"
    r"|discharge|alta|egreso|orders|citas|appointments|conduct",
    re.IGNORECASE,
)
_SHORT_SECTIONS = frozenset({Section.LABORATORY, Section.FAMILY_HISTORY, Section.ALLERGIES})


def _is_no_item(text: str) -> bool:
    """Whether a line after one of allergies is too long for a list's next item, or tells a number."""
    return len(text.split()) > _MOST_OF_ITEM or _HAS_NUMBER.search(text) is not None


def _is_advice_or_none(opened: Heading, words: SectionWords) -> bool:
    """General advice only under a heading of just these words: "Lifelong risks: ..." speaks of this child."""
    label = words_of(opened.text)
    exact = any(hit.first == 0 and hit.after == len(label) for hit in words.headings.find(label))
    return exact or opened.section is not Section.GENERAL


def _opened_within(text: str, words: SectionWords, section: Section, *, inline: bool) -> Heading | None:
    """The section that a sentence within a run of text opens: "... at night. Family history: an aunt with ..."."""
    label = label_of(text)
    if label is None:
        return None
    opened = heading_of(text, words, capitals=False)
    if opened is not None and opened.known and opened.after == label[1] and _is_advice_or_none(opened, words):
        return opened
    return Heading(Section.NONE, "", 0, known=False) if inline and section in _SHORT_SECTIONS else None


def _cut(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    """The parts of pieces within `start` to `end` of the block, with places in the cut text."""
    for piece in pieces:
        first, last = max(piece.start, start), min(piece.start + piece.length, end)
        if first < last:
            yield Piece(first - start, piece.page, piece.line, piece.offset + first - piece.start, last - first)


def _split_bullets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line that holds several items, each after its bullet."""
    bounds = [
        start,
        *(found.start() for found in _INNER_BULLET.finditer(text, start, end) if found.start() > start),
        end,
    ]
    for begin, stop in pairwise(bounds):
        if text[begin:stop].strip():
            yield begin, stop
