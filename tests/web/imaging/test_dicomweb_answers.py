"""What DICOMweb answers: attributes, metadata, pictures, ranges, and a clear status for what makes no sense."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from pydicom import Dataset, dcmread
from pydicom.dataset import FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRLittleEndian, RLELossless

from consilium.actions.imaging import held
from consilium.actions.opened import OpenCase, working_alone
from consilium.casebook.models import ImageSeries
from consilium.domain.errors import IntegrityError
from consilium.web.imaging.dicomweb import parts
from tests.readers.dicom_files import ROOT, ct_slice, part10
from tests.web.imaging.dicomweb_service import BASE, FILES, OCTETS, STUDY, Reply, Service, add, lone

GZIP = {"HTTP_ACCEPT_ENCODING": "gzip, deflate"}


def test_studies_have_the_attributes_that_are_required(service: Service, filled: OpenCase, owner: Client) -> None:
    (study,) = service.ask(f"/case/{filled.id}/studies", owner).json
    required = ("00080020", "00080030", "00080050", "00080056", "00080061", "00080090", "00081190", "00100010",
                "00100020", "00100030", "00100040", "0020000D", "00200010", "00201206", "00201208")  # fmt: skip
    assert set(required) <= set(study)
    assert study["00201208"]["Value"] == [5]
    assert study["00080061"] == {"vr": "CS", "Value": ["CT"]}
    assert study["00100010"]["Value"] == [{"Alphabetic": "Muestra^Lucía^María"}]
    assert study["00081190"]["Value"] == [f"http://localhost:8000/dicomweb/case/{filled.id}/studies/{STUDY}"]
    assert study["00080050"] == {"vr": "SH"}


def test_series_and_instances_have_theirs_in_order(service: Service, filled: OpenCase, owner: Client) -> None:
    (series,) = service.ask(f"/studies/{STUDY}/series", owner).json
    assert {"00080060", "0008103E", "00081190", "0020000E", "00200011", "00201209"} <= set(series)
    assert "00100010" not in series
    instances = service.ask(f"{BASE}/instances", owner).json
    assert [each["00200013"]["Value"][0] for each in instances] == [1, 2, 3, 4, 5]
    assert {"00080016", "00080018", "00080056", "00081190", "00280010", "00280011", "00280100"} <= set(instances[0])
    assert "00080060" not in instances[0]
    (of_study, *_) = service.ask(f"/studies/{STUDY}/instances", owner).json
    assert "00080060" in of_study
    assert "00100010" not in of_study
    (of_all, *_) = service.ask("/instances", owner).json
    assert {"00080060", "00100010", "00081190"} <= set(of_all)
    assert of_all["00081190"]["Value"][0].endswith(f"/instances/{ROOT}3.1")


def test_queries_match_page_include_and_warn(service: Service, filled: OpenCase, owner: Client) -> None:
    def uids(query: str) -> list[str]:
        return [each["00080018"]["Value"][0][-1] for each in service.ask(f"{BASE}/instances?{query}", owner).json]

    assert uids("limit=2&offset=1") == ["2", "3"]
    assert uids("InstanceNumber=4") == ["4"]
    assert uids("offset=99") == []
    assert uids("SliceThickness=5&limit=1") == ["1"]
    assert service.ask("/studies?PatientName=muestra*", owner).json
    assert not service.ask("/studies?PatientName=nobody*", owner).json
    assert not service.ask("/studies?StudyDate=20250101-", owner).json
    (series,) = service.ask("/series?Modality=CT&includefield=PatientName&includefield=00180050", owner).json
    assert {"00100010", "00180050"} <= set(series)
    (first, *_) = service.ask(f"{BASE}/instances?includefield=00200032", owner).json
    assert first["00200032"]["Value"] == [-100.0, -100.0, 5.0]
    everything = service.ask(f"{BASE}/instances?includefield=all&limit=1", owner).json[0]
    assert {"00281050", "00100010", "00180050"} <= set(everything)
    assert not any("BulkDataURI" in value for value in everything.values())
    warned = service.ask("/studies?fuzzymatching=true&PatientName=x", owner)
    assert warned.head["Warning"].startswith("299 ")
    for bad in ("limit=x", "NoSuch=1", "fuzzymatching=2", "limit=-1"):
        assert service.ask(f"/studies?{bad}", owner).status == 400
    assert service.ask("/studies", owner, HTTP_ACCEPT="application/dicom+xml").status == 406


def test_metadata_is_complete_and_comes_as_it_is_kept(service: Service, filled: OpenCase, owner: Client) -> None:
    plain = service.ask(f"{BASE}/metadata", owner)
    packed = service.ask(f"{BASE}/metadata", owner, **GZIP)
    assert packed.head["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.head["Content-Length"]) == len(packed.body) < len(plain.body)
    stored = dcmread(io.BytesIO(part10(ct_slice(2))))
    found = Dataset.from_json(plain.json[1], lambda *_: b"")
    for element in stored:
        if element.keyword != "PixelData":
            assert found[element.tag].value == element.value, element
    uri = plain.json[1]["7FE00010"]["BulkDataURI"]
    assert uri == f"http://localhost:8000/dicomweb{BASE}/instances/{ROOT}3.2/bulkdata/7FE00010"
    alone = service.ask(f"{BASE}/instances/{ROOT}3.2/metadata", owner).json
    assert alone == [plain.json[1]]
    assert service.ask(f"/studies/{STUDY}/metadata", owner).json == plain.json
    assert service.ask(f"{BASE}/metadata", owner, HTTP_ACCEPT="text/html").status == 406


def test_bulk_data_is_at_the_address_that_the_metadata_gives(
    service: Service, case: OpenCase, owner: Client, tmp_path: Path
) -> None:
    data = ct_slice(1)
    data.add_new(0x00091010, "OB", bytes(range(256)) * 20)
    data.add_new(0x00090010, "LO", "EXAMPLE")
    path = lone(case, tmp_path / "bulk", data)
    (header,) = service.ask(f"{path}/metadata", owner).json
    for tag, wanted in (("00091010", bytes(range(256)) * 20), ("7FE00010", data.PixelData)):
        place = header[tag]["BulkDataURI"].partition("/dicomweb")[2]
        ((kind, body),) = service.ask(place, owner).parts()
        assert kind.startswith("application/octet-stream")
        assert body == wanted
        part = service.ask(place, owner, HTTP_ACCEPT="application/octet-stream", HTTP_RANGE="bytes=10-19")
        assert (part.status, part.body) == (206, wanted[10:20])
        assert part.head["Content-Range"] == f"bytes 10-19/{len(wanted)}"
        beyond = service.ask(place, owner, HTTP_ACCEPT="application/octet-stream", HTTP_RANGE="bytes=999999-")
        assert (beyond.status, beyond.body) == (416, b"")
    assert service.ask(f"{path}/bulkdata/0-99999999", owner).status == 404
    assert service.ask(f"{path}/bulkdata/nothing", owner).status == 404


def test_a_study_and_a_series_are_files_in_parts(service: Service, filled: OpenCase, owner: Client) -> None:
    wanted = [part10(ct_slice(at)) for at in range(1, 6)]
    for path in (f"/studies/{STUDY}", BASE):
        reply = service.ask(path, owner, HTTP_ACCEPT=FILES)
        assert [body for _, body in reply.parts()] == wanted
        assert int(reply.head["Content-Length"]) == len(reply.body)
    head = service.ask(BASE, owner, "HEAD", HTTP_ACCEPT=FILES)
    assert (head.status, head.body) == (200, b"")
    assert int(head.head["Content-Length"]) > sum(map(len, wanted))
    assert service.ask(BASE, owner, HTTP_ACCEPT="application/dicom").status == 406
    alone = service.ask(
        f"{BASE}/instances/{ROOT}3.2", owner, HTTP_ACCEPT="application/dicom", HTTP_RANGE="bytes=128-131"
    )
    assert (alone.status, alone.body) == (206, b"DICM")


def test_a_bare_data_set_goes_out_as_a_whole_file(
    service: Service, case: OpenCase, owner: Client, tmp_path: Path
) -> None:
    whole = part10(ct_slice(1))
    bare = whole[whole.index(b"\x08\x00\x05\x00CS") :]
    add(case, tmp_path / "bare", {"bare": bare})
    reply = service.ask(f"{BASE}/instances/{ROOT}3.1", owner, HTTP_ACCEPT="application/dicom")
    assert reply.body.endswith(bare)
    assert dcmread(io.BytesIO(reply.body)).file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.1"


def test_a_file_is_written_anew_only_when_asked(
    service: Service, case: OpenCase, owner: Client, tmp_path: Path
) -> None:
    data = ct_slice(1)
    plain = data.PixelData
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.compress(RLELossless, generate_instance_uid=False)
    path = lone(case, tmp_path / "rle", data, RLELossless)
    stored = service.ask(path, owner, HTTP_ACCEPT="application/dicom").body
    assert dcmread(io.BytesIO(stored)).file_meta.TransferSyntaxUID == RLELossless
    asked = "application/dicom; transfer-syntax=1.2.840.10008.1.2.1"
    made = service.ask(path, owner, HTTP_ACCEPT=asked)
    assert dcmread(io.BytesIO(made.body)).PixelData == plain
    several = service.ask(BASE, owner, HTTP_ACCEPT=f"multipart/related; type={asked.replace(';', '; ', 1)}")
    ((kind, body),) = several.parts()
    assert kind == asked
    assert dcmread(io.BytesIO(body)).PixelData == plain
    refused = service.ask(path, owner, HTTP_ACCEPT="application/dicom; transfer-syntax=1.2.840.10008.1.2.4.50")
    assert refused.status == 406


def test_many_frames_come_in_the_order_asked(service: Service, case: OpenCase, owner: Client, tmp_path: Path) -> None:
    data = ct_slice(1)
    frames = [bytes([at]) * 512 for at in range(7)]
    data.NumberOfFrames, data.PixelData = 7, b"".join(frames)
    path = lone(case, tmp_path / "many", data)
    reply = service.ask(f"{path}/frames/7,1,3", owner, HTTP_ACCEPT=OCTETS)
    assert [body for _, body in reply.parts()] == [frames[6], frames[0], frames[2]]
    for wrong in ("0", "8", "1,8", "x", "-1", "1-3", "%201", ""):
        assert service.ask(f"{path}/frames/{wrong}", owner).status in (400, 404), wrong
    assert service.ask(f"{path}/frames/8", owner).status == 400
    assert service.ask(f"{path}/frames/1,2", owner, HTTP_ACCEPT="application/octet-stream").status == 406
    assert service.ask(f"{path}/frames/1,2/rendered", owner).status == 400


def test_frames_of_several_fragments_are_put_together(
    service: Service, case: OpenCase, owner: Client, tmp_path: Path
) -> None:
    data = ct_slice(1)
    data.NumberOfFrames = 2
    frames = [b"\xff\xd8\xff" + bytes([at]) * 301 for at in range(2)]
    data.PixelData = encapsulate(frames, fragments_per_frame=3)
    path = lone(case, tmp_path / "split", data, "1.2.840.10008.1.2.4.70")
    for number in (1, 2):
        ((kind, body),) = service.ask(f"{path}/frames/{number}", owner).parts()
        assert kind == "image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70"
        assert body == frames[number - 1]


def test_pixel_data_shorter_than_its_header_says_is_told(
    service: Service, case: OpenCase, owner: Client, tmp_path: Path
) -> None:
    data = ct_slice(1)
    data.NumberOfFrames, data.PixelData = 4, b"\1" * 512 * 4
    folder = tmp_path / "short"
    add(case, folder, {"cut.dcm": part10(data)[: -512 * 2 - 10]})
    path = f"{BASE}/instances/{data.SOPInstanceUID}"
    assert service.ask(f"{path}/frames/1", owner).status == 200
    told = service.ask(f"{path}/frames/3", owner)
    assert told.status == 404
    assert b"ends before" in told.body
    assert service.ask(path, owner, HTTP_ACCEPT="application/dicom").status == 200
    assert service.ask(f"{path}/frames/4/rendered", owner).status in (200, 422)
    assert service.ask("/studies", owner).status == 200


def test_a_deflated_file_gives_its_frames_and_values(
    service: Service, case: OpenCase, owner: Client, tmp_path: Path
) -> None:
    data = ct_slice(1)
    data.add_new(0x00090010, "LO", "EXAMPLE")
    data.add_new(0x00091010, "OB", bytes(range(256)) * 8)
    path = lone(case, tmp_path / "deflated", data, DeflatedExplicitVRLittleEndian)
    ((_, body),) = service.ask(f"{path}/frames/1", owner, HTTP_ACCEPT=OCTETS).parts()
    assert body == data.PixelData
    (header,) = service.ask(f"{path}/metadata", owner).json
    place = header["00091010"]["BulkDataURI"].partition("/dicomweb")[2]
    ((_, value),) = service.ask(place, owner).parts()
    assert value == bytes(range(256)) * 8


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(method: str, service: Service, filled: OpenCase, owner: Client) -> None:
    reply = service.ask("/studies", owner, method, HTTP_ORIGIN="http://localhost:8000")
    assert reply.status == 405
    assert "GET" in service.ask("/studies", owner, "OPTIONS").head["Allow"]


@pytest.mark.parametrize(
    "path", ["", "/", "/nothing", "/studies/1.2/nothing", f"{BASE}/frames/1", f"{BASE}/instances/1.2/x/y"]
)
def test_other_addresses_are_not_there(path: str, service: Service, filled: OpenCase, owner: Client) -> None:
    assert service.ask(path, owner).status == 404


def test_many_images_are_made_ready_by_a_job(
    service: Service, filled: OpenCase, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ImageSeries.objects.all().delete()
    held.forget(filled.id)
    monkeypatch.setattr(held, "MADE_AT_ONCE", 2)
    reply = service.ask("/studies", owner)
    assert reply.status == 503
    assert int(reply.head["Retry-After"]) > 0
    assert [job.kind for job in held.queue.jobs(filled, active=True)] == ["imaging"]
    held.index.make(filled, held.index.stale(filled, held.index.groups(filled)), held.index.groups(filled))
    held.forget(filled.id)
    assert len(service.ask("/studies", owner).json) == 1


def test_while_records_come_in_images_are_asked_for_again(service: Service, filled: OpenCase, owner: Client) -> None:
    with working_alone(filled):
        reply = service.ask("/studies", owner)
    assert reply.status == 503
    assert int(reply.head["Retry-After"]) > 0
    held.forget(filled.id)
    with ThreadPoolExecutor(4) as threads:
        replies = list(threads.map(lambda _: _alone(lambda: service.ask("/studies", owner)), range(4)))
    assert [reply.status for reply in replies] == [200] * 4


def _alone(ask: Callable[[], Reply]) -> Reply:
    """A thread's own connection to the tables ends with it."""
    try:
        return ask()
    finally:
        connections.close_all()


def test_tables_hold_nothing_readable(service: Service, filled: OpenCase, owner: Client) -> None:
    assert service.ask("/studies", owner).status == 200
    row = ImageSeries.objects.get(case=filled.row)
    for value in (row.key, row.series_key, row.state, row.sealed):
        assert ROOT.encode() not in bytes(value)
        assert b"Muestra" not in bytes(value)


def test_bytes_that_were_changed_in_the_store_end_the_answer_and_leave_one_line(
    service: Service,
    filled: OpenCase,
    owner: Client,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = f"{BASE}/instances/{ROOT}3.1"
    assert service.ask(path, owner, HTTP_ACCEPT=FILES).status == 200
    for pack in (filled.home / "packs").rglob("*.pack"):
        data = bytearray(pack.read_bytes())
        for place in range(60, len(data), 400):
            data[place] ^= 1
        pack.write_bytes(data)
    assert service.ask(path, owner, HTTP_ACCEPT=FILES).status == 500
    assert capsys.readouterr().err == "consilium: GET /dicomweb 500 vault.changed\n"
    monkeypatch.setattr(parts, "AT_ONCE", 0)  # as a body that is sent while it is opened
    with pytest.raises(IntegrityError):
        service.ask(path, owner, HTTP_ACCEPT=FILES)
    assert capsys.readouterr().err == "consilium: GET /dicomweb cut off vault.changed\n"


def test_an_image_without_a_study_is_not_served_and_holds_nothing_up(
    service: Service, case: OpenCase, owner: Client, tmp_path: Path
) -> None:
    data = ct_slice(1)
    del data.StudyInstanceUID
    add(case, tmp_path / "nameless", {"1.dcm": part10(data)})
    for _ in range(2):
        reply = service.ask("/studies", owner)
        assert (reply.status, reply.json) == (200, [])
    assert ImageSeries.objects.get(case=case.row).instances == 0
    assert held.known(case).missing == ()
