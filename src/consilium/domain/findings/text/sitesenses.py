"""Words for parts of the body that name none where they stand: `frontal` of a film's view, the `rodilla` of the corpus
callosum (its genu), a `fosa temporal`, `Cirugía de Cabeza y Cuello` as a service; and the regions that a study looked
at, which are the place of nothing that it showed where they are several (`TC de cuello y tórax`,
`toraco-abdomino-pélvica`) or the `cráneo` of a CT of the head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.text.spans import Span

# By the part of the body: what stands right behind its word, and what stands before it, in another sense.
_SENSES = {
    "frontal lobe": (
        r"\s?(?:y|and|&|/|,)\s?(?:de\s)?(?:lateral|perfil)|\s(?:view|film|chest|radiograph|x-?rays?|proje\w+"
        r"|plane|sinus(?:es)?|bone)|\s(?:de|del|of)\s(?:the\s)?(?:t[oó]rax|chest|abdomen)",
        r"(?:radiograf\w+|placas?|rx|x-?ray|film|radiograph|proyecci[oó]n|vista|incidencia|plano|senos?"
        r"|hueso|cuero cabelludo|piel)(?:\s[^\s.,;:]{1,14}){0,4}\s$",
    ),
    "temporal lobe": (
        r"\s(?:bone|fossa|artery|muscle|line|measure|flap|vessels?|arcade|arcades|scalp|region of the scalp)"
        r"|\sy\sreversible",
        r"\b(?:fosas?|arterias?|m[uú]sculos?|colgajos?(?: de)?|arcadas?|huesos?|peñasco|forma|manera"
        r"|de car[aá]cter|piel|papila|sector|retina|mitad)\s$",
    ),
    "knee": (r"\s(?:del?\s)?(?:l\s)?(?:cuerpo calloso|la c[aá]psula interna|c[aá]psula interna|facial)", r"$^"),
    "cervical": (
        r"$^",
        r"\b(?:servicio|cirug[ií]a|unidad|departamento|comit[eé]|equipo|consulta|surgery|clinic|team"
        r"|department|oncology)\b[^.;:]{0,30}(?:cabeza|head) (?:y|and|&) $",
    ),
}
_SENSE = {
    name: (re.compile(behind, re.IGNORECASE), re.compile(before, re.IGNORECASE))
    for name, (behind, before) in _SENSES.items()
}
_LESION_OF_BONE = re.compile(
    r"\b(?:temporal|frontal)\w*(?:\s\w+){0,2},?\s(?:[oó]sea|intradiploica|calvari\w+|extra-?axial)", re.IGNORECASE
)
_STUDY = (
    r"\b(?:TC|TAC|TCMD|TAP|RMN?|CT|MRI|PET\S{0,4}|resonancia(?: magn[eé]tica)?(?: nuclear)?"
    r"|tomograf[ií]a(?: (?:axial|helicoidal))?(?: comput\w+)?|gammagraf[ií]a|ecograf[ií]a|radiograf[ií]as?"
    r"|scan)"
)
_ITS = (
    r"(?:\s?\([^()]{1,8}\))?(?:\s(?:simple|urgente|basal|inicial|con contraste|sin contraste|de control"
    r"|multicorte|\w+ada|18F\S*|FDG))?(?:\s(?:de|del|of)(?:\s(?:la|el|los|the))?)?\s"
)
_OF_STUDY = re.compile(rf"{_STUDY}{_ITS}$", re.IGNORECASE)
_AND = re.compile(
    r"\s?(?:,|y|e|and|/|-|\+)\s?(?:(?:de|del|la|el|los|the|of)\s){0,2}(?:toda la |whole )?", re.IGNORECASE
)
_COMPOUND = re.compile(r"(?:t[oó]raco|c[eé]rvico|abd[oó]mino?|cr[aá]neo)[-\s]?\s?[\w-]*", re.IGNORECASE)
_REACH = 90
_OF_BRAIN = ("frontal lobe", "temporal lobe")
# A film of the skull shows bone.
_SKULL_FILM = re.compile(
    r"\b(?:(?:radiograf\w+|rx|placa)\s(?:simple\s)?de\scr[aá]neo|skull\s(?:x-?rays?|films?"
    r"|radiographs?))\b[^.;]{0,60}$",
    re.IGNORECASE,
)


def in_own_sense(text: str, spans: Sequence[Span[str]]) -> list[Span[str]]:
    """Of words for parts of the body those that name the place of a thing."""
    regions = _regions(text, spans)
    return [
        one
        for one in spans
        if (one.start, one.end) not in regions and not _is_other(text, one) and not _is_head(text, one)
    ]


def looked_at(text: str, spans: Sequence[Span[str]]) -> list[Span[str]]:
    """Of words for parts of the body those that name one, what a study looked at among them: of the head, the brain."""
    own = [one for one in spans if not _is_other(text, one)]
    return [Span("brain", one.start, one.end) if _is_head(text, one) else one for one in own]


def is_region(text: str, start: int) -> bool:
    """Whether what begins at `start` is only the part of the body that a study looked at: `RM pélvica`."""
    return _OF_STUDY.search(text, max(0, start - _REACH), start) is not None


def _is_other(text: str, one: Span[str]) -> bool:
    if one.value in _OF_BRAIN and _SKULL_FILM.search(text, max(0, one.start - _REACH), one.start):
        return True
    if one.value in ("frontal lobe", "temporal lobe") and _LESION_OF_BONE.match(text, one.start) is not None:
        return True
    sense = _SENSE.get(one.value)
    if sense is not None:
        behind, before = sense
        return (
            behind.match(text, one.end) is not None
            or before.search(text, max(0, one.start - _REACH), one.start) is not None
        )
    return False


def _is_head(text: str, one: Span[str]) -> bool:
    """Whether the skull is what a CT or MRI of the head looked at."""
    head = one.value == "skull" and text[one.start : one.end].casefold() in ("craneo", "cráneo")
    return head and _OF_STUDY.search(text, max(0, one.start - _REACH), one.start) is not None


def _regions(text: str, spans: Sequence[Span[str]]) -> set[tuple[int, int]]:
    """Where the regions of a study stand that names several of them."""
    found: set[tuple[int, int]] = set()
    for at, one in enumerate(spans):
        if _OF_STUDY.search(text, max(0, one.start - _REACH), one.start) is None:
            continue
        run = [one]
        for after in spans[at + 1 :]:
            if _AND.fullmatch(text, run[-1].end, after.start) is None:
                break
            run.append(after)
        if len(run) > 1:
            found |= {(each.start, each.end) for each in run}
    for compound in _COMPOUND.finditer(text):
        inside = [one for one in spans if compound.start() <= one.start and one.end <= compound.end()]
        found |= {(one.start, one.end) for one in inside if one.end - one.start < compound.end() - compound.start()}
    return found
