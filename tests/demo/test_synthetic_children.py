"""The synthetic children of `demo/`: what was made is what the truth says, in formats that other programs read."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import openslide
import pikepdf
import pydicom
import pypdfium2
import pytest
import yaml
import zxingcpp
from docx import Document
from PIL import Image

from demo import Truth, make
from demo.archive import content
from demo.truth import Entry

CHECKOUT = Path(__file__).resolve().parents[2]
FACTS = CHECKOUT.parent / "shared" / "facts" / "records.yaml"


@dataclass(frozen=True)
class Made:
    root: Path
    truth: Truth

    @property
    def records(self) -> Path:
        return self.root / "records"

    def entries(self, form: str) -> list[Entry]:
        return [entry for entry in self.truth.files if entry.form == form]

    def one(self, form: str) -> bytes:
        return content(self.records, self.entries(form)[0].path)

    def trapped(self, trap: str) -> list[Entry]:
        return [entry for entry in self.truth.files if entry.trap == trap]


@pytest.fixture(scope="module")
def hodgkin(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("hodgkin")
    return Made(root, make("hodgkin", root, seed=1, scale="small"))


@pytest.fixture(scope="module")
def neuroblastoma(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("neuroblastoma")
    return Made(root, make("neuroblastoma", root, seed=1, scale="small"))


@pytest.fixture(params=["hodgkin", "neuroblastoma"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def images(made: Made) -> Iterator[tuple[Entry, pydicom.Dataset]]:
    for entry in made.truth.files:
        if entry.form in ("dicom_ct", "dicom_pet"):
            yield entry, pydicom.dcmread(io.BytesIO(content(made.records, entry.path)))


def test_an_unknown_story_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        make("no-such-story", tmp_path)


def test_a_folder_that_holds_records_is_never_written_into(hodgkin: Made) -> None:
    with pytest.raises(FileExistsError):
        make("hodgkin", hodgkin.root, scale="small")


def test_the_command_says_so_and_fails_when_the_folder_is_in_use(hodgkin: Made) -> None:
    command = [sys.executable, "-m", "demo", "--story", "hodgkin", "--out", str(hodgkin.root), "--scale", "small"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=CHECKOUT)
    assert ended.returncode == 1
    assert "is there already" in ended.stderr


def test_every_file_has_an_answer_and_every_answer_a_file(made: Made) -> None:
    lying = {path.relative_to(made.records).as_posix() for path in made.records.rglob("*") if path.is_file()}
    assert lying == {entry.path for entry in made.truth.files if "!/" not in entry.path}


def test_every_member_of_an_archive_has_an_answer(made: Made) -> None:
    for entry in made.entries("archive"):
        data = content(made.records, entry.path)
        if entry.path.endswith(".zip"):
            members = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
        else:
            with tarfile.open(fileobj=io.BytesIO(data)) as packed:
                members = set(packed.getnames())
        depth = len(entry.path) + 2
        known = {other.path[depth:] for other in made.truth.files if other.path.startswith(f"{entry.path}!/")}
        assert members == {name for name in known if "!/" not in name}


def test_the_hashes_in_the_truth_are_those_of_the_bytes(made: Made) -> None:
    for entry in made.truth.files:
        data = content(made.records, entry.path)
        assert (entry.size, entry.sha256) == (len(data), hashlib.sha256(data).hexdigest()), entry.path


def test_the_four_ends_add_up(made: Made) -> None:
    counts = dict(made.truth.counts)
    assert counts.pop("files_found") == sum(counts.values()) == len(made.truth.files)


def test_the_truth_lies_outside_the_records(made: Made) -> None:
    written = json.loads((made.root / "truth.json").read_text())
    assert len(written["files"]) == len(made.truth.files)
    assert not list(made.records.rglob("truth.json"))


@pytest.fixture(scope="module")
def retinoblastoma(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("retinoblastoma")
    return Made(root, make("retinoblastoma", root, seed=1, scale="small"))


# One of the six that have papers and exports only stands for all of them: they are made by the same code.
@pytest.mark.parametrize("story", ["hodgkin", "neuroblastoma", "retinoblastoma"])
def test_the_same_seed_gives_the_same_bytes(story: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first: Made = request.getfixturevalue(story)
    again = make(story, tmp_path, seed=1, scale="small")
    assert {e.path: e.sha256 for e in again.files} == {e.path: e.sha256 for e in first.truth.files}


def test_another_seed_gives_other_images_and_uids(neuroblastoma: Made, tmp_path: Path) -> None:
    other = Made(tmp_path, make("neuroblastoma", tmp_path, seed=2, scale="small"))
    uids = [{str(ds.SOPInstanceUID) for _, ds in images(found)} for found in (neuroblastoma, other)]
    assert uids[0]
    assert uids[0].isdisjoint(uids[1])


def test_every_category_of_the_facts_occurs(hodgkin: Made, neuroblastoma: Made) -> None:
    if not FACTS.exists():
        pytest.skip("../shared/facts is not here")
    wanted = {category["id"] for category in yaml.safe_load(FACTS.read_text())["categories"]}
    found = {entry.category for made in (hodgkin, neuroblastoma) for entry in made.truth.files}
    assert wanted <= found
    assert len({entry.category for entry in hodgkin.truth.files} & wanted) == len(wanted)


def test_the_traps_are_there(hodgkin: Made) -> None:
    for trap in ("truncated_dicom", "truncated_jpeg", "other_child", "promised_but_missing", "password", "zero_bytes",
                 "no_reader", "unnamed", "duplicate", "photo_on_its_side"):  # fmt: skip
        assert hodgkin.trapped(trap), trap
    assert any("zip!/" in entry.path and entry.path.count("!/") == 2 for entry in hodgkin.truth.files)


def test_a_duplicate_has_the_same_bytes_under_another_name(made: Made) -> None:
    known = {entry.path: entry for entry in made.truth.files}
    for entry in made.trapped("duplicate"):
        first = known[entry.same_as[0]]
        assert first.sha256 == entry.sha256
        assert first.path != entry.path
        assert entry.path in first.same_as


def test_the_promised_slides_are_not_in_the_folder(made: Made) -> None:
    number = made.truth.promised[0]["number"]
    assert made.truth.promised[0]["said_in"] in {entry.path for entry in made.truth.files}
    assert not [entry for entry in made.entries("slide") if number in entry.path]


def test_the_other_child_shares_the_hospital_but_neither_number_nor_whole_name(hodgkin: Made) -> None:
    text = pdf_text(content(hodgkin.records, hodgkin.trapped("other_child")[0].path))
    assert "Muestra Espejo" in text
    assert "HIM-240417" in text
    assert "HIM-204417" not in text


def test_the_twin_shares_the_birth_date(neuroblastoma: Made) -> None:
    text = pdf_text(content(neuroblastoma.records, neuroblastoma.trapped("twin")[0].path))
    assert "Tomás" in text
    assert "11/08/2021" in text
    assert "55510077" not in text


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = ""
    for page in document:
        words = page.get_textpage()
        text += words.get_text_bounded() + "\n"
        words.close()
        page.close()
    document.close()
    return text


def test_every_typed_paper_says_that_it_is_synthetic(made: Made) -> None:
    for entry in made.entries("pdf"):
        text = pdf_text(content(made.records, entry.path))
        assert ("Synthetic record" if entry.language == "en" else "Expediente sintético") in text, entry.path


def test_a_scan_has_pictures_and_no_text(made: Made) -> None:
    for entry in made.entries("scan"):
        data = content(made.records, entry.path)
        assert not pdf_text(data).strip()
        with pikepdf.open(io.BytesIO(data)) as document:
            assert document.pages[0].get_images()


def test_a_locked_pdf_opens_with_its_password_only(hodgkin: Made) -> None:
    data = hodgkin.one("locked_pdf")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))
    assert len(pikepdf.open(io.BytesIO(data), password="EJS5550").pages) == 1


def test_photographs_tell_how_they_must_be_turned(made: Made) -> None:
    turned = [Image.open(io.BytesIO(content(made.records, entry.path))) for entry in made.entries("photo")]
    assert {picture.getexif()[0x0112] for picture in turned} >= {1, 6}


def test_a_truncated_photograph_cannot_be_decoded(hodgkin: Made) -> None:
    with pytest.raises(OSError, match="truncated"):
        Image.open(io.BytesIO(hodgkin.one("cut_photo"))).load()


def test_every_image_names_the_child_and_decodes_but_the_truncated_one(made: Made) -> None:
    for entry, ds in images(made):
        assert made.truth.child["given"] in str(ds.PatientName)
        if entry.trap != "truncated_dicom":
            assert ds.pixel_array.shape == (ds.Rows, ds.Columns), entry.path


def test_a_truncated_image_has_its_header_and_not_all_of_its_pixels(hodgkin: Made) -> None:
    data = content(hodgkin.records, hodgkin.trapped("truncated_dicom")[0].path)
    ds = pydicom.dcmread(io.BytesIO(data), stop_before_pixels=True)
    assert len(data) < ds.Rows * ds.Columns * 2


def hounsfield(made: Made) -> dict[float, np.ndarray[Any, Any]]:
    found = {}
    for entry, ds in images(made):
        if ds.Modality == "CT" and entry.trap != "truncated_dicom" and ds.StudyDescription.startswith("CT"):
            found[float(ds.ImagePositionPatient[2])] = ds.pixel_array * float(ds.RescaleSlope) + float(
                ds.RescaleIntercept
            )
    return found


def test_a_ct_looks_like_a_body_in_hounsfield_units(hodgkin: Made) -> None:
    values = np.concatenate([plane.ravel() for plane in hounsfield(hodgkin).values()])
    shares = [
        np.mean((values > low) & (values < high)) for low, high in ((-950, -750), (-140, -70), (20, 140), (300, 1200))
    ]
    lung, fat, soft, bone = shares
    assert min(lung, fat) > 0.01
    assert soft > 0.04
    assert bone > 0.001
    assert values.min() >= -1024


def test_one_slice_of_the_series_is_missing(made: Made) -> None:
    heights = np.sort(np.array(list(hounsfield(made))))
    steps = np.round(np.diff(heights), 3)
    assert steps.max() >= 1.99 * steps.min()


def test_pet_pixels_give_the_lesions_uptake(hodgkin: Made) -> None:
    hottest = 0.0
    for _, ds in images(hodgkin):
        if ds.Modality == "PT":
            drug = ds.RadiopharmaceuticalInformationSequence[0]
            seconds = (int(ds.SeriesTime[:2]) - int(drug.RadiopharmaceuticalStartTime[:2])) * 3600 + (
                int(ds.SeriesTime[2:4]) - int(drug.RadiopharmaceuticalStartTime[2:4])
            ) * 60
            dose = float(drug.RadionuclideTotalDose) * 2 ** (-seconds / float(drug.RadionuclideHalfLife))
            suv = ds.pixel_array * float(ds.RescaleSlope) * float(ds.PatientWeight) * 1000 / dose
            assert ds.Units == "BQML"
            if 350 < float(ds.ImagePositionPatient[2]) < 440:
                hottest = max(hottest, float(suv.max()))
    assert 7 < hottest < 16  # the mediastinal mass, blurred by coarse pixels


def test_the_directory_of_a_disc_finds_every_instance(hodgkin: Made) -> None:
    root = hodgkin.records / "05 Disco CT junio 2026"
    lying = {path for path in (root / "DICOM").rglob("*") if path.is_file()}
    directory = pydicom.dcmread(root / "DICOMDIR")
    records = {item.seq_item_tell: item for item in directory.DirectoryRecordSequence}
    waiting, found = [directory.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity], set()
    while waiting:
        record = records[waiting.pop()]
        following = (record.OffsetOfTheNextDirectoryRecord, record.OffsetOfReferencedLowerLevelDirectoryEntity)
        waiting += [offset for offset in following if offset]
        if "ReferencedFileID" in record:
            found.add(root.joinpath(*record.ReferencedFileID))
    assert found == lying


def test_compressed_slices_are_as_true_as_plain_ones(neuroblastoma: Made) -> None:
    syntaxes = {str(ds.file_meta.TransferSyntaxUID) for _, ds in images(neuroblastoma)}
    assert "1.2.840.10008.1.2.5" in syntaxes


def test_a_radiotherapy_plan_and_dose_state_the_prescription(neuroblastoma: Made) -> None:
    plan = pydicom.dcmread(io.BytesIO(neuroblastoma.one("dicom_rtplan")))
    dose = pydicom.dcmread(io.BytesIO(neuroblastoma.one("dicom_rtdose")))
    assert float(plan.DoseReferenceSequence[0].TargetPrescriptionDose) == 21.6
    assert float(dose.pixel_array.max() * dose.DoseGridScaling) == pytest.approx(21.6, rel=0.05)
    assert dose.ReferencedRTPlanSequence[0].ReferencedSOPInstanceUID == plan.SOPInstanceUID


def test_a_slide_opens_as_aperio_and_its_label_reads(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "slide.svs"
    path.write_bytes(made.one("slide"))
    slide = openslide.OpenSlide(str(path))
    assert slide.properties["openslide.vendor"] == "aperio"
    assert set(slide.associated_images) == {"label", "macro", "thumbnail"}
    label = np.asarray(slide.associated_images["label"].convert("RGB"))
    assert zxingcpp.read_barcodes(label)[0].text.split(";")[0] in made.entries("slide")[0].path
    slide.close()


def test_the_fhir_bundle_names_the_child_and_holds_a_document(made: Made) -> None:
    bundle = json.loads(made.one("fhir"))
    kinds = {entry["resource"]["resourceType"]: entry["resource"] for entry in bundle["entry"]}
    assert kinds["Patient"]["birthDate"] == made.truth.child["birth"].isoformat()
    assert kinds["DocumentReference"]["content"][0]["attachment"]["data"]
    assert "Observation" in kinds


def test_the_ccda_has_narrative_and_entries_and_says_no(made: Made) -> None:
    root = ET.fromstring(made.one("ccda"))
    space = {"c": "urn:hl7-org:v3"}
    assert len(root.findall(".//c:section", space)) == 7
    assert root.findall(".//c:observation[@negationInd='true']", space)
    assert root.find(".//c:patient/c:birthTime", space) is not None


def test_the_hl7_batch_counts_its_messages(made: Made) -> None:
    segments = made.one("hl7").decode().split("\r")
    assert segments[0].startswith("FHS")
    assert f"BTS|{sum(line.startswith('MSH') for line in segments)}" in segments


def test_a_compressed_vcf_is_bgzf_with_its_end_block(hodgkin: Made) -> None:
    data = hodgkin.one("vcf_gz")
    assert data[12:14] == b"BC"
    assert data.endswith(bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000"))


def test_office_documents_open(hodgkin: Made) -> None:
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(hodgkin.one("docx"))).paragraphs)
    assert "Sofía Muestra Ejemplo" in text
    assert zipfile.ZipFile(io.BytesIO(hodgkin.one("odt"))).infolist()[0].filename == "mimetype"


def test_litter_lies_on_the_discs_and_is_known_as_such(made: Made) -> None:
    programs = [entry for entry in made.truth.files if entry.path.endswith(".EXE")]
    assert programs
    assert all(entry.litter and entry.category is None for entry in programs)
    assert content(made.records, programs[0].path).startswith(b"MZ")
