"""How a child is, told by verbs and plain words: what it does, what bothers it, how its body and its days are."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.text.clauses import clauses_of
from consilium.domain.findings.topics import wellbeing
from consilium.domain.records import Category, Reading
from tests.domain.findings.onepaper import cues, page, sections, words_of_topic


def _told(text: str, language: str = "en", category: Category | None = None) -> list[Finding]:
    pages = (page(f"Re: Nerea Ejemplo\n\n{text}"),)
    paper = Paper(Reading(format="text", pages=pages), clauses_of(pages, sections(), {}), category, language=language)
    return list(wellbeing.find(paper, words_of_topic(wellbeing), cues()))


def _said(text: str, language: str = "en", category: Category | None = None) -> list[tuple[str, str, str]]:
    return [(str(one.kind), str(one.assertion), one.name) for one in _told(text, language, category)]


@pytest.mark.parametrize(
    ("text", "language", "assertion", "name"),
    [
        ("She climbs the stairs with a rail.", "en", "stated", "climbs the stairs with a rail"),
        ("Nerea sleeps through the night.", "en", "stated", "sleeps through the night"),
        ("He has not fallen since June.", "en", "negated", "fallen since june"),
        ("She doesn't crawl yet.", "en", "negated", "crawl yet"),
        ("He can't lie flat.", "en", "stated", "can't lie flat"),
        ("She does not lift the right arm.", "en", "stated", "does not lift the right arm"),
        ("Appetite is poor.", "en", "stated", "appetite is poor"),
        ("Reflexes brisk.", "en", "stated", "reflexes brisk"),
        ("His ankles are not swollen.", "en", "negated", "ankles swollen"),
        ("He is back at school three mornings.", "en", "stated", "is back at school three mornings"),
        ("If she gets floppy, phone us.", "en", "conditional", "floppy"),
        ("Born at 31 weeks.", "en", "stated", "born at 31 weeks"),
        ("Any temperature over 38.5: ring the ward.", "en", "conditional", "fever"),
        ("La niña tropieza con los muebles.", "es", "stated", "tropieza con los muebles"),
        ("No se atraganta con líquidos.", "es", "negated", "atraganta con liquidos"),
        ("Ya no babea.", "es", "negated", "babea"),
        ("No mueve el brazo izquierdo.", "es", "stated", "no mueve el brazo izquierdo"),
        ("Herida seca.", "es", "stated", "herida seca"),
        ("Cursa tercero de primaria.", "es", "stated", "cursa tercero de primaria"),
        ("Camina con andadera.", "es", "stated", "camina con andadera"),
        ("Nació de 33 semanas.", "es", "stated", "nacio de 33 semanas"),
        ("Si se pone pálido, acudir a urgencias.", "es", "conditional", "se pone palido"),
    ],
)
def test_what_a_sentence_tells_of_the_child(text: str, language: str, assertion: str, name: str) -> None:
    assert ("condition", assertion, name) in _said(text, language)


@pytest.mark.parametrize(
    ("text", "language", "name", "value"),
    [
        ("His blood pressure is well controlled.", "en", "blood pressure", "well controlled"),
        ("Kidneys have held up.", "en", "kidney function", "held up"),
        ("Weight steady.", "en", "weight", "steady"),
        ("Audición conservada.", "es", "hearing", "conservada"),
        ("Presión normal.", "es", "blood pressure", "normal"),
    ],
)
def test_functions_and_growth_told_by_a_word(text: str, language: str, name: str, value: str) -> None:
    assert (name, value) in [(one.name, one.value) for one in _told(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "category"),
    [
        ("Her brother limps and her mother sleeps badly.", "en", None),
        ("Seen with both parents.", "en", None),
        ("Cedar Falls Children's Hospital", "en", None),
        ("Talked at length about the trial.", "en", None),
        ("We spoke of the scan. He was seen by Dr Ejemplo.", "en", None),
        ("Can she swim?", "en", None),
        ("Estudio de conducción nerviosa. Examen bajo anestesia.", "es", None),
        ("La mamá está embarazada.", "es", None),
        ("Nada en los pulmones.", "es", None),
        ("Lungs clear. Liver normal.", "en", Category.IMAGING_REPORTS),
        ("CT chest: lungs clear.", "en", None),
        ("Mucositis was grade 2.", "en", None),
    ],
)
def test_what_is_of_others_or_of_a_study_says_nothing(text: str, language: str, category: Category | None) -> None:
    assert _told(text, language, category) == []


def test_what_was_explained_is_no_illness() -> None:
    said = _said("Late effects explained to the family: hearing, stiff hip, growth.")
    assert {("condition", "conditional", name) for name in ("hearing", "stiff hip", "growth")} <= set(said)
    assert not any(assertion == "stated" for _, assertion, _ in said)


def test_the_sender_of_a_study_tells_of_the_child() -> None:
    text = "Nerea Ejemplo, 6 años. Cojea desde marzo. No vomita."
    said = _said(text, "es", Category.IMAGING_REPORTS)
    assert ("condition", "stated", "cojea desde marzo") in said
    assert ("condition", "negated", "vomita") in said


@pytest.mark.parametrize("text", ["Orina 31/07: sin proteinuria.", "Orina 31.07.2024 sin proteinuria."])
def test_a_specimen_with_its_day_is_no_verb(text: str) -> None:
    assert not [name for _kind, _assertion, name in _said(text, "es") if name.startswith("orina")]
