"""Queries, accepted types, lists of frames and ranges, as clients write them and as they should not."""

from __future__ import annotations

import pytest

from consilium.domain.dicomweb.accepting import DICOM, EXPLICIT, OCTETS, Chosen, accepted
from consilium.domain.dicomweb.query import QueryError, answers, parsed
from consilium.domain.dicomweb.ranges import BeyondError, RangeError, bulk_place, byte_range, frame_list
from consilium.domain.records import Json

J2K = "1.2.840.10008.1.2.4.90"
DATA: dict[str, Json] = {
    "00080020": {"vr": "DA", "Value": ["20240312"]},
    "00080030": {"vr": "TM", "Value": ["101500.5"]},
    "00080061": {"vr": "CS", "Value": ["CT", "PT"]},
    "00081030": {"vr": "LO", "Value": ["TAC de tórax (abc) [1]"]},
    "00100010": {"vr": "PN", "Value": [{"Alphabetic": "Muestra^Lucía^^"}]},
    "0020000D": {"vr": "UI", "Value": ["1.2.3"]},
    "00200011": {"vr": "IS", "Value": [3]},
    "00400275": {"vr": "SQ", "Value": [{"00400009": {"vr": "SH", "Value": ["A1"]}}]},
    "00080050": {"vr": "SH"},
}


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("StudyDate", "20240312", True),
        ("StudyDate", "20240301-20240312", True),
        ("StudyDate", "-20240311", False),
        ("00080020", "20240312-", True),
        ("StudyDate", "20240313-", False),
        ("StudyTime", "1000-1100", True),
        ("ModalitiesInStudy", "PT", True),
        ("ModalitiesInStudy", "MR,PT", True),
        ("ModalitiesInStudy", "MR", False),
        ("StudyDescription", "TAC*", True),
        ("StudyDescription", "TAC de t?rax*", True),
        ("StudyDescription", "*(abc) [1]", True),
        ("StudyDescription", "tac*", False),
        ("PatientName", "muestra^lucía", True),
        ("PatientName", "*lucía*", True),
        ("PatientName", "Otra*", False),
        ("StudyInstanceUID", "1.2.3,1.2.4", True),
        ("StudyInstanceUID", "1.2.*", False),
        ("SeriesNumber", "3", True),
        ("SeriesNumber", "03", True),
        ("SeriesNumber", "4", False),
        ("RequestAttributesSequence.ScheduledProcedureStepID", "A1", True),
        ("00400275.00400009", "A2", False),
        ("AccessionNumber", "A1", False),
        ("AccessionNumber", "*", True),
    ],
)
def test_matching_is_as_the_standard_has_it(name: str, value: str, found: bool) -> None:
    assert answers(DATA, parsed([(name, value)]).matches) is found


def test_a_query_pages_and_includes() -> None:
    query = parsed([("limit", "2"), ("offset", "4"), ("includefield", "00081030,PatientName"), ("StudyDate", "")])
    assert query.page(9) == (slice(4, 6), False)
    assert query.fields == {"00081030", "00100010", "00080020"}
    assert not query.matches
    assert parsed([("includefield", "all"), ("fuzzymatching", "true")]).every_field
    assert parsed([("fuzzymatching", "true")]).fuzzy
    assert parsed([]).page(20_000) == (slice(0, 10_000), True)


@pytest.mark.parametrize(
    ("name", "value"),
    [("limit", "-1"), ("limit", "many"), ("offset", "1.5"), ("limit", "9" * 12), ("fuzzymatching", "maybe"),
     ("NoSuchName", "1"), ("0008002", "1"), ("StudyDate.", "1"), ("includefield", "Nonsense"),
     ("PatientName", "x" * 2000)],
)  # fmt: skip
def test_a_query_without_sense_is_refused(name: str, value: str) -> None:
    with pytest.raises(QueryError):
        parsed([(name, value)])


def test_many_stars_cost_nothing() -> None:
    assert not answers({"00081030": {"vr": "LO", "Value": ["a" * 64]}}, parsed([("00081030", "*" * 900 + "b")]).matches)


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("*/*", Chosen(True, "image/jp2")),
        ("", Chosen(True, "image/jp2")),
        ('multipart/related; type="application/octet-stream"; transfer-syntax=*', Chosen(True, OCTETS)),
        (f'multipart/related; type="application/octet-stream"; transfer-syntax={J2K}', Chosen(True, OCTETS)),
        ('multipart/related; type="application/octet-stream"', Chosen(True, OCTETS, EXPLICIT)),
        (f"application/octet-stream; transfer-syntax={EXPLICIT}", Chosen(False, OCTETS, EXPLICIT)),
        ('multipart/related; type="image/jp2"', Chosen(True, "image/jp2")),
        ("image/jp2", Chosen(False, "image/jp2")),
        ("image/*", Chosen(False, "image/jp2")),
        ("image/png, image/jp2;q=0.5", Chosen(False, "image/jp2")),
        ("image/jp2;q=0.1, application/octet-stream;q=0.9", Chosen(False, OCTETS, EXPLICIT)),
        ('multipart/related; type="image/jpeg"', None),
        ("text/html", None),
        ("image/jp2;q=0", None),
    ],
)
def test_compressed_frames_go_in_the_form_that_is_accepted(header: str, chosen: Chosen | None) -> None:
    assert accepted(header).frames(J2K, compressed=True, one_frame=True) == chosen


def test_native_frames_are_octets_and_several_need_parts() -> None:
    assert accepted("*/*").frames(EXPLICIT, compressed=False, one_frame=False) == Chosen(True, OCTETS)
    assert accepted(OCTETS).frames(EXPLICIT, compressed=False, one_frame=False) is None
    assert accepted("image/jpeg").frames(EXPLICIT, compressed=False, one_frame=True) is None


def test_files_go_as_stored_unless_asked_otherwise() -> None:
    stored = {J2K}
    assert accepted('multipart/related; type="application/dicom"').files(stored, one_file=False) == Chosen(True, DICOM)
    assert accepted(DICOM).files(stored, one_file=True) == Chosen(False, DICOM)
    assert accepted(DICOM).files(stored, one_file=False) is None
    asked = f'multipart/related; type="application/dicom"; transfer-syntax={EXPLICIT}'
    assert accepted(asked).files(stored, one_file=True) == Chosen(True, DICOM, EXPLICIT)
    other = 'multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.4.50'
    assert accepted(other).files(stored, one_file=True) is None
    assert accepted(f"{other}, {asked}").files(stored, one_file=True) == Chosen(True, DICOM, EXPLICIT)


def test_the_address_says_what_is_accepted_before_the_header() -> None:
    assert accepted("image/jpeg", [("accept", "image/png")]).picture(("image/jpeg", "image/png")) == "image/png"


@pytest.mark.parametrize("text", ["", "0", "1,0", "5", "1,5", "-1", "a", "1,,2", "1, 2", "1;2", "1" * 12, "١"])
def test_frames_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(RangeError):
        frame_list(text, 4)


def test_frames_come_in_the_order_asked() -> None:
    assert frame_list("3,1,4", 4) == [3, 1, 4]


@pytest.mark.parametrize(
    ("header", "found"),
    [("bytes=0-9", (0, 10)), ("bytes=90-", (90, 10)), ("bytes=-5", (95, 5)), ("bytes=90-500", (90, 10)),
     ("bytes=5-2", None), ("bytes=0-1,5-6", None), ("items=0-1", None), ("bytes=-", None), ("bytes=a-b", None)],
)  # fmt: skip
def test_ranges_of_bytes(header: str, found: tuple[int, int] | None) -> None:
    assert byte_range(header, 100) == found


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_beyond_the_end_is_told(header: str) -> None:
    with pytest.raises(BeyondError):
        byte_range(header, 100)


def test_places_of_bulk_data() -> None:
    assert bulk_place("8192-512") == (False, 8192, 512)
    assert bulk_place("inflated-0-4") == (True, 0, 4)
    assert bulk_place("../x") is None
