"""Every name that a list of findings gives has a Spanish one, so that a name added to a list can't miss it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from consilium.knowledge.displaynames import display_names
from consilium.knowledge.documents import document

SPANISH = display_names("es")
LISTS = ("ailments", "diagnosis", "growth", "imaging", "laboratory", "medicines", "molecular", "pathology")
MORE = ("radiation", "surgery", "toxicity", "transplant")


def named(held: object) -> Iterator[str]:
    """Each `name` anywhere in a list, but what is listed in order to be passed over."""
    if isinstance(held, dict):
        if isinstance(held.get("name"), str) and not held.get("skip"):
            yield held["name"]
        for value in held.values():
            yield from named(value)
    elif isinstance(held, list):
        for value in held:
            yield from named(value)


@pytest.mark.parametrize("area", [*LISTS, *MORE])
def test_each_name_of_a_list_of_findings_has_a_spanish_one(area: str) -> None:
    held = dict(document(f"findings/{area}.yaml"))
    met = [one["name"] for one in held.pop("structures", [])]  # told with what became of them
    lost = {name for name in named(held) if not SPANISH.knows(name)}
    lost |= {name for name in met if not SPANISH.knows(f"{name} preserved")}
    assert lost == set()
