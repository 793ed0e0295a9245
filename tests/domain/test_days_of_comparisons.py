"""The day of an earlier study that a report compares itself with is never the report's own."""

from __future__ import annotations

import pytest

from consilium.domain.datelabels import is_another


@pytest.mark.parametrize(
    "before",
    [
        "Se compara con informe externo de TC del ",
        "Estudio comparado con informe del ",
        "En comparación con estudio externo del ",
        "Compared with the outside report of ",
        "Comparison: MRI report of ",
        "Comparison is made with a study performed on ",
    ],
)
def test_behind_a_comparison_stands_the_day_of_another_study(before: str) -> None:
    assert is_another(before)


@pytest.mark.parametrize(
    "before",
    [
        "Fecha del estudio: ",
        "Comparison: none  Exam date: ",
        "Comparación: ninguna  Fecha de informe ",
        "Sin estudios para comparar. Informe del ",
        "Compared with priors. Report of ",
        "Study performed on ",
    ],
)
def test_a_label_behind_a_comparison_tells_the_reports_own_day(before: str) -> None:
    assert not is_another(before)
