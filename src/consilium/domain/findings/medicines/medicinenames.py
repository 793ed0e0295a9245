"""Names of medicines: those of the tables, and words with the stem of an international name (`ceftarolina`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from consilium.domain.findings.medicines.lacking import is_lack
from consilium.domain.findings.medicines.notgiven import is_additive, is_culprit
from consilium.domain.findings.medicines.susceptibilities import is_tested_against
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import Hit, PhraseIndex, fold

_SHORTEST = 7
# Names of so few letters are many things.
_SHORT = 3
# What a child reacts with, right behind what it reacts to: `dipirona (urticaria)`, `amoxicilina, le salen ronchas`.
_REACTION = re.compile(
    r"[\s(,:–-]{1,3}(?:(?:le|la|se|causes?|gives?|her|him|with|con|produce|provoca|salen?|salieron|developed)\s){0,4}"
    r"(?:urticaria|hives|ronchas|rash|exantema|anafila|anaphyla|angioedema|broncoespasmo|bronchospasm|red man|itch|"
    r"prurito|eritema|swelling|hinchaz)",
    re.IGNORECASE,
)
# The value of a level right behind a name: `tacrolimus 8.2 ng/mL`, `vancomycin: 14 mcg/mL`.
# Behind a name: a disease's answer to it, a lack of it, its way through the body, a part of a protein.
_ANOTHER = re.compile(
    r"(?:-|\s)(?:(?:good|poor|slow|non-?|early|tubular|partial)[\s-]?){0,2}(?:respon(?:ders?|se|sive\w*)|"
    r"refractor\w+|resistant|"
    r"resistance|reabsorption|wasting|excretion|fingers?|deficien\w+|concentrations?|levels?|hypersensitivity|"
    r"buena respuesta|mala respuesta|respondedor\w*|resistente|refractari[oa]|deficiencia|d[eé]ficit)\b"
    r"|\s?:\s?negativ[oa]\b",
    re.IGNORECASE,
)
# What is dosed by the child's surface in courses is a drug of treatment, which another topic tells.
_OF_COURSES = frozenset({"prednisone", "prednisolone", "dexamethasone", "tretinoin"})
_BY_SURFACE = re.compile(
    r"[^.;,]{0,30}?[\s(]\d{1,3}(?:[.,]\d{1,2})?\s?mg\s?(?:/|per|por)\s?(?:m\s?[2²]|sq\.?\s?m|square m|"
    r"metro)",
    re.IGNORECASE,
)
_BONES = re.compile(
    r"\s?[:(]?\s?(?:scans?|studies|study|was|were|is|shows?|showed|normal|results?|reports?|[zt][- ]?score"
    r"|bmd|bone|densit\w+|lumbar|spine|annual"
    r"|every|q\s?\d|(?:19|20)\d\d|\d{1,2}/\d{1,2}/\d{2,4})\b",
    re.IGNORECASE,
)
_PREMEDICATES = re.compile(
    r"\b(?:premed\w*|antiemetic\w*|antiem[eé]tic\w*|emesis|nausea|n[aá]usea\w*|vomit\w*|v[oó]mito\w*|previ[oa] a|"
    r"before|antes de|"
    r"stress|estr[eé]s|GVHD|EICH|edema|croup|asthma|asma|nefr[oó]tic\w*|nephrotic)\b",
    re.IGNORECASE,
)
_MEASURED = frozenset({"phosphate", "calcium", "magnesium", "potassium", "zinc", "iron", "bicarbonate", "vitamin D",
                       "sodium", "folic acid", "vitamin B12", "cyanocobalamin"})  # fmt: skip
# A value of it in blood: `phosphate 1.21`, `Phosphate fell to 0.71 mmol/L`, `vitamina D 18 ng/ml`.
_VALUE = re.compile(
    r"\s?(?:level\s)?(?:[:=]|of|to|was|is|fell to|rose to|dropped to|fell|at|low at|de|en|baj[oó] a|"
    r"fue)?\s?(?:\(?(?:low|"
    r"high|baj[oa]|alt[oa])\)?\s)?[<>]?\s?\d{1,4}(?:[.,]\d{1,3})?(?:\s?(?:m|u|µ|n|p)?(?:mol|g|Eq)/d?m?[lL]\b|"
    r"\s?(?=[,;.)]|$))",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\s?[:=]?\s?(?:MIC|CIM|\(?(?-i:[SRI])\)?(?=\s?(?:[.,;/)]|$))|sensible|resistente|susceptible|resistant)",
    re.IGNORECASE,
)
_GERM = re.compile(
    r"\b(?:strep\w*|estrepto\w*|staph\w*|estafilo\w*|coli|klebsiella|pseudomonas|enteroc\w*|enterob\w*|candida"
    r"|bacil\w*|cocc?[io]\w*"
    r"|MIC|CIM|isolate|aislamiento|antibiogram\w*|S\.\s[a-z]{4}|MRSA|MSSA|BLEE|ESBL|acinetobacter|serratia"
    r"|stenotroph\w*|BCx|UCx"
    r"|hemocultivo\w*|urocultivo\w*|cultures?)\b",
    re.IGNORECASE,
)
# Names that a test of clotting has too.
_CLOTTING = frozenset({"antithrombin", "anticoagulant", "fibrinogen", "protein C concentrate"})
# What a gland is tested with.
_TESTS = re.compile(
    r"\b(?:tests?|pruebas?|est[ií]mulos?|stimulation|estimulaci[oó]n|provocation|provocaci[oó]n|suppression|supresi[oó]n)"
    r"(?:\stests?)?\s?(?:de (?:est[ií]mulo con |GH con )?|con |with |to |\()$",
    re.IGNORECASE,
)
_TESTED = re.compile(
    r"[-–/\s](?:[a-z]{4,10}[-–\s])?(?:stimulation|suppression|provocation|tolerance)\b"
    r"|[-–\s](?:GH\s)?test\b",
    re.IGNORECASE,
)
_CLOTS = re.compile(
    r"\s?(?:III\s?)?(?:level|activity|nivel|actividad)?\s?[:=]?\s?[<>]?\d{1,3}(?:[.,]\d+)?\s?%|\s(?:l[uú]pic[oa]|lupus)",
    re.IGNORECASE,
)
# Medicines whose levels a ward writes as bare figures: `tacro 13.6 (H)`, `CsA 312 ng/ml`, `vanc 18.2 (L)`.
_FOLLOWED = frozenset(
    {"tacrolimus", "cyclosporine", "sirolimus", "everolimus", "vancomycin", "voriconazole", "posaconazole", "amikacin",
     "gentamicin", "tobramycin", "phenytoin", "phenobarbital", "valproate", "levetiracetam", "mycophenolate",
     "busulfan"}
)  # fmt: skip
_IN_BLOOD = re.compile(
    r"(?:\s(?:level|nivel|trough|valle|C0|random|peak|pico))?\s?[:=]?\s?[<>]?\d{1,4}(?:[.,]\d{1,2})?\s?"
    r"(?:(?:ng|mcg|[µμ]g|ug)/m[lL]\b|mg/[lL]\b|\(?(?:HH?|LL?|high|low|alto|bajo|[↑↓])\)?(?=\s?(?:[.,;)]|$))"
    # the next of a row of values: `tacro 9.2, ALT 61`
    r"|(?=,?\s(?:ALT|AST|GPT|GOT|TGP|TGO|[Tt]?[Bb]ili|BT|BD|Cr|[Cc]reat?|Crea|Mg|K|Na|[Pp]hos|WBC|GB|ANC|RAN"
    r"|H[gG]?b|[Pp]lts?|[Pp]laq|LDH|CRP|PCR|BUN|[Uu]rea|[Gg]lu|[Aa]lb|Ca|INR)\s?[:=]?\s?[<>]?\d))"
)
_LEVEL = re.compile(
    r"\s?(?:\([a-z0-9 ]{1,12}\)\s?)?[:=<>(]?\s?(?:of |de |was |fue )?[<>]?\s?\d{1,4}(?:[.,]\d{1,3})?\s?"
    r"(?:[nµu]g|mcg|mg|[nµu]mol|mmol|pg)/(?:m?l|dl)\b",
    re.IGNORECASE,
)


# How ill a child is for an anesthetist, no aspirin: `ASA III`, `ASA: 4`, `ASA PS 2E`.
_ANESTHETIC_CLASS = re.compile(
    r"\s?[:=-]?\s?(?:(?:class|ps|status|physical status|score|grade|clase|grado)\s?[:=]?\s?)?"
    r"(?:[1-6]|i{1,3}|iv|vi?)\s?e?(?![\w%]|[.,]\d|\s?(?:m?c?g|tab|comp|caps|x\b))"
)
# The part that a combination is counted by: `TMS 80 mg de trimetoprima`, `co-trimoxazole 40 mg of trimethoprim`.
_PART_OF = re.compile(
    r"\b(?:TMS|TMP[-/ ]?SMX|SMX[-/ ]?TMP|co-?trimoxazole?|cotrimoxazol|bactrim|septrin|"
    r"sept?ra)\s[\d.,]{1,6}\s?mg\s(?:de|of)\s$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MedicineNames:
    """Names of medicines by phrase; `weak` are those of which a name alone says nothing, `stems` English endings by
    the endings of words; `before` and `after` words beside a name that is measured, tested or merely spoken of."""

    index: PhraseIndex[str]
    weak: frozenset[str] = frozenset()
    stems: Mapping[str, str] = field(default_factory=dict)
    before: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    after: PhraseIndex[bool] = field(default_factory=PhraseIndex)

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(self.stems)

    def formed(self, clause: Clause) -> Iterator[Hit[str]]:
        """Words with a stem, by the English form of the word; a stem alone is no medicine (`ciclina D1`)."""
        ends = self._endings
        for at, word in enumerate(clause.words):
            if len(word.text) >= _SHORTEST and word.text.endswith(ends) and word.text not in self.stems:
                yield Hit(at, at + 1, self._english(word.text))

    def _english(self, word: str) -> str:
        end = max((one for one in self._endings if word.endswith(one)), key=len)
        return word.removesuffix(end) + self.stems[end]

    def is_other(self, clause: Clause, hit: Hit[str]) -> bool:
        """Whether a name is no medicine's here: what is measured in blood, what a disease answers to, a part of a word
        for another thing."""
        start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
        if is_additive(clause.text, hit.value, start, end) or is_culprit(clause.text, start, end):
            return True
        if clause.folded[start:end] == "dexa" and _BONES.match(clause.text, end):
            return True  # `DEXA was normal`, `DEXA Z-score -1.8`
        if clause.folded[start:end] == "asa" and _ANESTHETIC_CLASS.match(clause.folded, end):
            return True
        if _PART_OF.search(clause.text, max(0, start - 40), start) or is_tested_against(clause, start, end):
            return True
        # `GH stimulation (clonidine)`, `test de clonidina`
        tested = _TESTS.search(clause.text, max(0, start - 32), start) or _TESTED.match(clause.text, end)
        if tested or _ANOTHER.match(clause.text, end) or is_lack(clause.text, start):
            return True
        if hit.value in _OF_COURSES and _BY_SURFACE.match(clause.text, end) and not _PREMEDICATES.search(clause.text):
            return True
        if _ANSWER.match(clause.text, end) and _GERM.search(clause.text, 0, start):
            return True  # `Viridans streptococci, pen MIC 2 (R), ceftriaxone S`
        # `Antitrombina 41 %`, `anticoagulante lúpico pendiente`; a level in blood; what is measured.
        tests = ((_CLOTTING, _CLOTS), (_FOLLOWED, _IN_BLOOD), (_MEASURED, _VALUE))
        return any(hit.value in names and value.match(clause.text, end) is not None for names, value in tests)

    def is_said(self, clause: Clause, hit: Hit[str]) -> bool:
        """Whether a name that nothing stands beside tells a medicine: no level, no germ's, no food's."""
        if hit.value in self.weak or clause.words[hit.after - 1].end - clause.words[hit.first].start <= _SHORT:
            return False
        start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
        if _LEVEL.match(clause.text, end) or _REACTION.match(clause.text, end):
            return False
        before, after = clause.words[max(0, hit.first - 4) : hit.first], clause.words[hit.after : hit.after + 3]
        if any(one.after == len(before) for one in self.before.find(before)):
            return False
        return (
            not any(
                one.first == 0 and clause.text[end : after[0].start] in (" ", "-") for one in self.after.find(after)
            )
            and "/" not in clause.text[start - 1 : start]
        )


def names_from(data: Mapping[str, Any]) -> MedicineNames:
    """From `medicines.yaml` and `medicineclasses.yaml`."""

    def listed(name: str) -> PhraseIndex[bool]:
        return PhraseIndex.of((str(one), True) for one in data[name])

    return MedicineNames(
        PhraseIndex.of(_names(data)),
        frozenset(str(one) for one in data["weak"]),
        {fold(str(end)): str(english) for end, english in data["stems"].items()},
        listed("not_taken_before"),
        listed("not_taken_after"),
    )


def _names(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names of medicines; words that a scanner's slip would make a medicine stand for none."""
    for table in (data["medicines"], *data["classes"].values()):
        for name, said in table.items():
            yield from ((str(one), str(name)) for one in (name, *said))
    yield from ((str(one), "") for one in data["not_medicines"])
