"""The command as a person uses it: what it says, what it leaves, and its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from consilium import __version__
from tests.cast import MIA
from tests.command import consilium, environment, prepared
from tests.papers import folder_of_records, letter, write

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "manifest.schema.json"


def test_a_folder_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    done = consilium(tmp_path / "home", "prepare", tmp_path / "nowhere", "--out", tmp_path / "packet")
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "nowhere" in done.stderr


@pytest.mark.parametrize("started", ["consilium.config.command --version", "consilium.config.wsgi"])
def test_commands_and_pages_start_without_the_rules_for_findings_which_take_seconds(
    tmp_path: Path, started: str
) -> None:
    command = [sys.executable, "-X", "importtime", "-m", *started.split()]
    variables = environment(tmp_path / "home", DJANGO_SETTINGS_MODULE="consilium.config.web")
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=variables, timeout=60)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "consilium.domain.findings.finding" in loaded
    assert loaded.isdisjoint({"consilium.domain.findings.extraction", "consilium.domain.findings.topics"})


def test_the_version_is_said_in_one_line(tmp_path: Path) -> None:
    done = consilium(tmp_path / "home", "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Consilium {__version__}\n", "")


def test_a_birth_date_that_is_none_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"a.txt": letter()})
    done = consilium(tmp_path / "home", "prepare", folder, "--child", "Mia", "--born", "yesterday")
    assert done.returncode == 3
    assert "2010-05-17" in done.stderr


def test_an_unknown_setting_is_refused_before_anything_happens(tmp_path: Path) -> None:
    import subprocess

    from tests.command import PROGRAM

    told = subprocess.run(
        [*PROGRAM, "verify"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(tmp_path / "home", CONSILIUM_PACKZ="x"),
    )
    assert told.returncode == 3
    assert "CONSILIUM_PACKZ" in told.stderr
    assert not (tmp_path / "home").exists()


def test_a_place_that_holds_other_files_is_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"a.txt": letter()})
    place = write(tmp_path / "packet", {"thesis.txt": "mine"})
    done = consilium(tmp_path / "home", "prepare", folder, "--out", place)
    assert done.returncode == 3
    assert (place / "thesis.txt").read_text() == "mine"


def test_the_manifest_keeps_to_its_schema_and_adds_up(tmp_path: Path) -> None:
    folder = folder_of_records(tmp_path / "records")
    manifest = prepared(tmp_path / "home", folder, "--out", tmp_path / "packet")
    jsonschema.validate(manifest, json.loads(SCHEMA.read_text()))
    counts = manifest["counts"]
    assert counts["files_found"] == sum(counts[end] for end in ("read", "duplicate", "other_child", "unreadable"))
    assert counts["files_found"] == len(manifest["files"]) == 16
    assert json.loads((tmp_path / "packet" / "manifest.json").read_text()) == manifest
    for one in manifest["files"]:
        if one["packet_path"]:
            assert (tmp_path / "packet" / one["packet_path"]).is_file(), one["path"]


def test_originals_in_the_packet_are_byte_for_byte(tmp_path: Path) -> None:
    folder = folder_of_records(tmp_path / "records")
    manifest = prepared(tmp_path / "home", folder, "--out", tmp_path / "packet")
    checked = 0
    for one in manifest["files"]:
        source = folder / one["path"]
        if one["packet_path"].__class__ is str and source.is_file():
            assert (tmp_path / "packet" / one["packet_path"]).read_bytes() == source.read_bytes()
            checked += 1
    assert checked >= 9


def test_an_unchanged_packet_is_not_written_again(tmp_path: Path) -> None:
    folder = folder_of_records(tmp_path / "records")
    prepared(tmp_path / "home", folder, "--out", tmp_path / "packet")
    page = tmp_path / "packet" / "START-HERE.html"
    before = page.stat().st_ino
    prepared(tmp_path / "home", folder, "--out", tmp_path / "packet")
    assert page.stat().st_ino == before
    prepared(tmp_path / "home", folder, "--out", tmp_path / "packet", "--lang", "es")
    assert page.stat().st_ino != before
    assert 'lang="es"' in page.read_text("utf-8")


def test_inspect_says_what_a_file_is_and_stores_nothing(tmp_path: Path) -> None:
    folder = folder_of_records(tmp_path / "records")
    done = consilium(tmp_path / "home", "inspect", folder / "letter.txt", folder / "empty.dat")
    assert done.returncode == 1
    assert MIA.name in done.stdout
    assert "empty" in done.stdout
    assert not (tmp_path / "home").exists()


def test_doctor_finds_a_working_installation_good(tmp_path: Path) -> None:
    done = consilium(tmp_path / "home", "doctor")
    assert done.returncode == 0, done.stdout
    assert "SQLite" in done.stdout


@pytest.mark.parametrize("language", ["en", "es"])
def test_verify_says_so_in_the_language_asked_for(tmp_path: Path, language: str) -> None:
    done = consilium(tmp_path / "home", "verify", "--lang", language)
    assert done.returncode == 0
    assert ("no case" if language == "en" else "ningún caso") in done.stdout
