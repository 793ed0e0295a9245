"""What became of a treatment that people talked over, and what one may expect of it. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Kind
from tests.domain.findings.test_unlisted_tests_told import read

ALL = tuple(Kind)


def said(text: str, name: str, kinds: tuple[Kind, ...] = ALL) -> set[str]:
    """The assertions of what is named so."""
    return {one.assertion.value for one in read(text, kinds=kinds) if name in f"{one.name} {one.value}".casefold()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Amputation was talked through with the grandparents and they would not hear of it.", "amputation"),
        ("Partial nephrectomy was raised at the meeting and voted down.", "nephrectomy"),
        ("We toyed with a thoracotomy and thought better of it.", "thoracotomy"),
        ("Hepatectomy was mooted, then shelved.", "hepatectomy"),
        ("We thought about adding carboplatin and decided against it.", "carboplatin"),
        ("Bevacizumab cannot be had in this country.", "bevacizumab"),
        ("Whole lung radiotherapy was debated at length and in the end not felt to be justified.", "radiation"),
        ("Further resection would serve no purpose.", "resection"),
        ("There is no benefit from adding ifosfamide and etoposide.", "etoposide"),
        ("Se habló de la amputación y la familia no la quiso.", "amputation"),
        ("La gastrostomía se planteó en dos ocasiones y los padres no la desean.", "gastrostomy"),
        ("La doxorrubicina no está en el petitorio.", "doxorubicin"),
        ("Se desaconseja más blinatumomab.", "blinatumomab"),
    ],
)
def test_what_was_turned_down_was_not_given(text: str, name: str) -> None:
    assert said(text, name) == {"negated"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Enucleation remains on the table.", "enucleation"),
        ("Brentuximab and crizotinib remain in reserve.", "brentuximab"),
        ("A trial of methylphenidate is worth raising with her pediatrician.", "methylphenidate"),
        ("Gastrostomy was offered; they are thinking it over.", "gastrostomy"),
        ("Choices gone over with Dad: carboplatin and vincristine; weekly vinblastine.", "vincristine"),
        ("El trasplante queda en reserva por si recae.", "transplant"),
        ("Nos ofrecieron bevacizumab y lo vamos a pensar.", "bevacizumab"),
    ],
)
def test_what_was_only_weighed_may_be(text: str, name: str) -> None:
    assert said(text, name) == {"conditional"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ifosfamide is put back until the platelets recover.", "ifosfamide"),
        ("Biopsy posted for next Tuesday.", "biopsy"),
        ("La punción lumbar se deja para el lunes.", "lumbar puncture"),
        ("Trióxido de arsénico comienza mañana.", "arsenic"),
    ],
)
def test_what_was_put_off_is_to_come(text: str, name: str) -> None:
    assert said(text, name, (Kind.DRUG, Kind.SURGERY)) == {"planned"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She received vincristine and dactinomycin; radiotherapy was declined.", "vincristine"),
        ("He had four cycles of cisplatin and the parents declined surgery.", "cisplatin"),
        ("The second cisplatin was put back by a week because of fever.", "cisplatin"),
        ("Weak ankles most likely from vincristine.", "vincristine"),
        ("She had a biopsy on Monday.", "biopsy"),
        ("La resección se realizó el 3 de mayo de 2024 sin complicaciones.", "resection"),
    ],
)
def test_what_was_given_stays_given(text: str, name: str) -> None:
    assert said(text, name, (Kind.DRUG, Kind.SURGERY)) == {"stated"}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("We spoke of hair loss, mouth sores and infections, and later of cataract.", "cataract", "conditional"),
        ("Possible harms listed - hearing loss, infertility, kidney damage.", "infertility", "conditional"),
        ("Expect diabetes insipidus on the first night.", "diabetes insipidus", "conditional"),
        ("Surgery was avoided for fear of a stroke.", "stroke", "conditional"),
        ("We discussed his headaches, which have been worse this week.", "headache", "stated"),
        ("Later on he had mucositis and diarrhea.", "mucositis", "stated"),
        ("I can't exclude pneumonia on this film.", "pneumonia", "uncertain"),
        ("The adrenals are normal, so neuroblastoma is off the table.", "neuroblastoma", "negated"),
        ("Descartamos infiltración por neuroblastoma.", "neuroblastoma", "negated"),
        ("The bruising has gone.", "bruising", "negated"),
        ("She was well until the end of May, when the double vision returned.", "diplopia", "stated"),
        ("Ya no ve doble, persiste temblor de la mano derecha.", "tremor", "stated"),
        ("Can't lie flat, sleeps in a chair, stridor when he cries.", "stridor", "stated"),
        ("No fever until last night.", "fever", "stated"),
        ("Trasplante haploidéntico del padre el 3 de marzo de 2024, tras fludarabina y tiotepa.", "thiotepa", "stated"),
        ("No fever, no cough, vomiting or diarrhea.", "vomiting", "negated"),
        ("She has had no headaches, weakness, seizures.", "seizures", "negated"),
    ],
)
def test_risks_doubts_and_denials_reach_as_far_as_they_are_meant(text: str, name: str, how: str) -> None:
    assert how in said(text, name)
