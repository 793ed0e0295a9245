"""Files that computers wrote: portal downloads, laboratory messages, variant files, and the broken ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from demo import ccda, fhir, hl7v2, slide, vcf
from demo.chart import chart, lab_csv
from demo.forms import Making, as_pdf
from demo.seed import generator
from demo.story import Output

Options = Mapping[str, Any]


def made(making: Making, output: Output) -> bytes:
    """The file's bytes."""
    return EXPORTS[output.form](making, output)


def _pdf_of(making: Making, output: Output, key: str) -> bytes:
    return as_pdf(making, making.story.papers[key], output)


def _csv(making: Making, output: Output) -> bytes:
    return lab_csv(chart(making.story, output.options))


def _ccda(making: Making, output: Output) -> bytes:
    known = chart(making.story, output.options)
    return ccda.continuity_document(known, output.options["date"], output.options["author"])


def _ccda_pdf(making: Making, output: Output) -> bytes:
    paper = making.story.papers[output.options["paper"]]
    title = (output.options["loinc"], output.options["kind"], paper.title)
    pdf = _pdf_of(making, output, paper.key)
    return ccda.unstructured_document(chart(making.story, output.options), paper.date, paper.signed, title, pdf)


def _fhir_resources(making: Making, output: Output) -> list[fhir.Resource]:
    documents = []
    for entry in output.options.get("documents", []):
        paper = making.story.papers[entry["paper"]]
        pdf = _pdf_of(making, output, paper.key)
        documents.append(fhir.Document(entry["loinc"], entry["kind"], paper.title, paper.date, "application/pdf", pdf))
    return fhir.resources(chart(making.story, output.options), documents)


def _fhir(making: Making, output: Output) -> bytes:
    return fhir.bundle(_fhir_resources(making, output), output.options["date"])


def _ndjson(making: Making, output: Output) -> bytes:
    return fhir.ndjson(_fhir_resources(making, output))


def _fhir_one(making: Making, output: Output) -> bytes:
    return fhir.one(_fhir_resources(making, output), output.options["resource"])


def _hl7(making: Making, output: Output) -> bytes:
    return hl7v2.results_batch(chart(making.story, output.options))


def _mdm(making: Making, output: Output) -> bytes:
    paper = making.story.papers[output.options["paper"]]
    title = (output.options["loinc"], output.options["kind"])
    return hl7v2.document_message(
        chart(making.story, output.options), paper.date, title, _pdf_of(making, output, paper.key)
    )


def _panel(making: Making, output: Output) -> Options:
    found: Options = making.story.raw["panels"][output.options["panel"]]
    return found


def _vcf(making: Making, output: Output) -> bytes:
    return vcf.vcf(_panel(making, output))


def _vcf_gz(making: Making, output: Output) -> bytes:
    return vcf.bgzip(vcf.vcf(_panel(making, output)))


def _maf(making: Making, output: Output) -> bytes:
    return vcf.maf(_panel(making, output))


def _slide(making: Making, output: Output) -> bytes:
    wanted = output.options
    size = (wanted["width"] // making.scale.slide, wanted["height"] // making.scale.slide)
    return slide.slide_file(generator(making.seed, output.path), size, wanted["look"], wanted)


def _empty(_making: Making, _output: Output) -> bytes:
    return b""


def _unknown(making: Making, output: Output) -> bytes:
    """A program's own file that nothing else opens."""
    return b"PHXNOTES\x00\x03" + generator(making.seed, output.path).bytes(4096)


EXPORTS: dict[str, Callable[[Making, Output], bytes]] = {
    "csv": _csv, "ccda": _ccda, "ccda_pdf": _ccda_pdf, "fhir": _fhir, "ndjson": _ndjson, "fhir_one": _fhir_one,
    "hl7": _hl7, "mdm": _mdm, "vcf": _vcf, "vcf_gz": _vcf_gz, "maf": _maf, "slide": _slide, "empty": _empty,
    "unknown": _unknown,
}  # fmt: skip
