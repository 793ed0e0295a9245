"""`deidentify` as a person uses it: what it refuses, what it says, what lies there, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import consilium, prepared
from tests.papers import MIA, letter, write
from tests.readers.dicom_files import ct_slice, part10


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nameless")
    records = write(folder / "records", {"letter.txt": letter()})
    for number in range(1, 4):
        data = ct_slice(number)
        data.PatientName, data.PatientID = MIA.name, MIA.number
        data.PatientBirthDate, data.PatientSex = MIA.born.replace("-", ""), ""
        (records / f"slice{number}.dcm").write_bytes(part10(data))
    prepared(folder / "home", records, "--out", folder / "packet")
    return folder / "home"


def test_without_a_case_or_a_place_it_says_so_in_one_line(tmp_path: Path) -> None:
    done = consilium(tmp_path / "home", "deidentify", "--out", str(tmp_path / "out"))
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert consilium(tmp_path / "home", "deidentify").returncode == 2


def test_a_packet_is_never_written_over(home: Path) -> None:
    packet = home.parent / "packet"
    before = sorted(path.name for path in packet.iterdir())
    done = consilium(home, "deidentify", "--out", str(packet))
    assert done.returncode == 3
    assert "not empty" in done.stderr
    assert sorted(path.name for path in packet.iterdir()) == before


def test_images_are_copied_and_papers_are_told_of(home: Path, tmp_path: Path) -> None:
    done = consilium(home, "deidentify", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "3 files without names" in done.stderr
    assert "letter.txt" in done.stderr
    assert len(list((tmp_path / "out" / "DICOM").rglob("IM*"))) == 3
    copied = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert MIA.name.split()[-1].encode() not in copied
    assert MIA.number.encode() not in copied
    assert b"letter.txt" not in copied


def test_the_report_goes_to_standard_output_for_programs(home: Path, tmp_path: Path) -> None:
    done = consilium(home, "deidentify", "--json", "--lang", "es", "--jobs", "1", "--out", str(tmp_path / "out"))
    told = json.loads(done.stdout)
    assert told["counts"]["copied"] == 3
    assert told["codes"][0] == {
        "value": "113100", "scheme": "DCM", "meaning": "Basic Application Confidentiality Profile",
    }  # fmt: skip
