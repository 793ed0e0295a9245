"""The day that a statement has by its place: the entry of a log, a visit's examination, the two ends of a stay."""

from __future__ import annotations

from consilium.domain.findings import Finding, Kind, extract
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def read(text: str) -> tuple[Finding, ...]:
    lines = tuple(Line(line.strip(), NOWHERE) for line in text.strip().splitlines())
    reading = Reading("text", pages=(Page(1, lines),))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


def days(text: str, kind: Kind) -> dict[str, str]:
    return {f"{one.name} {one.value}": str(one.when) for one in read(text) if one.kind is kind}


LOG = """
Ward 6 notes   DOB 30/1/2020
12/6/23 0815 WR Mr Example. Obs stable.
Hb 87 g/L.
14/6/23 0900 WR registrar
No seizures overnight.
Hb 79 g/L.
"""


def test_values_of_a_log_are_of_the_entry_that_they_stand_in() -> None:
    assert days(LOG, Kind.LABORATORY) == {"hemoglobin 87": "2023-06-12", "hemoglobin 79": "2023-06-14"}


LETTER = """
Haematology clinic letter
Typed: 19 July 2024
Dear Dr Example,
I reviewed Sam in clinic on 15 July 2024 with his mother.
He is known to have asthma.
On examination he was well. Weight 20.1 kg. No lymphadenopathy.
Last year his weight was 17 kg.
"""


def test_what_a_visit_measures_is_of_the_day_of_the_visit_not_of_the_typing() -> None:
    assert days(LETTER, Kind.GROWTH)["weight 20.1"] == "2024-07-15"


def test_what_is_long_known_has_no_day_of_its_place() -> None:
    assert all(day == "None" for name, day in days(LETTER, Kind.CONDITION).items() if name.startswith("asthma"))


STAY = """
DISCHARGE SUMMARY
Admitted: 09/05/2023    Discharged: 31/05/2023    DOB 21/02/2021
On admission: Hb 61 g/L.
At discharge: Hb 102 g/L.
"""


def test_values_on_admission_and_at_discharge_are_of_these_days() -> None:
    assert days(STAY, Kind.LABORATORY) == {"hemoglobin 61": "2023-05-09", "hemoglobin 102": "2023-05-31"}


def test_a_day_in_brackets_behind_a_value_is_its_own() -> None:
    found = days(
        "Clinic letter\nDate: 20/09/2023\nFerritin 210 ng/ml (11/9), LDH 300 U/l (13/09/2023).", Kind.LABORATORY
    )
    assert found == {"ferritin 210": "2023-09-11", "lactate dehydrogenase 300": "2023-09-13"}


def test_a_birthday_is_the_day_of_nothing_measured() -> None:
    text = "Immunotherapy record\nDate: 14/08/2023\nPt A. Sample DOB 12/11/2019 Wt 13.9 kg Ht 96 cm"
    assert "2019-11-12" not in days(text, Kind.GROWTH).values()
