"""HL7 v2: damaged messages and batches first, then people, results, reports, escapes and documents."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import hl7
import pytest
from hypothesis import given, settings

from consilium.domain.errors import UnreadableError
from consilium.domain.records import DateRole
from consilium.readers import hl7v2
from tests.readers.exchanged import codes, damaged, ends_well, read, sniff, usual_damage

HEAD = "MSH|^~\\&|LAB|Hospital Ejemplo|X|Y|202403011200||ORU^R01^ORU_R01|7|P|2.5.1"
PID = "PID|1||77^^^NHC&1.2.3&ISO^MR~88^^^SSN||Muestra^Ana^María^^^^L~Ejemplo^Ana^^^^^M||20100514|F"
OBR = "OBR|1|P1|F1|718-7^Hemoglobin^LN|||20240228|||||||20240229||||||||20240301||LAB|F"
OBX = "OBX|1|NM|718-7^Hemoglobin^LN||9.50|g/dL|11.5-15.5|L|||F"


def message(*segments: str, end: str = "\r") -> bytes:
    return (end.join(segments) + end).encode()


WHOLE = message(HEAD, PID, OBR, OBX)


def observations(data: bytes) -> list[dict[str, Any]]:
    found: Any = read(hl7v2, data)[0].facts["observations"]
    return list(found)


def test_a_file_without_a_message_that_can_be_read_is_refused() -> None:
    for data in (b"", b"MSH", b"MSH|^~\\&|\r", b"PID|1\r", b"MSHAAAA\rPID|1"):
        with pytest.raises(UnreadableError) as caught:
            read(hl7v2, data)
        assert caught.value.code == "hl7v2.no_message"


def test_delimiters_that_can_not_be_told_apart_are_no_message() -> None:
    assert sniff(hl7v2, b"MSH|^^^^|a") is None
    assert sniff(hl7v2, b"MSHABCDE") is None


def test_a_bad_message_in_a_batch_costs_only_itself() -> None:
    batch = message(
        "FHS|^~\\&|A", "BHS|^~\\&|A", HEAD, PID, OBX, "MSH|^^^^|", "PID|1||9", HEAD, PID, OBX, "BTS|3", "FTS|1"
    )
    reading, _ = read(hl7v2, batch)
    assert len(reading.pages) == 2
    assert codes(reading) == {"hl7v2.bad_message"}


def test_a_batch_that_lacks_messages_says_so() -> None:
    reading, _ = read(hl7v2, message("BHS|^~\\&|A", HEAD, PID, OBX, "BTS|2"))
    assert [remark.args for remark in reading.remarks] == [{"stated": 2, "found": 1}]


def test_two_patients_in_one_file_are_both_named_and_one_patient_once() -> None:
    other = PID.replace("Muestra^Ana", "Muestra^Luis").replace("77^", "78^")
    reading, _ = read(hl7v2, message(HEAD, PID, OBX) + message(HEAD, other, OBX) + message(HEAD, PID, OBX))
    assert [person.given for person in reading.people] == ["Ana María", "Luis María"]
    assert reading.people[1].citation.place == "MSH[2]/PID-5"


def test_a_birth_date_that_no_calendar_has_is_unknown_and_said() -> None:
    reading, _ = read(hl7v2, WHOLE.replace(b"20100514", b"20100231"))
    assert reading.people[0].birth_date is None
    assert codes(reading) == {"hl7v2.bad_date"}


def test_an_explicit_null_is_nothing() -> None:
    assert read(hl7v2, WHOLE.replace(b"20100514", b'""'))[0].people[0].birth_date is None


def test_the_patient_keeps_numbers_with_their_issuers_and_the_maiden_name() -> None:
    person = read(hl7v2, WHOLE)[0].people[0]
    assert (person.family, person.given, person.sex) == ("Muestra", "Ana María", "female")
    assert person.other_names == ("Ana Ejemplo",)
    assert [(number.value, number.issuer) for number in person.numbers] == [("77", "NHC"), ("88", "SSN")]


def test_dates_keep_their_roles() -> None:
    roles = {(seen.role, str(seen.value)) for seen in read(hl7v2, WHOLE)[0].dates}
    assert {
        (DateRole.COLLECTED, "2024-02-28"),
        (DateRole.RECEIVED, "2024-02-29"),
        (DateRole.DOCUMENT, "2024-03-01"),
    } <= roles


def test_an_examination_is_dated_as_a_study() -> None:
    reading, _ = read(hl7v2, WHOLE.replace(b"|LAB|F", b"|RAD|F"))
    assert (DateRole.STUDY, "2024-02-28") in {(seen.role, str(seen.value)) for seen in reading.dates}


def test_a_result_keeps_value_unit_range_flag_and_status_as_written() -> None:
    result = observations(WHOLE)[0]
    kept = [result[key] for key in ("value", "unit", "reference_range", "flag", "status", "system", "path")]
    assert kept == ["9.50", "g/dL", "11.5-15.5", "L", "F", "LN", "OBX[1]"]


def test_escapes_are_undone_once_and_unknown_ones_stay() -> None:
    text = r"OBX|1|TX|||a\F\b\S\c\T\d\R\e\E\F\X4869\z\.br\next\Zq\ end"
    lines = read(hl7v2, message(HEAD, PID, text))[0].text.splitlines()
    assert lines == ["a|b^c&d~e\\FHiz", r"next\Zq\ end"]


def test_report_lines_are_joined_and_a_broken_line_is_carried_on() -> None:
    data = message(
        HEAD, PID, OBR, "OBX|1|TX|||First line", "goes on here", "OBX|2|TX|||Second", "NTE|1||A note", end="\n"
    )
    reading, _ = read(hl7v2, data)
    assert reading.text.splitlines()[1:] == ["First line", "goes on here", "Second", "A note"]
    assert codes(reading) == {"hl7v2.carried_lines"}


def test_other_delimiters_and_line_ends_and_mllp_bytes_are_read() -> None:
    odd = WHOLE.decode().translate(str.maketrans("|^", "#*")).replace("\r", "\r\n")
    reading, _ = read(hl7v2, b"\x0b" + odd.encode() + b"\x1c\r")
    assert reading.people[0].family == "Muestra"
    assert sniff(hl7v2, b"\x0b" + odd.encode()) == "hl7v2"


def test_the_declared_character_set_is_used_and_a_missing_one_guessed_and_said() -> None:
    declared = message(HEAD + "||||||8859/1", PID, OBX).decode().encode("latin-1")
    reading, _ = read(hl7v2, declared)
    assert (reading.people[0].given, reading.remarks) == ("Ana María", ())
    guessed, _ = read(hl7v2, WHOLE.decode().encode("cp1252"))
    assert (guessed.people[0].given, codes(guessed)) == ("Ana María", {"hl7v2.encoding"})
    wide, _ = read(hl7v2, WHOLE.decode().encode("utf-16"))
    assert wide.people[0].given == "Ana María"


@pytest.mark.parametrize("kind", ["ED", "TX", "ST"])
def test_a_document_in_base64_is_handed_on_whatever_its_type_says(kind: str) -> None:
    pdf = b"%PDF-1.4 synthetic"
    packed = base64.b64encode(pdf).decode()
    data = message(HEAD, PID, OBR, f"OBX|1|{kind}|11502-2^Report^LN||^application^pdf^Base64^{packed}||||||F")
    reading, outlet = read(hl7v2, data)
    assert outlet.members == [("Report.pdf", "application/pdf", pdf, True)]
    assert reading.facts["observations"] == []


def test_hexadecimal_documents_damaged_ones_and_pointers() -> None:
    good = "OBX|1|ED|1^Note||^TEXT^RTF^Hex^" + b"{\\rtf1 hello}".hex()
    bad, pointer = "OBX|2|ED|1^Note||^AP^PDF^Base64^%%%", "OBX|3|RP|1^Scan||\\\\srv\\scan.tif^PACS^IM^TIFF"
    reading, outlet = read(hl7v2, message(HEAD, PID, good, bad, pointer))
    assert outlet.members == [("Note.rtf", "application/rtf", b"{\\rtf1 hello}", True)]
    assert codes(reading) == {"hl7v2.bad_document", "hl7v2.document_elsewhere"}


def test_a_document_message_says_its_type_and_author() -> None:
    txa = "TXA|1|DS^Discharge summary|TX|20240220||20240301|||9^Sample^Luis^^^Dr||||DOC1|||||AU"
    data = message(HEAD.replace("ORU^R01^ORU_R01", "MDM^T02"), PID, txa, "OBX|1|TX|||Went home well")
    reading, _ = read(hl7v2, data)
    assert {"MDM^T02", "DS", "Discharge summary"} <= {kind.value for kind in reading.kinds}
    assert [author.value for author in reading.authors] == ["Dr Luis Sample"]
    assert (DateRole.DOCUMENT, "2024-03-01") in {(seen.role, str(seen.value)) for seen in reading.dates}
    assert reading.text == "Went home well"


@pytest.mark.parametrize("data", usual_damage(WHOLE))
def test_usual_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(hl7v2, data)


@settings(max_examples=100, deadline=None)
@given(damaged(message(HEAD, PID, OBR, OBX, r"OBX|2|TX|||a\X41\b\.br\c", "OBX|3|ED|1||^A^PDF^Base64^JVBERi0=")))
def test_any_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(hl7v2, data)


def test_the_public_samples_agree_with_an_independent_parser(shared_data: Path) -> None:
    paths = sorted((shared_data / "hl7v2").rglob("*.hl7"))
    assert len(paths) == 3
    for path in paths:
        text = path.read_text().strip().replace("\n", "\r")
        oracle = hl7.parse(text)
        reading, _ = read(hl7v2, path.read_bytes())
        names = [str(segment[0]) for segment in oracle]
        assert len(observations(path.read_bytes())) == names.count("OBX"), path
        patient = next(segment for segment in oracle if str(segment[0]) == "PID")
        assert reading.people[0].citation.quote == (str(patient[5]) if len(patient) > 5 else ""), path
        for segment, ours in zip(
            (each for each in oracle if str(each[0]) == "OBX"), observations(path.read_bytes()), strict=True
        ):
            assert ours.get("value", "") == str(segment[5]).replace("^", ""), path
