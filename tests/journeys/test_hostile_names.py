"""Names of files, folders, patients and members that attack whoever shows them: terminal, page, print, manifest.

What is checked is what a person or a program gets to see: what the command says, START-HERE.html as a browser parses
it, summary.pdf as text, the names below `records/`, and manifest.json.
"""

from __future__ import annotations

import json
import os
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.cast import Person
from tests.command import consilium
from tests.papers import ct_slice, letter, write
from tests.readers.archive_files import zipped
from tests.writers.fhir_conformance import faults

ESCAPES = "\x1b[31m\x1b]0;owned\x07\x1b[2J"
SCRIPT = "<script>alert(1)</script>"
QUOTES = '" onmouseover="alert(1)" x=\''
BIDI = "report\u202egpj.exe"
NAMES = [
    f"{ESCAPES}escapes.txt",
    f"{SCRIPT.replace('/', '∕')}.txt",
    f"{QUOTES}.txt",
    f"{BIDI}.txt",
    "line\nbreak\rreturn\ttab.txt",
    "javascript:alert(1).txt",
    "{{ 7*7 }}{% raw %}.txt",
    '#panic("typst") $x$ *strong* @label.txt',
    "CON.txt",
    "trailing dot..txt",
    "=HYPERLINK(1).txt",
    "-rf .txt",
    "ñandú 兒童 дитина طفل 👶.txt",
    "e\u0301 and \u00e9.txt",
    "zero\u200bwidth\ufeff.txt",
    "x" * 251 + ".txt",
    "é" * 125 + ".txt",
]
RAW = b"\xff\xfe not UTF-8 \xe9.txt"
PATIENT = Person(f"Mia{SCRIPT}", f"Muestra{ESCAPES}", "2010-05-17", "F", f"MRN-{QUOTES}")
DEEP = 300


@dataclass
class Outcome:
    place: Path
    status: int
    said: str
    manifest: dict[str, Any]
    page: str

    @property
    def paths(self) -> set[str]:
        return {one["path"] for one in self.manifest["files"]}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Harmless letters and unknown files under harmful names, and a harmless slice of a harmfully named patient."""
    base = tmp_path_factory.mktemp("names")
    folder = write(base / "records", {name: letter(words=f"letter {at}") for at, name in enumerate(NAMES)})
    write(folder, {f"unknown/{name}": b"\x01\x02%d" % at for at, name in enumerate(NAMES)})
    write(folder, {f"{SCRIPT.replace('/', '∕')}/{ESCAPES}/unknown.bin": b"\x01\x02\x03", "IM1": ct_slice(0, PATIENT)})
    with open(os.path.join(os.fsencode(folder), RAW), "wb") as file:
        file.write(letter(words="not UTF-8").encode())
    member = f"../{ESCAPES}{SCRIPT}/{BIDI}.txt"
    write(folder, {f"{ESCAPES}bundle.zip": zipped({member: letter(words="member").encode(), "n\x00ull": b"\x01\x02"})})
    _dig(folder)
    place = base / "packet"
    done = consilium(base / "home", "prepare", folder, "--out", place)
    manifest = json.loads((place / "manifest.json").read_bytes())
    return Outcome(place, done.returncode, done.stderr + done.stdout, manifest, (place / "START-HERE.html").read_text())


def _dig(folder: Path) -> None:
    """300 folders in one another, the deepest of which has a path that no system call takes at once (PATH_MAX)."""
    above = os.open(folder, os.O_RDONLY)
    for level in range(DEEP):
        name = f"level {level:03d} of many"
        os.mkdir(name, dir_fd=above)
        below = os.open(name, os.O_RDONLY, dir_fd=above)
        os.close(above)
        above = below
        if level in (100, DEEP - 1):
            out = os.open("deep.txt", os.O_WRONLY | os.O_CREAT, dir_fd=above)
            os.write(out, letter(words=f"level {level}").encode())
            os.close(out)
    os.close(above)


def harmful(text: str) -> set[str]:
    """Characters that drive a terminal or turn the writing direction."""
    turning = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return {char for char in text if unicodedata.category(char) in ("Cc", "Cs") or char in turning}


def test_the_command_ends_well_and_says_nothing_that_drives_a_terminal(outcome: Outcome) -> None:
    assert outcome.status == 1, outcome.said[-2000:]
    assert "Traceback" not in outcome.said
    assert harmful(outcome.said.replace("\n", "")) == set()


def test_every_name_is_in_the_manifest_as_it_is(outcome: Outcome) -> None:
    assert {name for name in NAMES if name not in outcome.paths} == set()


def test_a_name_that_is_no_text_is_kept_exactly_beside_what_is_shown(outcome: Outcome) -> None:
    import base64

    raw = [base64.b64decode(one["path_base64"]) for one in outcome.manifest["files"] if "path_base64" in one]
    assert RAW in raw


def test_the_manifest_escapes_what_drives_a_terminal(outcome: Outcome) -> None:
    raw = (outcome.place / "manifest.json").read_bytes()
    assert b"\x1b" not in raw
    assert b"\x07" not in raw


def test_letters_under_harmful_names_are_read_all_the_same(outcome: Outcome) -> None:
    ends = {one["path"]: one["ended"] for one in outcome.manifest["files"]}
    assert {name: ends[name] for name in NAMES if ends[name] != "read"} == {}


def test_names_in_the_packet_are_names_on_every_system(outcome: Outcome) -> None:
    names = [path.relative_to(outcome.place) for path in outcome.place.rglob("*")]
    for name in names:
        assert harmful(str(name)) == set(), name
        for part in name.parts:
            assert not set(part) & set('<>:"\\|?*'), name
            assert len(part.encode()) <= 255
            assert part == part.rstrip(" ."), name
            assert part.split(".")[0].upper() not in ("CON", "PRN", "AUX", "NUL")
    folded = [str(name).casefold() for name in names]
    assert len(folded) == len(set(folded))


class Parsed(HTMLParser):
    """Tags and attributes as a browser would have them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.fixture(scope="module")
def parsed(outcome: Outcome) -> Parsed:
    made = Parsed()
    made.feed(outcome.page)
    return made


def test_the_page_runs_nothing_and_loads_nothing(outcome: Outcome, parsed: Parsed) -> None:
    assert not parsed.tags & {"script", "iframe", "object", "embed", "base", "form", "link"}
    assert [name for name, _ in parsed.attributes if name.startswith("on")] == []
    policy = next(value for name, value in parsed.attributes if name == "content" and "default-src" in value)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


def test_every_link_of_the_page_is_a_file_of_the_packet_or_a_place_on_the_page(
    outcome: Outcome, parsed: Parsed
) -> None:
    from urllib.parse import unquote

    links = [value for name, value in parsed.attributes if name == "href"]
    assert len(links) > 10
    for link in links:
        assert link.startswith(("#", "./")), link
        assert link.startswith("#") or (outcome.place / unquote(link.partition("#")[0])).exists(), link
    for name, value in parsed.attributes:
        assert name != "src" or value.startswith("data:image/"), value


def test_the_page_shows_harmful_names_as_harmless_text(outcome: Outcome) -> None:
    assert harmful(outcome.page.replace("\n", "")) == set()
    assert "&lt;script&gt;" in outcome.page
    assert SCRIPT not in outcome.page


def test_the_summary_shows_names_as_text_and_not_as_markup(outcome: Outcome) -> None:
    document = pypdfium2.PdfDocument(outcome.place / "summary.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "49" not in "".join(line for line in text.splitlines() if "raw" in line)
    assert "\x1b" not in text
    assert "panic" in text


def test_a_patient_of_harmful_name_is_listed_by_it(outcome: Outcome) -> None:
    one = next(one for one in outcome.manifest["files"] if one["path"] == "IM1")
    assert "Mia" in one["patient"]["name"]
    assert SCRIPT in one["patient"]["name"]


def test_members_of_harmful_names_come_out_under_tame_ones(outcome: Outcome) -> None:
    members = [path.partition("!/")[2] for path in outcome.paths if "bundle.zip!/" in path]
    assert len(members) == 2
    for member in members:
        assert harmful(member) == set()
        assert not member.startswith((".", "/"))


def test_folders_are_walked_as_deep_as_the_system_goes_and_the_end_is_said(outcome: Outcome) -> None:
    deep = {one["path"]: one for one in outcome.manifest["files"] if one["path"].startswith("level 000")}
    read = {path for path, one in deep.items() if one["ended"] == "read"}
    assert {path.count("/") for path in read} == {101}
    (beyond,) = deep.keys() - read
    assert beyond.count("/") > 200
    assert [reason["code"] for reason in deep[beyond]["reasons"]] == ["errors.path_too_long"]


def test_the_fhir_summary_is_whole_whatever_files_are_named(outcome: Outcome) -> None:
    assert faults(json.loads((outcome.place / "summary.fhir.json").read_bytes())) == []
