"""Sentences of the child's birth that tell of the mother: her pregnancy, her labor, her tests and what she was given.

They stand in the child's own history, most often without a word for her: `Prenatal labs were O positive, RPR
nonreactive`, `No complications during pregnancy such as diabetes`, `She had no fever during labor`.
"""

from __future__ import annotations

import re

__all__ = ["is_mothers"]

_OF_MOTHER = re.compile(
    r"\b(?:(?:mom|mother|dad|father)\b[^.;]{0,40}\b(?:herself|himself)|(?:during|throughout|in|with"
    r"|before)\s(?:(?:the|her|this|that|mom['’]?s|mother['’]?s|maternal|entire"
    r"|whole)\s){0,2}"
    r"(?:pregnancy|labou?r)(?!\s(?:and delivery|unit|ward|room))|(?:pre|ante)natal\s(?:labs?|labou?ratory"
    r"|bloods?|tests?|care|screen\w*|serolog\w+|course|steroids?)"
    r"|maternal\s(?:hypertension|diabetes|pre-?eclampsia|illness\w*|complications?|drug|substance|smoking|labs?"
    r"|serolog\w+|bloods?|screens?|prenatal|gbs|fever|infections?|chorioamnionitis|medications?)"
    r"|pregnancy\s(?:was|is|went|complicated)|intrapartum|(?:gbs"
    r"|group b strep\w*)\s(?:status\s)?(?:was\s)?(?:positive|negative|unknown)"
    r"|(?:durante|en)\s(?:el|su|todo el|este)\s(?:embarazo|trabajo de parto)|control(?:es)?\sprenatal(?:es)?"
    r"|serolog[ií]as?\s(?:maternas?|prenatal(?:es)?)|estudios\sprenatales)\b",
    re.IGNORECASE,
)
# What the sentence tells of the child itself, or of a study that showed it.
_OF_CHILD = re.compile(
    r"\b(?:baby|infant|newborn|neonate|patient|child|fetus|fetal|foetal|ultraso\w+|echocardiogra\w+|boy|girl|he|his|him"
    r"|diagnosed|detected|seen|found|noted|ni[nñ][oa]|beb[eé]|reci[eé]n nacid[oa]|paciente|feto|fetal|ecograf\w+"
    r"|ultrasonid\w+|producto|diagnostic\w+|detect[oó]|observ[oó])\b",
    re.IGNORECASE,
)


def is_mothers(text: str) -> bool:
    """Whether a sentence tells of the mother's pregnancy and of nothing that the child has."""
    return _OF_MOTHER.search(text) is not None and _OF_CHILD.search(text) is None
