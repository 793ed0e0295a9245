"""VCF: bombs and damage first, then build, filters, genes, fractions."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers import variants
from tests.readers.exchanged import codes, damaged, ends_well, read, sniff, usual_damage

ANN = "T|missense_variant|MODERATE|TP53|ENSG1|transcript|NM_000546.6|protein_coding|7/11|c.743G>A|p.Arg248Gln|||||"
HEAD = """##fileformat=VCFv4.2
##fileDate=20240301
##source=Caller 1.0
##reference=file:///ref/GRCh38.fa
##INFO=<ID=ANN,Number=.,Type=String,Description="Functional annotations: 'Allele | Annotation | Annotation_Impact | \
Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p'">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT1
"""
PASSED = f"chr17\t7674220\trs1\tC\tT\t99\tPASS\tDP=90;ANN={ANN}\tGT:AD:DP\t0/1:60,30:90\n"
FILTERED = "chr1\t5\t.\tA\tG\t9\tq10;lowdp\t.\tGT\t0/1\n"
BLOCK = "chr1\t9\t.\tA\t<NON_REF>\t.\t.\tEND=99\tGT\t0/0\n"
WHOLE = (HEAD + PASSED + FILTERED + BLOCK).encode()


def facts(data: bytes) -> dict[str, Any]:
    return dict(read(variants, data)[0].facts)


def test_a_gzip_bomb_is_refused() -> None:
    bomb = gzip.compress(HEAD.encode() + (b"A" * (1 << 20) + b"\n") * 120)
    with pytest.raises(BoundExceededError) as caught:
        read(variants, bomb)
    assert caught.value.code == "genomics.too_dense"


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(BoundExceededError) as caught:
        read(variants, WHOLE + b"A" * (33 << 20))
    assert caught.value.code == "genomics.line_too_long"


def test_what_is_no_vcf_is_refused() -> None:
    for data in (b"", b"chr1\t5\n", gzip.compress(b"hello")):
        assert sniff(variants, data) is None
        with pytest.raises(UnreadableError):
            read(variants, data)


@pytest.mark.parametrize("cut", [1, 9, 200])
def test_compressed_data_that_is_cut_off_is_read_to_the_cut_and_said(cut: int) -> None:
    packed = gzip.compress((HEAD + "".join(PASSED.replace("7674220", str(at)) for at in range(1, 3000))).encode())
    reading, _ = read(variants, packed[:-cut])
    assert "genomics.cut_off" in codes(reading)
    assert "TP53" in reading.text


def test_bgzip_of_many_members_is_read_whole() -> None:
    members = b"".join(gzip.compress(part.encode()) for part in (HEAD, PASSED, FILTERED, "", BLOCK, ""))
    assert sniff(variants, members) == "vcf-gz"
    reading, _ = read(variants, members)
    assert reading.facts["counts"] == facts(WHOLE)["counts"]
    assert reading.remarks == ()


def test_malformed_lines_are_counted_and_cost_only_themselves() -> None:
    reading, _ = read(variants, WHOLE + b"chr1\tX\t.\tA\tG\t.\tPASS\nshort\n")
    counts: Any = reading.facts["counts"]
    assert counts == {"records": 5, "passing": 1, "filtered": 1, "reference_blocks": 1, "malformed": 2}
    assert codes(reading) == {"genomics.malformed_lines"}


def test_no_build_is_guessed_and_a_contradiction_is_said() -> None:
    unnamed = WHOLE.replace(b"GRCh38", b"genome")
    assert (facts(unnamed)["build"], codes(read(variants, unnamed)[0])) == (None, {"genomics.build_unknown"})
    contig = b"##contig=<ID=chr1,length=249250621>\n#CHROM"
    both = WHOLE.replace(b"#CHROM", contig)
    assert (facts(both)["build"], codes(read(variants, both)[0])) == (None, {"genomics.build_conflict"})


def test_the_build_is_known_from_contig_lengths_alone() -> None:
    data = WHOLE.replace(b"GRCh38", b"genome").replace(b"#CHROM", b"##contig=<ID=1,length=249250621>\n#CHROM")
    assert facts(data)["build"] == "GRCh37"


def test_only_what_passed_is_listed_with_gene_change_and_fraction() -> None:
    found = facts(WHOLE)["variants"]
    assert len(found) == 1
    assert {key: found[0][key] for key in ("gene", "hgvs_c", "hgvs_p", "impact", "pos", "line")} == {
        "gene": "TP53",
        "hgvs_c": "c.743G>A",
        "hgvs_p": "p.Arg248Gln",
        "impact": "MODERATE",
        "pos": 7674220,
        "line": 7,
    }
    assert found[0]["genotypes"] == [{"sample": "T1", "gt": "0/1", "depth": "90", "vaf": "0.333", "vaf_from": "AD"}]
    assert facts(WHOLE)["filters"] == {"q10": 1, "lowdp": 1}
    assert "TP53 c.743G>A p.Arg248Gln" in read(variants, WHOLE)[0].text


def test_vep_columns_are_read_from_the_header_and_the_picked_consequence_is_used() -> None:
    csq = '##INFO=<ID=CSQ,Number=.,Type=String,Description="VEP. Format: Allele|Consequence|SYMBOL|HGVSp|PICK">\n#CHROM'
    data = WHOLE.replace(b"#CHROM", csq.encode()).replace(
        f"ANN={ANN}".encode(), b"CSQ=T|up|A1||,T|missense|TP53|NP_1:p.Arg248%3D|1"
    )
    found = facts(data)["variants"][0]
    assert (found["gene"], found["hgvs_p"], found["consequence"]) == ("TP53", "p.Arg248=", "missense")


def test_a_sample_is_no_patient_but_a_patient_line_is() -> None:
    assert read(variants, WHOLE)[0].people == ()
    line = b'##SAMPLE=<ID=T1,PatientName="Ana Muestra",Patient_ID=77,BirthDate=2010-05,Sex=F>\n#CHROM'
    person = read(variants, WHOLE.replace(b"#CHROM", line))[0].people[0]
    assert (person.text, str(person.birth_date), person.sex) == ("Ana Muestra", "2010-05", "female")
    assert person.numbers[0].value == "77"


def test_more_variants_than_the_list_holds_are_counted_and_said() -> None:
    reading, _ = read(variants, (HEAD + PASSED * 2_001).encode())
    assert codes(reading) == {"genomics.variants_cut"}
    assert len(facts((HEAD + PASSED * 2_001).encode())["variants"]) == 2_000


def test_columns_parted_by_spaces_are_read_and_said() -> None:
    reading, _ = read(variants, WHOLE.replace(b"\t", b" "))
    assert "genomics.spaces" in codes(reading)
    assert reading.facts["samples"] == ["T1"]


@pytest.mark.parametrize("data", usual_damage(WHOLE))
def test_usual_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(variants, data)


@settings(max_examples=60, deadline=None)
@given(damaged(WHOLE))
def test_any_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(variants, data)


@settings(max_examples=60, deadline=None)
@given(damaged(zlib.compress(WHOLE, wbits=31)))
def test_any_damage_to_compressed_data_is_read_or_refused(data: bytes) -> None:
    assert ends_well(variants, data)


BUILDS = {
    "1kg.sites.vcf": "GRCh37",
    "example-4.0.vcf": "NCBI36",
    "example-4.1-ploidy.vcf": None,
    "strelka.vcf": "GRCh37",
}


def test_every_public_sample_is_read_and_its_counts_add_up(shared_data: Path) -> None:
    paths = sorted((shared_data / "genomics").rglob("*.vcf"))
    assert len(paths) == 11
    for path in paths:
        data = path.read_bytes()
        counts = facts(data)["counts"]
        lines = [line for line in data.splitlines() if line.strip() and not line.startswith(b"#")]
        assert counts["records"] == len(lines) == sum(counts.values()) - counts["records"], path
        assert facts(data)["build"] == BUILDS.get(path.name, facts(data)["build"]), path
