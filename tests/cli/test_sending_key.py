"""`consilium sending-key`: made once, listed without the key, taken back."""

from __future__ import annotations

from pathlib import Path

from tests.command import consilium
from tests.readers.dicom_files import ct_slice, part10


def test_a_key_is_shown_once_listed_by_name_and_taken_back(tmp_path: Path) -> None:
    home, disc = tmp_path / "home", tmp_path / "disc"
    disc.mkdir()
    (disc / "1.dcm").write_bytes(part10(ct_slice(1)))
    assert consilium(home, "prepare", disc, "--case", "Luc", "--out", tmp_path / "packet").returncode == 0
    assert "no sending key" in consilium(home, "sending-key", "--list").stderr
    made = consilium(home, "sending-key", "--for", "Example PACS", "--days", "3")
    key = made.stdout.strip()
    assert key.startswith("csk-")
    assert "until" in made.stderr
    listed = consilium(home, "sending-key", "--list")
    assert "Example PACS" in listed.stdout
    assert key not in listed.stdout
    assert consilium(home, "sending-key", "--revoke", listed.stdout.split()[0]).returncode == 0
    assert "has ended" in consilium(home, "sending-key", "--list").stdout
    assert consilium(home, "sending-key", "--revoke", "nothing").returncode == 3
    assert consilium(home, "sending-key", "--for", "x", "--days", "0").returncode == 3
