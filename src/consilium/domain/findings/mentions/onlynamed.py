"""Mentions that their own words don't bear: a service named by a treatment or an adjective alone (`se propone
radioterapia`, `pulmonary metastases`), a medicine that is given and whose level nobody measures (`we recommend
busulfan`), and a Spanish article that reads as a test (`se hará una médula`, no `UNa`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.phrases import PhraseIndex, fold, words_of

# What makes a service of a word that also is a treatment or an adjective, and what makes a test of a medicine's name.
_SERVICE = re.compile(
    r"\b(?:clinics?|consults?|consultation|consultations|department|service|team|teams|unit|appointment|appointments|"
    r"referral|referrals|refer|referred|see|seen|sees|saw|review|reviewed|visit|visits|follow-up|oncology|oncologist|"
    r"input|opinion|doctors?|specialists?|consulta|consultas|interconsulta|interconsultas|valorad[oa]|valoracion|cita|citas|citad[oa]|servicio|unidad|"
    r"control|controles|derivar|derivad[oa]|deriva|derivacion|revision|visita|visitas|equipo|oncologia|oncologo|oncologa|medico|medica|especialista|por)\b"
)
_ALSO_OTHERWISE = re.compile(
    r"(?:radioterapia|radiotherapy|transplant|trasplante|pulmonary|respiratory|respiratorio|renal|skin|endocrine|gastro|dental|surgical|quirurgico|quirurgica|palliative)"
)
_LEVEL = re.compile(
    r"\b(?:levels?|nivel(?:es)?|troughs?|valle|auc|concentra\w+|pharmacokinetics?|farmacocinetic\w+|pk|tdm|clearance|"
    r"aclaramiento|eliminacion|monitor\w*|dosaje|dosificacion|serum|plasma|serico|plasmatic\w+|h\s?\d\d|hours? \d\d|"
    r"test|tests|measure\w*|medir|medicion|umol|micromol\w*)\b|\bµmol"
)
# The chain reaction of a germ or gene, and no protein: `PCR universal`, `PCR para Bartonella`.
_POLYMERASE = re.compile(
    r"\bpcr\s(?:universal|para|multiplex|multiple|en tiempo real|real[ -]time|cuantitativ\w+|viral"
    r"|respiratori\w+|nested"
    r"|con amplific\w+|de (?:virus|adn|arn|sars|covid|micobacter\w+|tuberculosis|m\b|germen\w*|panel)"
    r"|for|of (?:the )?(?:virus|dna|rna))"
)
# Words of each day that a table has in capitals as a test's short name: `UNa`, `CAN`.
_WORDS = frozenset({"una", "Una", "una médula", "can", "Can"})


def without_only_named(told: Iterable[Finding], medicines: Iterable[PhraseIndex[Any]]) -> Iterator[Finding]:
    """`told` without mentions of services and tests that their words only name; `medicines` are tables of names."""
    tables = tuple(medicines)
    return (one for one in told if one.kind is not Kind.MENTION or not _is_only_named(one, tables))


def _is_only_named(one: Finding, medicines: tuple[PhraseIndex[Any], ...]) -> bool:
    said, quote = fold(one.value), fold(one.quote)
    what = one.detail.get("what")
    if what == "care":
        return _names_otherwise(one.name, said) and _SERVICE.search(quote) is None
    if what != "laboratory":
        return False
    if one.value in _WORDS or (one.name == "c reactive protein" and _POLYMERASE.search(quote)):
        return True
    row = words_of(one.name)
    drug = any(hit.after - hit.first == len(row) for table in medicines for hit in table.find(row))
    return drug and _LEVEL.search(quote) is None


def _names_otherwise(name: str, said: str) -> bool:
    return _ALSO_OTHERWISE.search(said) is not None and not name.startswith("palliative")
