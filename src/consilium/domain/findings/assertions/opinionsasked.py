"""Words of asking and sending whose object is an opinion, a visit or the child: `solicitamos su opinión sobre Isidora,
con LMA (FLT3-ITD)`. What the same sentence goes on to tell is neither asked for nor awaited."""

from __future__ import annotations

import re

# Between the verb and what it asks for: `su valiosa`, `a second`, `kindly your`.
_BETWEEN = (
    r"(?:\s(?:de|a|for|of|on|con|you|me|us|le|les|kindly|amablemente|su|sus|tu|vuestra|una?|la|el|your|an?|the|otra|another|"
    r"further|formal|expert|urgent|urgente|valiosa|second|segunda|2nd|2da|2ª|remote)){0,5}"
)
_OPINION = (
    r"(?:opini[oó]n(?:es)?|second opinion|advice|guidance|input|thoughts|view|consejo|asesor[ií]a|asesoramiento|"
    r"orientaci[oó]n|ayuda|help|support|apoyo|interconsulta|cita|turno|cupo|cama|hora|traslado|transfer|admission|ingreso|appointment|"
    r"consultation|consulta)"
)
# An evaluation is of the child where no gene or sample stands right behind it.
_CHILD = (
    r"(?:(?:this|that|our|my|the|de|del|of|a|al|la|el|este|esta|nuestr[oa]|mi|su|una?|an?|\d{1,2}[- ]?years?[- ]old|"
    r"lovely|dear|pleasant)\s){0,4}(?:ni[nñ][oa]|paciente|menor|lactante|beb[eé]|adolescente|joven|boy|girl|child|patient|"
    r"infant|baby|teenager|toddler|young (?:man|woman|lady)|lad|son|daughter|hij[oa])\b"
)
_REVIEW = (
    rf"(?:valoraci[oó]n|evaluaci[oó]n|revisi[oó]n|review|assessment|evaluation)(?:\s(?:cl[ií]nica|clinical|gen[eé]tica|"
    rf"genetic|oncol[oó]gica|por|by|en|in)\b|\s{_CHILD})"
)
_OF_OPINION = re.compile(rf"{_BETWEEN}\s(?:{_OPINION}\b|{_REVIEW})", re.IGNORECASE)
_OF_CHILD = re.compile(rf"(?:\s(?:you|le|les|back|over))?\s{_CHILD}", re.IGNORECASE)
# A name with an age or a disease behind it is a child's and no laboratory's: `derivamos a Isidora, de 10 años`.
_NAMED = re.compile(
    r"(?:\s(?:you|le|les))?(?:\sa)?\s[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,15}(?:\s[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,15}){0,2}(?:,\s(?:an?\s|de\s|una?\s)?"
    r"(?:\d{1,2}[\s-]?(?:a[nñ]os|meses|y\b|yo\b|y/o|years?|months?|m\b)|ni[nñ][oa]|boy|girl)|\s(?:con|with|who|que)\s)"
)
_REACH = 90


def asks_opinion(text: str, end: int) -> bool:
    """Whether what is asked for or sent by a word that ends at `end` is an opinion, a visit or the child."""
    last = min(len(text), end + _REACH)
    return any(form.match(text, end, last) is not None for form in (_OF_OPINION, _OF_CHILD, _NAMED))
