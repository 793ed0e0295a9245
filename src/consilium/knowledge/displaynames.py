"""The names of findings in each language, from `displaynames.yaml`, loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from consilium.domain.displaynames import DisplayNames, term_key
from consilium.domain.frequencies import Frequencies
from consilium.knowledge.documents import document

_AREAS = (
    *("diseases", "conditions", "relatives", "drugs", "medicines", "measures", "laboratory", "sites"),
    *("procedures", "toxicities", "transplants", "radiation", "responses", "treatment", "imaging", "pathology"),
    *("molecular", "stages", "timepoints", "routes", "coded"),
)


@cache
def display_names(language: str) -> DisplayNames:
    """Of a page in this language; in English, and any language without a table, the field's terms as they are.

    Raises KeyError or ValueError where the file is not of its shape.
    """
    data = document("displaynames.yaml")
    names = _names(data, _AREAS)
    if language != data["language"]:
        often = Frequencies(_read_results(data["frequencies"], str))
        ordinals = _read_results(data["ordinals"])
        return DisplayNames(other=names, results=_read_results(data["results"]), frequencies=often, ordinals=ordinals)
    return DisplayNames(
        names=names,
        other={term: term for term in names},
        allergies=_names(data, ("allergies",)),
        sides=data["sides"],
        sided=data["sided"],
        both=data["both"],
        results={term_key(term): forms[0] for term, forms in data["results"].items()},
        units=data["units"],
        frequencies=Frequencies({term: forms[0] for term, forms in data["frequencies"].items()}),
        frames=data["frames"],
        scopes=data["scopes"],
        graded=data["graded"],
        ordinals={term_key(form): forms[0] for term, forms in data["ordinals"].items() for form in (term, *forms)},
    )


def _read_results(results: Mapping[str, Sequence[str]], key: Callable[[str], str] = term_key) -> dict[str, str]:
    """The English term by each Spanish form; the first term that has a form is what it means."""
    found: dict[str, str] = {}
    for term, forms in results.items():
        for form in forms:
            found.setdefault(key(form), term)
    return found


def _names(data: Mapping[str, Mapping[str, str]], areas: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for area in areas:
        for term, shown in data[area].items():
            if found.setdefault(term_key(term), shown) != shown:
                raise ValueError(f"{term} has two names")
    return found
