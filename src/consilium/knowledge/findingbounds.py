"""The bounds of doses and measures of the finding rules' own tables, loaded once, without the rules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from consilium.domain.findings.doubting import Bounds
from consilium.domain.findings.laboratory.labtests import lab_tests
from consilium.domain.findings.text.terms import Term
from consilium.knowledge.documents import document
from consilium.knowledge.labunits import laboratory_tests


@cache
def finding_bounds() -> Bounds:
    """From `chemotherapy`, `laboratory`, `growth` and `dosebounds` of `findings/`. KeyError or ValueError."""
    drugs = document("findings/chemotherapy.yaml")["drugs"]
    growth = {**document("findings/laboratory.yaml"), **document("findings/growth.yaml")}
    terms = {str(name): Term(str(name), facts=facts or {}) for name, facts in drugs.items()}
    table = document("findings/dosebounds.yaml")
    medicines = {str(name): _span(span) for name, span in table["medicines"].items()}
    return Bounds(terms, (laboratory_tests(), lab_tests(growth)), _span(table["gray"]), medicines)


def _span(two: Sequence[float]) -> tuple[float, float]:
    least, most = map(float, two)
    if not 0 < least < most:
        raise ValueError("dosebounds.yaml has a span that is none")
    return least, most
