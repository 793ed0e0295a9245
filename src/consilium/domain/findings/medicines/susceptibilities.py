"""Medicines that a germ was tested against, and the child was not given for it: `sensitive to meropenem and amikacin`,
`S: meropenem; R: ceftriaxone`, `meropenem S, amikacin R`, the columns of an antibiogram."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause

# Words behind which a list of what a germ answers to begins.
_ANSWERS = re.compile(
    r"\b(?:sensitive|susceptible|resistant|non-?susceptible|sensitivit\w+|susceptibilit\w+|sensibles?|resistentes?"
    r"|sensibilidad(?:es)?|resistencias?|antibiogram\w?|mic|cim)"
    r"(?:\s(?:only\s|s[oó]lo\s)?(?:to|a|al|frente a|para)\b|\s?[:(])",
    re.IGNORECASE,
)
# `S meropenem, amikacin; R ceftriaxone`, `(S: meropenem`.
_LETTERED = re.compile(r"(?:^|[;:,.(]\s?)(?:S/R|[SRI])\s?:?\s(?=[a-zñ])")
# What ends such a list: a deed, a new sentence.
_ENDS = re.compile(
    r"\b(?:treated|treat|started|start|given|received|receiv\w+|switched|changed|covered|completed|continued?|stopped"
    r"|so|thus"
    r"|therefore|because|was|were|is|while|she|he|we|tratad[oa]|se inici\w*|inici\w+|recib\w+|cambi\w+|complet\w+"
    r"|contin[uú]a\w*|por lo que|se)\b|\.\s|\n"
    r"|;(?!\s(?:[SRI]\b|resist|sensib|sensit|suscep|interm))",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s?(?::\s?|\(\s?)?(?:S|R|I)(?=\s?(?:[,;.()]|$|\smic\b|\scim\b))")
_HEADS = re.compile(
    r"sensitiv\w*|suscept\w*|resist\w*|sensib\w*|mic|cim|interpretation|interpretaci[oó]n|antibi[oó]tico|antibiotic|s/i/r|r/s",
    re.IGNORECASE,
)
_OF_GERMS = re.compile(r"sensitiv|suscept|resist|sensib|\bmic\b|\bcim\b|s/i/r", re.IGNORECASE)
_REACH = 160


def is_tested_against(clause: Clause, start: int, end: int) -> bool:
    """Whether a medicine is named as one that a germ answers to or not."""
    if clause.header and any(_HEADS.fullmatch(one.strip()) for one in clause.header):
        return _OF_GERMS.search(" ".join(clause.header)) is not None
    text, first = clause.text, max(0, start - _REACH)
    cues = [*_ANSWERS.finditer(text, first, start)]
    lettered = [*_LETTERED.finditer(text, first, start + 1)]
    if len(_LETTERED.findall(text)) > 1:  # one letter alone may be another's
        cues += lettered
    if any(_ENDS.search(text, cue.end(), start) is None for cue in cues):
        return True
    tested = _BEHIND.match(text, end) is not None
    return tested and (bool(_ANSWERS.search(text)) or len(re.findall(r"[a-z]\s[SRI](?=[,;.(]|\s\(|$)", text)) > 1)
