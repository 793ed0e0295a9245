"""FHIR R4: a Bundle of any type, NDJSON, a list or one resource, as JSON or XML; other versions as far as they go.

`facts`:
    bundle     {type, id, timestamp, total}, empty for anything but a Bundle
    resources  {resource type: count}, contained ones too
    entries    [{type, id, path, code, system, display, value, unit, value_code, reference_range, interpretation,
               absent, status, clinical_status, verification, category, body_site, method, negated, subject, date,
               dosage, text, components: [...], page, and what mappings need beside (`details.py`): full_url,
               profiles, categories, codings, value_codings, end, onset, abated, clinical_code, verification_code,
               sites, stages, ranges, reactions, criticality, relationship, conditions, doses, modalities, activities,
               conclusion, conclusion_codes, specimen, collected_from, extensions, intent}], only what is there;
               numbers are texts as written;
               `path` is a FHIRPath
               (`Bundle.entry[3].resource`, `[line 7]` in NDJSON); at most 20,000, with a remark where there are more

Documents in Attachment or Binary are handed on; `pages` has a line for each resource, one for each of its parts
(`Type: ...`, `Type.component: ...`), then its own words and its narrative; of a narrative that only repeats the
resource's elements the lines begin with `Type.text: `, so that nobody takes them for words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Reading, Remark
from consilium.readers.contract import Context, Probe, Source, opened, whole
from consilium.readers.decoding import decoded
from consilium.readers.fhir.gather import Gathering
from consilium.readers.fhir.jsonstream import JsonStream
from consilium.readers.fhir.xmlform import resource_from_xml

FORMATS = ("fhir-json", "fhir-ndjson", "fhir-xml")
SOURCE_BYTES = 256 << 20
LINE_BYTES = 64 << 20
_TYPE = re.compile(r'"resourceType"\s*:\s*"[A-Z]')
_XML = re.compile(r"""<(?:\w{1,20}:)?[A-Z]\w{1,60}\s[^<>]{0,2000}xmlns(?::\w{1,20})?=["']http://hl7\.org/fhir["']""")


def sniff(probe: Probe) -> str | None:
    """A format by how the head begins and by the `resourceType` in it."""
    head = decoded(probe.head)[0].lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        return "fhir-xml" if _XML.search(head) else None
    if not head.startswith(("{", "[")) or not _TYPE.search(head):
        return None
    line, _, rest = head.partition("\n")
    if line.startswith("{") and line.rstrip().endswith("}") and (not rest.strip() or rest.lstrip().startswith("{")):
        return "fhir-ndjson" if rest.strip() else "fhir-json"
    return "fhir-json"


def read(source: Source, context: Context) -> Reading:
    """Read one file of FHIR resources. Raises UnreadableError."""
    form = sniff(Probe(source)) or "fhir-json"
    stream = JsonStream()
    gathering = Gathering(context)
    if form == "fhir-ndjson":
        found = _from_lines(source, stream, gathering)
    elif form == "fhir-xml":
        root = resource_from_xml(whole(source, SOURCE_BYTES))
        stream.notes.envelope = root if root["resourceType"] == "Bundle" else None
        found = stream.unfolded(root, "", 0)
    else:
        found = _from_text(source, stream, gathering)
    for path, resource in found:
        gathering.take(resource, path)
    if not gathering.counts and stream.notes.bad_entries:
        raise UnreadableError("fhir.no_resource")
    return gathering.reading(form, stream.notes)


def _from_text(source: Source, stream: JsonStream, gathering: Gathering) -> Iterator[tuple[str, dict[str, Any]]]:
    text, encoding = decoded(whole(source, SOURCE_BYTES))
    if encoding != "utf-8":
        gathering.said.append(Remark("fhir.encoding", {"encoding": encoding}))
    yield from stream.resources(text)


def _from_lines(source: Source, stream: JsonStream, gathering: Gathering) -> Iterator[tuple[str, dict[str, Any]]]:
    """NDJSON, one line at a time; a bad line costs itself."""
    bad = 0
    with opened(source) as file:
        number = 0
        while line := file.readline(LINE_BYTES):
            number += 1
            text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
            if not text:
                continue
            try:
                value, end = stream.value(text, 0)
            except (ValueError, UnreadableError):
                bad += 1
                continue
            stream.notes.bad_entries += bool(text[end:].strip())
            yield from stream.unfolded(value, f"[line {number}]", 0)
    if bad:
        gathering.said.append(Remark("fhir.bad_lines", {"count": bad}))
