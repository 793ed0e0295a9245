"""A history of a case is no report on one of the studies that it quotes."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.domain.sorting import Sorted, sort
from consilium.knowledge.rules import rules

COURSE = (
    "Se realizó ecografía abdominal que mostró una masa heterogénea de 6 cm en el riñón izquierdo. La TC de abdomen "
    "mostró una lesión sólida con áreas quísticas, sin adenopatías. La RM confirmó la masa. Se realizó nefrectomía "
    "izquierda sin complicaciones. La paciente recibió tratamiento durante seis meses. En el seguimiento se mantiene "
    "asintomática, y la última tomografía no mostró lesiones."
)
ENGLISH = (
    "Abdominal ultrasound showed a heterogeneous mass of 6 cm in the left kidney. CT of the abdomen showed a solid "
    "lesion with cysts and no lymph nodes. MRI confirmed the mass. She underwent left nephrectomy and was treated for "
    "six months. At follow-up she was well, and the last CT showed no lesion anywhere in the abdomen or the chest."
)


def made(text: str) -> Sorted:
    lines = tuple(Line(line, Box(0, 0, 0, 0)) for line in text.splitlines() if line.strip())
    return sort(Reading("pdf", pages=(Page(1, lines),)), rules().sorting)


def category(text: str) -> Category | None:
    return made(text).category.value


@pytest.mark.parametrize(
    "text",
    [
        f"Niña de 4 años que consultó por dolor abdominal. {COURSE}",
        f"Se trata de una niña de 4 años, sin antecedentes, que acude por dolor abdominal. {COURSE}",
        f"Presentamos el caso de un lactante de 8 meses que ingresó por una masa abdominal. {COURSE}",
        f"Anamnesis\nAcude a Urgencias por dolor abdominal.\nPruebas complementarias\n{COURSE}\nEvolución\nFavorable.",
        f"A 4-year-old girl presented with abdominal pain. {ENGLISH}",
    ],
)
def test_a_history_that_quotes_many_studies_is_no_imaging_report(text: str) -> None:
    """Taken for the report of its first study, each of its sentences was told as seen in that study."""
    assert category(text) is Category.DISCHARGE


@pytest.mark.parametrize(
    "text",
    [
        f"TC DE ABDOMEN CON CONTRASTE\nPaciente de 4 años que consultó por dolor.\nHallazgos:\n{COURSE}",
        "CT ABDOMEN AND PELVIS\nA 4-year-old girl presented with abdominal pain.\nFINDINGS:\nThe left kidney holds a "
        "mass of 6 cm. No lymph nodes. IMPRESSION: Mass of the left kidney.",
    ],
)
def test_a_report_on_a_study_that_opens_with_the_childs_age_stays_one(text: str) -> None:
    """Its title names it."""
    assert category(text) is Category.IMAGING_REPORTS


@pytest.mark.parametrize(
    "line",
    [
        "Se realizó endoscopia de alta resolución (19/10/2016) sin lesiones.",
        "La próxima tomografía de control será en mayo de 2015.",
        "Fue dada de alta el 3/4/2012.",
    ],
)
def test_a_day_that_a_history_tells_is_not_its_own(line: str) -> None:
    """It has no head with a day: whatever it tells is of its course."""
    text = f"Anamnesis\nNiña de 4 años que acude por dolor abdominal.\n{COURSE}\n{line}\nEvolución\nFavorable."
    assert made(text).document_date.value is None


def test_a_history_that_says_when_it_was_written_has_that_day() -> None:
    """Its label tells it."""
    text = f"Niña de 4 años que acude por dolor abdominal. {COURSE}\nFecha del informe: 12/03/2024"
    assert str(made(text).document_date.value) == "2024-03-12"
