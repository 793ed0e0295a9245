"""What others around the child have, and what one is vaccinated against: no illness of the child."""

from __future__ import annotations

import re

from consilium.domain.findings.illnesses.historywords import Condition
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span

# What others had, and what one is vaccinated against.
_CONTACT_BEFORE = re.compile(
    r"\b(?:(?:contact|exposure|exposed|close contact) (?:with|to)|(?:contacto|expuest[oa]|exposici[oó]n) (?:con|a)"
    r"|contactos? de"
    r"|contacts? of)\s(?:[\w-]+\s){0,4}$",
    re.IGNORECASE,
)
_CONTACT_AFTER = re.compile(r"\s(?:contacts?|exposures?)\b", re.IGNORECASE)
# What goes round: `hay varicela en su salón`, `chickenpox at school`.
_AT_SCHOOL = re.compile(
    r"\s(?:(?:going )?(?:round|around) |cases? )?(?:at|in|en|from) (?:(?:the|his|her|el|la|su) )?(?:school|kindy"
    r"|kindergarten|nursery|class(?:room)?|daycare|escuela|colegio|sal[oó]n|clase|jard[ií]n|guarder[ií]a|ward|sala)\b",
    re.IGNORECASE,
)
_VACCINE_HEAD = re.compile(r"vacun|vaccin|inmuniz|immuni[sz]", re.IGNORECASE)
_VACCINE_LIST = re.compile(
    r"(?:vaccines?|vacunas?|immuni[sz]ations?|inmunizaciones)\s?[:(][^.;)]{0,50}$", re.IGNORECASE
)
_VACCINATED = frozenset({"varicella", "measles", "influenza", "hepatitis A", "hepatitis B", "mumps", "rubella",
    "COVID-19",
                         "rotavirus", "pertussis", "tuberculosis", "hepatitis", "meningitis",
    "yellow fever", "fiebre amarilla"})  # fmt: skip


def of_others(clause: Clause, span: Span[Condition]) -> bool:
    """Whether it is what others had around the child, or what one is vaccinated against: `varicella contact`,
    `exposed to influenza`, `live vaccines (MMR, varicella)`."""
    if _CONTACT_AFTER.match(clause.text, span.end) or _CONTACT_BEFORE.search(
        clause.text, max(0, span.start - 60), span.start
    ):
        return True
    listed = _VACCINE_HEAD.search(clause.heading) or _VACCINE_LIST.search(
        clause.text, max(0, span.start - 60), span.start
    )
    around = listed is not None or _AT_SCHOOL.match(clause.text, span.end) is not None
    return span.value.name in _VACCINATED and around
