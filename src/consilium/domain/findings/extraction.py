"""All findings of one record: structured entries by mapping, text by rules, joined where both say the same.

Loading the rules takes seconds, so that only who extracts imports this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from consilium.domain.findings.assertions.advice import AdviceWords, advised
from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.assertions.figurescorrected import figures_corrected
from consilium.domain.findings.assertions.leftovers import Sought, denied_at_all
from consilium.domain.findings.assertions.optionlists import of_options
from consilium.domain.findings.assertions.othercases import of_other_cases
from consilium.domain.findings.assertions.readingscorrected import readings_corrected
from consilium.domain.findings.assertions.sentenceframes import FrameWords, framed
from consilium.domain.findings.assertions.warnedof import WarningWords, warned_of
from consilium.domain.findings.bundled import papers_of, shifted
from consilium.domain.findings.days.aheadofpaper import without_days_ahead
from consilium.domain.findings.days.birthdays import birthday_told
from consilium.domain.findings.days.datedpanels import dated_by_panel
from consilium.domain.findings.days.dayofoperation import without_days_of_operations
from consilium.domain.findings.days.daysafter import without_days_after
from consilium.domain.findings.days.shareddays import shared_days
from consilium.domain.findings.days.standing import dated_by_place
from consilium.domain.findings.days.startsahead import not_begun
from consilium.domain.findings.days.transplantdays import counted_from_transplant
from consilium.domain.findings.days.twoways import days_in_two_ways
from consilium.domain.findings.doubting import Bounds
from consilium.domain.findings.examination.birthsizes import without_birth_sizes
from consilium.domain.findings.examination.discdiameters import sizes_by_disc
from consilium.domain.findings.examination.examined import ExaminedWords, parts_examined
from consilium.domain.findings.examination.eyecolumns import measured_in_eyes, parted_by_eye, sided_by_column
from consilium.domain.findings.examination.eyeplaces import placed_in_eyes
from consilium.domain.findings.examination.eyeshares import shares_of_eyes
from consilium.domain.findings.examination.feltnotmeasured import without_felt
from consilium.domain.findings.examination.figurestold import ScaleWords, figures_told
from consilium.domain.findings.examination.growthalone import figures_alone
from consilium.domain.findings.examination.kilosandgrams import with_grams
from consilium.domain.findings.examination.measuresbeside import measures_beside
from consilium.domain.findings.examination.scoresthen import scores_then
from consilium.domain.findings.finding import READ_LANGUAGES, Finding
from consilium.domain.findings.genes.belowcutoffs import below_cutoffs
from consilium.domain.findings.hematology.bloodtold import with_blood
from consilium.domain.findings.hematology.misreadings import rightly_read
from consilium.domain.findings.illnesses.sidesofillnesses import sided_illnesses
from consilium.domain.findings.imaging.lesionsseen import lesions_seen
from consilium.domain.findings.imaging.othersizes import without_other_sizes
from consilium.domain.findings.laboratory.chimericsubsets import without_chimeric_subsets
from consilium.domain.findings.laboratory.kincolumns import of_kin_by_column
from consilium.domain.findings.laboratory.labwords import Words as LabWords
from consilium.domain.findings.laboratory.labwrapped import unwrapped_pages
from consilium.domain.findings.laboratory.testnames import without_test_names
from consilium.domain.findings.medicines.allergysame import told_as_allergy
from consilium.domain.findings.medicines.medicinecards import with_cards
from consilium.domain.findings.medicines.statelists import StateLists, with_state_lists
from consilium.domain.findings.mentions.alreadydone import already_done
from consilium.domain.findings.mentions.askedof import asked_of
from consilium.domain.findings.mentions.onlynamed import without_only_named
from consilium.domain.findings.merge import merge
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.structured import SOURCES
from consilium.domain.findings.suggested.suggest import Tagger, suggested
from consilium.domain.findings.surgery.operationsteps import without_steps
from consilium.domain.findings.surgery.residualclass import residual_classes
from consilium.domain.findings.text.besidepages import parted_pages
from consilium.domain.findings.text.clauses import SectionWords, clauses_of, tables_of
from consilium.domain.findings.text.labelledsides import PairWords, sided_by_label
from consilium.domain.findings.text.letteredsides import sided_by_letter
from consilium.domain.findings.text.names import without_names
from consilium.domain.findings.text.readas import read_as
from consilium.domain.findings.tissue.amended import amended
from consilium.domain.findings.tissue.biopsydays import with_specimens
from consilium.domain.findings.tissue.invasiondepths import invasion_depths
from consilium.domain.findings.tissue.marrowclean import clean_marrows
from consilium.domain.findings.tissue.marrowinvolved import involved_marrows
from consilium.domain.findings.tissue.referred import referred
from consilium.domain.findings.tissue.specimenresults import results_of_specimens
from consilium.domain.findings.tissue.tissuefeatures import FeatureWords, features_in
from consilium.domain.findings.topics import TOPICS
from consilium.domain.findings.transplant.donorresults import without_donors_results
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Reading
from consilium.domain.sorting import Sorted, SortingTables

# A chart of 10,000 pages makes about as many, most of them the same; a text made to cost makes any number.
MOST_STATEMENTS = 100_000


@dataclass(frozen=True)
class FindingWords:
    """All tables that the rules for findings need; `topics` by the module's name, `sought` for what they leave. With a
    `tagger`, what no rule reads is suggested; with `sorting`, documents that one file holds are read apart."""

    sections: SectionWords
    assertion: AssertionWords
    topics: Mapping[str, object]
    sought: Sought
    features: FeatureWords
    warnings: WarningWords
    examined: ExaminedWords
    scales: ScaleWords
    pairs: PairWords
    advice: AdviceWords
    frames: FrameWords
    codes: object = None
    tagger: Tagger | None = None
    sorting: SortingTables | None = None
    bounds: Bounds | None = None


def extract(reader: str, reading: Reading, made: Sorted, words: FindingWords) -> tuple[Finding, ...]:
    """Every finding of one record, in reading order; the same statement made twice is one finding with two places."""
    return extract_within(reader, reading, made, words)[0]


def extract_within(
    reader: str,
    reading: Reading,
    made: Sorted,
    words: FindingWords,
    most: int = MOST_STATEMENTS,
    alive: Callable[[], None] = lambda: None,
) -> tuple[tuple[Finding, ...], bool]:
    """The findings of a record, and whether its text makes more than `most` statements, after which none is read.

    `alive` is called before each topic: a long chart takes its time. With a tagger, what it suggests stands behind the
    findings.
    """
    found: list[Finding] = []
    source = SOURCES.get(reader)
    if source is not None:
        topic = getattr(source, "TOPIC", "")  # a source that is mapped with the words of a topic names it
        found += source.find(reading, words.topics[topic] if topic else words.codes)
        if hasattr(source, "prose"):  # a source whose pages repeat its entries says which lines are words of its own
            reading = source.prose(reading, words.codes)
    if not reading.pages or reading.litter:
        return merge(found), False
    known, more = tuple(found), False
    unsure: list[Finding] = []
    for paper, own, before in papers_of(reading, made, words.sorting if source is None else None):
        alive()
        if len(found) >= 2 * most:  # the papers of a chart say much the same
            found = list(merge(found))
            more = len(found) >= most
        if more:
            break
        if own.language in READ_LANGUAGES:
            told, guessed, more = _of_paper(paper, own, words, known, most, alive)
            found += shifted(told, before)
            unsure += shifted(guessed, before)
    merged = merge(found)
    return (*merged[:most], *unsure), more or len(merged) > most


def _of_paper(
    reading: Reading,
    made: Sorted,
    words: FindingWords,
    known: Sequence[Finding],
    most: int,
    alive: Callable[[], None],
) -> tuple[list[Finding], tuple[Finding, ...], bool]:
    """What one paper says beside what is `known` of it, what a tagger suggests, and whether there is more to it."""
    labs: LabWords = words.topics["laboratory"]  # type: ignore[assignment]
    reading = replace(reading, pages=unwrapped_pages(parted_pages(reading.pages), labs.tests, labs.columns))
    paper = paper_of(reading, made, words)
    said = _statements(paper, words, alive)
    told = with_blood(without_test_names(islice(said, most), paper, known), paper, words.assertion)
    told += figures_told(paper, words.scales, words.assertion)
    told += [*figures_alone(paper, told, words.assertion), *measures_beside(paper, told, words.assertion)]
    told += features_in(paper, told, words.features, words.assertion)
    told += denied_at_all(paper, told, words.sought, words.assertion)
    told += parts_examined(paper, told, words.examined, words.assertion)
    told += warned_of(paper, told, words.warnings, words.topics["history"].conditions)  # type: ignore[attr-defined]
    told += asked_of(paper, told, words.topics)
    told = list(of_other_cases(already_done(framed(_borne(paper, told, words), paper, words.frames), paper), paper))
    told = list(of_options(without_other_sizes(results_of_specimens(told, paper), paper), paper))
    told = list(without_days_of_operations(told, paper))
    told += measured_in_eyes(paper.clauses, told)
    told += [*shares_of_eyes(paper, words.assertion), *sizes_by_disc(paper, words.assertion)]
    told += [*residual_classes(paper, told, words.assertion), *invasion_depths(paper, words.assertion)]
    told = list(with_grams(without_birth_sizes(without_felt(told), paper), paper))
    told = list(sided_by_column(without_steps(without_names(told, paper), paper), paper.clauses))
    told = list(placed_in_eyes(sided_by_label(sided_by_letter(told, paper), paper, words.pairs), paper))
    told = list(
        counted_from_transplant(
            without_donors_results(
                of_kin_by_column(without_chimeric_subsets(list(sided_illnesses(told, paper)), paper), paper), paper
            ),
            paper,
        )
    )
    told = list(told_as_allergy(list(lesions_seen(advised(told, paper, words.advice))), paper))
    told = list(without_days_ahead(with_specimens(list(not_begun(told, paper)), paper), paper))
    placed = _placed(told, paper)
    placed = readings_corrected(amended(referred(figures_corrected(placed, paper), paper), paper), paper)
    placed = scores_then(below_cutoffs(placed, paper), paper)
    said_all = list(days_in_two_ways(dated_by_panel(rightly_read(placed, paper), paper), paper))
    guessed: tuple[Finding, ...] = ()
    if words.tagger is not None:
        guessed = suggested(paper, merge([*known, *said_all]), words.tagger, words.assertion)
    return said_all, guessed, next(said, None) is not None


def _statements(paper: Paper, words: FindingWords, alive: Callable[[], None]) -> Iterator[Finding]:
    for each in TOPICS:
        alive()
        yield from each.find(paper, words.topics[each.__name__.rpartition(".")[2]], words.assertion)


def _borne(paper: Paper, told: list[Finding], words: FindingWords) -> Iterator[Finding]:
    """What is told, with the marrows that were involved, and without what its own words only name."""
    drugs: tuple[PhraseIndex[Any], ...] = (
        words.topics["medicines"].names.index,  # type: ignore[attr-defined]
        words.topics["chemotherapy"].drugs,  # type: ignore[attr-defined]
    )
    marrows = [*told, *clean_marrows(paper, told)]
    return without_only_named(involved_marrows(paper, marrows), drugs)


def _placed(told: list[Finding], paper: Paper) -> Iterator[Finding]:
    """What is told, with the days of its sentence and place."""
    return without_days_ahead(without_days_after(dated_by_place(shared_days(told, paper), paper), paper), paper)


def _listed(clauses: Sequence[Clause], words: FindingWords) -> tuple[Clause, ...]:
    """The clauses, each medicine's card as one, those of lists of stopped or paused medicines as parts of their own."""
    medicines, drugs = words.topics["medicines"], words.topics["chemotherapy"]
    lists: StateLists = medicines.how.lists  # type: ignore[attr-defined]
    names = (medicines.names.index, drugs.drugs)  # type: ignore[attr-defined]
    return tuple(with_state_lists([*with_cards(clauses, lists.cards, names)], lists, names))


def paper_of(reading: Reading, made: Sorted, words: FindingWords) -> Paper:
    births = [person.birth_date for person in made.people if person.birth_date is not None]
    clauses = _listed(parted_by_eye(clauses_of(reading.pages, words.sections, tables_of(reading.facts))), words)
    return Paper(
        reading,
        clauses,
        read_as(made.category.value, clauses),
        made.event_date or made.document_date.value,
        made.date_order,
        made.language,
        births[0] if births else birthday_told(reading.pages, made.date_order),
        made.institution.value or "",
    )
