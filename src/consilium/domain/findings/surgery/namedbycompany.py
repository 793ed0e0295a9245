"""Operations whose name means another where they stand: a `recambio valvular` for a shunt that failed is none of the
heart. The words beside it, and the rest of the paper, tell which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.terms import Found

_OF_SHUNT = re.compile(
    r"\b(?:shunt|dvp|vdvp|vp|derivacion|ventricul\w{4,12}|hidrocefal\w+|hydroceph\w+|lcr|csf|disfuncion (?:proximal|"
    r"distal|"
    r"valvular)|malfunction|proximal obstruction|codman|strata|programable|programmable|neurocirug\w+|neurosurg\w+|"
    r"evd|dve|"
    r"fosa posterior|posterior fossa|cateter (?:proximal|distal|ventricular|peritoneal))\b"
)
_OF_HEART = re.compile(r"\b(?:aort\w+|mitral\w*|tricusp\w+|pulmona[rl]\w*|heart|cardi\w+|fallot|valve repair)\b")


_SEGMENT = re.compile(r"segmentectom", re.IGNORECASE)
_OF_LIVER = re.compile(r"\b(?:hep[aá]tic\w*|h[ií]gado|liver|segmentos?\s(?:[iv]{1,4}[ab]?\b|[2-8]\b))", re.IGNORECASE)
_OF_LUNG = re.compile(r"\b(?:pulm\w+|lung|lobe|l[oó]bulo|l[oó]bulos|thora\w+|tor[aá]c\w+|wedge|cu[nñ]a)", re.IGNORECASE)


def named_by_company(clause: Clause, hits: Sequence[Found], paper: Paper) -> Iterator[Found]:
    """`hits` of one clause, each as what it is in this company."""
    for one in hits:
        if _names_other(clause, one):
            continue
        if one.term.name == "valve replacement" and _is_of_shunt(clause, paper):
            facts = {key: value for key, value in one.term.facts.items() if key != "site"}
            shunt = replace(one.term, name="ventriculoperitoneal shunt revision", codes=(), facts=facts)
            yield replace(one, term=shunt)
        elif one.term.name == "lung wedge resection" and _is_of_liver(clause, one):
            yield replace(one, term=replace(one.term, name="hepatectomy", facts={**one.term.facts, "site": "liver"}))
        else:
            yield one


# By the operation's name, the words around it by which it is none: a tube of the airway, the next course of rays, what
# chemotherapy is for, what was left in the body.
_BEHIND = {
    "limb salvage surgery": re.compile(
        r"\s(?:traqueal|bronquial|biliar|esof[aá]gic|vascular|a[oó]rtic|ureteral|duodenal|col[oó]nic|tracheal|airway"
        r"|bronchial|biliary|oesophageal|esophageal|aortic|en (?:la )?(?:v[ií]a|tr[aá]quea|col[eé]doco))",
        re.IGNORECASE,
    ),
    "second-look surgery": re.compile(
        r"(?!\s(?:quir[uú]rgico|operatorio|de la cirug))[^.;]{0,40}\b(?:sesiones|boost|radioter|gy|dosis|ciclos?)\b",
        re.IGNORECASE,
    ),
    "subtotal resection": re.compile(r"\s(?:tumoral\s)?con (?:quimio|qt)", re.IGNORECASE),
}
_BEFORE = {
    "subtotal resection": re.compile(
        r"\b(?:quimio\w*|qt|neoadyuvan\w*|chemotherapy|intenci[oó]n|neoadjuvant)\s(?:[\w-]{2,14}\s){0,4}$",
        re.IGNORECASE,
    ),
    "bowel resection": re.compile(
        r"\b(?:respetando|preservando|conservando|dejando|sparing|preserving|leaving)\s(?:[\w-]{1,12}\s){0,4}$",
        re.IGNORECASE,
    ),
}
_WORD = re.compile(r"debulking|citorred\w*", re.IGNORECASE)


def _names_other(clause: Clause, one: Found) -> bool:
    """Whether the words beside the name of an operation make it none."""
    name, text = one.term.name, clause.text
    if name == "subtotal resection" and _WORD.match(text, one.start) is None:
        return False
    behind, before = _BEHIND.get(name), _BEFORE.get(name)
    return (behind is not None and behind.match(text, one.end) is not None) or (
        before is not None and before.search(text, max(0, one.start - 90), one.start) is not None
    )


def _is_of_liver(clause: Clause, one: Found) -> bool:
    """Whether a segmentectomy is one of the liver: its sentence speaks of that organ and of no lung."""
    return (
        _SEGMENT.match(clause.text, one.start) is not None
        and _OF_LIVER.search(clause.text) is not None
        and _OF_LUNG.search(clause.text) is None
    )


def _is_of_shunt(clause: Clause, paper: Paper) -> bool:
    if _OF_HEART.search(clause.folded):
        return False
    if _OF_SHUNT.search(clause.folded):
        return True
    told = [other.folded for other in paper.clauses]
    return any(map(_OF_SHUNT.search, told)) and not any(map(_OF_HEART.search, told))
