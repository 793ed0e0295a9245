"""What coded entries mean here: names of code systems, tests, templates and states (`knowledge/findings/codes.yaml`).

Nothing is guessed: a code that the table does not have keeps its system as written and its entry its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.finding import Kind
from consilium.domain.phrases import PhraseIndex, fold, words_of

# ICD-10 chapter II with C00 to D49, and ICD-9-CM 140 to 239.
_NEOPLASM_ICD10 = re.compile(r"(?:C\d\d|D[0-4]\d)")
_NEOPLASM_ICD9 = re.compile(r"(?:1[4-9]\d|2[0-3]\d)")
# CPT 2026 sections: surgery 10004 to 69990, radiology 70010 to 79999, pathology and laboratory 80047 to 89398.
_CPT = ((10004, 69990, "surgery"), (70010, 79999, "imaging"), (80047, 89398, "laboratory"))


@dataclass(frozen=True)
class Codes:
    """The tables. `tests` gives a LOINC code's name and kind; `templates` and `sections` the part that maps them."""

    systems: Mapping[str, str]
    tests: Mapping[str, tuple[str, Kind]]
    stages: Mapping[str, str]
    variant_parts: Mapping[str, str]
    answers: Mapping[str, str]
    templates: Mapping[str, str]
    sections: Mapping[str, str]
    past_sections: frozenset[str]
    medicine_lists: frozenset[str]
    none_known: Mapping[str, str]
    no_information: frozenset[str]
    allergy_types: Mapping[str, str]
    generic_substances: frozenset[str]
    states: Mapping[str, frozenset[str]]
    health_types: Mapping[str, str]
    laterality: Mapping[str, str]
    sorts: PhraseIndex[str]
    surgery_endings: tuple[str, ...]
    anticancer: PhraseIndex[str]

    def system(self, written: str) -> str:
        """Our name of a code system given as OID, `urn:oid:` or URL; as written where it is not known."""
        bare = written.removeprefix("urn:oid:").rstrip("/")
        return self.systems.get(bare, self.systems.get(bare.lower(), bare))

    def is_state(self, written: str, *names: str) -> bool:
        """Whether a state as written (a word or a code) is one of ours."""
        folded = fold(written).strip()
        return any(folded in self.states[name] for name in names)

    def side(self, written: str) -> str:
        """ "left", "right", "bilateral" or "" as a code or the words of a body site say."""
        if written in self.laterality:
            return self.laterality[written]
        found = {self.laterality[word.text] for word in words_of(written) if word.text in self.laterality}
        return found.pop() if len(found) == 1 else "bilateral" if found == {"left", "right"} else ""

    def sorts_of(self, name: str) -> frozenset[str]:
        """What sorts of thing a name says: "neoplasm", "surgery", "transplant", "radiation", "imaging", ..."""
        words = words_of(name)
        found = {hit.value for hit in self.sorts.find(words)}
        if any(len(word.text) > 7 and word.text.endswith(self.surgery_endings) for word in words):
            found.add("surgery")
        return frozenset(found)

    def drug(self, name: str) -> str:
        """The anticancer drug that a medicine's name has in it, "" where there is none."""
        return next((hit.value for hit in self.anticancer.find(words_of(name))), "")


def is_neoplasm(system: str, code: str) -> bool:
    """Whether an ICD code is of the chapter on neoplasms, or a code is one of ICD-O's morphology."""
    if system in ("icd-10", "icd-10-cm"):
        return _NEOPLASM_ICD10.match(code) is not None
    if system == "icd-9-cm":
        return _NEOPLASM_ICD9.match(code) is not None
    return system == "icd-o-3-morphology"


def procedure_sort(system: str, code: str) -> str:
    """ "surgery", "imaging" or "laboratory" by the section of CPT that a code stands in; "" for any other."""
    if system != "cpt" or not (code.isascii() and code.isdigit() and len(code) == 5):
        return ""
    return next((sort for first, last, sort in _CPT if first <= int(code) <= last), "")


def words_from(data: Mapping[str, Any], laboratory: Mapping[str, Any], chemotherapy: Mapping[str, Any]) -> Codes:
    """From `codes.yaml`, with the LOINC codes of `laboratory.yaml` and the drugs of `chemotherapy.yaml` (all in
    `knowledge/findings/`). Raises KeyError or ValueError where one is not of its shape."""
    words = data["words"]
    sorts = [(str(phrase), name) for name, all_ in words.items() if name != "surgery_endings" for phrase in all_]
    drugs = chemotherapy["drugs"]
    tests = dict(_laboratory(laboratory))
    tests |= {
        str(code): (str(name), Kind(kind))
        for kind, names in data["tests"].items()
        for name, codes in names.items()
        for code in codes
    }
    return Codes(
        systems=_turned(data["systems"]),
        tests=tests,
        stages=_turned(data["stages"]),
        variant_parts=_turned(data["variant_parts"]),
        answers={str(code): str(said) for code, said in data["answers"].items()},
        templates=_templates(data["templates"], data["prefixes"]),
        sections=_turned(data["sections"]),
        past_sections=_texts(data["past_sections"]),
        medicine_lists=_texts(data["medicine_lists"]),
        none_known=_turned(data["none_known"]),
        no_information=_texts(data["no_information"]),
        allergy_types=_turned(data["allergy_types"]),
        generic_substances=_texts(data["generic_substances"]),
        states={str(name): _texts(said) for name, said in data["states"].items()},
        health_types=_turned(data["health_types"]),
        laterality=_turned(data["laterality"]),
        sorts=PhraseIndex.of(sorts),
        surgery_endings=tuple(str(one) for one in words["surgery_endings"]),
        anticancer=PhraseIndex.of(
            (str(said), str(name)) for name, drug in drugs.items() if not drug.get("steroid") for said in drug["names"]
        ),
    )


def _laboratory(data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, Kind]]]:
    for test in data["tests"]:
        for code in (test.get("loinc") or {}).values():
            yield str(code), (str(test["name"]), Kind.LABORATORY)
    for name, codes in data["same_codes"].items():
        for code in codes:
            yield str(code), (str(name), Kind.LABORATORY)


def _turned(table: Mapping[str, Iterable[object]]) -> dict[str, str]:
    """`name: [codes]` as `code: name`."""
    return {str(code): str(name) for name, codes in table.items() for code in codes}


def _texts(values: Iterable[object]) -> frozenset[str]:
    return frozenset(str(value) for value in values)


def _templates(parts: Mapping[str, Iterable[object]], prefixes: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for written, part in _turned(parts).items():
        prefix = next(each for each in prefixes if written.startswith(each))
        found[prefixes[prefix] + written[len(prefix) :]] = part
    return found
