"""Labels that follow from a story's own numbers: laboratory values, coded chart entries, variants.

They are the values that the writers of `exports.py` put into the files, so nobody has to copy them by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from demo.chart import Chart, Result, chart
from demo.says import Said
from demo.story import Output, Paper, Story

# ICD-10-CM: family history of malignant neoplasm.
_FAMILY = "Z80"


def labs_of(story: Story, paper: Paper) -> tuple[Said, ...]:
    """The values of a paper that prints `{labs HOSPITAL FROM TO}`."""
    text = paper.body.strip()
    if not text.startswith("{labs "):
        return ()
    hospital, first, last = text.strip("{}").split()[1:]
    known = Chart(story, story.hospitals[hospital], dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return tuple(_laboratory(story, item) for item in known.results())


def coded(story: Story, wanted: Output) -> tuple[tuple[Said, ...], tuple[str, ...]]:
    """What an export says in coded entries, and the kinds of which these are all."""
    if wanted.form in ("vcf", "vcf_gz", "maf"):
        return tuple(_variants(story, wanted)), ("variant",)
    if wanted.form in ("csv", "hl7"):
        return tuple(_results(chart(story, wanted.options))), ("laboratory",)
    if wanted.form in ("ccda", "fhir", "ndjson"):
        found = tuple(_charted(chart(story, wanted.options), onset=wanted.form != "ccda"))
        return found, ("laboratory", "allergy", "growth")
    return (), ()


def _results(known: Chart) -> Iterator[Said]:
    for item in known.results():
        yield _laboratory(known.story, item)


def _laboratory(story: Story, item: Result) -> Said:
    tests = story.raw["labs"]["tests"].values()
    test: Mapping[str, Any] = next(
        (one for one in tests if one["loinc"] == item.loinc and item.name in one.values()), {}
    )
    names = tuple(dict.fromkeys(str(test[lang]) for lang in ("en", "es") if lang in test)) or (item.name,)
    number = None if isinstance(item.value, str) else float(item.value)
    shown = item.value if isinstance(item.value, str) else f"{item.value:g}"
    codes = {"loinc": item.loinc} if item.loinc else {}
    return Said(("laboratory",), names, (shown,), number, "", item.unit, item.date.isoformat(), detail=codes)


def _charted(known: Chart, *, onset: bool) -> Iterator[Said]:
    """`onset`: the export dates a problem by its onset where it is known (FHIR), not by its entry (C-CDA)."""
    yield from _results(known)
    for section, label in _SECTIONS.items():
        for item in known.entries(section):
            yield label(item if onset else {key: value for key, value in item.items() if key != "onset"})
    for item in known.entries("vitals"):
        for name, unit in (("height", "cm"), ("weight", "kg")):
            yield Said(("growth",), (name,), (f"{item[name]:g}",), float(item[name]), "", unit, _day(item))


def _day(item: Mapping[str, Any]) -> str:
    return str(item.get("onset", item["date"]))


def _problem(item: Mapping[str, Any]) -> Said:
    code = str(item["icd10"])
    if code.startswith(_FAMILY):
        # An entry of the child's own list that tells of the family: either reading is true.
        kinds, how = ("family_history", "condition"), "family/stated"
        return Said(kinds, (item["name"],), assertion=how, detail={"icd-10-cm": code})
    malignant = code[0] == "C" or code[:2] == "D0"
    disease: tuple[str, ...] = ("diagnosis",) if malignant else ("condition", "toxicity", "diagnosis")
    return Said(disease, (item["name"],), when=_day(item), detail={"icd-10-cm": code})


def _allergy(item: Mapping[str, Any]) -> Said:
    # Which word an asked and denied allergy gets ("negated") is the same in C-CDA (negationInd) and FHIR (refuted).
    if item.get("negated"):
        return Said(("allergy",), (item["substance"],), assertion="negated")
    return Said(("allergy",), (item["substance"],), detail={"reaction": item["reaction"]})


def _medicine(item: Mapping[str, Any]) -> Said:
    return Said(("medicine", "drug"), (item["name"],), when=str(item["date"]), detail={"rxnorm": str(item["rxnorm"])})


def _procedure(item: Mapping[str, Any]) -> Said:
    return Said(("surgery", "transplant", "radiation", "specimen", "mention"), (item["name"],), when=str(item["date"]),
                detail={"snomed": str(item["snomed"])})  # fmt: skip


_SECTIONS: dict[str, Callable[[Mapping[str, Any]], Said]] = {
    "problems": _problem, "allergies": _allergy, "medicines": _medicine, "procedures": _procedure,
}  # fmt: skip


def _variants(story: Story, wanted: Output) -> Iterator[Said]:
    """The variants that passed; a filtered one is no statement of the laboratory."""
    for item in story.raw["panels"][wanted.options["panel"]]["variants"]:
        if item.get("filter", "PASS") == "PASS":
            yield Said(("variant",), (item["gene"],), (item["hgvs"],), detail={"protein": item["hgvs"]})
