"""Laboratory tables: what can mean two things first, then columns, people and dates in English and Spanish."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from consilium.domain.errors import UnreadableError
from consilium.domain.records import DateRole
from consilium.readers import labtable
from tests.readers.exchanged import codes, damaged, ends_well, read, sniff, usual_damage

SPANISH = """Laboratorio Ejemplo;;;
Paciente:;Ana Muestra;Fecha de nacimiento:;14/05/2010
Prueba;Resultado;Unidades;Valores de referencia;Fecha de extracción
Hemoglobina;9,8;g/dL;11,5-15,5;03/04/2024
Plaquetas;1.200;x10e9/L;150-450;13/04/2024
""".encode()
ENGLISH = b"""Patient Name,MRN,DOB,Test,Result,Units,Reference Range,Flag,Collected
"Sample, Ana",77,2010-05-14,WBC,<0.5,10*3/uL,4.5-13.5,L,2024-03-01 08:00
"Sample, Luis",78,2010-05-14,WBC,5.10,10*3/uL,4.5-13.5,,2024-03-01 08:00
"""


def facts(data: bytes) -> dict[str, Any]:
    return dict(read(labtable, data)[0].facts)


def test_a_table_that_names_no_test_and_result_is_not_claimed() -> None:
    for data in (b"", b"a,b,c\n1,2,3\n", b"Test,Date\nWBC,2024\n", b"The test result value was normal.\n" * 9):
        assert sniff(labtable, data) is None
        with pytest.raises(UnreadableError) as caught:
            read(labtable, data)
        assert caught.value.code == "labtable.no_header"


def test_days_that_can_be_two_days_are_known_to_the_year_only_and_said() -> None:
    data = ENGLISH.replace(b"2010-05-14", b"04/05/2010").replace(b"2024-03-01", b"03/04/2024")
    reading, _ = read(labtable, data)
    assert {str(seen.value) for seen in reading.dates} == {"2010", "2024"}
    assert "labtable.days_ambiguous" in codes(reading)
    assert [str(day) for day in reading.people[0].birth_may_be] == ["2010-05-04", "2010-04-05"]


def test_one_day_past_the_twelfth_tells_the_order_of_all() -> None:
    reading, _ = read(labtable, SPANISH)
    days = {str(seen.value) for seen in reading.dates if seen.role is DateRole.COLLECTED}
    assert (days, facts(SPANISH)["day_order"]) == ({"2024-04-03", "2024-04-13"}, "dmy")


def test_a_number_that_can_be_two_numbers_stays_as_written_and_is_said() -> None:
    rows = facts(SPANISH)["rows"]
    assert (rows[0]["result"], rows[0]["number"], rows[1]["result"]) == ("9,8", "9.8", "1.200")
    assert "number" not in rows[1]
    assert "labtable.numbers_ambiguous" in codes(read(labtable, SPANISH)[0])


def test_a_comparator_and_trailing_zeros_stay() -> None:
    rows = facts(ENGLISH)["rows"]
    assert [row["result"] for row in rows] == ["<0.5", "5.10"]
    assert rows[1]["number"] == "5.10"


def test_every_person_that_the_rows_name_is_named() -> None:
    people = read(labtable, ENGLISH)[0].people
    assert [(person.text, person.numbers[0].value) for person in people] == [
        ("Sample, Ana", "77"),
        ("Sample, Luis", "78"),
    ]
    assert {str(person.birth_date) for person in people} == {"2010-05-14"}


def test_the_person_above_the_table_is_named() -> None:
    person = read(labtable, SPANISH)[0].people[0]
    assert (person.text, str(person.birth_date)) == ("Ana Muestra", "2010-05-14")


def test_columns_keep_their_names_and_unknown_ones_their_cells() -> None:
    data = b"Analyte\tValue\tUnits\tBench\nSodium\t140\tmmol/L\tB7\n"
    assert facts(data)["columns"][3] == {"name": "Bench", "role": ""}
    assert facts(data)["rows"][0]["other"] == {"Bench": "B7"}
    assert facts(data)["delimiter"] == "\t"
    assert read(labtable, data)[0].text == "Sodium 140 mmol/L B7"


def test_cells_beyond_the_last_column_and_empty_tables_are_said() -> None:
    assert codes(read(labtable, b"Test,Result,Units\nWBC,5,x,more\n")[0]) == {"labtable.ragged_rows"}
    assert codes(read(labtable, b"Test,Result,Units\n")[0]) == {"labtable.no_rows"}


def test_rows_past_the_bound_are_counted_and_said() -> None:
    reading, _ = read(labtable, b"Test,Result,Units\n" + b"WBC,5,x\n" * 20_001)
    assert [remark.args for remark in reading.remarks] == [{"kept": 20_000, "count": 20_001}]


def test_windows_letters_are_read_and_said() -> None:
    reading, _ = read(labtable, SPANISH.decode().encode("cp1252"))
    assert "labtable.encoding" in codes(reading)
    assert facts(SPANISH.decode().encode("cp1252"))["columns"][4]["role"] == "collected"


@pytest.mark.parametrize(
    "data", [*usual_damage(SPANISH), ENGLISH.replace(b'"', b'"""'), b'Test,Result,Units\n"' + b"x" * 200_000]
)
def test_usual_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(labtable, data)


@settings(max_examples=60, deadline=None)
@given(damaged(ENGLISH))
def test_any_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(labtable, data)
