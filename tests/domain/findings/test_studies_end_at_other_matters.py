"""What a letter or a case history quotes of a study ends where its sentence turns to another matter, begins where it
names the study, and is of no place that only the study's own name or a view tells."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Finding
from tests.domain.findings.onepaper import extracted

_HEAD = ("Hospital Ejemplo", "Informe clínico", "Paciente: Ana Muestra", "")


def _seen(*lines: str, kind: str = "imaging") -> list[Finding]:
    return [one for one in extracted(*_HEAD, *lines) if str(one.kind) == kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "La TC de abdomen muestra una masa renal, por lo que se realiza biopsia sin evidencia de trombosis.",
            {("mass", "stated")},
        ),
        (
            "Se hace una TC torácica que muestra un nódulo y se practica broncoscopia, sin lesiones endobronquiales.",
            {("nodule", "stated")},
        ),
        (
            "Niña sin antecedentes mórbidos, que consulta por bulto en el cuello, y la ecografía mostró un nódulo.",
            {("nodule", "stated")},
        ),
        ("Dados los hallazgos de la RM se decide PAAF con citología negativa para malignidad.", set()),
        (
            "Se completa estudio de extensión con TC de tórax, en la que no se observan nódulos.",
            {("nodule", "negated")},
        ),
        ("Se solicita una RM craneal que demuestra una tumoración.", {("mass", "stated")}),
        ("Se realiza TC sin contraste, en la que se objetiva una masa.", {("mass", "stated")}),
        ("La ecografía mostró líquido libre en la pelvis.", {("effusion", "stated")}),
        ("Presenta placas eritematosas en la cara con nódulos infiltrados.", set()),
        ("CT showed a mass, and a biopsy was done without evidence of necrosis.", {("mass", "stated")}),
        ("Su hermano tuvo una TC que mostró un nódulo.", {("nodule", "family")}),
        ("Si la RM muestra un nódulo se operará.", {("nodule", "conditional")}),
    ],
)
def test_another_matter_is_no_finding_of_a_study(text: str, names: set[tuple[str, str]]) -> None:
    """Neither an operation, a biopsy or a decision behind it nor a history before it."""
    assert {(one.name, str(one.assertion)) for one in _seen(text)} == names


def test_the_next_sentence_on_another_matter_is_none_of_the_study() -> None:
    """A study goes on in the next sentence only where that tells of no biopsy and no course."""
    told = _seen("La ecografía mostró un nódulo.", "Biopsia de la lesión: inflamación.", "La paciente tiene edema.")
    assert {one.name for one in told} == {"nodule"}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("TC de cuello y tórax: nódulo de 2 cm.", ""),
        ("RM cerebral y de columna: lesión de 3 cm en la glándula pineal.", "pineal region"),
        ("TC de cráneo: metástasis en hemisferio cerebeloso.", "cerebellum"),
        ("La RM muestra una lesión en la rodilla del cuerpo calloso.", ""),
        ("A frontal chest film showed a nodule.", "chest"),
        ("La TC mostró una masa en la fosa temporal.", ""),
    ],
)
def test_no_place_is_taken_from_the_name_of_a_study_or_a_view(text: str, site: str) -> None:
    """Several regions that a study looked at, the head of a CT, a view, a part of another structure."""
    assert {one.site for one in _seen(text)} == {site}


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("RM: múltiples nódulos, el mayor nódulo de 3 cm.", ""),
        ("MRI showed several nodules, the larger nodule in the left lobe.", ""),
        ("Se realiza nueva RM que muestra un nódulo.", ""),
        ("La RM muestra un nódulo de mayor tamaño.", "larger"),
    ],
)
def test_a_rank_or_a_new_study_is_no_change(text: str, change: str) -> None:
    """The largest of several has not grown; a new study shows no new thing."""
    assert {one.detail.get("change", "") for one in _seen(text)} == {change}


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("La ecografía mostró esplenomegalia (10 cm).", {("spleen", "10 cm", "stated")}),
        ("La RM muestra reducción de 1 cm de la lesión, midiendo 24 x 12 mm.", {("lesion", "24 x 12 mm", "stated")}),
        (
            "The mass had shrunk compared to the previous study, now measuring 8 x 2 cm.",
            {("mass", "8 x 2 cm", "stated")},
        ),
    ],
)
def test_a_size_is_of_what_was_measured_now(text: str, sizes: set[tuple[str, str, str]]) -> None:
    """An enlarged organ's own, no difference, and not of before."""
    told = _seen(text, kind="measurement")
    assert {(one.name, one.value, str(one.assertion)) for one in told} == sizes
