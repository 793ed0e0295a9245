"""What a history tells as decided, asked for or arranged and then done is done; what came to nothing, is awaited or is
only weighed is not. No mention is performed or reviewed and yet not stated."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.mentions.statusagrees import with_status_agreed
from consilium.domain.records import Citation
from tests.domain.findings.onepaper import extracted

_HEAD = ("Hospital Ejemplo", "Informe clínico", "Fecha: 14/03/2025", "")
_MADE = {"performed", "reviewed"}


def _said(name: str, kind: str, *lines: str) -> set[str]:
    return {str(one.assertion) for one in extracted(*_HEAD, *lines) if one.name == name and str(one.kind) == kind}


@pytest.mark.parametrize(
    ("text", "kind", "name", "how"),
    [
        (
            "Se decide realizar nefrectomía izquierda. La pieza muestra un tumor de Wilms.",
            "surgery",
            "nephrectomy",
            "stated",
        ),
        (
            "Se decide realizar nefrectomía izquierda. La familia rechaza la intervención.",
            "surgery",
            "nephrectomy",
            "planned",
        ),
        ("Se decide realizar nefrectomía izquierda.", "surgery", "nephrectomy", "planned"),
        (
            "Se decide administrar radioterapia (30 Gy), que finaliza el 3 de mayo con buena tolerancia.",
            "radiation",
            "radiation",
            "stated",
        ),
        (
            "Se decide valorar la posibilidad de radioterapia, pero mientras espera para comenzar acude por fiebre.",
            "radiation",
            "radiation",
            "planned",
        ),
        ("Se solicita PET-TC, que confirma una lesión hepática.", "mention", "PET/CT", "stated"),
        ("En el nuevo control con TC persiste en respuesta parcial.", "mention", "CT", "stated"),
        ("She was found to have a CT scan with a dilated bladder.", "mention", "CT", "stated"),
        ("She underwent an MRI of the brain and was then found to have a lesion.", "mention", "MRI", "stated"),
        ("An ultrasound will be performed next week.", "mention", "ultrasound", "planned"),
        ("ALK sequencing: p.F1174L pending confirmation.", "mention", "sequencing", "pending"),
        ("Se programa para nefrectomía el 15/04/2025.", "surgery", "nephrectomy", "planned"),
    ],
)
def test_what_was_decided_is_done_where_its_history_tells_it(text: str, kind: str, name: str, how: str) -> None:
    assert _said(name, kind, text) == {how}


@pytest.mark.parametrize("how", [one for one in Assertion if one is not Assertion.STATED])
@pytest.mark.parametrize("status", sorted(_MADE))
@pytest.mark.parametrize(
    "words", ["MRI to be performed", "MRI performed", "MRI will be reviewed", "No MRI", "RM realizada", "MRI"]
)
def test_no_mention_is_performed_or_reviewed_and_yet_not_stated(how: Assertion, status: str, words: str) -> None:
    detail = {"what": "imaging", "status": status}
    one = Finding(Kind.MENTION, "MRI", value=words, assertion=how, detail=detail, citations=(Citation(words, 1),))
    told = next(with_status_agreed([one]))
    assert told.assertion is Assertion.STATED or told.detail.get("status") not in _MADE


@pytest.mark.parametrize(
    "text",
    [
        "Another MRI is to be performed if the headaches come back.",
        "Stepping ultrasound will be performed and the films reviewed.",
        "No MRI was performed.",
        "Her CT scan shows a mass; MRI is planned.",
        "Las imágenes serán revisadas en comité.",
        "La TC se realizará cuando baje la fiebre.",
        "Si se realiza biopsia, se enviará muestra.",
        "En comité de tumores se decide nefrectomía.",
        "Echo results came back and they showed a murmur, considering transfer.",
    ],
)
def test_mentions_of_sentences_agree_with_their_status(text: str) -> None:
    mentions = [one for one in extracted(*_HEAD, text) if one.kind is Kind.MENTION]
    assert all(one.assertion is Assertion.STATED for one in mentions if one.detail.get("status") in _MADE)


def test_who_waits_for_treatment_awaits_no_test() -> None:
    text = "Niña con neuroblastoma, con receptores negativos y grado III, pendiente de inicio de tratamiento."
    assert not [one for one in extracted(*_HEAD, text) if str(one.assertion) == "pending"]
