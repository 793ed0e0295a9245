"""An illness that a word beside it makes one of another place or cause than the treatment's toxicity of that name:
`optic neuropathy` is none of the peripheral nerves, `hepatic encephalopathy` none of a drug."""

from __future__ import annotations

import re

_NAMES = frozenset({"peripheral neuropathy", "encephalopathy", "leukoencephalopathy"})
_BEFORE = re.compile(
    r"\b(?:optic|auditory|cranial|facial|vestibular|compressive|compression|entrapment|hereditary|familial"
    r"|congenital|diabetic"
    r"|hepatic|hypoxic|isch(?:a)?emic|anoxic|hypertensive|metabolic|ur(?:a)?emic|septic|epileptic|neonatal"
    r"|wernicke(?:['’]?s)?"
    r"|hashimoto(?:['’]?s)?|mitochondrial|multifocal|traumatic)(?:\s(?:and|&)\s\w+)?\s$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s(?:(?:desmielinizante|aguda|cr[oó]nica|izquierda|derecha|bilateral|isqu[eé]mica)\s)?(?:[oó]pticas?"
    r"|auditivas?|craneal(?:es)?|compresivas?"
    r"|hereditarias?|diab[eé]ticas?|hep[aá]ticas?|hip[oó]xic\w+|hip[oó]xico|isqu[eé]mica|an[oó]xica"
    r"|hipertensiva|metab[oó]lica|ur[eé]mica"
    r"|s[eé]ptica|epil[eé]ptica|neonatal|multifocal|de wernicke|mitocondrial|vestibular(?:es)?|facial(?:es)?)\b",
    re.IGNORECASE,
)


# What leaves a vessel under the microscope or in a picture, and no medicine beside its vein.
_NO_MEDICINE = re.compile(
    r"\s(?:de|del|of)\s(?:(?:los|la|the)\s)?(?:eritrocitos|hemat[ií]es|gl[oó]bulos|(?:medio de )?contraste|contrast|red"
    r"|sangre|blood|bilis|bile|orina|urine|linfa|plasma|l[ií]quidos?|fluid)\b",
    re.IGNORECASE,
)


def of_other_organ(text: str, start: int, end: int, name: str) -> bool:
    """Whether the illness `name` at `text[start:end]` is of another organ or cause."""
    if name == "extravasation":
        return _NO_MEDICINE.match(text, end) is not None
    if name not in _NAMES:
        return False
    return _BEFORE.search(text, max(0, start - 48), start) is not None or _AFTER.match(text, end) is not None
