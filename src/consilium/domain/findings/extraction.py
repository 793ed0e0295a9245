"""All findings of one record: structured entries by mapping, text by rules, joined where both say the same.

Loading the rules takes seconds, so that only who extracts imports this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from consilium.domain.findings.bundled import papers_of, shifted
from consilium.domain.findings.days.birthdays import birthday_told
from consilium.domain.findings.examination.eyecolumns import parted_by_eye
from consilium.domain.findings.finding import READ_LANGUAGES, Finding
from consilium.domain.findings.findingwords import FindingWords
from consilium.domain.findings.laboratory.labwords import Words as LabWords
from consilium.domain.findings.laboratory.labwrapped import unwrapped_pages
from consilium.domain.findings.medicines.medicinecards import with_cards
from consilium.domain.findings.medicines.statelists import StateLists, with_state_lists
from consilium.domain.findings.merge import merge
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.passes import UNWATCHED, Scene, Watch, passed
from consilium.domain.findings.structured import SOURCES
from consilium.domain.findings.suggested.suggest import suggested
from consilium.domain.findings.text.besidepages import parted_pages
from consilium.domain.findings.text.clauses import clauses_of, tables_of
from consilium.domain.findings.text.literature import without_literature
from consilium.domain.findings.text.paragraphs import readable
from consilium.domain.findings.text.readas import read_as
from consilium.domain.findings.topics import TOPICS
from consilium.domain.records import Reading
from consilium.domain.sorting import Sorted
from consilium.domain.sorting.casehistories import opens_as_history

# A chart of 10,000 pages makes about as many, most of them the same; a text made to cost makes any number.
MOST_STATEMENTS = 100_000


def extract(reader: str, reading: Reading, made: Sorted, words: FindingWords) -> tuple[Finding, ...]:
    """Every finding of one record, in reading order; the same statement made twice is one finding with two places."""
    return extract_within(reader, reading, made, words)[0]


def extract_within(
    reader: str,
    reading: Reading,
    made: Sorted,
    words: FindingWords,
    most: int = MOST_STATEMENTS,
    watch: Watch = UNWATCHED,
) -> tuple[tuple[Finding, ...], bool]:
    """The findings of a record, and whether its text makes more than `most` statements, after which none is read.

    `watch` is told how the rules get on. With a tagger, what it suggests stands behind the findings.
    """
    found: list[Finding] = []
    source = SOURCES.get(reader)
    if source is not None:
        topic = getattr(source, "TOPIC", "")  # a source that is mapped with the words of a topic names it
        found += source.find(reading, words.topics[topic] if topic else words.codes)
        if hasattr(source, "prose"):  # a source whose pages repeat its entries says which lines are words of its own
            reading = source.prose(reading, words.codes)
    if not reading.pages or reading.litter:
        return _marked(merge(found), words), False
    known, more = tuple(found), False
    unsure: list[Finding] = []
    for paper, own, before in papers_of(reading, made, words.sorting if source is None else None):
        watch.alive()
        if len(found) >= 2 * most:  # the papers of a chart say much the same
            found = list(merge(found))
            more = len(found) >= most
        if more:
            break
        watch.document(own)
        told, guessed, more = _of_paper(paper, own, words, known, most, watch)
        found += shifted(told, before)
        unsure += shifted(guessed, before)
    merged = _marked(merge(found), words)
    return (*merged[:most], *unsure), more or len(merged) > most


def _marked(found: Sequence[Finding], words: FindingWords) -> tuple[Finding, ...]:
    """With a doubt where a dose can hardly be meant, whoever wrote it."""
    return tuple(found) if words.bounds is None else tuple(map(words.bounds.marked, found))


def _of_paper(
    reading: Reading,
    made: Sorted,
    words: FindingWords,
    known: Sequence[Finding],
    most: int,
    watch: Watch,
) -> tuple[list[Finding], tuple[Finding, ...], bool]:
    """What one paper says beside what is `known` of it, what a tagger suggests, and whether there is more to it."""
    labs: LabWords = words.topics["laboratory"]  # type: ignore[assignment]
    reading = replace(reading, pages=unwrapped_pages(parted_pages(reading.pages), labs.tests, labs.columns))
    paper = paper_of(reading, made, words)
    watch.begins(paper)
    if paper.unread:
        watch.left(paper.unread)
    if not paper.clauses:
        return [], (), False
    said = _statements(paper, words, watch)
    said_all = passed(islice(said, most), Scene(paper, words, known), watch)
    guessed: tuple[Finding, ...] = ()
    if words.tagger is not None:
        guessed = suggested(paper, merge([*known, *said_all]), words.tagger, words.assertion)
    return said_all, guessed, next(said, None) is not None


def _statements(paper: Paper, words: FindingWords, watch: Watch) -> Iterator[Finding]:
    """What each topic tells, one behind the other."""
    for each in TOPICS:
        watch.alive()
        name = each.__name__.rpartition(".")[2]
        found = each.find(paper, words.topics[name], words.assertion)
        if watch.traces:
            found = list(found)
            watch.saw(f"topics.{name}", (), found)
        yield from found


def _listed(clauses: Sequence[Clause], words: FindingWords) -> tuple[Clause, ...]:
    """The clauses, each medicine's card as one, those of lists of stopped or paused medicines as parts of their own."""
    medicines, drugs = words.topics["medicines"], words.topics["chemotherapy"]
    lists: StateLists = medicines.how.lists  # type: ignore[attr-defined]
    names = (medicines.names.index, drugs.drugs)  # type: ignore[attr-defined]
    return tuple(with_state_lists([*with_cards(clauses, lists.cards, names)], lists, names))


def paper_of(reading: Reading, made: Sorted, words: FindingWords) -> Paper:
    """The paper with its sentences, those that are surely of a language that is not read left out."""
    births = [person.birth_date for person in made.people if person.birth_date is not None]
    clauses, left, language = _read_of(clauses_of(reading.pages, words.sections, tables_of(reading.facts)), made, words)
    clauses = without_literature(clauses) if opens_as_history(reading.pages) else clauses
    clauses = _listed(parted_by_eye(clauses), words)
    return Paper(
        reading,
        clauses,
        read_as(made.category.value, clauses),
        made.event_date or made.document_date.value,
        made.date_order,
        language,
        births[0] if births else birthday_told(reading.pages, made.date_order),
        made.institution.value or "",
        left,
    )


def _read_of(
    clauses: Sequence[Clause], made: Sorted, words: FindingWords
) -> tuple[Sequence[Clause], frozenset[str], str]:
    """What is read of a paper, the languages of what is not, and the language of what is."""
    if words.sorting is not None:
        return readable(clauses, made.language, words.sorting.others.small)
    read = made.language in READ_LANGUAGES
    return (clauses, frozenset(), made.language) if read else ((), frozenset({made.language}), made.language)
