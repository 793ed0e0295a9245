"""The forms of a consultation or an admission note, and of an operation's report, by their headings: why the child
came, what was before, the examination, what is thought and to be done. Such parts (`PAST MEDICAL HISTORY`, `CURRENT
MEDICATIONS`, `LABORATORY DATA`) are names of papers too, and name none here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from consilium.domain.layout import cite
from consilium.domain.records import Citation, Line, Page

_LINES, _CHARS, _LEAST = 600, 80, 5


def _group(*names: str) -> re.Pattern[str]:
    """A heading at the beginning of a line: behind it a colon, or nothing."""
    return re.compile(rf"\W{{0,3}}(?:\d{{1,2}}[.)]\s)?(?:{'|'.join(names)})\s{{0,2}}(?::|$)", re.IGNORECASE)


_GROUPS = {
    "why": _group(
        r"chief complaint|cc|presenting complaint|subjective",
        r"reason for (?:visit|consult\w*|referral|admission|evaluation)",
        r"motivo de (?:la )?(?:consulta|ingreso|interconsulta|evaluaci[óo]n|derivaci[óo]n)",
    ),
    "present": _group(
        r"history of (?:the )?present(?:ing)? (?:illness|complaint)|present illness|interval history|hpi|history|hx",
        r"oncolog\w+ history|(?:enfermedad|padecimiento|historia) actual|historia oncol[óo]gica",
    ),
    "past": _group(
        r"(?:past )?(?:medical|surgical|medical (?:and|&|/) surgical) history|past history|pm?hx?|pshx?",
        r"(?:birth|developmental) history|problem list",
        r"antecedentes(?: (?:personales|patol[óo]gicos|m[ée]dicos|perinatales))*",
    ),
    "kin": _group(
        r"(?:family|social|family (?:and|&) social)(?: medical)?(?: history)?|psychosocial",
        r"[fs]hx?(?:\s?/\s?[fs]hx?)?|antecedentes (?:(?:heredo)?familiares|sociales)",
    ),
    "medicines": _group(
        r"(?:(?:current|home|present|admission|outpatient) )?(?:medications?|meds|medicines)(?: and allergies)?",
        r"(?:drug )?allerg(?:y|ies)|immuni[sz]ations?|alergias|vacunas",
        r"(?:medicaci[óo]n|tratamiento) (?:actual|habitual)",
    ),
    "systems": _group(
        r"review of systems|ros|systems review|revisi[óo]n (?:de|por) (?:aparatos|sistemas).{0,12}",
    ),
    "exam": _group(
        r"physical exam(?:ination)?|examination|(?:gen )?exam|objective|vital signs|vitals|signos vitales",
        r"(?:exploraci[óo]n|examen) f[íi]sic[ao]|exploraci[óo]n",
    ),
    "thought": _group(
        r"(?:final |diagnostic |clinical )?impressions?|assessment|(?:assessment|impression) (?:and|&|/) ?plan",
        r"diagnos[ei]s|impresi[óo]n(?: diagn[óo]stica)?|juicio cl[íi]nico|diagn[óo]sticos?|an[áa]lisis",
    ),
    "plan": _group(
        r"plans?|recommendations?|disposition|(?:hospital )?course|conducta|recomendaciones",
        r"plan (?:de )?(?:tratamiento|manejo)",
    ),
}
# What only the report of an operation has: its diagnoses before and after it, and what was done.
_DIAGNOSES = _group(
    r"(?:pre|post)[- ]?op(?:erative)? diagnos[ei]s",
    r"(?:diagn[óo]stico|dx)\.? (?:pre|post)[- ]?(?:operatorio|quir[úu]rgico)",
)
_DONE = _group(
    r"procedures?(?: performed)?|(?:title of )?operations?(?: performed)?|estimated blood loss",
    r"(?:operaci[óo]n|cirug[íi]a)(?: realizada)?|procedimiento(?: realizado)?",
)
# An examination beside why the child came or what is thought of it; what is thought beside what is to be done. A
# questionnaire of a child's history has neither.
_CAME, _DECIDED = frozenset({"why", "present"}), frozenset({"thought", "plan"})


@dataclass(frozen=True, slots=True)
class HeadedNote:
    """The first heading of a note, and the lines that stand before it."""

    heading: Citation
    head: tuple[Line, ...]


def headed_note(pages: Sequence[Page]) -> HeadedNote | None:
    """The form, where at least five kinds of its parts are headed and the child was seen; None for any other paper."""
    placed = [(page.number, line) for page in pages for line in page.lines if line.text.strip()][:_LINES]
    kinds: dict[str, int] = {}
    for at, (_, line) in enumerate(placed):
        for kind in _kinds(line.text):
            kinds.setdefault(kind, at)
    told = kinds.keys()
    seen = ("exam" in told and bool(told & (_CAME | _DECIDED))) or told >= _DECIDED
    if len(kinds) < _LEAST or not seen or headed_operation(pages) is not None:
        return None
    first = min(kinds.values())
    number, line = placed[first]
    return HeadedNote(cite(line, number), tuple(line for _, line in placed[:first]))


def headed_operation(pages: Sequence[Page]) -> Citation | None:
    """The heading of the diagnosis of a paper that has an operation's headings; None for any other paper."""
    placed = [(page.number, line) for page in pages for line in page.lines if line.text.strip()][:_LINES]
    diagnoses = next((cite(line, number) for number, line in placed if _DIAGNOSES.match(line.text[:_CHARS])), None)
    return diagnoses if any(_DONE.match(line.text[:_CHARS]) for _, line in placed) else None


def heads_part(text: str) -> bool:
    """Whether a line begins with the heading of a note's part."""
    return bool(_kinds(text))


def _kinds(text: str) -> list[str]:
    begin = text[:_CHARS]
    return [kind for kind, words in _GROUPS.items() if words.match(begin)]
