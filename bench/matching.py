"""When a finding is what a label says. The rule, in full:

- kind: one of the label's kinds;
- name: every word of one of the label's names occurs in the finding's name, value, site, side, details or codes'
  displays (for kinds whose names are free words also in its quote), or the finding's whole name in the label's, or both
  have the same code; a stage or risk may be named just so, a test, a drug or a medicine by any of its
  names, a denial of all allergies in any words for allergy. Case, accents, plural s and order do not matter;
- value, where labelled: the same number to the last figure of the label (from `number` or the first number of
  `value`), in the same unit if both state one; or the same words, where positive, negative and the like have their
  usual forms; of a change of genes or chromosomes, positive is what is stated and negative what is negated;
- side, where both state one; labelled details `gene`, `dose`, `grade`, `percent`, `fractions`, `number`, `gray` by the
  same rule; of a medicine or drug any dose that its words tell;
- date, where labelled: the same, or coarser and true. A finding without a date is not the label's;
- assertion: stated and historical are both true of the child and count as the same, planned and conditional are both
  not so yet and count as the same; any other has to be equal. A `family_history` finding is of the family however it or
  its label is marked, and a `mention` of what was sent may be stated or pending.

`near` is the rule without date and assertion: it tells a statement that was found and said wrongly from one not found.
`misread` is stricter about the name, which has to be the finding's own and not of its quote: it tells that a finding is
the label's statement with another assertion.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.phrases import words_of
from consilium.knowledge.findings.words import finding_words

Label = Mapping[str, Any]
FREE = frozenset({Kind.SURGERY, Kind.IMAGING, Kind.MENTION, Kind.FUNCTION, Kind.CONDITION, Kind.TOXICITY, Kind.RESPONSE,
                  Kind.MEASUREMENT, Kind.SPECIMEN, Kind.TRANSPLANT, Kind.RADIATION, Kind.CYTOGENETICS,
                  Kind.FAMILY_HISTORY, Kind.PROTOCOL, Kind.DIAGNOSIS, Kind.MRD, Kind.LABORATORY,
                  Kind.GROWTH})  # fmt: skip
_FEW_WORDS = 4
# A stage or a risk may be named as such only; its value then tells which it is.
_PLAIN = {Kind.STAGE: ("stage",), Kind.RISK: ("risk group",)}
_DETAILS = ("gene", "dose", "grade", "percent", "fractions", "number", "gray")
# What is stated of a change was found, what is negated was not.
_FOUND = frozenset({Kind.VARIANT, Kind.CYTOGENETICS})
_VAGUE = frozenset({"mutation", "fusion", "rearrangement", "altered"})
_TRUE = frozenset({Assertion.STATED, Assertion.HISTORICAL})
_ANY_ALLERGY = frozenset({"any", "allergy", "allergie", "alergia", "known", "conocida", "drug", "medication",
                          "medicine", "medicament", "medicamento", "medicamentosa", "ram", "adverse",
                          "adversa", "reaction", "reaccion", "nkda"})  # fmt: skip
_SIGNED = re.compile(r"([+-])\s?ve\b", re.IGNORECASE)
_HOW_OFTEN = frozenset({"/day", "/dia", "/d", "/da", "/dose", "/dosis", "/h", "/hr", "/24h", "/12h", "/8h", "/6h"})
_DOSE = re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)*)\s?([a-zA-Zµμ%]+(?:/[a-zA-Z0-9²í]+)*)?")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")
_SAME = {word: group[0] for group in (
    ("positive", "positivo", "positiva", "pos", "detected", "detectado", "present", "presente", "reactive", "reactivo"),
    ("negative", "negativo", "negativa", "neg", "undetected", "absent", "ausente", "nonreactive"),
    ("retained", "conservado", "conservada", "intact"), ("weak", "debil"), ("strong", "intenso", "intensa"),
    ("amplified", "amplification", "amplificado", "amplificacion"), ("rearranged", "rearrangement", "reordenado"),
    ("deleted", "deletion", "delecion"), ("gain", "gained", "ganancia"), ("lost", "perdida", "loss"),
    ("focal", "patchy"), ("smarcb1", "ini1", "baf47"), ("cd45", "lca"), ("cytokeratin", "keratin", "citoqueratina"),
    ("weak", "dim"), ("left", "izquierdo", "izquierda"),
    ("right", "derecho", "derecha"), ("bilateral", "bilaterales"),
) for word in group}  # fmt: skip
_PRESENCE = {
    Assertion.STATED: frozenset({"positive"}),
    Assertion.HISTORICAL: frozenset({"positive"}),
    Assertion.NEGATED: frozenset({"negative"}),
}


@cache
def _words(text: str) -> frozenset[str]:
    text = _SIGNED.sub(lambda found: "positive" if found[1] == "+" else "negative", unicodedata.normalize("NFKC", text))
    found = (word.text for word in words_of(text))
    return frozenset(_plain(_SAME.get(word) or _SAME.get(_plain(word), word)) for word in found)


def _plain(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def near(label: Label, finding: Finding) -> bool:
    """The same statement, whatever it says of when and how sure."""
    return (
        str(finding.kind) in label["kinds"]
        and _named(label, finding)
        and _valued(label, finding)
        and (not label.get("laterality") or finding.laterality in ("", label["laterality"]))
        and all(
            _detailed(finding, key, str(label["detail"][key])) for key in _DETAILS if key in label.get("detail", {})
        )
    )


def same(label: Label, finding: Finding) -> bool:
    return near(label, finding) and dated(label, finding) and asserted(label, finding)


def misread(label: Label, finding: Finding) -> bool:
    """The label's statement, but not as the label says it."""
    own = _own_name(label, finding) and near(label, finding) and dated(label, finding)
    return own and not asserted(label, finding)


def said_as_true(label: Label, finding: Finding) -> bool:
    """For what nobody may read: the same statement, as true of the child."""
    own = _own_name(label, finding) and near(label, finding)
    return own and finding.assertion in _TRUE and finding.kind is not Kind.FAMILY_HISTORY


def _own_name(label: Label, finding: Finding) -> bool:
    parts = (finding.name, finding.site, str(finding.detail.get("gene", "")), *(code.display for code in finding.codes))
    own = _words(" ".join(parts))
    return any(_words(name) <= own for name in label["names"])


def dated(label: Label, finding: Finding) -> bool:
    """A mention may be dated by the thing's own day or by that on which it was sent or asked for."""
    handled = finding.detail.get("status_date") if finding.kind is Kind.MENTION else None
    for key, found in (("when", finding.when), ("until", finding.until)):
        if key == "when" and handled and str(handled) == str(label.get(key)):
            continue
        if label.get(key) and (found is None or not found.includes(PartialDate.from_iso(label[key]))):
            return False
    return True


def asserted(label: Label, finding: Finding) -> bool:
    wanted = {_class(Assertion(one)) for one in label["assertion"].split("/")}
    if finding.kind is Kind.MENTION and wanted & {Assertion.STATED, Assertion.PENDING}:
        wanted |= {Assertion.STATED, Assertion.PENDING}
    if finding.kind is Kind.FAMILY_HISTORY and Assertion.STATED in wanted:
        wanted.add(Assertion.FAMILY)
    return _class(_assertion(finding)) in wanted


def _assertion(finding: Finding) -> Assertion:
    of_family = finding.kind is Kind.FAMILY_HISTORY and finding.assertion in _TRUE
    return Assertion.FAMILY if of_family else finding.assertion


def _class(assertion: Assertion) -> Assertion:
    if assertion in _TRUE:
        return Assertion.STATED
    return Assertion.PLANNED if assertion is Assertion.CONDITIONAL else assertion


def _named(label: Label, finding: Finding) -> bool:
    codes = {(code.system, code.code) for code in finding.codes}
    if codes & {(system, str(code)) for system, code in label.get("detail", {}).items()}:
        return True
    parts = [finding.name, finding.value, finding.site, finding.laterality, *(code.display for code in finding.codes)]
    parts += [str(value) for value in finding.detail.values()]
    parts += [citation.quote for citation in finding.citations if _quote_names(finding.kind, citation.quote)]
    said, own = _words(" ".join(parts)), _words(finding.name)
    if finding.kind is Kind.ALLERGY and finding.name == "any":  # a denial of all allergies, however it is named
        return any(_words(name) <= _ANY_ALLERGY for name in label["names"])
    names = (*label["names"], *_PLAIN.get(finding.kind, ()))
    if finding.kind in (Kind.LABORATORY, Kind.GROWTH) and any(_test_named(name) == finding.name for name in names):
        return True
    if finding.kind in (Kind.DRUG, Kind.MEDICINE) and any(finding.name in _medicines_named(name) for name in names):
        return True
    return any(_words(name) <= said or (own and own <= _words(name)) for name in names)


def _quote_names(kind: Kind, quote: str) -> bool:
    """Whether the words that a finding cites may name it. A whole sentence says nothing of which of the things in it is
    the one mentioned: `PET/CT and tissue confirmation advised` names no biopsy."""
    return kind in FREE and (kind is not Kind.MENTION or len(quote.split()) <= _FEW_WORDS)


@cache
def _test_named(name: str) -> str:
    """What a test is called here that has other names too (`white blood cells`), "" where it is no test."""
    found = (finding_words().topics[topic].tests.named(name) for topic in ("laboratory", "growth"))  # type: ignore[attr-defined]
    return next((test.name for test in found if test is not None), "")


@cache
def _medicines_named(name: str) -> frozenset[str]:
    """What a drug or medicine is called here that has other names too (`vincristina`), nothing where it is none."""
    words, topics = words_of(name), finding_words().topics
    drugs = topics["chemotherapy"].drugs.find(words)  # type: ignore[attr-defined]
    medicines = topics["medicines"].names.index.find(words)  # type: ignore[attr-defined]
    found = {term.name for hit in drugs if hit.after - hit.first == len(words) for term in hit.value}
    return frozenset(found | {hit.value for hit in medicines if hit.after - hit.first == len(words)})


def _valued(label: Label, finding: Finding) -> bool:
    if label.get("number") is not None and finding.kind in (Kind.MEDICINE, Kind.DRUG):
        return _same_dose(label, finding)
    if label.get("number") is not None:
        return _same_unit(label.get("unit", ""), finding.unit) and _same_number(
            label["values"][0], label["number"], label.get("comparator", ""), finding
        )
    wanted = label.get("values", ())
    if wanted and finding.kind in _FOUND and _words(str(wanted[0])) <= _PRESENCE.get(finding.assertion, frozenset()):
        return True
    parts = [finding.value, finding.name, finding.unit, *(str(value) for value in finding.detail.values())]
    said = _words(" ".join(parts))
    own = _words(finding.value)
    return not wanted or any(_words(value) <= said or (own and own <= _words(value)) for value in wanted)


def _same_dose(label: Label, finding: Finding) -> bool:
    """A medicine's words may tell its strength beside its dose (`100 mg/mL, 500 mg`), a drug's the dose for a square
    meter and the flat one made of it: any of them is what a label says."""
    if finding.kind is Kind.DRUG:
        made = ("given", "given_unit"), ("ordered", "ordered_unit")
        written = [
            f"{finding.value} {finding.unit}",
            *(" ".join(str(finding.detail.get(k, "")) for k in one) for one in made),
        ]
    else:
        written = [finding.value, str(finding.detail.get("dose", ""))]
    doses = [(first_number(found[1]), found[2] or "") for text in written for found in _DOSE.finditer(text)]
    unit = _unit(label.get("unit", "").partition("|")[0])
    return any(
        number is not None
        and abs(number - label["number"]) < 0.005
        and (not unit or not said or _dosed(_unit(said), unit))
        for number, said in doses
    )


def _dosed(said: str, unit: str) -> bool:
    return said == unit or said.removeprefix(unit) in _HOW_OFTEN


def _same_number(written: str, number: float, comparator: str, finding: Finding) -> bool:
    found = finding.number if finding.number is not None else first_number(finding.value)
    if found is None or (comparator and finding.comparator and comparator[0] != finding.comparator[0]):
        return False
    figures = _NUMBER.search(written)
    decimals = len(figures[0].partition(".")[2]) if figures else 0
    return bool(abs(found - number) <= 0.5 / 10**decimals + 1e-9)


def first_number(text: str) -> float | None:
    """`1,250` is a thousand and some, `12,5` twelve and a half, as far as the figures after the comma tell."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    figures = found[0]
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", figures):
        return float(figures.replace(",", ""))
    try:
        return float(figures.replace(",", "."))
    except ValueError:
        return None


def _same_unit(label: str, said: str) -> bool:
    return not label or not said or _unit(label) == _unit(said)


def _unit(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower().replace("μ", "u").replace("µ", "u")
    return re.sub(r"[^a-z0-9%/]", "", plain).replace("percent", "%")


def _detailed(finding: Finding, key: str, wanted: str) -> bool:
    said = finding.detail.get(key)
    if said is None:
        return False
    number = first_number(wanted)
    found = first_number(str(said))
    if number is not None and found is not None:
        return abs(number - found) < 0.005 * max(1.0, abs(number))
    return _words(wanted) <= _words(str(said))


def any_same(labels: Iterable[Label], finding: Finding) -> bool:
    """Whether a label says it, or says more: a "mutation" where the label has the very change is coarser and true."""
    vague = finding.kind in _FOUND and finding.value in _VAGUE
    return any(same(label, finding) or same(_coarser(label, finding, vague=vague), finding) for label in labels)


def _coarser(label: Label, finding: Finding, *, vague: bool) -> Label:
    """The label as one says it again in short: `a KIT mutation`, `MRD undetectable`."""
    if vague and _as_exact(label):
        return {**label, "values": ()}
    undetected = finding.kind is Kind.MRD and finding.number is None and finding.detail.get("result") == "negative"
    if undetected and str(label.get("comparator", "")).startswith("<"):
        return {**label, "values": (), "number": None, "when": None}
    return label


def _as_exact(label: Label) -> bool:
    return label.get("number") is None and bool(label.get("values"))
