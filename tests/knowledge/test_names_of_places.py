"""States and towns in the language of a reader: each has a name, and Spanish names belong to places of our lists."""

from __future__ import annotations

from consilium.knowledge.documents import document
from consilium.knowledge.places import place, states
from consilium.knowledge.programs import programs


def test_a_spanish_name_of_a_place_that_no_list_writes_is_a_mistake() -> None:
    towns = {name for one in programs().values() for name in one.city.replace("(", ", ").split(", ")}
    assert set(document("places.yaml")["spanish"]) <= {*states("en").values(), *towns}


def test_states_are_the_same_in_both_languages_and_stand_in_the_order_of_their_names() -> None:
    assert set(states("en")) == set(states("es"))
    assert (states("en")["US-PA"], states("es")["US-PA"]) == ("Pennsylvania", "Pensilvania")
    names = list(states("es").values())
    assert names.index("Carolina del Norte") < names.index("Colorado") < names.index("Nueva York")


def test_a_name_that_is_the_same_everywhere_stays() -> None:
    assert place("Villejuif (Paris)", "es") == "Villejuif (Paris)"
    assert place("Houston, Texas", "es") == "Houston, Texas"
