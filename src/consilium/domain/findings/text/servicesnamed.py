"""Lines that name services and persons and tell nothing of the child: who sat in a board, who signed, which ward wrote.

`Asistentes: Oncología (Dra. Prueba), Cirugía, Trasplante hepático`, `Dr. Sample / Ophthalmology`, `Servicio: Cirugía
pediátrica`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import Found

_LABEL = (
    r"(?:attendees?|attending|attended by|in attendance|present|members present|participants?|panel(?: members)?"
    r"|asistentes?|asisten|asistencia|participantes?|participan|presentes?|integrantes|miembros(?: presentes)?"
    r"|concurren|especialidades(?: presentes)?|specialties(?: present)?|services present|servicios presentes|cc"
    r"|copia a|copy to|copies to)"
)
_LISTED = re.compile(rf"\W{{0,4}}{_LABEL}\s?(?:\([^)]{{0,30}}\)\s?)?:", re.IGNORECASE)
_HEADED = re.compile(rf"\W{{0,4}}{_LABEL}\W{{0,3}}", re.IGNORECASE)
# `Dra. Ana Muestra / Oftalmología`, `Dr. B. Sample, Pediatric Surgery`.
_SIGNED = re.compile(
    r"\W{0,4}(?:Dr|Dra|Prof|Lic|Mr|Ms|Mrs)\.?\s(?:[A-ZÁÉÍÓÚÑ][\w'’.-]{0,20}\s?){1,4}(?:[,/|–—-]|\()\s?[^.;:\d]{3,60}$"
)
_OF_SERVICE = re.compile(
    r"\b(?:servicio|serv\.|service|department|dept\.?|depto\.?|unidad|unit|especialidad|specialty|[aá]rea|secci[oó]n|section"
    r"|divisi[oó]n|division|jefe de|head of|chief of|consulta|clinic)\s?(?:de|of|:|-)\s?(?:la\s)?$",
    re.IGNORECASE,
)
_REACH = 24


def names_services(clause: Clause) -> bool:
    """Whether a clause lists who was there, or is the line of a person with a service."""
    headed = clause.heading and _HEADED.fullmatch(clause.heading) is not None
    return bool(headed) or _LISTED.match(clause.text) is not None or _SIGNED.match(clause.text) is not None


def is_service(text: str, start: int) -> bool:
    """Whether what begins at a place is the name of a service behind its label: `Servicio: Cirugía pediátrica`."""
    return _OF_SERVICE.search(text, max(0, start - _REACH), start) is not None


def outside_services(clause: Clause, found: Sequence[Found]) -> list[Found]:
    """The terms found in a clause, from left to right, that are no names of services."""
    if not found or names_services(clause):
        return []
    return sorted((one for one in found if not is_service(clause.text, one.start)), key=lambda one: one.start)
