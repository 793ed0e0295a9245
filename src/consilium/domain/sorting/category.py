"""Which category a document belongs to: by its codes where they say it, else by the words of its title and text.

Words are weighed by where they stand. A name of a document ("OPERATIVE REPORT") counts most in the first lines, a
section heading less, a word of the text least; each phrase counts once, at its best place. The best category must have
`ENOUGH` and lead the second by `MARGIN`, else the category stays unknown and the candidates are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from consilium.domain.layout import cite, parted
from consilium.domain.phrases import Hit, Row, Word, words_of
from consilium.domain.records import Category, Citation, Decision, Line, Page, Reading, Remark
from consilium.domain.sorting.casehistories import case_history
from consilium.domain.sorting.codes import in_section, loinc, names_heart, resources, service
from consilium.domain.sorting.headednotes import headed_note, headed_operation
from consilium.domain.sorting.heads import ends_in_maker, headed, names_paper
from consilium.domain.sorting.letterheads import NOTES, written_by
from consilium.domain.sorting.materialsent import material_sent
from consilium.domain.sorting.messages import diary, thread
from consilium.domain.sorting.naming import named_in
from consilium.domain.sorting.notes import note
from consilium.domain.sorting.scores import ANNOUNCES, EXAMINED, LETTERS, MAX_CHARS, SHORT_LINE, Scores
from consilium.domain.sorting.shapes import addressees, family_voice, letter, misspelled, questions
from consilium.domain.sorting.tables import Evidence, SortingTables
from consilium.domain.sorting.titlewords import titled
from consilium.domain.sorting.weights import (
    PARTS,
    SECTION_INSIDE,
    TITLE_AS_LABEL,
    TITLE_BODY,
    TITLE_LABELLED,
    TITLE_STATED,
    WORD,
    weight_of,
)

ENOUGH = 5.0
MARGIN = 1.0
# Of a short paper less is enough where hardly anything speaks for another category.
LITTLE, LEAD = 2.5, 2.5
MAX_PAGES = 12
_HEAD_LINES = 14
_HEAD_CHARS = 200
_HEADING_WORDS = 12
# A word inside an institution's own name ("Sample Molecular Laboratory") counts this much of a title.
_LETTERHEAD_LINES = 8
# Names that are also those of a part of any note (`Medicación actual`, `Problem list`), below its head.
_ALSO_PARTS, _PARTS_BEGIN = frozenset({Category.MEDICINES, Category.GROWTH_AND_HISTORY}), 7
_LETTERHEAD = 0.5
_DEPARTMENT = re.compile(
    r"^\W*(?:servicios?|departamento|unidad|laboratorio|gabinete|[áa]rea|secci[óo]n|department|division|section|unit"
    r"|dept\.?)"
    r" (?:de|of)\b",
    re.IGNORECASE,
)
# `Immunophenotyping Section, 3/F`: a department's name that ends in what it is.
_DEPARTMENT_LAST = re.compile(
    r"^\W*(?:[^\W\d_][\w&'/-]*\s){1,5}(?:section|unit|department|dept\.?|division|service)(?=\s*(?:[,|(–-]|$|\s\s)|\t)",
    re.IGNORECASE,
)
# A line with a telephone is the letterhead's.
_CONTACT = re.compile(r"\b(?:tels?|tel[eé]fonos?|phone|ph|fax|ext)\b[.:]{0,2} ?[+(\d]", re.IGNORECASE)
_UNIT_CHARS = 40
_UNIT_BEFORE = re.compile(
    r"\b(?:servicio|departamento|unidad|laboratorio|gabinete|[áa]rea|secci[óo]n|instituto|centro|c[áa]tedra"
    r"|divisi[óo]n|"
    r"department|dept\.?|division|section|unit|institute|center|centre|laboratory)\s(?:de|del|of|for)\s(?:la\s"
    r"|the\s)?$",
    re.IGNORECASE,
)
_ASKING = 6.0
# A department and then the paper's name: `ANATOMÍA PATOLÓGICA - HOJA DE CESIÓN DE MATERIAL`.
_BETWEEN_NAMES = re.compile(r"^\W{0,3}\s?[-–—|:/]\s?\W{0,3}")
# A paper speaks so much of illness before its title's plain words count: a school's letter speaks of none.
_LEAST_TOLD = 6.0
# A letter of an illness, one that speaks of none, and what a letter's form adds to a title.
_LEAST_ILLNESS = 2.0
_LETTER, _BARE_LETTER, _TITLED_LETTER = 6.5, 2.0, 1.0
# The form of a note, where no title names the paper.
_NOTE = 5.0
# A department's name in a letter's head, and how much its text then speaks of genes.
_DEPARTMENT_NAMED, _LEAST_GENES, _GENES_SHARE = 4.0, 6.0, 0.25
# That of messages between a family and its team, or of its diary.
_FORM = 12.0
# That of an operation's report, whose parts of a history are no names of a paper.
_OPERATION = 7.0
# Where a whole line has named the paper, a name in a later line is that of a part.
_OF_A_PART = 4.0
_IMAGES = ("dicom-sr", "dicom-pdf", "dicom-cda", "dicom-file")


def category_of(reading: Reading, tables: SortingTables) -> Decision[Category]:
    """The category with reasons and the words that show it; None where nothing is certain."""
    coded = by_code(reading, tables)
    if coded is not None:
        return coded
    worded = by_words(reading, tables)
    if worded.value is None and reading.format == "hl7v2" and _has_measurements(reading):
        return Decision(Category.LABS, (Remark("sorting.by_results"),))
    return worded


def _has_measurements(reading: Reading) -> bool:
    """Whether an HL7 v2 message holds results with units."""
    results = reading.facts.get("observations")
    return isinstance(results, list) and any(isinstance(one, dict) and one.get("unit") for one in results[:200])


def by_code(reading: Reading, tables: SortingTables) -> Decision[Category] | None:
    """The category that the format or a code of the source states; None where none does."""
    codes = tables.codes
    known = codes.formats.get(reading.format)
    if reading.format.startswith("dicom"):
        return _dicom(reading, tables, known)
    if known is not None:
        return Decision(known, (Remark("sorting.by_format", {"format": reading.format}),))
    for found in (loinc(reading.kinds, codes.loinc), service(reading, tables)):
        if found is not None:
            return found
    return resources(reading, codes.resources)


def _dicom(reading: Reading, tables: SortingTables, known: Category | None) -> Decision[Category] | None:
    modality = next((kind for kind in reading.kinds if kind.citation.place.endswith("0008,0060")), None)
    category = known or tables.codes.modalities.get(modality.value.lower() if modality else "")
    if reading.format in _IMAGES:
        return _dicom_document(reading, tables, category)
    if category is None:
        category = Category.IMAGING if reading.format == "dicom" and modality is not None else None
    if (
        category is Category.IMAGING
        and modality is not None
        and modality.value == "US"
        and names_heart(reading, tables)
    ):
        category = Category.HEART_HEARING_TESTS
    if category is None:
        return None
    cited = (modality.citation,) if modality is not None else ()
    shown = modality.value if modality is not None else reading.format
    return Decision(category, (Remark("sorting.by_modality", {"modality": shown}),), cited)


def _dicom_document(reading: Reading, tables: SortingTables, by_modality: Category | None) -> Decision[Category] | None:
    """A report inside DICOM: its words say what it is; a scan's modality then says that it is that scan's report."""
    worded = by_words(reading, tables)
    if worded.value is not None:
        return worded
    if by_modality in (Category.RADIATION, Category.HEART_HEARING_TESTS):
        return Decision(by_modality, (Remark("sorting.by_format", {"format": reading.format}),))
    return Decision(Category.IMAGING_REPORTS, (Remark("sorting.dicom_document"), *worded.reasons))


def dated_as(reading: Reading, tables: SortingTables, category: Category | None) -> Category | None:
    """By which category's rule a record is dated: a department's letters and notes of visits as any others."""
    if category is None or not reading.pages or by_code(reading, tables) is not None:
        return category
    if written_by(reading.pages, tables.letterheads, category) is None:
        return category
    form = by_words(reading, tables, departments=False).value
    return form if form in NOTES else category


def by_words(reading: Reading, tables: SortingTables, *, departments: bool = True) -> Decision[Category]:
    """The category by the words of title, kinds and text; with `departments` also by who wrote it."""
    scores = Scores()
    for text, citation in _headings(reading):
        for hit in tables.phrases.find(words_of(text[:200])):
            for category, strength in hit.value.meanings:
                weight = _heading_weight(strength)
                if scores.better(category, hit.value.phrase, weight):
                    scores.add(category, hit.value.phrase, strength, weight, citation)
    scores.count = sum(len(line.text) > SHORT_LINE for _, _, line in _lines(reading.pages))
    addressed = addressees(reading.pages, tables.letters)
    for page, at, line in _lines(reading.pages):
        if at not in addressed:
            _score_line(scores, page, at, line, tables)
    written = letter(reading.pages, tables.letters)
    if max(scores.titles.values(), default=0.0) < TITLE_LABELLED:
        _score_heads(scores, reading, tables, set(Category) if written is None else EXAMINED)
    _score_shapes(scores, reading, written, tables)
    by = scores.totals() if departments and reading.pages else []
    told = written_by(reading.pages, tables.letterheads, by[0][0], scores.lines) if by else None
    if told is not None:
        scores.add(told[0], "department", "titles", _FORM + max(scores.titles.values(), default=0.0), told[1])
    return _decided(scores, reading)


def _score_shapes(
    scores: Scores, reading: Reading, written: tuple[Category, Citation] | None, tables: SortingTables
) -> None:
    """Count what a paper's form shows: messages, a diary, a letter (`written`), a family's own story, questions."""
    told = thread(reading.pages) if scores.body.get(Category.QUESTIONS_LIST, 0.0) < _ASKING else None
    if told is not None:
        scores.add(Category.DISCHARGE, "messages", "titles", _FORM, told)
        return
    kept = diary(reading.pages)
    if kept is not None:
        scores.add(kept[0], "diary", "titles", _FORM, kept[1])
        return
    if written is not None:
        announced = max(scores.titles.values(), default=0.0) >= TITLE_LABELLED
        others = {category: weight for (category, _), weight in scores.best.items()}
        of_illness = sum(weight for category, weight in others.items() if category not in LETTERS) >= _LEAST_ILLNESS
        if announced or not of_illness:
            scores.add(written[0], "letter", "sections", _TITLED_LETTER if announced else _BARE_LETTER, written[1])
            if _subject(scores) is Category.GENETICS and scores.titles.get(Category.DISCHARGE, 0.0) >= TITLE_LABELLED:
                scores.add(Category.GENETICS, "letter", "titles", _LETTER + _FORM, written[1])
        else:
            scores.add(_subject(scores) or written[0], "letter", "titles", _LETTER, written[1])
    noted = note(reading.pages) if written is None else None
    if noted is not None and max(scores.titles.values(), default=0.0) < TITLE_LABELLED:
        scores.add(Category.DISCHARGE, "note", "titles", _NOTE, noted)
    _score_whole(scores, reading, tables)
    family = family_voice(reading.pages)
    if family is not None:
        scores.add(Category.CLINICAL_SUMMARY, "family", "titles", _LETTER, family)
    asked = questions(reading.pages)
    if asked is not None:
        scores.add(Category.QUESTIONS_LIST, "?", "sections", _ASKING, asked)


def _score_whole(scores: Scores, reading: Reading, tables: SortingTables) -> None:
    """Count a form that leaves no doubt: a note by its headings, the history of a case, material that was sent."""
    operated = headed_operation(reading.pages)
    if operated is not None:
        scores.add(Category.OPERATIVE, "headings", "titles", _OPERATION, operated)
    noted = headed_note(reading.pages)
    if noted is not None and not any(_names_other(line, tables) for line in noted.head):
        scores.add(Category.DISCHARGE, "headings", "titles", _FORM, noted.heading)
    history = case_history(reading.pages, named=max(scores.titles.values(), default=0.0) >= TITLE_LABELLED)
    if history is not None:
        scores.add(Category.DISCHARGE, "history", "titles", _FORM, history)
    lent = material_sent(reading.pages)
    if lent is not None:
        scores.add(Category.PATHOLOGY_SLIDES, "slides", "titles", _FORM, lent)


def _names_other(line: Line, tables: SortingTables) -> bool:
    """Whether a line of a note's head begins with the name of a paper that is no note."""
    hits = (hit for hit in tables.phrases.find(words_of(line.text[:_HEAD_CHARS])) if hit.first == 0)
    return any(
        strength == "titles" and category is not Category.DISCHARGE
        for hit in hits
        for category, strength in hit.value.meanings
    )


def _subject(scores: Scores) -> Category | None:
    """What a letter is about: an examination, or the genes of which a department of genetics writes."""
    of_genes = scores.titles.get(Category.GENETICS, 0.0) >= _DEPARTMENT_NAMED
    of_genes = of_genes and (
        scores.body.get(Category.GENETICS, 0.0) >= _LEAST_GENES or scores.share(Category.GENETICS) >= _GENES_SHARE
    )
    return scores.subject() or (Category.GENETICS if of_genes else None)


def _score_heads(scores: Scores, reading: Reading, tables: SortingTables, of: Set[Category]) -> None:
    """Count what the words of the first lines name, where these hold no known name of a document: one of `of`, since a
    letter's first lines are the department's."""
    names = [
        name
        for page in reading.pages[:1]
        for line in page.lines[:_LETTERHEAD_LINES]
        if (name := named_in(line, tables))
    ]
    for one in headed(reading.pages, tables.headings, names):
        if one.category in of and scores.better(one.category, "heading", one.weight):
            scores.add(one.category, "heading", "titles", one.weight, one.citation)


def _headings(reading: Reading) -> Iterator[tuple[str, Citation]]:
    if reading.title:
        yield reading.title, Citation(reading.title)
    for kind in reading.kinds[:40]:
        if not in_section(kind.citation.place):
            yield kind.value, kind.citation


def _heading_weight(strength: str) -> float:
    return {"titles": TITLE_STATED, "sections": SECTION_INSIDE}.get(strength, WORD)


def _lines(pages: Sequence[Page]) -> Iterator[tuple[Page, int, Line]]:
    """The lines of the first pages, up to a bound."""
    spent = at = 0
    for page in pages[:MAX_PAGES]:
        for line in page.lines:
            spent += len(line.text)
            if spent > MAX_CHARS:
                return
            yield page, at, line
            at += 1


def _score_line(scores: Scores, page: Page, at: int, line: Line, tables: SortingTables) -> None:
    words, spread = words_of(line.text[:2000]), parted(line)
    letterhead = _letterhead_words(line, words, tables) if at < _LETTERHEAD_LINES else 0
    hits = tuple(_hits(words, at, line, tables))
    letterhead = max([letterhead, *(hit.after for hit in hits if _names_department(line, words, hit, hits))])
    for hit in hits:
        for category, strength in hit.value.meanings:
            scores.lines[category].add(at)
            weight = weight_of(strength, hit, words, at, spread)
            if (
                strength == "titles"
                and at < _LETTERHEAD_LINES
                and (hit.after <= letterhead or _of_unit(line, words, hit))
                and not names_paper(words[hit.first : hit.after], tables.headings)
            ):
                weight *= _LETTERHEAD
            elif strength == "titles" and weight >= ANNOUNCES:
                scores.announced_at = min(at, scores.announced_at)
            if strength == "titles" and weight > TITLE_BODY and at > scores.announced_at:
                weight = max(TITLE_BODY, weight - _OF_A_PART)
            if strength == "titles" and at >= _PARTS_BEGIN and category in _ALSO_PARTS:
                weight = min(weight, TITLE_AS_LABEL)
            if scores.better(category, hit.value.phrase, weight):
                citation = cite(line, page.number, words[hit.first].start, words[hit.after - 1].end)
                scores.add(category, hit.value.phrase, strength, weight, citation)


def _hits(words: Row, at: int, line: Line, tables: SortingTables) -> Iterator[Hit[Evidence]]:
    """The phrases of a line; of a recognized heading also those that a scanner spelled otherwise."""
    found = tuple(tables.phrases.find(words))
    yield from found
    if line.confidence is not None and at < _HEAD_LINES and len(words) <= _HEADING_WORDS:
        named = (hit for hit in found if any(strength == "titles" for _, strength in hit.value.meanings))
        taken = {at for hit in named for at in range(hit.first, hit.after)}
        yield from (hit for hit in misspelled(words, tables) if taken.isdisjoint(range(hit.first, hit.after)))


def _names_department(line: Line, words: Row, hit: Hit[Evidence], hits: Sequence[Hit[Evidence]]) -> bool:
    """Whether a title at the start of a line is a department's name: a dash and another title follow it."""
    behind = next((one for one in hits if one.first == hit.after and one.value.meanings != hit.value.meanings), None)
    if hit.first or behind is None or not _is_title(hit) or not _is_title(behind):
        return False
    between = line.text[words[hit.after - 1].end : words[behind.first].start]
    return _BETWEEN_NAMES.match(between) is not None


def _of_unit(line: Line, words: Row, hit: Hit[Evidence]) -> bool:
    """`Unidad de Citometría de Flujo` anywhere in a line."""
    start, low = words[hit.first].start, max(0, words[hit.first].start - _UNIT_CHARS)
    made_by = ends_in_maker(line.text[low : words[hit.after - 1].end])
    return made_by or _UNIT_BEFORE.search(line.text[low:start]) is not None


def _is_title(hit: Hit[Evidence]) -> bool:
    return any(strength == "titles" for _, strength in hit.value.meanings)


def _letterhead_words(line: Line, words: Sequence[Word], tables: SortingTables) -> int:
    """How many words at a line's start are an institution's name, or all of them where it names a department or
    gives a telephone."""
    text = parted(line)
    if _CONTACT.search(text):
        return len(words)
    if _DEPARTMENT.match(text):
        ends = PARTS.search(text)
        return len(words) if ends is None else sum(word.start < ends.start() for word in words)
    last = _DEPARTMENT_LAST.match(text)
    named = len(words_of(named_in(line, tables)))
    return max(named, sum(word.start < last.end() for word in words)) if last is not None else named


def _decided(scores: Scores, reading: Reading) -> Decision[Category]:
    totals = scores.totals()
    if not totals:
        return Decision(None, (Remark("sorting.no_text" if not reading.pages else "sorting.no_evidence"),))
    (best, most), second = totals[0], totals[1][1] if len(totals) > 1 else 0.0
    cited = _strongest(scores, best)
    alone = best is not Category.CLINICAL_SUMMARY and most >= LITTLE and most >= LEAD * second  # any letter says "dear"
    if (most < ENOUGH and not alone) or most - second < MARGIN:
        told = max(scores.titles.values(), default=0.0) < ENOUGH and sum(one for _, one in totals) >= _LEAST_TOLD
        named = titled(reading.pages) if told else None
        if named is not None:
            return Decision(named[0], (Remark("sorting.by_words", {"words": named[1].quote[:200]}),), (named[1],))
        candidates = ", ".join(str(category) for category, _ in totals[:3])
        code = "sorting.too_little" if most < ENOUGH else "sorting.too_close"
        return Decision(None, (Remark(code, {"candidates": candidates}),), cited[:3])
    quoted = ", ".join(dict.fromkeys(citation.quote for citation in cited))
    return Decision(best, (Remark("sorting.by_words", {"words": quoted[:200]}),), cited)


def _strongest(scores: Scores, category: Category) -> tuple[Citation, ...]:
    ranked = sorted(scores.cited[category], key=lambda entry: -entry[0])
    return tuple(dict.fromkeys(citation for _, _, citation in ranked[:5]))
