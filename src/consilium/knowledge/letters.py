"""What the letters cite, by country (`letters.yaml`), with the citations of `rights.yaml`."""

from __future__ import annotations

from functools import cache

from consilium.domain.letters import CORE_ELEMENTS, REQUIRED_STATEMENTS, LetterTables
from consilium.knowledge.countrysigns import country_signs
from consilium.knowledge.documents import document
from consilium.knowledge.rights import rights


@cache
def letter_tables() -> LetterTables:
    """The program's own letter tables. Raises ValueError or KeyError where a file is not of its shape, a rule is not
    there or is unverified, or the form does not hold what the regulation wants."""
    data, known = document("letters.yaml"), rights()
    if data["schema"] != "consilium.letters/1":
        raise ValueError("letters.yaml has another schema")
    form = known.authorization
    if tuple(form.core_elements) != CORE_ELEMENTS or tuple(form.required_statements) != REQUIRED_STATEMENTS:
        raise ValueError("rights.yaml wants another authorization form")
    cited = {area: {name: known.rule(place) for name, place in rules.items()} for area, rules in data["rights"].items()}
    if any(rule.level == "unverified" for rules in cited.values() for rule in rules.values()):
        raise ValueError("a letter would cite an unverified rule")
    return LetterTables(
        areas={str(code): str(area) for area, codes in data["areas"].items() for code in codes},
        citations={area: {name: rule.citation for name, rule in rules.items()} for area, rules in cited.items()},
        authorization=form.citation,
        adult_from=int(data["adult_from"]),
        left_out=frozenset(data["not_in_letters"]),
        signs=country_signs(),
    )
