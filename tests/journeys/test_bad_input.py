"""One folder of everything that goes wrong: each file costs itself only, says why in one line, and does no harm.

The folder is prepared once; the tests look at what came of it. Its files are made in `tests/hostile.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pydicom
import pytest

from tests import hostile
from tests.command import PROGRAM, consilium, environment
from tests.papers import ct_slice, letter, write

SECRET = "Quokka-secret-of-another-file"
TINY = 1_000
SPARSE = 200 << 20


@dataclass
class Outcome:
    """What the command left behind."""

    folder: Path
    place: Path
    status: int
    said: str
    printed: str
    files: dict[str, dict[str, Any]]
    counts: dict[str, int]
    temporary: Path

    def reasons(self, path: str) -> set[str]:
        return hostile.troubles(self.files[path])


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A folder with every broken and hostile file and a few good ones, prepared."""
    base = tmp_path_factory.mktemp("bad")
    secret = base / "outside.txt"
    secret.write_text(SECRET)
    folder = write(base / "records", dict(hostile.broken_and_hostile(str(secret))))
    write(folder, {"good/letter.txt": letter(words="the good one"), "good/IM1": ct_slice(0)})
    write(folder, {f"tiny/{number}.bin": b"\x01\x02\x03%d" % number for number in range(TINY)})
    with open(folder / "zeros.img", "wb") as sparse:
        sparse.truncate(SPARSE)
    (folder / "link to a file").symlink_to(secret)
    (folder / "link to a folder").symlink_to(base)
    (folder / "link to itself").symlink_to("link to itself")
    os.mkfifo(folder / "pipe.dcm")
    temporary = base / "temporary"
    temporary.mkdir()
    place = base / "packet"
    words = [*PROGRAM, "prepare", str(folder), "--out", str(place)]
    surroundings = environment(base / "home", TMPDIR=str(temporary))
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, cwd=temporary, env=surroundings, timeout=300
    )
    manifest = json.loads((place / "manifest.json").read_bytes())
    files = {one["path"]: one for one in manifest["files"]}
    return Outcome(folder, place, done.returncode, done.stderr, done.stdout, files, manifest["counts"], temporary)


def test_the_status_says_that_not_everything_was_read_and_nothing_is_on_standard_output(outcome: Outcome) -> None:
    assert outcome.status == 1, outcome.said[-2000:]
    assert outcome.printed == ""


def test_what_is_said_is_one_line_each_without_traceback_or_control_characters(outcome: Outcome) -> None:
    assert "Traceback" not in outcome.said
    lines = outcome.said.splitlines()
    assert all(len(line) < 1000 for line in lines)
    assert {char for line in lines for char in line if unicodedata.category(char) in ("Cc", "Cs")} == set()
    assert any("locked/letter.pdf" in line for line in lines)


def test_every_file_is_accounted_for_and_the_ends_add_up(outcome: Outcome) -> None:
    found = {
        str(path.relative_to(outcome.folder))
        for path in outcome.folder.rglob("*")
        if not path.is_dir() or path.is_symlink()
    }
    assert found == {path for path in outcome.files if "!/" not in path}
    counts = dict(outcome.counts)
    assert counts.pop("files_found") == len(outcome.files) == sum(counts.values())


def test_the_good_files_beside_them_are_read(outcome: Outcome) -> None:
    assert {outcome.files[path]["ended"] for path in ("good/letter.txt", "good/IM1")} == {"read"}


def test_what_is_unreadable_says_why_in_words(outcome: Outcome) -> None:
    for path, one in outcome.files.items():
        if one["ended"] == "unreadable":
            assert one["reasons"], path
            for reason in one["reasons"]:
                assert reason["text"].endswith("."), (path, reason)
                assert reason["code"] not in reason["text"], (path, reason)


def test_no_reader_ran_out_of_time_and_only_the_bomb_in_a_pdf_may_cost_one_its_life(outcome: Outcome) -> None:
    ends = {path: outcome.reasons(path) for path in outcome.files}
    assert {path for path, codes in ends.items() if codes & {"errors.too_slow", "errors.unexpected"}} == set()
    assert {path for path, codes in ends.items() if "errors.reader_died" in codes} <= {"bombs/stream.pdf"}


def test_the_originals_are_kept_byte_for_byte_whatever_they_are(outcome: Outcome) -> None:
    kept = [
        path
        for path, one in outcome.files.items()
        if "!/" not in path and one["packet_path"] and "imaging" not in one["packet_path"]
    ]
    assert len(kept) > TINY
    for path in kept:
        one = outcome.files[path]
        copy = (outcome.place / one["packet_path"]).read_bytes()
        assert hashlib.sha256(copy).hexdigest() == one["sha256"], path
        assert len(copy) == (outcome.folder / path).stat().st_size


@pytest.mark.parametrize(
    ("path", "reader"),
    [
        ("mislabelled/letter.jpg", "pdf"),
        ("mislabelled/slice.txt", "dicom"),
        ("mislabelled/bundle.dcm", "archive"),
        ("mislabelled/letter.exe", "text"),
        ("mislabelled/program.pdf", "litter"),
    ],
)
def test_content_decides_not_the_name(outcome: Outcome, path: str, reader: str) -> None:
    assert outcome.files[path]["reader"] == reader


def test_a_record_in_the_packet_is_called_what_it_is_not_what_it_was_called(outcome: Outcome) -> None:
    assert outcome.files["mislabelled/letter.jpg"]["packet_path"].endswith(".pdf")
    assert outcome.files["mislabelled/letter.exe"]["packet_path"].endswith(".txt")


@pytest.mark.parametrize("path", ["locked/letter.pdf", "locked/bundle.zip", "locked/bundle.7z"])
def test_a_locked_file_asks_for_its_password(outcome: Outcome, path: str) -> None:
    one = outcome.files[path]
    assert one["ended"] == "unreadable"
    assert any("password" in reason["text"].lower() for reason in one["reasons"])


@pytest.mark.parametrize("path", ["truncated/nothing.dcm", "truncated/nothing.pdf"])
def test_an_empty_file_is_said_to_be_empty(outcome: Outcome, path: str) -> None:
    assert outcome.reasons(path) == {"errors.empty_file"}


@pytest.mark.parametrize(
    "path",
    [
        "slice",
        "bundle.zip",
        "bundle.7z",
        "bundle.tgz",
        "picture.png",
        "picture.jpg",
        "picture.tif",
        "summary.xml",
        "letter.pdf",
        "letter.docx",
        "bundle.json",
    ],
)
def test_what_is_cut_off_is_said_to_be(outcome: Outcome, path: str) -> None:
    assert outcome.reasons(f"truncated/{path}") - {"errors.no_reader"}


@pytest.mark.parametrize("path", ["ratio.zip", "lying.zip", "zeros.gz", "picture.png", "word.docx"])
def test_a_bomb_is_refused(outcome: Outcome, path: str) -> None:
    assert outcome.files[f"bombs/{path}"]["ended"] == "unreadable"


def test_a_bomb_of_overlapping_members_gives_one_of_them(outcome: Outcome) -> None:
    assert outcome.reasons("bombs/flat.zip") == {"archive.overlapping"}
    assert sum(path.startswith("bombs/flat.zip!/") for path in outcome.files) == 1


def test_archives_in_archives_end_at_a_depth(outcome: Outcome) -> None:
    inside = [path for path in outcome.files if path.startswith("bombs/nested.zip!/")]
    assert len(inside) < 12
    deepest = max(inside, key=lambda path: path.count("!/"))
    assert "errors.packed_too_deep" in outcome.reasons(deepest)


def test_an_archive_that_spreads_is_unpacked_once_per_content(outcome: Outcome) -> None:
    inside = [one for path, one in outcome.files.items() if path.startswith("bombs/spreading.zip!/")]
    assert sum(one["ended"] == "duplicate" for one in inside) > len(inside) / 2


def test_the_packet_holds_no_file_that_a_member_named(outcome: Outcome) -> None:
    assert [path for path in Path("/tmp").glob("escaped*")] == []
    inside = outcome.place.resolve()
    for path in outcome.place.rglob("*"):
        assert not path.is_symlink()
        assert path.resolve().is_relative_to(inside)
    for path in outcome.files:
        assert ".." not in path.split("/")
        assert not any(part.startswith("/") for part in path.split("!/"))


def test_no_byte_of_a_file_outside_reaches_the_packet(outcome: Outcome) -> None:
    for path in outcome.place.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    assert SECRET not in outcome.said


@pytest.mark.parametrize("path", ["link to a file", "link to a folder", "link to itself"])
def test_a_link_is_listed_and_not_followed(outcome: Outcome, path: str) -> None:
    assert outcome.reasons(path) == {"errors.symbolic_link"}


def test_a_pipe_is_left_alone(outcome: Outcome) -> None:
    assert outcome.reasons("pipe.dcm") == {"errors.not_a_file"}


@pytest.mark.parametrize("path", ["document.xml", "bundle.json", "letter.rtf", "mail.eml"])
def test_what_is_nested_too_deep_is_refused(outcome: Outcome, path: str) -> None:
    assert any(code.endswith("too_deep") for code in outcome.reasons(f"deep/{path}"))


@pytest.mark.parametrize("path", ["file.xml", "laughs.xml", "patient.xml", "export.xml"])
def test_a_document_that_defines_entities_is_refused(outcome: Outcome, path: str) -> None:
    assert any(code.endswith("entities") for code in outcome.reasons(f"entities/{path}"))


@pytest.mark.parametrize("path", ["picture.jpg", "picture.tif"])
def test_a_picture_of_absurd_size_is_refused(outcome: Outcome, path: str) -> None:
    assert outcome.reasons(f"absurd/{path}") == {"documents.picture_too_large"}


@pytest.mark.parametrize("path", ["frames", "rows"])
def test_an_image_that_promises_more_pixels_than_it_has_says_so(outcome: Outcome, path: str) -> None:
    assert "dicom.pixels_short" in outcome.reasons(f"absurd/{path}")


def test_a_program_in_front_of_an_image_is_said_and_not_passed_on(outcome: Outcome) -> None:
    one = outcome.files["polyglot/program and slice"]
    assert "dicom.preamble_program" in outcome.reasons("polyglot/program and slice")
    assert (outcome.place / one["packet_path"]).read_bytes()[:128] == bytes(128)


def test_two_images_of_one_number_are_both_on_the_disc(outcome: Outcome) -> None:
    places = {outcome.files[f"polyglot/twice {letter}"]["packet_path"] for letter in "ab"}
    assert len(places) == 2
    assert all((outcome.place / place).is_file() for place in places)


def test_the_disc_lists_files_of_its_own_only(outcome: Outcome) -> None:
    directory = pydicom.dcmread(outcome.place / "imaging" / "DICOMDIR")
    named = [record.ReferencedFileID for record in directory.DirectoryRecordSequence if "ReferencedFileID" in record]
    assert named
    for parts in named:
        assert all(re.fullmatch(r"[A-Z0-9_]{1,8}", part) for part in parts)
        assert (outcome.place / "imaging").joinpath(*parts).is_file()


def test_the_page_and_the_summary_are_whole(outcome: Outcome) -> None:
    page = (outcome.place / "START-HERE.html").read_text("utf-8")
    assert page.rstrip().endswith("</html>")
    assert "<script" not in page.lower()
    with pikepdf.open(outcome.place / "summary.pdf") as summary:
        assert len(summary.pages) >= 1


def test_the_case_verifies_and_a_second_run_finds_nothing_new(outcome: Outcome) -> None:
    home = outcome.place.parent / "home"
    assert consilium(home, "verify").returncode == 0
    again = consilium(home, "prepare", outcome.folder, "--out", outcome.place, "--json")
    assert again.returncode == 1
    assert again.stderr == ""
    assert json.loads(again.stdout)["counts"] == outcome.counts


def test_no_temporary_file_is_left(outcome: Outcome) -> None:
    assert list(outcome.temporary.iterdir()) == []
    assert sorted(path.name for path in outcome.place.parent.iterdir()) == [
        "home",
        "outside.txt",
        "packet",
        "records",
        "temporary",
    ]
