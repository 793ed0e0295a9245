"""DICOM: images, reports, radiotherapy objects, encapsulated documents and media directories, from any disc.

Formats: `dicom` (images and whatever has no name of its own), `dicomdir` (media directory), `dicom-sr` (structured
report, key objects), `dicom-pdf`, `dicom-cda`, `dicom-file` (encapsulated documents, the last STL, OBJ and MTL
models), `dicom-rtplan`, `dicom-rtdose`, `dicom-rtstruct`, `dicom-rtrecord`, `dicom-wsi` (slides), `dicom-sc`
(secondary captures), `dicom-seg`, `dicom-ps` (presentation states), `dicom-waveform` (ECG and others).

Facts (every text "" and every number None where unstated; lengths in bytes and mm):

    study     {uid, date, time, accession, description, id}                 dates as written, `YYYYMMDD`
    series    {uid, number, modality, description, body_part, laterality, protocol}
    instance  {uid, sop_class, number, transfer_syntax, rows, columns, samples, frames, bits, photometric,
               image_type[], frame_of_reference, position[3] or [], orientation[6] or [], spacing[2] (row, column)
               or [], thickness, window_center[], window_width[],
               radiopharmaceutical? {name, dose_bq, half_life_s, start, weight_kg, units}}
    positions [[x, y, z], ...] of an enhanced instance's frames; absent otherwise
    json      the header up to the pixel data as a DICOM JSON object (PS3.18 F.2). Values over 1 KB (text: 64 KB) and
              pixel data are {"vr", "BulkDataURI": "#offset=O&length=L"}, counted in this file; without `length` to the
              end of the file; "#inflated&offset=..." counts in the inflated data set of a deflated file. Absent for
              dicomdir.
    pixels    {tag, offset, length, encapsulated, inflated} or null; `length` null when encapsulated
    preamble  {state: absent|empty|tiff|program|other, dataset: offset of the data set, complete: whether
               preamble and meta group are as PS3.10 wants them, implicit, big_endian, contrary: whether the meta group
               states another encoding than is there}
    sr        dicom-sr: {title, completion, verification, items: [{place, depth, relation, type, concept{code, scheme,
              meaning}, value, unit?, code?}]}
    rtplan, rtdose, rtstruct, rtrecord    see `radiotherapy`
    document  dicom-pdf, -cda, -file: {media_type, length, name}; the document itself is handed on as a member
    directory dicomdir: {file_set, counts{type: n}, files: [[path, type, SOP Instance UID, SOP Class UID], ...]}
"""

from __future__ import annotations

import logging
import zlib

from consilium.domain.deidentification import Cleaned, Order
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.domain.plain import build, from_json
from consilium.domain.records import Json, Page, Reading, Remark
from consilium.readers.contract import HEAD_BYTES, Context, MemorySource, Probe, Source
from consilium.readers.dicom import facts as picked
from consilium.readers.dicom import pictures, radiotherapy, serving, slides
from consilium.readers.dicom.attributes import text
from consilium.readers.dicom.directory import directory, patients
from consilium.readers.dicom.embedded import hand_on
from consilium.readers.dicom.extent import missing
from consilium.readers.dicom.header import Header
from consilium.readers.dicom.odd import asked
from consilium.readers.dicom.part10 import SOP_CLASS, Envelope, envelope
from consilium.readers.dicom.report import attribute_lines, pages, structured_report
from consilium.readers.dicom.said import Said, said
from consilium.readers.dicom.sopclass import FORMATS, format_of
from consilium.readers.dicom.walk import DeclinedError, walked

__all__ = ["FORMATS", "deidentify", "picture", "read", "sniff"]

# pydicom writes values that it finds odd into its log: a child's name has no place there.
logging.getLogger("pydicom").disabled = True

SNIFFED = 4096
MAX_INFLATED = 1 << 30
INFLATED_AT_ONCE = 1 << 20


def sniff(probe: Probe) -> str | None:
    """The format by the envelope and the SOP Class; None when the bytes are no DICOM."""
    head = probe.source.read_at(0, SNIFFED)
    found = envelope(head, probe.size)
    if found is None:
        return None
    stated = found.meta.get(SOP_CLASS, "")
    if not stated and not found.deflated:
        stated = _class_in(head, found)
    return format_of(stated)


def _class_in(head: bytes, found: Envelope) -> str:
    """The SOP Class in the data set itself, where there is no meta group."""
    try:
        return text(walked(MemorySource(head), found.dataset, found.encoding).json, "00080016")
    except DeclinedError:
        return ""


def read(source: Source, context: Context) -> Reading:
    """The header and what hangs on it; never the pixels. Raises UnreadableError when there is no data set."""
    found = envelope_of(source)
    plain = inflated(source, found)
    start = 0 if found.deflated else found.dataset
    header = header_of(plain, start, found)
    if not header.json:
        raise UnreadableError("dicom.empty")
    return _reading(plain, header, found, context)


def envelope_of(source: Source) -> Envelope:
    """The file's envelope, from few bytes where they do. Raises UnreadableError."""
    found = envelope(source.read_at(0, SNIFFED), source.size)
    if found is not None and found.dataset > SNIFFED - 64:
        found = envelope(source.read_at(0, HEAD_BYTES), source.size)
    if found is None:
        raise UnreadableError("dicom.not_dicom")
    return found


def inflated(source: Source, found: Envelope) -> Source:
    """The data set of a deflated file (PS3.5 A.5), bounded; any other source as it is."""
    if not found.deflated:
        return source
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    chunks: list[bytes] = []
    size, position = 0, found.dataset
    try:
        while position < source.size and not engine.eof:
            raw = source.read_at(position, INFLATED_AT_ONCE)
            position += len(raw)
            while raw:
                chunks.append(engine.decompress(raw, INFLATED_AT_ONCE))
                size += len(chunks[-1])
                raw = engine.unconsumed_tail
                if size > MAX_INFLATED or size > (64 << 20) + 200 * source.size:
                    raise BoundExceededError("dicom.inflates_too_far", size=size)
    except zlib.error as error:
        if not size:
            raise UnreadableError("dicom.broken") from error
    return MemorySource(b"".join(chunks))


def header_of(source: Source, start: int, found: Envelope) -> Header:
    """The header by the walk, or by pydicom where the walk declines."""
    try:
        return walked(source, start, found.encoding, inflated=found.deflated)
    except DeclinedError:
        return asked(source, start, found.encoding, inflated=found.deflated)


def _reading(source: Source, header: Header, found: Envelope, context: Context) -> Reading:
    data = header.json
    sop_class = picked.sop_class(data, found)
    form = "dicomdir" if "00041220" in data else format_of(sop_class)
    remarks = _envelope_remarks(header, found)
    if form == "dicomdir":
        people = patients(data, remarks)
        listed: dict[str, Json] = {"directory": directory(data, remarks), "preamble": picked.envelope_facts(found)}
        return Reading(form, title=text(data, "00041130"), people=people, facts=listed, remarks=_once(remarks))
    stated = said(data, form, sop_class)
    facts = _facts(header, found, stated)
    if header.pixels is not None:
        remarks += missing(source, data, header.pixels)
    elif header.cut_at is not None:
        remarks.append(Remark("dicom.header_cut_off", {"present": source.size}))
    if text(data, "00280301").upper() == "YES":
        remarks.append(Remark("dicom.burned_in"))
    written = _content(form, source, header, context, facts, remarks)
    return Reading(
        form,
        title=stated.title,
        people=stated.people,
        dates=stated.dates,
        institutions=stated.institutions,
        authors=stated.authors,
        kinds=stated.kinds,
        pages=written,
        facts=facts,
        remarks=_once([*remarks, *stated.remarks]),
    )


def _once(remarks: list[Remark]) -> tuple[Remark, ...]:
    seen: list[Remark] = []
    for remark in remarks:
        if remark not in seen:
            seen.append(remark)
    return tuple(seen)


def _facts(header: Header, found: Envelope, stated: Said) -> dict[str, Json]:
    data, pixels = header.json, header.pixels
    facts: dict[str, Json] = {
        "study": stated.study,
        "series": stated.series,
        "instance": picked.instance(data, found),
        "json": data,
        "pixels": None,
        "preamble": picked.envelope_facts(found),
    }
    if pixels is not None:
        facts["pixels"] = {
            "tag": pixels.tag,
            "offset": pixels.offset,
            "length": pixels.length,
            "encapsulated": pixels.length is None,
            "inflated": pixels.inflated,
        }
    positions = picked.frame_positions(data) if "52009230" in data else []
    if positions:
        facts["positions"] = positions
    return facts


def _content(
    form: str, source: Source, header: Header, context: Context, facts: dict[str, Json], remarks: list[Remark]
) -> tuple[Page, ...]:
    """What only this format has: into `facts`, and its text as pages."""
    data = header.json
    lines = attribute_lines(picked.comment_tags(data))
    if form == "dicom-sr":
        facts["sr"], written = structured_report(data, remarks)
        return written
    if form == "dicom-rtplan":
        facts["rtplan"], lines = radiotherapy.plan(data)
    elif form == "dicom-rtstruct":
        facts["rtstruct"], lines = radiotherapy.structures(data)
    elif form == "dicom-rtdose":
        facts["rtdose"] = radiotherapy.dose(data, source, header.pixels)
    elif form == "dicom-rtrecord":
        facts["rtrecord"] = radiotherapy.treatment_record(data)
    elif form in ("dicom-pdf", "dicom-cda", "dicom-file"):
        facts["document"] = hand_on(source, data, context, remarks)
    return pages(lines)


def _envelope_remarks(header: Header, found: Envelope) -> list[Remark]:
    remarks = [Remark(code) for code in header.codes]
    if found.preamble == "program":
        remarks.append(Remark("dicom.preamble_program"))
    if found.contrary:
        remarks.append(Remark("dicom.header_mislabeled", {"stated": found.syntax}))
    elif found.guessed:
        remarks.append(Remark("dicom.no_header"))
    if header.unknown_letters:
        remarks.append(Remark("dicom.letters_unknown", {"name": ", ".join(header.unknown_letters)[:80]}))
    elif header.guessed_letters:
        remarks.append(Remark("dicom.letters_guessed"))
    return remarks


def picture(source: Source, context: Context) -> None:
    """A PNG thumbnail of the image, or of its middle frame, or what `serving` and `slides` give for theirs.

    Raises UnreadableError where none can be made.
    """
    if context.wanted.role == serving.IDENTITIES:
        serving.identities(source, lambda one: _opened(one)[1:], context)
        return
    plain, header, found = _opened(source)
    if context.wanted.role in serving.ROLES:
        serving.serve(plain, header, found, context)
    elif context.wanted.role in slides.ROLES:
        slides.serve(plain, header, found, context)
    else:
        pictures.thumbnail(plain, header, found, context)


def deidentify(source: Source, context: Context) -> Cleaned:
    """The instance made nameless, as a member. Raises UnreadableError where it may not leave."""
    from consilium.readers.dicom import deidentified  # loads its tables and numerics, which reading does without

    found = envelope_of(source)
    plain = inflated(source, found)
    header = header_of(plain, 0 if found.deflated else found.dataset, found)
    order = build(Order, from_json(context.wanted.asked.encode()))
    return deidentified.make_nameless(deidentified.Stored(plain, header, found, context), order)


def _opened(source: Source) -> tuple[Source, Header, Envelope]:
    """The data set, inflated where it was deflated, its header, and what stands around it. Raises UnreadableError."""
    found = envelope_of(source)
    plain = inflated(source, found)
    return plain, header_of(plain, 0 if found.deflated else found.dataset, found), found
