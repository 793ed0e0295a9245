"""A medicine that was stopped and begun again is taken; one that may be begun again is not."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Kind
from tests.domain.findings.onepaper import extracted


def _state(line: str) -> tuple[Assertion, str, str]:
    (one,) = (one for one in extracted("Clinic letter", "Date: 1 July 2025", "", line) if one.kind is Kind.MEDICINE)
    return one.assertion, str(one.detail.get("state", "")), str(one.when or "")


@pytest.mark.parametrize(
    ("line", "since"),
    [
        ("We stopped lorlatinib on 3 May 2025 and restarted it on 9 May 2025 at 75 mg once a day.", "2025-05-09"),
        ("Lorlatinib was held in May and resumed in June at 50 mg daily.", ""),
        ("Se suspendió lorlatinib el 3/5/2025 y se reinició el 9/5/2025 a 75 mg al día.", "2025"),
        ("Mercaptopurine was held for ANC 300 and restarted at 50 mg/m2 daily.", ""),
    ],
)
def test_what_was_begun_again_is_current_since_then(line: str, since: str) -> None:
    assertion, state, when = _state(line)
    assert (assertion, state) == (Assertion.STATED, "current")
    assert when.startswith(since)


@pytest.mark.parametrize(
    "line",
    [
        "Levetiracetam stopped in May, to be restarted if seizures.",
        "Metformin held on 3/2/2025, restarted 3/9/2025, stopped again 4/1/2025.",
        "Omeprazole stopped in May and never restarted.",
        "Se suspendió omeprazol en mayo, sin reiniciar.",
    ],
)
def test_what_may_be_begun_again_or_was_stopped_once_more_is_past(line: str) -> None:
    assert _state(line)[1] == "past"


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("Isotretinoin 160 mg/m²/day, six cycles, last capsule 28 May 2025.", "past"),
        ("Isotretinoína 160 mg/m²/día, última cápsula el 28/05/2025.", "past"),
        ("Current medicines: levetiracetam 250 mg twice a day, last level 12.", "current"),
    ],
)
def test_after_the_last_capsule_a_medicine_is_past(line: str, state: str) -> None:
    assert _state(line)[1] == state
