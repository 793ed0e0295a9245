"""What is taken from a child, or found in what was taken, by the words of running text (folded)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from consilium.domain.findings.paper import Section

_MARROW = (
    r"(?:bone )?marrows?(?: (?:aspirates?|biops(?:y|ies)|trephines?|exam\w{0,8}))?(?! transplant| donor|"
    r" failure| suppress| edema)|"
    r"medulas?(?: oseas?)?(?! espinal)|mielogramas?|medulogramas?|trephines?|trefinas?"
)
_FLUIDS = {
    "bone marrow": _MARROW,
    "cerebrospinal fluid": r"csf|lcr|spinal fluid|cerebrospinal fluid|liquido cefalo-?rraquideo|"
    r"liquido de la espalda|(?:lumbar|last|first) tap",
    "pleural fluid": r"pleural fluid|liquido pleural",
    "peritoneal fluid": r"(?:peritoneal )?washings|peritoneal fluid|lavados? peritoneal(?:es)?|"
    r"liquido (?:peritoneal|ascitico|de la (?:guata|panza|"
    r"barriga))|ascitic fluid",
}
_TISSUES = {
    "lymph nodes": r"(?:lymph ?)?nodes?|ganglios?(?: linfaticos?)?|adenopatias?",
    "omentum": r"omentum|epiplon|omento",
    "renal vein": r"(?<!hepatic )(?<!portal )(?<!jugular )(?<!axillary )(?<!subclavian )(?<!vena )(?:renal "
    r")?vein|vena renal",
    "spermatic cord": r"(?:spermatic )?cord(?! (?:blood|unit|compression|transplant|injection))|"
    r"cordon(?: espermatico)?",
    "optic nerve": r"optic nerve(?: (?:stump|margin))?|nerve stump|munon(?: del nervio)?|nervio optico",
    "specimen": r"(?:resection |surgical )?specimen|pieza(?: operatoria| quirurgica)?",
    "tonsils": r"tonsils|amigdalas",
    "appendix": r"appendix|apendice",
    "background liver": r"background liver",
}
_SENT = {
    "sperm": r"sperm|semen|esperma|espermatozoides",
    "ovarian tissue": r"ovarian (?:tissue|cortex)|ovarian cortical tissue|tejido ovarico|corteza ovarica|ovary tissue",
    "testicular tissue": r"testicular tissue|tejido testicular",
    "oocytes": r"oocytes?|eggs(?= (?:were|frozen|banked|stored))|ovocitos?|ovulos",
    "stem cells": r"(?:(?:peripheral )?(?:blood )?stem|progenitor) cells|celulas (?:madre|progenitoras)|progenitores",
    "blood": r"(?<!red )(?<!white )(?<!of )(?:peripheral |germline |cord )?blood(?! (?:count|pressure|sugar|"
    r"product|transfus|group|type|gas|test|work|loss|clot|film|smear|"
    r"urea|culture|glucose|vessel|flow|bank|in\b)\w*)|sangre(?! (?:oculta|en))(?: periferica)?",
    "swab": r"swabs?|hisopad[oa]s?|hisopos?",
    "culture": r"(?:blood |line |urine |stool |wound )?cultures?|hemocultivos?|urocultivos?|coprocultivos?",
    "bronchoalveolar lavage": r"bronchoalveolar lavage|\bbal\b|lavado bronco-?alveolar",
    "paraffin block": r"(?:paraffin |tumou?r |ffpe |frozen |tissue )?blocks?(?!\s(?:aa|bb|cc|hr[ -]?\d)\b)|"
    r"bloques?(?: de parafina)?(?!\s(?:aa|bb|cc|hr[ -]?\d)\b)|"
    r"tacos?(?: de parafina)",
    "slides": r"(?:unstained |stained |h&e |glass )?(?:slides?|sections)|h&es?|laminas?(?: de h-?e)?|"
    r"laminillas?|vidrios|unstained",
    "tissue": r"(?:(?:tumou?r|fresh|frozen|snap-frozen|skin|nerve|brain|remaining) )?tissue|tejido|"
    r"tumou?r (?:piece|sample)s?|frozen piece|"
    r"hueso no descalcificado",
    "biopsies": r"(?:[a-z]+ )?biopsies|biopsias",
    "catheter tip": r"(?:catheter |line )?tip(?= (?:to|was|sent|for))|punta(?: del? cateter)?",
    "samples": r"specimens?|(?<!blood )(?<!tissue )(?<!tumor )(?<!tumour )(?<!sangre )samples?|muestras?|pieza|frascos",
    "fibroblasts": r"(?:skin )?fibroblasts?|fibroblastos",
    "urine": r"urine|orina",
    "DNA": r"(?:circulating |germline |cell-free )?dna|adn",
}


def _grouped(parts: Mapping[str, str]) -> re.Pattern[str]:
    inner = "|".join(f"(?P<n{_NAMES.index(name)}>{pattern})" for name, pattern in parts.items())
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])")


_NAMES = (*_FLUIDS, *_TISSUES, *_SENT)
PARTS = _grouped({**_FLUIDS, **_TISSUES})
TAKEN = _grouped({**_FLUIDS, **_SENT, "lymph nodes": _TISSUES["lymph nodes"], "omentum": _TISSUES["omentum"]})


def named(found: re.Match[str]) -> str:
    """The name of what a pattern found."""
    return next(name for at, name in enumerate(_NAMES) if f"n{at}" in found.groupdict() and found[f"n{at}"])


@dataclass(frozen=True)
class _Held:
    """Which things can be said to hold tumor in what sentences: a node is felt and seen as well as resected."""

    certain: frozenset[str]
    of_pathology: re.Pattern[str]
    seen: re.Pattern[str]

    def fits(self, name: str, text: str, section: Section) -> bool:
        if section is Section.EXAMINATION or (name not in _FLUIDS and self.seen.search(text)):
            return False
        return name in self.certain or self.of_pathology.search(text) is not None


HELD = _Held(
    frozenset(
        {
            "bone marrow",
            "cerebrospinal fluid",
            "peritoneal fluid",
            "pleural fluid",
            "omentum",
            "optic nerve",
            "spermatic cord",
            "renal vein",
            "specimen",
        }
    ),
    re.compile(
        r"\b(?:path\w*|histolog\w*|histopath\w*|patolog\w*|sampled|resected|removed|biops\w+|excised|taken|"
        r"dissect\w+|muestre\w+|resec\w+|extirp\w+|"
        r"pieza|specimen|margins?|ink(?:ed)?|tinta|capsul\w+|stump|benign|tumou?r|\d{1,2} (?:of|de) \d{1,2}|"
        r"(?:one|two|three|four|five|un[oa]?|dos|tres|cuatro|cinco) (?:of|de)|none (?:bearing|involved)|microscop\w+|"
        r"nodes? (?:free|clear|negative)|ganglios? (?:libres?|negativos?))\b"
    ),
    re.compile(
        r"\b(?:mri|rmn?|ct|tac|tc|pet|ultra(?:sound|sonido)|us|scans?|imag\w+|ecografia|eco|resonancia|"
        r"doppler|palp\w+)\b"
    ),
)
