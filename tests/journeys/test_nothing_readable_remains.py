"""Sentinels planted in every field and file; after the whole way none is found in what the installation keeps."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from pathlib import Path

from tests.cast import Person
from tests.command import consilium, prepared
from tests.papers import ct_slice, letter, pdf, write, zipped
from tests.site import serving
from tests.visitor import Visitor, entered

SENTINELS = ("Zyxwvuq", "Qwzxfamily", "SENTINEL-4711", "Quokkadiagnosis", "Wombatfile", "Numbatmember", "Bilbycase")
PERSON, NOTE, VALUE, LOOKED_FOR = "Dingojudge", "Emunote", "Kiwivalue", "Dugongword"
SENTINELS = (*SENTINELS, PERSON, NOTE, VALUE, LOOKED_FOR)
CHILD = Person("Zyxwvuq", "Qwzxfamily", "2010-05-17", "F", "SENTINEL-4711")


def everything_below(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_sentinel_is_readable_in_tables_packs_temporary_files_or_logs(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {f"Wombatfile/IM{n}": ct_slice(n, CHILD) for n in range(5)}
    files["Wombatfile.txt"] = letter(CHILD, "Quokkadiagnosis")
    files["Wombatfile.pdf"] = pdf(letter(CHILD, "Quokkadiagnosis in a PDF"))
    files["Wombatfile.zip"] = zipped({"Numbatmember.txt": letter(CHILD, "Quokkadiagnosis packed").encode()})
    files["Wombatfile.bin"] = b"\x01\x02SENTINEL-4711\x00" * 50
    records = write(tmp_path / "records", files)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    told = consilium(
        tmp_path / "home", "prepare", records, "--case", "Bilbycase", "--out", tmp_path / "packet", cwd=temporary
    )
    _judge_and_search(tmp_path, temporary)
    again = consilium(tmp_path / "home", "verify", "--case", "Bilbycase", cwd=temporary)
    assert told.returncode in (0, 1), told.stderr
    assert again.returncode == 0, again.stdout
    kept = everything_below(tmp_path / "home") | everything_below(temporary)
    assert any(path.endswith(".sqlite3") for path in kept)
    assert any(path.endswith(".pack") for path in kept)
    found = [(path, word) for path, data in kept.items() for word in SENTINELS if word.encode() in data]
    found += [(path, word) for path in kept for word in SENTINELS if word in path]
    assert found == []
    assert [name for name in os.listdir(tmp_path) if name.startswith("core")] == []
    _rows_are_there(tmp_path / "home")


def _judge_and_search(folder: Path, temporary: Path) -> None:
    """A correction by a person, a search, and the packet with both."""
    home, case = folder / "home", ("--case", "Bilbycase")
    listed = consilium(home, "findings", *case, "--json", cwd=temporary)
    one = next(one for one in json.loads(listed.stdout) if one["finding"]["kind"] == "diagnosis")
    words = (one["key"], "correct", "--by", PERSON, "--note", NOTE, "--value", VALUE)
    assert consilium(home, "judge", *words, *case, cwd=temporary).returncode == 0
    found = consilium(home, "find", "Quokkadiagnosis", *case, cwd=temporary)
    assert found.stdout.count("[Quokkadiagnosis]") == 3, found.stderr
    assert consilium(home, "find", LOOKED_FOR, *case, cwd=temporary).returncode == 1
    told = consilium(home, "prepare", folder / "records", *case, "--out", folder / "packet", cwd=temporary)
    assert told.returncode in (0, 1), told.stderr
    assert PERSON in (folder / "packet" / "summary.html").read_text("utf-8")


def _rows_are_there(home: Path) -> None:
    """What was searched for sentinels holds judgements and an index, so that their absence says something."""
    (tables,) = home.rglob("*.sqlite3")
    with contextlib.closing(sqlite3.connect(f"file:{tables}?mode=ro", uri=True)) as connection:
        for table in ("casebook_judgement", "casebook_indexsegment"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0


def test_no_sentinel_that_is_typed_into_a_page_is_readable_anywhere(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with serving(home) as site:
        visitor = entered(site)
        stranger = Visitor(site)
        status, case, _ = visitor.fill("/cases/new/", name="Zyxwvuq Qwzxfamily", born_2="2010")
        assert status == 302
        day = {"on_0": "2", "on_1": "6", "on_2": "2026"}
        said = {f"call_{name}": value for name, value in day.items()}
        for path, form in (
            ("questions/", {"text": "Quokkadiagnosis?", "ask": "both"}),
            ("notebook/", {"decided": "Wombatfile", "by": "Numbatmember", **day}),
            ("insurance/call/", {"company": "Bilbycase", "reference": "SENTINEL-4711", **said}),
            ("missing/things/", {"kind": "slides", "what": "Emunote", "holder": "Kiwivalue"}),
            ("where/", {"country": "US", "city": "Dingojudge"}),
        ):
            assert visitor.fill(case + path, **form)[0] == 302, path
        assert visitor.fill(f"{case}search/", words_wanted="Dugongword")[0] in (200, 302)
        # A form whose session has ended is kept too.
        assert stranger.fill("/cases/new/", with_token_of="/sign/login/", name="Zyxwvuq Qwzxfamily")[0] == 302
        visitor.close()
        stranger.close()
    kept = everything_below(home)
    assert any(path.endswith(".sqlite3") for path in kept)
    assert [(path, word) for path, data in kept.items() for word in SENTINELS if word.encode() in data] == []


def test_the_packet_holds_what_the_person_asked_for(tmp_path: Path) -> None:
    records = write(tmp_path / "records", {"Wombatfile.txt": letter(CHILD, "Quokkadiagnosis")})
    prepared(tmp_path / "home", records, "--out", tmp_path / "packet")
    page = (tmp_path / "packet" / "START-HERE.html").read_text("utf-8")
    assert "Zyxwvuq" in page
    copies = [path for path in (tmp_path / "packet" / "records").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in copies] == [(records / "Wombatfile.txt").read_bytes()]
