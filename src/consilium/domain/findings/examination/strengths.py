"""Strength of muscles and the share of each kidney, side by side: `Right arm 4/5, right leg 4-/5`, `función relativa
riñón izquierdo 62 %, derecho 38 %`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.examination.measured import Measured

_SIDE = r"(?P<{0}right>right|derech[oa]s?|der\b\.?|rd\b|r\b)|(?P<{0}left>left|izquierd[oa]s?|izq\b\.?|ri\b|l\b)"
_LIMB = (
    r"(?:upper|lower)?\s?(?:limbs?|extremit(?:y|ies)|arms?|legs?|hands?|foot|feet|grip|deltoid|biceps|triceps|quadriceps"
    r"|iliopsoas|hip|knee|ankle|wrist|shoulder|dorsiflexi?on|plantarflexion|brazos?|piernas?|manos?|pies?|miembros?"
    r"|(?:superior|inferior)(?:es)?|msd|msi|mid|mii|mmss|mmii|hemicuerpo|dorsiflexion|cuadriceps|cadera|rodilla|tobillo)"
)
_OF_FIVE = r"(?P<value>[0-5][+-]?)\s?/\s?5(?![\d/])"
_STRENGTH = re.compile(
    rf"(?:\b(?P<led>power|strength|fuerza(?: muscular)?|mrc)\b[^.;,\d]{{0,30}}?|(?:{_SIDE.format('a')})\s(?:{_LIMB})\s"
    rf"(?:power |strength |fuerza )?|\b(?:{_LIMB})\s(?:{_SIDE.format('b')})?\s?(?:fuerza )?){_OF_FIVE}"
    rf"(?:\s(?:in|on|en|the|el|la|del?|all|(?:{_LIMB})|\s){{0,3}}\s?(?:{_SIDE.format('c')}))?"
)
_SHARES = re.compile(
    r"\b(?:split|differential|relative|divided)\s(?:renal\s|kidney\s)?function|\bfuncion (?:renal )?(?:relativa"
    r"|diferencial)"
    r"|\bsplit renal\b"
)
_SHARE = re.compile(rf"(?<!\w)(?:(?:{_SIDE.format('a')})\s?(?:kidney|rinon)?\s?[:=(]?\s?(?:was |is |de |of )?)"
                    r"(?P<value>\d{1,3}(?:[.,]\d)?)\s?%")  # fmt: skip
_SHARE_FIRST = re.compile(
    rf"(?P<value>\d{{1,3}}(?:[.,]\d)?)\s?%\s(?:on the |in the |for the |del? |el )?(?:{_SIDE.format('a')})"
)
_REACH = 90


def strengths_told(text: str) -> Iterator[Measured]:
    """Of a folded text."""
    for found in _STRENGTH.finditer(text):
        side = next((name for name in ("right", "left") for part in "abc" if found[f"{part}{name}"]), "")
        yield Measured("muscle strength", f"{found['value']}/5", "", *found.span(), side)


def kidney_shares(text: str) -> Iterator[Measured]:
    """How much of the work each kidney does."""
    for named in _SHARES.finditer(text):
        part = text[: min(len(text), named.end() + _REACH)]
        told = list(_SHARE.finditer(part, named.end())) or list(_SHARE_FIRST.finditer(part, named.end()))
        for one in told[:2]:
            side = "right" if one["aright"] else "left"
            yield Measured("renal split function", one["value"], "%", *one.span(), side)
