"""What prose says of tissue that was taken, of edges, devices, donors and days told from the paper's own."""

from __future__ import annotations

import pytest
from onepaper import words_of_topic
from treated import CUES, WORDS, paper

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.topics import pathology, surgery, transplant


def read(text: str, category: str = "") -> list[Finding]:
    made = paper(text, "2031-05-20", "dmy", category=category) if category else paper(text, "2031-05-20", "dmy")
    found = list(pathology.find(made, words_of_topic(pathology), CUES))
    for topic in (surgery, transplant):
        found += topic.find(made, WORDS[topic.__name__], CUES)
    return found


def said(text: str, category: str = "") -> set[tuple[str, str]]:
    return {(one.name, one.assertion.value) for one in read(text, category)}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("The spinal fluid yielded no malignant cells.", "cerebrospinal fluid involvement", "negated"),
        ("There were blasts in the CSF.", "cerebrospinal fluid involvement", "stated"),
        ("El LCR salió limpio y sin blastos.", "cerebrospinal fluid involvement", "negated"),
        ("Nine nodes were taken, none involved.", "lymph node involvement", "negated"),
        ("Biopsia: los ganglios estaban infiltrados.", "lymph node involvement", "stated"),
        ("He froze sperm before starting; sperm was banked in Leeds.", "sperm", "stated"),
        ("Se congeló tejido ovárico en abril.", "ovarian tissue", "stated"),
        ("Urine was never collected.", "urine", "negated"),
        ("No blood was drawn that day.", "blood", "negated"),
        ("Otra muestra de sangre se tomará mañana.", "blood", "planned"),
        ("Mandamos dos bloques de parafina.", "paraffin block", "stated"),
    ],
)
def test_what_was_taken_and_what_it_held(text: str, name: str, how: str) -> None:
    assert (name, how) in said(text)


@pytest.mark.parametrize(
    "text",
    ["Sin adenopatías.", "The hepatic artery was dissected free of the nodes.", "If the marrow is clear we go on.",
     "No blood in the stool.", "Ganglios no palpables."],
)  # fmt: skip
def test_what_is_seen_or_felt_is_no_specimen(text: str) -> None:
    assert not [one for one in read(text) if one.kind is Kind.SPECIMEN]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Tumour extends to the inked edge.", "resection margins", "stated"),
        ("El tumor llega al borde quirúrgico.", "resection margins", "stated"),
        ("The nearest surgical edge was clear.", "resection margins", "stated"),
        ("We left a thin strip of tumour on the aorta.", "residual tumor", "stated"),
        ("No quedó resto.", "residual tumor", "negated"),
        ("The cyst burst as it was lifted.", "tumor rupture", "stated"),
        ("La cápsula salió íntegra.", "tumor rupture", "negated"),
        ("The spleen was left in place.", "surgery of the spleen", "negated"),
        ("No shunt.", "ventriculoperitoneal shunt", "negated"),
        ("He is fed by nasogastric tube at night.", "nasogastric tube", "stated"),
        ("La sonda se la retiraron ayer.", "nasogastric tube removal", "stated"),
        ("The port is to come out in June.", "central line removal", "planned"),
        ("The biopsy of the rib confirmed it.", "biopsy", "stated"),
        ("Egg freezing was offered.", "oocyte cryopreservation", "conditional"),
        ("Her older brother is a full match.", "donor", "conditional"),
        ("La hermana no es compatible.", "donor", "negated"),
        ("El papá queda como donante de reserva.", "donor", "conditional"),
        ("No donor search was needed.", "donor search", "negated"),
    ],
)
def test_edges_devices_and_donors(text: str, name: str, how: str) -> None:
    assert (name, how) in said(text)


@pytest.mark.parametrize(
    "text",
    ["A clear margin would cost her the leg.", "I'd wait.", "Liver edge smooth, margins regular on palpation.",
     "He slept badly after surgery.", "FISH con sonda de fusión: negativo."],
)  # fmt: skip
def test_what_would_be_or_only_times_is_no_operation(text: str) -> None:
    assert not [one for one in read(text) if one.kind is Kind.SURGERY]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The mass was resected in March.", "2031-03"),
        ("Amputación en diciembre.", "2030-12"),
        ("Thoracotomy last Friday.", "2031-05-16"),
        ("Nephrectomy was done on the 7th.", "2031-05-07"),
        ("Le quitaron el bazo ayer.", "2031-05-19"),
        ("Enucleation is planned for June.", "2031-06"),
    ],
)
def test_days_are_told_from_the_papers_own(text: str, day: str) -> None:
    assert [str(one.when) for one in read(text) if one.kind is Kind.SURGERY][:1] == [day]


@pytest.mark.parametrize(
    ("text", "marker", "result"),
    [
        ("Desmin and myogenin do not stain.", "myogenin", "negative"),
        ("The cells mark with CD1a and langerin.", "langerin", "positive"),
        ("INI1 is gone from the nuclei.", "SMARCB1", "lost"),
        ("La desmina no tiñe; el CD99 marca las células.", "desmin", "negative"),
        ("Se conserva la expresión de BRG1.", "SMARCA4", "retained"),
    ],
)
def test_stains_in_the_words_of_pathologists(text: str, marker: str, result: str) -> None:
    told = {one.name: one for one in read(text, "pathology_report") if one.kind is Kind.STAIN}
    assert told[marker].detail["result"] == result


def test_a_report_opens_with_what_was_received() -> None:
    text = "Left parietal bone, curettage: eosinophilic granuloma."
    told = [one for one in read(text, "pathology_report") if one.kind is Kind.SPECIMEN]
    assert [(one.laterality, one.detail["procedure"]) for one in told] == [("left", "curettage")]


def test_a_heading_is_answered_below_it() -> None:
    assert ("complications", "negated") in said("COMPLICATIONS\nNone.", "operative")
    assert ("complications", "stated") not in said("COMPLICATIONS\nNone.", "operative")
