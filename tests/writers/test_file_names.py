"""Names in the packet: what a file, a hospital or an attacker calls itself must not matter to any file system."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.domain.dates import PartialDate
from consilium.writers.names import PART_CHARS, PATH_BYTES, Names, extension, safe_part

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)
DEVICES = ("CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "COM¹", "CONIN$")


def assert_safe(part: str) -> None:
    assert part
    assert len(part) <= PART_CHARS
    assert not set(part) & set('<>:"/\\|?*')
    assert part == part.strip(" ")
    assert not part.endswith(".")
    assert not any(unicodedata.category(char)[0] == "C" for char in part)
    assert part == unicodedata.normalize("NFC", part)
    assert part.split(".")[0].rstrip(" ").upper() not in DEVICES
    assert part not in (".", "..")


@settings(deadline=None)
@given(ANYTHING)
def test_any_text_becomes_a_part_that_every_system_takes(text: str) -> None:
    assert_safe(safe_part(text))


@settings(deadline=None)
@given(ANYTHING, ANYTHING, ANYTHING, st.one_of(st.none(), st.dates()))
def test_any_record_gets_a_path_that_every_system_takes(folder: str, source: str, title: str, day: object) -> None:
    date = PartialDate.from_iso(str(day)) if day else None
    path = Names().give(folder, date, source, title, "pdf")
    assert len(path.encode("utf-8")) <= PATH_BYTES
    root, *parts = path.split("/")
    assert root == "records"
    assert len(parts) == 2
    assert path.endswith(".pdf")
    for part in parts:
        assert_safe(part)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["Nota", "NOTA", "nota", "ﬁcha", "Ficha", "STRASSE", "straße", "e\u0301", "é", ""]), max_size=30
    )
)
def test_no_two_records_share_a_name_where_case_is_ignored(titles: list[str]) -> None:
    names = Names()
    paths = [names.give("labs", None, "", title, "txt") for title in titles]
    assert len({unicodedata.normalize("NFKC", path).casefold() for path in paths}) == len(titles)


@pytest.mark.parametrize("name", [*DEVICES, "con", "nul.txt", "Com1.tar.gz", "aux ", "PRN."])
def test_names_of_windows_devices_are_not_used(name: str) -> None:
    assert safe_part(name).startswith("_")


def test_a_name_cannot_leave_its_folder() -> None:
    path = Names().give("../..", None, "..", "../../etc/passwd", "pdf")
    assert path == "records/-/undated - -..-etc-passwd.pdf"


def test_the_usual_name_says_date_source_and_title() -> None:
    path = Names().give("pathology_report", PartialDate(2025, 6), "Hospital del Norte", "Biopsia: ganglio", "pdf")
    assert path == "records/pathology_report/2025-06 - Hospital del Norte - Biopsia- ganglio.pdf"


def test_an_unknown_date_is_said_so_in_the_language() -> None:
    assert (
        Names(undated="sin fecha").give("labs", None, "", "Hemograma", "pdf")
        == "records/labs/sin fecha - Hemograma.pdf"
    )


def test_the_second_of_a_name_is_numbered_before_its_extension() -> None:
    names = Names()
    given_names = [names.give("labs", None, "", title, "vcf.gz") for title in ("Panel", "PANEL", "panel")]
    assert [name.rsplit("/", 1)[1] for name in given_names] == [
        "undated - Panel.vcf.gz",
        "undated - PANEL (2).vcf.gz",
        "undated - panel (3).vcf.gz",
    ]


def test_a_long_title_is_cut_and_keeps_its_extension_and_number() -> None:
    names = Names()
    first, second = (names.give("labs", None, "H", "山" * 400, "pdf") for _ in range(2))
    assert first.endswith(".pdf")
    assert second.endswith(" (2).pdf")
    assert max(len(first.encode()), len(second.encode())) <= PATH_BYTES


def test_the_recognized_format_decides_the_extension() -> None:
    assert extension("pdf", "invoice.exe") == "pdf"
    assert extension("vcf-gz", "x.txt") == "vcf.gz"


def test_an_unknown_format_keeps_a_harmless_extension_only() -> None:
    assert extension("", "notes.ONE") == "one"
    assert [extension("", name) for name in ("a.exe", "a.pdf.LNK", "a.b c", "a", "a.", "a.\u202egpj")] == ["bin"] * 6


def test_bidi_and_zero_width_characters_are_dropped() -> None:
    assert safe_part("a\u202egpj.exe\u200b") == "agpj.exe"
