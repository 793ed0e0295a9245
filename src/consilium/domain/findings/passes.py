"""What is done to the statements of a paper once its topics told them, in order (decision 0025).

Each pass is one rule over all of them, with the name of its module, so that a trace (`explained`) is a look at what
went in and what came out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.assertions.advice import advised
from consilium.domain.findings.assertions.carriedout import carried_out
from consilium.domain.findings.assertions.figurescorrected import figures_corrected
from consilium.domain.findings.assertions.leftovers import denied_at_all
from consilium.domain.findings.assertions.optionlists import of_options
from consilium.domain.findings.assertions.othercases import of_other_cases
from consilium.domain.findings.assertions.readingscorrected import readings_corrected
from consilium.domain.findings.assertions.sentenceframes import framed
from consilium.domain.findings.assertions.warnedof import warned_of
from consilium.domain.findings.days.aheadofpaper import without_days_ahead
from consilium.domain.findings.days.datedpanels import dated_by_panel
from consilium.domain.findings.days.dayofoperation import without_days_of_operations
from consilium.domain.findings.days.daysafter import without_days_after
from consilium.domain.findings.days.doneahead import done_ahead
from consilium.domain.findings.days.nocalendar import without_days_of_no_calendar
from consilium.domain.findings.days.ownparts import of_own_part
from consilium.domain.findings.days.shareddays import shared_days
from consilium.domain.findings.days.standing import dated_by_place
from consilium.domain.findings.days.startsahead import not_begun
from consilium.domain.findings.days.transplantdays import counted_from_transplant
from consilium.domain.findings.days.twoways import days_in_two_ways
from consilium.domain.findings.examination.birthsizes import without_birth_sizes
from consilium.domain.findings.examination.discdiameters import sizes_by_disc
from consilium.domain.findings.examination.examined import parts_examined
from consilium.domain.findings.examination.eyecolumns import measured_in_eyes, sided_by_column
from consilium.domain.findings.examination.eyeplaces import placed_in_eyes
from consilium.domain.findings.examination.eyeshares import shares_of_eyes
from consilium.domain.findings.examination.feltnotmeasured import without_felt
from consilium.domain.findings.examination.figurestold import figures_told
from consilium.domain.findings.examination.foundnormal import found_normal
from consilium.domain.findings.examination.growthalone import figures_alone
from consilium.domain.findings.examination.kilosandgrams import with_grams
from consilium.domain.findings.examination.measuresbeside import measures_beside
from consilium.domain.findings.examination.scoresthen import scores_then
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.findingwords import FindingWords
from consilium.domain.findings.genes.belowcutoffs import below_cutoffs
from consilium.domain.findings.hematology.bloodtold import with_blood
from consilium.domain.findings.hematology.misreadings import rightly_read
from consilium.domain.findings.illnesses.sidesofillnesses import sided_illnesses
from consilium.domain.findings.imaging.lesionsseen import lesions_seen
from consilium.domain.findings.imaging.othersizes import without_other_sizes
from consilium.domain.findings.laboratory.chimericsubsets import without_chimeric_subsets
from consilium.domain.findings.laboratory.kincolumns import of_kin_by_column
from consilium.domain.findings.laboratory.testnames import without_test_names
from consilium.domain.findings.medicines.allergysame import told_as_allergy
from consilium.domain.findings.medicines.duringprocedures import given_in_procedures
from consilium.domain.findings.mentions.alreadydone import already_done
from consilium.domain.findings.mentions.askedof import asked_of
from consilium.domain.findings.mentions.camewithresults import answered
from consilium.domain.findings.mentions.onlynamed import without_only_named
from consilium.domain.findings.mentions.statusagrees import with_status_agreed
from consilium.domain.findings.mentions.studiesshown import studies_shown
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.surgery.operationsteps import without_steps
from consilium.domain.findings.surgery.residualclass import residual_classes
from consilium.domain.findings.text.labelledsides import sided_by_label
from consilium.domain.findings.text.letteredsides import sided_by_letter
from consilium.domain.findings.text.names import without_names
from consilium.domain.findings.tissue.amended import amended
from consilium.domain.findings.tissue.biopsydays import with_specimens
from consilium.domain.findings.tissue.invasiondepths import invasion_depths
from consilium.domain.findings.tissue.marrowclean import clean_marrows
from consilium.domain.findings.tissue.marrowinvolved import involved_marrows
from consilium.domain.findings.tissue.referred import referred
from consilium.domain.findings.tissue.replaced import replaced
from consilium.domain.findings.tissue.specimenresults import results_of_specimens
from consilium.domain.findings.tissue.tissuefeatures import features_in
from consilium.domain.findings.transplant.donorresults import without_donors_results
from consilium.domain.phrases import PhraseIndex
from consilium.domain.sorting import Sorted


class Watch:
    """Who is told how the rules get on with a record; this one wants to know nothing."""

    traces = False  # whether the statements behind each rule are wanted

    def alive(self) -> None:
        """Rules come to a paper or a topic: a long chart takes its time."""

    def document(self, made: Sorted) -> None:
        """The rules come to a document of the file, sorted so; to each part of a long one once more."""

    def begins(self, paper: Paper) -> None:
        """The rules come to this paper."""

    def left(self, languages: frozenset[str]) -> None:
        """Of a paper the paragraphs in these languages are passed over; all of it, where it has no clauses."""

    def saw(self, name: str, before: Sequence[Finding], after: Sequence[Finding]) -> None:
        """A topic or pass of this name has made these statements of those."""


UNWATCHED = Watch()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a pass may look at: the paper, the tables, and the coded entries that are `known` of the same record."""

    paper: Paper
    words: FindingWords
    known: Sequence[Finding] = ()

    @property
    def drugs(self) -> tuple[PhraseIndex[Any], ...]:
        """The names of medicines, and of drugs against cancer."""
        medicines, chemotherapy = (self.words.topics[name] for name in ("medicines", "chemotherapy"))
        return medicines.names.index, chemotherapy.drugs  # type: ignore[attr-defined]

    @property
    def abilities(self) -> frozenset[str]:
        """The forms of verbs of what a child can do."""
        return self.words.topics["wellbeing"].abilities(self.paper.language)  # type: ignore[attr-defined,no-any-return]

    @property
    def conditions(self) -> PhraseIndex[Any]:
        return self.words.topics["history"].conditions  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True, slots=True)
class Pass:
    """One rule over all statements of a paper: `run` gives them anew."""

    name: str
    run: Callable[[list[Finding], Scene], Iterable[Finding]]


def passed(told: Iterable[Finding], scene: Scene, watch: Watch = UNWATCHED) -> list[Finding]:
    """What the topics told of a paper, through every pass."""
    found = list(told)
    for each in PASSES:
        before, found = found, list(each.run(list(found), scene))
        if watch.traces:
            watch.saw(each.name, before, found)
    return found


def _over(rule: Callable[[list[Finding], Paper], Iterable[Finding]]) -> Pass:
    """A rule that changes or drops statements by what the paper says."""
    return Pass(_name(rule), lambda told, scene: rule(told, scene.paper))


def _with(rule: Callable[..., Iterable[Finding]], call: Callable[[list[Finding], Scene], Iterable[Finding]]) -> Pass:
    """A rule that changes or drops statements and needs more than the paper."""
    return Pass(_name(rule), call)


def _adding(
    call: Callable[[list[Finding], Scene], Iterable[Finding]], *rules: Callable[..., Iterable[Finding]]
) -> Pass:
    """Rules that tell statements of their own beside those that are told."""

    def run(told: list[Finding], scene: Scene) -> list[Finding]:
        told += call(told, scene)
        return told

    return Pass(", ".join(map(_name, rules)), run)


def _name(rule: Callable[..., Iterable[Finding]]) -> str:
    """`days.standing.dated_by_place`"""
    return f"{rule.__module__.removeprefix(__package__ + '.')}.{rule.__name__}"


def _alone_and_beside(told: list[Finding], scene: Scene) -> Iterator[Finding]:
    """Both look at what is told before either adds to it."""
    known = tuple(told)
    yield from figures_alone(scene.paper, known, scene.words.assertion)
    yield from measures_beside(scene.paper, known, scene.words.assertion)


def _classes_and_depths(told: list[Finding], scene: Scene) -> Iterator[Finding]:
    known = tuple(told)
    yield from residual_classes(scene.paper, known, scene.words.assertion)
    yield from invasion_depths(scene.paper, scene.words.assertion)


PASSES: tuple[Pass, ...] = (
    # Names of tests that are no illness, and what blood and marrow tell beside their values.
    _with(without_test_names, lambda told, at: without_test_names(told, at.paper, at.known)),
    _with(with_blood, lambda told, at: with_blood(told, at.paper, at.words.assertion)),
    # What no topic quotes: figures, features of tissue, denials, parts examined, warnings, questions.
    _adding(lambda _, at: figures_told(at.paper, at.words.scales, at.words.assertion), figures_told),
    _adding(_alone_and_beside, figures_alone, measures_beside),
    _adding(lambda told, at: features_in(at.paper, told, at.words.features, at.words.assertion), features_in),
    _adding(lambda told, at: denied_at_all(at.paper, told, at.words.sought, at.words.assertion), denied_at_all),
    _adding(lambda told, at: parts_examined(at.paper, told, at.words.examined, at.words.assertion), parts_examined),
    _adding(lambda told, at: warned_of(at.paper, told, at.words.warnings, at.conditions), warned_of),
    _adding(lambda told, at: asked_of(at.paper, told, at.words.topics), asked_of),
    _adding(lambda told, at: tuple(clean_marrows(at.paper, told)), clean_marrows),
    _with(involved_marrows, lambda told, at: involved_marrows(at.paper, told)),
    # What is none, or not so: only named, in a frame of its sentence, done already, of another child, an option.
    _with(without_only_named, lambda told, at: without_only_named(told, at.drugs)),
    _with(framed, lambda told, at: framed(told, at.paper, at.words.frames)),
    _over(already_done),
    _over(studies_shown),
    _over(answered),
    _over(carried_out),
    _over(of_other_cases),
    _over(results_of_specimens),
    _over(without_other_sizes),
    _over(of_options),
    _over(without_days_of_operations),
    # Measures of eyes and of tumors.
    _adding(lambda told, at: measured_in_eyes(at.paper.clauses, told), measured_in_eyes),
    _adding(lambda _, at: shares_of_eyes(at.paper, at.words.assertion), shares_of_eyes),
    _adding(lambda _, at: sizes_by_disc(at.paper, at.words.assertion), sizes_by_disc),
    _adding(_classes_and_depths, residual_classes, invasion_depths),
    _with(without_felt, lambda told, _: without_felt(told)),
    _over(without_birth_sizes),
    _over(with_grams),
    # Names of people and steps of operations that are no statements; sides.
    _over(without_names),
    _over(without_steps),
    _with(sided_by_column, lambda told, at: sided_by_column(told, at.paper.clauses)),
    _over(sided_by_letter),
    _with(sided_by_label, lambda told, at: sided_by_label(told, at.paper, at.words.pairs)),
    _over(placed_in_eyes),
    _over(sided_illnesses),
    # Whose it is: of cells, relatives and donors.
    _over(without_chimeric_subsets),
    _over(of_kin_by_column),
    _over(without_donors_results),
    _over(counted_from_transplant),
    # Opinions, and what is seen whatever it may be.
    _with(advised, lambda told, at: advised(told, at.paper, at.words.advice)),
    _with(lesions_seen, lambda told, _: lesions_seen(told)),
    _over(told_as_allergy),
    # Days.
    _over(not_begun),
    _over(with_specimens),
    _over(without_days_ahead),
    _over(shared_days),
    _over(dated_by_place),
    _over(of_own_part),
    _over(without_days_after),
    _over(without_days_ahead),
    # What the paper corrects in its own words.
    _over(figures_corrected),
    _over(referred),
    _over(amended),
    _over(replaced),
    _over(readings_corrected),
    _over(below_cutoffs),
    _over(scores_then),
    _over(rightly_read),
    _over(dated_by_panel),
    _over(days_in_two_ways),
    # Days that can hardly be: of no calendar, or after the paper of what it tells as done.
    _over(without_days_of_no_calendar),
    _over(done_ahead),
    # What only served a procedure is no medicine; what an examination finds as it should be is no symptom.
    _over(given_in_procedures),
    _with(found_normal, lambda told, at: found_normal(told, at.words.examined, at.abilities)),
    # What was performed or reviewed is stated, last, whatever else was made of it.
    _with(with_status_agreed, lambda told, _: with_status_agreed(told)),
)
