"""Liver and spleen under the hand: `liver 3 cm below the costal margin`, `bazo no palpable`, `spleen tip felt`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.findings.paper import Clause, Section

_ORGANS = {
    "liver": "palpable liver",
    "higado": "palpable liver",
    "spleen": "palpable spleen",
    "bazo": "palpable spleen",
}
_ORGAN = re.compile(
    r"(?<![\w-])(?P<organ>liver|spleen|h[ií]gado|bazo)(?:\s(?:edge|tip|border|borde|polo|punta))?(?![\w-])",
    re.IGNORECASE,
)
# A part ends where the next organ, a full stop or a semicolon stands.
_PART = re.compile(
    r"[.;](?:\s|$)|\b(?:liver|spleen|h[ií]gado|bazo|kidneys?|ri[nñ]on(?:es)?|gallbladder|"
    r"ves[ií]cula)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\s?(?:,|and|y|e|or|nor|:|ni|/)?\s?(?:(?:spleen|bazo|liver|h[ií]gado)\s)?(?:(?:was|were|is|are|se|fue)\s)?"
    r"(?:not|no|non|never|sin)[\s-](?:se\s)?(?:palpa\w*|toca\w*|felt|enlarged|aumentad\w+|crecid\w+)|"
    r"\s?(?:(?:,|and|y|e|or|nor|ni|/)\s?(?:spleen|bazo|liver|h[ií]gado)\s)?(?:(?:are|is|both|se)\s)?"
    r"(?:impalpable|non-?palpable|no|nil|\(-\)|neg(?:ative|ativ[oa])?|"
    r"no se (?:toca\w*|palpa\w*|alcanza\w*))(?=\s?[,.;]|\s*$)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|no|non|never|cannot|can't|without|sin|nunca|ni|tampoco)\b", re.IGNORECASE)
# What is asked for or foretold is not felt: `Call us if the spleen is felt`.
_IF = re.compile(r"\b(?:if|when|should|si|cuando|en caso de)\s[^.;:]{0,24}$", re.IGNORECASE)
_FELT = re.compile(
    r"[^.;]{0,30}?\b(?:palpable|palpado|palpada|se palpa|se toca|felt|just felt|enlarged|aumentad[oa] de tama[nñ]o|"
    r"crecid[oa])\b",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\s?(?:is|was|palpable|felt|a|at|de|=|:|,|se (?:palpa|toca|alcanza)|palpo|toco)?\s?(?:a\s|at\s|"
    r"de\s)?(?P<size>\d{1,2}(?:[.,]\d)?)\s?(?P<unit>cms?|fb|fingers?|traveses?)\b"
    r"(?P<below>[^.;,]{0,24}?\b(?:below|under|BCM|LCM|RCM|BRC[DI]?|DRC|DBRC|RCD|RCI|bajo|debajo|por debajo|"
    r"del reborde|"
    r"costal|bcm|firm|soft)\b)?",
    re.IGNORECASE,
)
_EXAMINED = re.compile(
    r"\b(?:abd(?:omen)?|abdo|soft|blando|depresible|palpa\w*|P/A|O/E|examen f[ií]sico|ex\.? f[ií]sico"
    r"|exploraci[oó]n|chest|t[oó]rax|creps)\b",
    re.IGNORECASE,
)

# So far told in words: `spleen to the pelvis`, `hígado a dos dedos`, `el bazo llega al ombligo`, `spleen tip`.
_REACHES = re.compile(
    r"\s?(?:was |is |now |just |still |it was )?"
    r"(?:(?:reach\w{0,3}|extend\w{0,3}|down|llega\w{0,2}|hasta|alcanza\w{0,2})\s)?"
    r"(?:(?:to|into|past|at|a|al|hasta)\s(?:the |la |el )?"
    r"(?:umbilicus|pelvis|(?:left |right )?iliac (?:crest|fossa)|navel|groin|ombligo|cresta il[ií]aca"
    r"|fosa il[ií]aca)|(?:a |at |: )?(?P<size>one|two|three|four|five|six|un|dos|tres|cuatro|cinco|seis)\s"
    r"(?P<unit>fingers?(?:breadths?)?|finger's breadths?|dedos?|trav[eé]s(?:es)?|cm))\b",
    re.IGNORECASE,
)
_TIP = re.compile(
    r"(?:spleen tip|punta de bazo|polo de bazo|liver just|spleen just)\b(?!\s(?:not|no)\b)", re.IGNORECASE
)
# An organ that is called big, where no picture or operation tells it.
_BIG = re.compile(
    r"\b(?:big|large|huge|enlarged|tender|palpable)\s(?:liver(?: and spleen)?|spleen)\b"
    r"|\b(?:h[ií]gado|bazo) (?:muy |algo )?(?:grande|palpable|doloroso)\b",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\b(?:ct|mri|pet|mibg|ultrasound|uss?|scans?|imaging|sonograph\w*|tomograf[ií]a|resonancia|rm|tac|tc|ecograf[ií]a"
    r"|doppler|lesions?|lesi[oó]n|lesiones|nodules?|n[oó]dulos?|metasta\w+|met[aá]stasis|segments?|segmentos?"
    r"|dose|dosis|gy|resection|graft|transplant|biops\w+|specimen|margins?|weigh\w*|gramos|echogenicity|enhanc\w+)\b",
    re.IGNORECASE,
)
# `I could feel neither liver nor spleen`, `no liver or spleen`, `no liver edge`.
_NOR = re.compile(
    r"\b(?:neither|no (?:se )?(?:palp\w{1,5}|toc\w{1,3})|no|ni|sin|not (?:feel|palpate)(?: the| a)?)\s"
    r"(?:[\w-]+\s(?:and|or|nor|ni|y)\s)?(?:no\s|ni\s)?$",
    re.IGNORECASE,
)
_FELT_NONE = re.compile(
    r"\b(?:feel|felt|palp\w*|toc(?:o|a|an|amos)|edge|tip|or spleen|nor spleen|ni bazo|beyond)\b", re.IGNORECASE
)

# A form of signs: `[X] Bazo 4 cm`.
_TICKED = re.compile(r"(?:\[\s?[xX]\s?\]|☒|☑)\s?(?:liver|spleen|h[ií]gado|bazo)", re.IGNORECASE)


# How far (cm) an organ is felt where nothing says that it was; a greater figure is its length.
_MOST_BARE = 6


@dataclass(frozen=True, slots=True)
class Felt:
    """An organ that was felt or looked for: `denied` where it was not felt, `size` how far it reaches, as written."""

    name: str
    start: int
    end: int
    denied: bool
    size: str = ""


def felt_in(clause: Clause) -> Iterator[Felt]:
    """The organs that a clause of an examination tells to be felt or not."""
    if not any(stem in clause.folded for stem in ("liver", "spleen", "higado", "bazo")):
        return
    examined = clause.section is Section.EXAMINATION or _EXAMINED.search(clause.text) is not None
    ticked = _TICKED.search(clause.text) is not None
    pictured = _PICTURED.search(clause.text) is not None
    for organ in _ORGAN.finditer(clause.text):
        name = _ORGANS[organ["organ"].lower().replace("í", "i")]
        stop = _PART.search(clause.text, organ.end())
        end = stop.start() if stop is not None else len(clause.text)
        denied = _NOT.match(clause.text, organ.end())
        below = _BELOW.match(clause.text, organ.end(), end)
        felt = _FELT.match(clause.text, organ.end(), end)
        if _IF.search(clause.text, max(0, organ.start() - 40), organ.start()):
            continue
        if denied is not None:
            yield Felt(name, organ.start(), denied.end(), denied=True)
        elif below is not None and (below["below"] or examined or ticked or not (pictured or _is_length(below))):
            yield Felt(name, organ.start(), below.end(), denied=False, size=_size(below))
        elif not pictured and (told := _told(clause.text, organ, end)) is not None:
            yield Felt(name, *told.span, denied=told.denied)
        elif felt is not None and not _PICTURED.search(felt[0]):  # `liver lesions felt` in an operation
            no = _DENIES.search(clause.text, organ.end(), felt.end()) is not None
            yield Felt(name, organ.start(), felt.end(), denied=no)


@dataclass(frozen=True, slots=True)
class _Told:
    span: tuple[int, int]
    denied: bool


def _is_length(below: re.Match[str]) -> bool:
    """Whether a bare figure is the length of the organ in a picture, and not how far it is felt: `Spleen 9 cm`."""
    return below["unit"].lower().startswith("cm") and float(below["size"].replace(",", ".")) > _MOST_BARE


def _told(text: str, organ: re.Match[str], end: int) -> _Told | None:
    """An organ told in words without a figure, or denied before its name."""
    if _NOR.search(text, max(0, organ.start() - 30), organ.start()):
        denied = _FELT_NONE.search(text, max(0, organ.start() - 30), min(len(text), organ.end() + 20))
        return _Told((organ.start(), organ.end()), denied=True) if denied is not None else None
    far = _REACHES.match(text, organ.end(), end) or _TIP.match(text, organ.start())
    if far is not None:
        return _Told((organ.start(), far.end()), denied=False)
    big = next((one for one in _BIG.finditer(text) if one.start() <= organ.start() < one.end()), None)
    return (
        _Told(big.span(), denied=False)
        if big and not _DENIES.search(text, max(0, big.start() - 20), big.start())
        else None
    )


def _size(below: re.Match[str]) -> str:
    """How far, as written: `3 cm`, `2 fb`, `2 traveses`."""
    unit = below["unit"]
    return f"{below['size']} {'cm' if unit.lower().startswith('cm') else unit}"
