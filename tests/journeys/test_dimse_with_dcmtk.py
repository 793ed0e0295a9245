"""Images in and out over DIMSE, with dcmtk's own programs on the other side."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pydicom
import pytest

from tests.command import consilium
from tests.nodes import WAITED, receiving, storescp
from tests.papers import ct_slice, write
from tests.site import free_port

pytestmark = pytest.mark.skipif(not shutil.which("storescu"), reason="dcmtk is not installed: run scripts/test")


def dcmtk(*words: str) -> int:
    return subprocess.run(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=WAITED, check=False
    ).returncode


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose case has three slices."""
    folder = tmp_path_factory.mktemp("dimse")
    write(folder / "disc", {f"IM{n}": ct_slice(n) for n in range(3)})
    words = ("prepare", folder / "disc", "--case", "dimse", "--out", folder / "packet")
    assert consilium(folder / "home", *words).returncode == 0
    return folder / "home"


def test_what_dcmtk_sends_becomes_records_of_the_case(home: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"new{n}.dcm" for n in range(4)]
    for n, file in enumerate(files):
        file.write_bytes(ct_slice(n, study=7, day="20240901"))
    with receiving(home, "dimse", "--from", "SENDER@127.0.0.1") as port:
        calls = ("-aet", "SENDER", "-aec", "CONSILIUM", "127.0.0.1", str(port))
        assert dcmtk("echoscu", *calls) == 0
        assert dcmtk("storescu", *calls, *map(str, files)) == 0
        assert dcmtk("storescu", *calls, str(files[0])) == 0, "sent again it is a success again"
    assert consilium(home, "work", "--once").returncode == 0
    with storescp(tmp_path / "there") as port:
        study = str(pydicom.dcmread(files[0], stop_before_pixels=True).StudyInstanceUID)
        sent = consilium(home, "send", "--case", "dimse", "--to", f"THERE@127.0.0.1:{port}", "--study", study)
        assert sent.returncode == 0
    there = {str(one.SOPInstanceUID): one for one in map(pydicom.dcmread, (tmp_path / "there").iterdir())}
    assert len(there) == 4
    for file in files:
        ours = pydicom.dcmread(file)
        assert there[str(ours.SOPInstanceUID)] == ours


@pytest.mark.parametrize(
    ("own", "called", "caller"),
    [("STRANGER", "CONSILIUM", "SENDER"), ("SENDER", "OTHER", "SENDER"), ("SENDER", "CONSILIUM", "SENDER@192.0.2.1")],
    ids=["another title", "another name of ours", "another host"],
)
def test_who_was_not_named_is_not_let_in(own: str, called: str, caller: str, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "new.dcm"
    file.write_bytes(ct_slice(9, study=8))
    with receiving(home, "dimse", "--from", caller) as port:
        calls = ("-aet", own, "-aec", called, "127.0.0.1", str(port))
        assert dcmtk("echoscu", *calls) != 0
        assert dcmtk("storescu", *calls, str(file)) != 0


def test_beyond_this_machine_only_encrypted(home: Path) -> None:
    refused = consilium(home, "receive", "--case", "dimse", "--from", "SENDER", "--listen", "0.0.0.0")
    assert refused.returncode == 3
    assert "--unencrypted" in refused.stderr


def test_a_system_that_is_not_there_costs_one_sentence(home: Path) -> None:
    refused = consilium(home, "send", "--case", "dimse", "--to", f"THERE@127.0.0.1:{free_port()}")
    assert refused.returncode == 3
    assert "does not answer" in refused.stderr


@pytest.mark.parametrize(
    "node", ["THERE", "THERE@host", "@host:104", "A-TITLE-THAT-IS-FAR-TOO-LONG@host:104", "X@host:99999"]
)
def test_what_names_no_system_is_told(node: str, home: Path) -> None:
    refused = consilium(home, "send", "--case", "dimse", "--to", node)
    assert refused.returncode == 3
    assert "TITLE@host:port" in refused.stderr


def test_a_study_of_another_case_is_none_here(home: Path, tmp_path: Path) -> None:
    with storescp(tmp_path / "there") as port:
        refused = consilium(home, "send", "--case", "dimse", "--to", f"THERE@127.0.0.1:{port}", "--study", "1.2.3.4")
    assert refused.returncode == 3
    assert list((tmp_path / "there").iterdir()) == []
