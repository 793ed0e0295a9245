"""Disagreements on whether a thing is there at all: allergies, gene changes, stains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.conflicts.comparing import (
    at_one_time,
    days_apart,
    detail,
    is_denied,
    key,
    likeness,
    same_or_open,
)
from consilium.domain.conflicts.engine import ConflictKind, Rule
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes.geneorigins import whose
from consilium.domain.phrases import fold
from consilium.domain.records import Remark

# Names under which a source says that there are no allergies at all, or none of a sort.
_ALL_ALLERGIES = "any"
_DRUG_ALLERGIES = "known drug allergies"
_DRUG_CODES = ("rxnorm", "atc", "ndc")
# A denial of drugs alone (`No drug allergies`) says nothing of what is no drug.
_OF_DRUGS = re.compile(r"\b(?:drugs?|medications?|medicines?|meds|medicament\w*|farmacos?|medicinas?|nkda)\b")
_MORE_THAN_DRUGS = re.compile(r"\b(?:foods?|latex|environment\w*|aliment\w*|ambient\w*|other|otr[oa]s)\b")
_NO_DRUGS = re.compile(
    r"\b(?:latex|foods?|alimentos?|milk|leche|eggs?|huevos?|peanuts?|mani|cacahuates?|nuts?|nueces|frutos|shellfish"
    r"|seafood|mariscos|fish|pescado|soy|soja|wheat|trigo|dust|polvo|mites?|acaros|pollens?|polen|grass|cats?|gatos?|dogs?"
    r"|perros?|bees?|abejas?|tapes?|adhesives?|adhesivos?|plaster|esparadrapo|nickel|niquel)\b"
)
# Variants that are called neither a cause nor none: uncertain, harmless.
_UNCALLED = re.compile(r"uncertain|unknown significance|incierto|desconocid|\bvus\b|\bvous\b|\bvsi\b|benign")
_PATHOGENIC = re.compile(r"pathogenic|patogenic")
# Lists of calls, which say of none what it means.
_BARE = frozenset({"vcf", "vcf-gz", "maf"})


# Allergies: one source has it, another denies it or denies all.


def _allergy_event(finding: Finding) -> str:
    return "allergy" if finding.assertion in (Assertion.STATED, Assertion.NEGATED) else ""


def _allergy_says(finding: Finding) -> str:
    return f"{'-' if is_denied(finding) else '+'} {key(finding.name)}"


def _allergies_clash(one: CaseFinding, other: CaseFinding) -> bool:
    if is_denied(one.shown) == is_denied(other.shown):
        return False
    has, denies = (other, one) if is_denied(one.shown) else (one, other)
    since, said = has.shown.when, denies.record.date
    if since is not None and said is not None and days_apart(said, since) is not None and said < since:
        return False
    if _of_drugs_alone(denies.shown) and _NO_DRUGS.search(fold(has.shown.name)) is not None:
        return False
    drug = key(denies.shown.name) == _DRUG_ALLERGIES and any(code.system in _DRUG_CODES for code in has.shown.codes)
    return drug or _names_all(denies.shown) or likeness(has.shown, denies.shown)


def _of_drugs_alone(denied: Finding) -> bool:
    said = fold(f"{denied.name} {denied.value}")
    return _OF_DRUGS.search(said) is not None and _MORE_THAN_DRUGS.search(said) is None


def _corrected(found: Sequence[CaseFinding]) -> tuple[Remark, ...]:
    """That the later of two records says itself that it corrected what the other has."""
    denials = [str(one.record.date or "") for one in found if is_denied(one.shown)]
    said = [one for one in found if detail(one.shown, "corrects") and str(one.record.date or "") >= max(denials)]
    args = {"record": said[0].record.number, "date": str(said[0].record.date or "")} if said else {}
    return (Remark("conflicts.corrected", args),) if said else ()


def _quoted(finding: Finding) -> str:
    return finding.quote or finding.name


def _names_all(finding: Finding) -> bool:
    words = key(finding.name)
    return words in (_ALL_ALLERGIES, "allergies", "known allergies", "no known allergies")


# Genes and stains: found here, not found there, in the same test of the same time.


def _gene_event(finding: Finding) -> str:
    gene = key(detail(finding, "gene") or finding.name)
    parts = (gene, key(detail(finding, "partner")), _class(finding))
    settled = finding.assertion in (Assertion.STATED, Assertion.NEGATED)
    return " | ".join(parts) if gene and settled and not _is_open(finding) else ""


def _class(finding: Finding) -> str:
    """What sort of change; a pathogenic variant is what `no mutation` denies."""
    said = key(detail(finding, "class"))
    return "mutation" if _PATHOGENIC.search(said) else said


def _is_open(finding: Finding) -> bool:
    """Whether a variant is called uncertain or harmless: `no pathogenic variant` is true beside it."""
    return _UNCALLED.search(key(f"{detail(finding, 'class')} {finding.value}")) is not None


def gene(case: ClinicalCase) -> Rule:
    """The rule for gene changes of a case. One that any report calls uncertain or harmless is no `positive`, also where
    a list of bare calls (a VCF) has it without that word."""
    uncalled = {change for one in case.of(Kind.VARIANT) if _is_open(one.shown) for change in _changes(one.shown)}

    def clash(one: CaseFinding, other: CaseFinding) -> bool:
        denies, has = (one, other) if is_denied(one.shown) else (other, one)
        bare = has.record.format in _BARE and _PATHOGENIC.search(fold(denies.shown.quote)) is not None
        named = not uncalled.isdisjoint(_changes(has.shown))
        return not bare and not named and _calls_clash(one, other)

    return Rule(ConflictKind.GENE, _GENETIC, _gene_event, _call, clash, denied=True)


def _changes(finding: Finding) -> Iterator[tuple[str, str]]:
    """A change by its gene and each of its names (cDNA, protein)."""
    of = key(detail(finding, "gene") or finding.name)
    yield from ((of, key(detail(finding, name))) for name in ("cdna", "protein") if detail(finding, name))


def _stain_event(finding: Finding) -> str:
    settled = finding.assertion in (Assertion.STATED, Assertion.NEGATED) and _call(finding)
    return key(finding.name) if settled else ""


def _call(finding: Finding) -> str:
    """`positive` or `negative`; "" for what is neither."""
    if finding.assertion is Assertion.NEGATED:
        return "negative"
    said = key(finding.value)
    if said in ("negative", "absent", "not detected", "wild type"):
        return "negative"
    if finding.kind is Kind.STAIN and said not in ("positive", "present"):
        return ""
    return "positive"


def _inherited_denied(one: Finding, other: Finding) -> bool:
    """Whether one denies that a change was inherited and the other does not say that it was: both may be true."""
    denied, has = (one, other) if is_denied(one) else (other, one)
    return key(detail(denied, "origin")) == "germline" and key(detail(has, "origin")) != "germline"


def _calls_clash(one: CaseFinding, other: CaseFinding) -> bool:
    cells = whose(one.shown), whose(other.shown)
    if _inherited_denied(one.shown, other.shown) or (all(cells) and cells[0] != cells[1]):
        return False
    changes = (detail(one.shown, "protein"), detail(other.shown, "protein"))
    names = ("method", "origin", "specimen")
    tests = all(same_or_open(detail(one.shown, name), detail(other.shown, name)) for name in names)
    return tests and same_or_open(*changes) and at_one_time(one.shown, other.shown)


_GENETIC = (Kind.VARIANT, Kind.CYTOGENETICS)
RULES = (
    Rule(
        ConflictKind.ALLERGY,
        (Kind.ALLERGY,),
        _allergy_event,
        _allergy_says,
        _allergies_clash,
        denied=True,
        shows=_quoted,
        center=lambda finding: not is_denied(finding),
        notes=_corrected,
    ),
    Rule(ConflictKind.STAIN, (Kind.STAIN,), _stain_event, _call, _calls_clash, denied=True),
)
