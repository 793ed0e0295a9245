"""What a C-CDA tells only in the table of its narrative: that a problem is over, a dose, a reaction, an end."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding
from tests.domain.findings.structured_files import cda, problem, section
from tests.domain.findings.test_ccda_findings import allergy, medicine


def table(heads: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    top = "".join(f"<th>{head}</th>" for head in heads)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<text><table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table></text>"


def only(code: str, entry: str, told: str) -> Finding:
    (found,) = [one for one in cda(section(code, entry, told)) if one.origin == "structured"]
    return found


@pytest.mark.parametrize(
    ("head", "state", "said"),
    [
        ("Status", "resolved", Assertion.HISTORICAL),
        ("Problem status", "Inactive", Assertion.HISTORICAL),
        ("Estado", "Resuelto", Assertion.HISTORICAL),
        ("Status", "active", Assertion.STATED),
        ("Estado", "Activo", Assertion.STATED),
        ("Comment", "resolved", Assertion.STATED),
    ],
)
def test_a_problem_is_over_where_its_row_says_so(head: str, state: str, said: Assertion) -> None:
    told = table(("Problem", "Onset", head), ("Thrombosis", "2021-06-09", state), ("Asthma", "2020-01-01", "active"))
    assert only("11450-4", problem("Thrombosis"), told).assertion is said


def test_two_rows_that_differ_tell_nothing_of_a_problem() -> None:
    told = table(("Problem", "Status"), ("Thrombosis", "resolved"), ("Thrombosis", "active"))
    assert only("11450-4", problem("Thrombosis"), told).assertion is Assertion.STATED


def test_a_row_of_another_problem_tells_nothing() -> None:
    told = table(("Problem", "Status"), ("Thrombosis of the arm", "resolved"), ("Thrombosis", "active"))
    assert only("11450-4", problem("Thrombosis"), told).assertion is Assertion.STATED


@pytest.mark.parametrize(
    ("heads", "cells", "state"),
    [
        (("Medicine", "Start", "Status"), ("2021-06-01", "Discontinued"), "past"),
        (("Medicamento", "Inicio", "Estado"), ("2021-06-01", "suspendido"), "past"),
        (("Medicine", "Start", "End"), ("2021-06-01", "2021-09-01"), "past"),
        (("Medicine", "Start", "Status"), ("2021-06-01", "active"), "current"),
    ],
)
def test_a_medicine_is_past_where_its_row_says_so(heads: tuple[str, ...], cells: tuple[str, ...], state: str) -> None:
    told = table(heads, ("atenolol 25 MG Tablet", *cells))
    assert only("10160-0", medicine(), told).detail["state"] == state


def uncoded(text: str) -> str:
    """A medicine whose entry codes no dose."""
    coded = '<doseQuantity value="25" unit="mg"/>'
    said = f"<text>{text}</text>" if text else ""
    made = medicine().replace(coded, '<doseQuantity nullFlavor="NI"/>')
    return made.replace('<statusCode code="active"/>', f'{said}<statusCode code="active"/>', 1)


@pytest.mark.parametrize(
    ("text", "cell", "dose"),
    [
        ("atenolol 25 MG Tablet 1 tablet twice a day", "", "1 tablet twice a day"),
        ("", "200 mg twice a day", "200 mg twice a day"),
        ("", "as directed", None),
    ],
)
def test_a_dose_that_is_only_written_is_read(text: str, cell: str, dose: str | None) -> None:
    told = table(("Medicine", "Dose"), ("atenolol 25 MG Tablet", cell)) if cell else "<text>None</text>"
    assert only("10160-0", uncoded(text), told).detail.get("dose") == dose


def test_a_reaction_that_is_only_written_is_read() -> None:
    substance = '<code code="11124" codeSystem="2.16.840.1.113883.6.88" displayName="Vancomycin"/>'
    told = table(("Substance", "Reaction", "Status"), ("Vancomycin", "Flushing", "active"))
    assert only("48765-2", allergy(substance), told).detail["reaction"] == "Flushing"
