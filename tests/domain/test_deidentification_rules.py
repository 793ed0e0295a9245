"""What stays of a text, a code, a date, an identifier and a picture, by the rules alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.domain.deidentification import (
    How,
    Look,
    Pictured,
    Pseudonyms,
    Tally,
    aperio_description,
    look_at,
    order_of,
)
from consilium.domain.deidentification.report import Changed, Cleaned, Deed, in_sum
from consilium.knowledge.deidentification import deidentification

KEY = bytes(range(32))
TABLES = deidentification()
PLAIN = TABLES.knowing(())
STORAGE = "1.2.840.10008.5.1.4.1.1."
DAYS = st.dates(date(1930, 1, 1), date(2090, 1, 1))


def pseudonyms(key: bytes = KEY) -> Pseudonyms:
    return Pseudonyms(order_of(key, ()))


@pytest.mark.parametrize(
    "text",
    [
        "Rossi",
        "Dr. Okafor",
        "MRN 0048812",
        "tel 555-123-4567",
        "mia@example.org",
        "St. Agnes Hospital",
        "12 MAR 2019",
        "2019-03-12",
        "Habitación 1204",
        "M I A  R.O.S.S.I",
        "M\x1fI\x1fA",
    ],
)
def test_of_a_text_that_says_who_or_when_nothing_telling_is_left(text: str) -> None:
    left = PLAIN.text(text)
    assert not any(char.isdigit() for char in left)
    assert {word.casefold() for word in left.split()} <= TABLES.vocabulary.words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("CT CHEST W CONTRAST 12/03/2019 Mia Rossi", "CT CHEST W CONTRAST"),
        ("TC TÓRAX con contraste - Dr. Pérez", "TC TÓRAX con contraste"),
        ("t1_mprage_sag_p2_iso_1.0mm", "t1_mprage_sag_p2_iso_1.0mm"),
        ("Ax T2 FLAIR 3 mm", "Ax T2 FLAIR 3 mm"),
        ("B30f", "B30f"),
        ("MR BRAIN 2019", "MR BRAIN"),
        ("", ""),
    ],
)
def test_words_of_body_and_technique_stay(text: str, left: str) -> None:
    assert PLAIN.text(text) == left


def test_a_listed_word_that_is_the_childs_name_goes_in_texts_and_codes() -> None:
    words = TABLES.knowing(["Hand, Iris", "Brain"])
    assert words.text("CT HAND left") == "CT left"
    assert words.text("MR Brain") == "MR"
    assert not words.code("HAND")
    assert PLAIN.code("HAND")


@given(st.text(max_size=60))
def test_every_word_that_stays_is_listed_or_a_short_label(text: str) -> None:
    left = PLAIN.text(text)
    assert PLAIN.text(left) == left
    for word in left.replace("_", " ").split():
        assert len(word) <= 40
        if word.isdigit():
            assert len(word) <= 3


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ_ ", min_size=1, max_size=16))
def test_a_coded_value_stays_only_when_all_its_words_are_listed(value: str) -> None:
    words = value.replace("_", " ").casefold().split()
    listed = TABLES.vocabulary.words | TABLES.vocabulary.codes
    if PLAIN.code(value):
        assert all(len(word) == 1 or word in listed or set(word) <= set("lraphf") for word in words)


@given(DAYS, DAYS)
def test_the_time_between_two_dates_stays_the_same(one: date, other: date) -> None:
    moved = [pseudonyms().moved("DA", f"{day:%Y%m%d}") for day in (one, other)]
    days = [date(int(text[:4]), int(text[4:6]), int(text[6:])) for text in moved]
    assert days[1] - days[0] == other - one
    assert one - days[0] >= timedelta(days=366)


@given(DAYS, st.times())
def test_a_moment_moves_as_its_day_does_and_loses_its_place_on_earth(day: date, time: object) -> None:
    written = f"{day:%Y%m%d}{time:%H%M%S}.{time:%f}"
    moved = pseudonyms().moved("DT", written + "+0100")
    assert moved == pseudonyms().moved("DA", f"{day:%Y%m%d}") + written[8:]


@pytest.mark.parametrize(
    ("vr", "value"),
    [
        ("DA", "20190230"),
        ("DA", "2019-03-12"),
        ("DA", "19870613-19880613"),
        ("DA", "SENTINEL"),
        ("DA", ""),
        ("DT", "20191301"),
        ("DT", "2019SENTINEL"),
        ("TM", "251010"),
        ("TM", "SENTINEL"),
        ("TM", "101010 Mia"),
        ("DA", "00010101"),
    ],
)
def test_a_date_that_is_none_does_not_stay(vr: str, value: str) -> None:
    assert pseudonyms().moved(vr, value) == ""


@pytest.mark.parametrize(("vr", "value", "length"), [("DT", "2019", 4), ("DT", "201903", 6), ("DA", "2019.03.12", 8)])
def test_a_date_stays_as_precise_as_it_was(vr: str, value: str, length: int) -> None:
    assert len(pseudonyms().moved(vr, value)) == length


def test_a_time_of_day_stays() -> None:
    assert pseudonyms().moved("TM", "101500.123") == "101500.123"
    assert pseudonyms().moved("TM", "10:15:00") == "101500"


@given(st.from_regex(r"1\.[0-9]{1,5}(\.[0-9]{1,9}){1,6}", fullmatch=True))
def test_an_identifier_becomes_the_same_one_each_time_and_another_with_another_key(uid: str) -> None:
    made = pseudonyms().uid(uid)
    assert made == pseudonyms().uid(uid) != pseudonyms(bytes(32)).uid(uid)
    assert made.startswith("2.25.")
    assert len(made) <= 64
    assert uid not in made


def test_kinds_of_objects_keep_their_identifiers() -> None:
    assert pseudonyms().uid(f"{STORAGE}2") == f"{STORAGE}2"
    assert pseudonyms().uid("") == ""


def test_what_stands_for_the_patient_depends_on_the_key_alone() -> None:
    one, other = order_of(KEY, ("Mia Rossi",)), order_of(KEY, ())
    assert (one.patient, one.days) == (other.patient, other.days)
    assert order_of(bytes(32), ()).patient != one.patient
    assert one.patient.startswith("CON-")


@pytest.mark.parametrize(
    ("tag", "keyword", "vr", "how"),
    [
        (0x00100010, "PatientName", "PN", How.EMPTY),
        (0x00100030, "PatientBirthDate", "DA", How.EMPTY),
        (0x00101010, "PatientAge", "AS", How.CHECK),
        (0x00102160, "EthnicGroup", "SH", How.REMOVE),
        (0x00080020, "StudyDate", "DA", How.SHIFT),
        (0x0020000D, "StudyInstanceUID", "UI", How.MAP),
        (0x00081030, "StudyDescription", "LO", How.WORDS),
        (0x00181000, "DeviceSerialNumber", "LO", How.DUMMY),
        (0x00180050, "SliceThickness", "DS", How.CHECK),
        (0x00400275, "RequestAttributesSequence", "SQ", How.WALK),
        (0x00700001, "GraphicAnnotationSequence", "SQ", How.REMOVE),
        (0x60003000, "OverlayData", "OW", How.REMOVE),
        (0x50003000, "CurveData", "OW", How.REMOVE),
        (0x00091010, "", "LO", How.REMOVE),
        (0x00189999, "", "", How.REMOVE),
        (0x00081080, "AdmittingDiagnosesDescription", "LO", How.WORDS),
        (0x0040A123, "PersonName", "PN", How.DUMMY),
    ],
)
def test_the_table_and_the_list_decide_what_is_done(tag: int, keyword: str, vr: str, how: How) -> None:
    assert TABLES.profile.treatment(tag, keyword, vr).how is how


@pytest.mark.parametrize(
    ("picture", "look"),
    [
        (Pictured(f"{STORAGE}2", ("ORIGINAL", "PRIMARY", "AXIAL"), "MONOCHROME2"), Look.PASS),
        (Pictured(f"{STORAGE}2", ("DERIVED", "SECONDARY", "SCREEN SAVE"), "MONOCHROME2"), Look.SEARCH),
        (Pictured(f"{STORAGE}2", ("DERIVED", "PRIMARY"), "RGB"), Look.SEARCH),
        (Pictured(f"{STORAGE}4", ("ORIGINAL", "PRIMARY"), "MONOCHROME2", "YES"), Look.SEARCH),
        (Pictured(f"{STORAGE}7", (), "RGB", "NO"), Look.SEARCH),
        (Pictured(f"{STORAGE}6.1", (), "RGB", "NO"), Look.SEARCH),
        (Pictured(f"{STORAGE}481.1", (), "MONOCHROME2"), Look.SEARCH),
        (Pictured(f"{STORAGE}1.1", (), "MONOCHROME2"), Look.SEARCH),
        (Pictured(f"{STORAGE}1.1", (), "MONOCHROME2", "NO"), Look.PASS),
        (Pictured(f"{STORAGE}77.1.6", ("DERIVED", "PRIMARY", "VOLUME", "NONE"), "RGB"), Look.PASS),
        (Pictured(f"{STORAGE}77.1.6", ("ORIGINAL", "PRIMARY", "LABEL", "NONE"), "RGB"), Look.REFUSE),
        (Pictured(f"{STORAGE}77.1.6", ("ORIGINAL", "PRIMARY", "OVERVIEW", "NONE"), "RGB"), Look.REFUSE),
        (Pictured(f"{STORAGE}104.1"), Look.REFUSE),
        (Pictured(f"{STORAGE}66.4", (), "MONOCHROME2"), Look.PASS),
        (Pictured(f"{STORAGE}66"), Look.REFUSE),
        (Pictured("1.3.12.2.1107.5.9.1"), Look.SEARCH),
        (Pictured(""), Look.SEARCH),
    ],
)
def test_which_pictures_are_searched_for_words(picture: Pictured, look: Look) -> None:
    decided = look_at(picture, TABLES.pixels)
    assert decided.value is look
    assert decided.reasons


def test_a_person_can_have_every_picture_searched() -> None:
    picture = Pictured(f"{STORAGE}2", ("ORIGINAL", "PRIMARY"), "MONOCHROME2")
    assert look_at(picture, TABLES.pixels, every_image=True).value is Look.SEARCH


def test_of_aperios_description_measures_stay_and_words_go() -> None:
    written = (
        "Aperio Image Library v12.0.15 \r\n1000x800 [0,0 1000x800] (256x256) JPEG/RGB Q=70"
        "|AppMag = 40|MPP = 0.25|Title = Mia Rossi|Date = 03/12/19|Barcode = S19-1234|MPP = Mia|User = u1"
    )
    left = aperio_description(written, TABLES.tiff.aperio)
    assert left == (
        "Aperio Image Library v12.0.15\r\n1000x800 [0,0 1000x800] (256x256) JPEG/RGB Q=70|AppMag = 40|MPP = 0.25"
    )


def test_of_a_description_that_names_somebody_in_its_first_lines_the_maker_stays() -> None:
    left = aperio_description("Aperio Mia Rossi\r\n12x12 Mia Rossi 20190312|Filename = a", TABLES.tiff.aperio)
    assert left == "Aperio\r\n"


def test_changes_of_several_files_are_added_up() -> None:
    tally = Tally()
    tally.add("PatientName", Deed.REPLACED)
    tally.add("PatientName", Deed.REPLACED, 2)
    one = Cleaned(tally.changes())
    assert in_sum([one, one]) == (Changed("PatientName", Deed.REPLACED, 6),)
