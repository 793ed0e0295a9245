"""MAF: damage first, then builds, samples and variants."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from consilium.domain.errors import UnreadableError
from consilium.readers import maf
from tests.readers.exchanged import codes, damaged, ends_well, read, sniff, usual_damage

COLUMNS = (
    "Hugo_Symbol\tCenter\tNCBI_Build\tChromosome\tStart_Position\tEnd_Position\tVariant_Classification\t"
    "Reference_Allele\tTumor_Seq_Allele2\tTumor_Sample_Barcode\tHGVSp_Short\tt_depth\tt_alt_count\tFILTER\tPatient_Id\n"
)
ROW = "TP53\tlab.example\tGRCh38\tchr17\t7674220\t7674220\tMissense_Mutation\tC\tT\tS-1\tp.R248Q\t90\t30\tPASS\t77\n"
WHOLE = ("#version 2.4\n" + COLUMNS + ROW + ROW.replace("PASS", "panel_of_normals")).encode()


def facts(data: bytes) -> dict[str, Any]:
    return dict(read(maf, data)[0].facts)


def test_a_file_without_the_header_line_is_refused() -> None:
    for data in (b"", b"a\tb\n1\t2\n", b"##maf version=1\na score=1\n"):
        assert sniff(maf, data) is None
        with pytest.raises(UnreadableError) as caught:
            read(maf, data)
        assert caught.value.code == "genomics.not_maf"


def test_broken_rows_are_counted_and_cost_only_themselves() -> None:
    reading, _ = read(maf, WHOLE + b"KRAS\tbroken\n" + ROW.replace("7674220", "X").encode())
    assert reading.facts["counts"] == {"records": 4, "passing": 1, "filtered": 1, "malformed": 2}
    assert codes(reading) == {"genomics.malformed_lines"}


def test_two_builds_in_one_file_are_said() -> None:
    assert codes(read(maf, WHOLE + ROW.replace("GRCh38", "37").encode())[0]) == {"genomics.build_conflict"}


def test_a_variant_keeps_its_values_as_written_and_can_be_searched() -> None:
    found = facts(WHOLE)
    assert (found["builds"], found["samples"], found["version"]) == (["GRCh38"], ["S-1"], "2.4")
    kept = found["variants"][0]
    assert (kept["gene"], kept["hgvs_p"], kept["start"], kept["alt_depth"], kept["line"]) == (
        "TP53",
        "p.R248Q",
        "7674220",
        "30",
        3,
    )
    assert "TP53 p.R248Q Missense_Mutation" in read(maf, WHOLE)[0].text


def test_a_barcode_is_no_patient_and_a_patient_id_is_a_number() -> None:
    person = read(maf, WHOLE)[0].people[0]
    assert (person.text, person.numbers[0].value) == ("", "77")
    without = WHOLE.replace(b"Patient_Id", b"Other")
    assert read(maf, without)[0].people == ()


def test_utf16_is_read() -> None:
    data = WHOLE.decode().encode("utf-16")
    assert sniff(maf, data) == "maf"
    assert facts(data)["counts"]["records"] == 2


@pytest.mark.parametrize("data", usual_damage(WHOLE))
def test_usual_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(maf, data)


@settings(max_examples=60, deadline=None)
@given(damaged(WHOLE))
def test_any_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(maf, data)
