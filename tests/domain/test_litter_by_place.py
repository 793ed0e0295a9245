"""What lies beside a viewer: its pages and icons are litter, a report beside the images is not."""

from __future__ import annotations

import pytest

from consilium.domain.litter import FileSeen, beside_a_viewer, has_clinical_words

PROGRAM = FileSeen("viewer-file", True, False, 0)
IMAGE = FileSeen("dicom", False, True, 0)


def seen(kind: str, *, person: bool = False, text: int = 0, clinical: bool = False) -> FileSeen:
    return FileSeen(kind, False, person, text, clinical)


DISC = {
    "AUTORUN.INF": PROGRAM,
    "VIEWER/viewer.exe": PROGRAM,
    "VIEWER/bin/core.dll": PROGRAM,
    "DICOM/IM1": IMAGE,
    "DICOMDIR": FileSeen("dicomdir", False, True, 0),
}


def litter(path: str, file: FileSeen, disc: dict[str, FileSeen] = DISC) -> tuple[bool | None, str]:
    decision = beside_a_viewer({**disc, path: file})[path]
    return decision.value, decision.reasons[0].code


@pytest.mark.parametrize("path", ["VIEWER/help/report.html", "report.html", "VIEWER/report.html"])
def test_a_page_that_names_a_person_is_kept_wherever_it_lies(path: str) -> None:
    assert litter(path, seen("html", person=True, text=900)) == (False, "litter.names_a_person")


def test_a_page_that_speaks_of_somebodys_health_is_kept_in_the_viewers_own_folder() -> None:
    assert litter("VIEWER/help/x.html", seen("html", text=900, clinical=True)) == (False, "litter.clinical_words")


@pytest.mark.parametrize("kind", ["html", "text", "xml"])
def test_a_report_beside_the_images_is_kept_even_without_a_name(kind: str) -> None:
    assert litter("DICOM/informe", seen(kind, text=900)) == (False, "litter.beside_images")


@pytest.mark.parametrize("kind", ["pdf", "docx", "jpeg", "ccda", "fhir", "dicom", "tiff", ""])
def test_other_kinds_are_kept_in_the_viewers_own_folder(kind: str) -> None:
    assert litter("VIEWER/bin/x", seen(kind, text=10))[0] is False


def test_images_exported_as_png_beside_their_viewer_are_kept() -> None:
    assert litter("images/IM1.png", seen("png")) == (False, "litter.may_be_an_image")
    assert litter("IM1.gif", seen("gif")) == (False, "litter.may_be_an_image")


def test_a_picture_with_text_is_kept_in_the_viewers_own_folder() -> None:
    assert litter("VIEWER/scan.png", seen("png", text=800)) == (False, "litter.may_be_an_image")


def test_a_page_at_the_discs_root_is_kept_unless_its_name_is_a_viewers_paper() -> None:
    assert litter("index.html", seen("html", text=300)) == (False, "litter.may_be_a_report")
    assert litter("README.TXT", seen("text", text=300)) == (True, "litter.viewers_paper")
    assert litter("LÉAME.txt", seen("text", text=300)) == (True, "litter.viewers_paper")


def test_nothing_is_litter_where_no_viewer_lies() -> None:
    disc = {"DICOM/IM1": IMAGE}
    for path in ("README.txt", "viewer/help/index.html", "css/a.css", "icons/a.gif"):
        assert litter(path, seen("html"), disc) == (False, "litter.no_viewer_near")


def test_a_viewer_in_another_folder_does_not_reach_a_persons_papers() -> None:
    disc = {"disc/VIEWER/v.exe": PROGRAM, "disc/DICOM/IM1": IMAGE}
    assert litter("papeles/help/index.html", seen("html"), disc) == (False, "litter.no_viewer_near")


@pytest.mark.parametrize(
    ("path", "kind", "code"),
    [
        ("VIEWER/help/index.html", "html", "litter.viewers_page"),
        ("VIEWER/strings.xml", "xml", "litter.viewers_page"),
        ("VIEWER/css/a.css", "text", "litter.viewers_page"),
        ("web/app.js", "text", "litter.viewers_page"),
        ("VIEWER/icons/open.png", "png", "litter.viewers_picture"),
        ("VIEWER/logo.gif", "gif", "litter.viewers_picture"),
        ("VIEWER/LICENSE-ffmpeg.txt", "text", "litter.viewers_paper"),
        ("VIEWER/licencia.rtf", "rtf", "litter.viewers_paper"),
    ],
)
def test_what_a_viewer_brings_is_litter(path: str, kind: str, code: str) -> None:
    assert litter(path, seen(kind, text=30)) == (True, code)


def test_files_that_are_litter_by_content_are_not_decided_again() -> None:
    assert set(beside_a_viewer(DISC)) == {"DICOM/IM1", "DICOMDIR"}
    assert beside_a_viewer({}) == {}


def test_every_decision_has_a_reason() -> None:
    assert all(decision.reasons for decision in beside_a_viewer(DISC).values())


@pytest.mark.parametrize(
    "text",
    [
        "Informe de TC. Hallazgos: adenopatías. Impresión: linfoma.",
        "Radiology report. Findings: none. Impression: normal chest.",
        "Paciente de 8 años con diagnóstico de neuroblastoma, quimioterapia en curso",
    ],
)
def test_reports_have_clinical_words(text: str) -> None:
    assert has_clinical_words(text)


@pytest.mark.parametrize(
    "text", ["", "Click Open to load the patient's images.", "Copyright 2024. All rights reserved. Version 3.1"]
)
def test_a_viewers_own_words_are_not_clinical(text: str) -> None:
    assert not has_clinical_words(text)
