"""VCF, MAF and Apple Health as findings: what stays out first."""

from __future__ import annotations

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Kind
from consilium.domain.findings.structured.variants import MOST
from tests.domain.findings.structured_files import mapped

ANN = "##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p'\">"  # noqa: E501 (a header line of a real annotator)


def vcf(*rows: str) -> bytes:
    head = ["##fileformat=VCFv4.2", "##reference=GRCh38", ANN]
    columns = "#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT TUMOR".replace(" ", "\t")
    return "\n".join([*head, columns, *rows, ""]).encode()


def row(effect: str, gene: str = "ALK", marks: str = "PASS", gt: str = "0/1:30,20", at: int = 100) -> str:
    annotation = f"T|{effect}|MODERATE|{gene}|ENSG|transcript|NM_004304.5|protein_coding|1/1|c.3522C>A|p.Phe1174Leu"
    return "\t".join(["chr2", str(at), ".", "C", "T", "50", marks, f"ANN={annotation}", "GT:AD", gt])


def test_variants_that_failed_that_are_not_there_or_change_no_product_stay_out() -> None:
    rows = [
        row("missense_variant", marks="LowQual"),
        row("intron_variant"),
        row("upstream_gene_variant"),
        row("synonymous_variant"),
        row("missense_variant", gt="0/0:50,0"),
        row("missense_variant", gene=""),
    ]
    assert mapped("variants", vcf(*rows)) == []


def test_a_variant_has_gene_change_fraction_build_and_its_line() -> None:
    (found,) = mapped("variants", vcf(row("missense_variant")))
    assert (found.kind, found.name, found.value) == (Kind.VARIANT, "ALK", "p.Phe1174Leu")
    assert (found.detail["vaf"], found.detail["build"]) == ("0.400", "GRCh38")
    assert (found.codes[0].system, found.codes[0].code) == ("hgvs", "NM_004304.5:c.3522C>A")
    assert found.citations[0].place == "line 5"
    assert found.quote == "ALK c.3522C>A p.Phe1174Leu"


def test_a_change_of_the_splice_site_in_an_intron_stays_in() -> None:
    assert len(mapped("variants", vcf(row("splice_donor_variant&intron_variant")))) == 1


def test_thousands_of_variants_are_bounded() -> None:
    rows = [row("missense_variant", at=100 + count) for count in range(MOST + 50)]
    assert len(mapped("variants", vcf(*rows))) == MOST


def test_a_maf_gives_coding_variants_and_those_of_a_promoter() -> None:
    columns = ["Hugo_Symbol", "NCBI_Build", "Chromosome", "Start_Position", "Reference_Allele"]
    columns += ["Tumor_Seq_Allele2", "Variant_Classification", "HGVSp_Short"]
    rows = [
        "TP53 GRCh38 17 7674220 C T Missense_Mutation p.R248Q",
        "TERT GRCh38 5 1295113 G A 5'Flank -",
        "TTN GRCh38 2 1 G A Silent p.A1=",
        "Unknown GRCh38 2 1 G A IGR -",
    ]
    data = "\n".join("\t".join(each) for each in [columns, *(one.split() for one in rows)]).encode()
    found = mapped("maf", data)
    assert [one.name for one in found] == ["TP53", "TERT"]
    assert (found[0].value, found[0].detail["origin"], found[0].citations[0].place) == ("p.R248Q", "somatic", "line 2")


def test_apple_health_gives_the_last_measurement_of_each_day_with_its_source() -> None:
    record = '<Record type="HKQuantityTypeIdentifier{}" sourceName="Scale" unit="{}" startDate="{}" value="{}"/>'
    data = "".join(
        [
            '<HealthData locale="en_US">',
            record.format("BodyMass", "kg", "2024-03-01 08:00:00 +0000", "20.1"),
            record.format("BodyMass", "kg", "2024-03-01 18:00:00 +0000", "20.4"),
            record.format("StepCount", "count", "2024-03-01 18:00:00 +0000", "900"),
            "</HealthData>",
        ]
    )
    (found,) = mapped("applehealth", data.encode())
    assert (found.kind, found.name, found.number, found.unit) == (Kind.GROWTH, "weight", 20.4, "kg")
    assert (found.when, found.detail["source"], found.quote) == (PartialDate(2024, 3, 1), "Scale", "20.4")
