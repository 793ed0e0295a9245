"""The key ring: lost, changed, stolen, raced for, rotated and destroyed."""

from __future__ import annotations

import base64
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from consilium.domain.errors import ConsiliumError, IntegrityError, KeyMissingError, StoreError
from consilium.vault.casekey import CaseKey
from consilium.vault.installation import InstallationKey, key_id, load, new_key, to_fields
from consilium.vault.keys import KeyRing

PASSPHRASE = "árbol verde 7"


def same(first: CaseKey, second: CaseKey) -> bool:
    return first.pack_key(bytes(32)) == second.pack_key(bytes(32))


def fields(path: Path) -> dict[str, str | int]:
    found: dict[str, str | int] = json.loads(path.read_text())
    return found


def rewritten(path: Path, change: Callable[[dict[str, str | int]], object]) -> None:
    found = fields(path)
    change(found)
    path.write_text(json.dumps(found))


def code_of(act: Callable[[], object], kind: type[ConsiliumError]) -> str:
    with pytest.raises(kind) as raised:
        act()
    return raised.value.code


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home" / "keys"


@pytest.fixture
def ring(home: Path) -> KeyRing:
    return KeyRing.create(home)


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys of an installation with a passphrase and one case, to copy: each use of a passphrase costs a second."""
    folder = tmp_path_factory.mktemp("locked") / "keys"
    KeyRing.create(folder, PASSPHRASE).create_case_key("case-1")
    return folder


def test_without_an_installation_key_nothing_opens(home: Path) -> None:
    assert code_of(lambda: KeyRing.open(home), KeyMissingError) == "vault.installation_key_missing"


def test_a_lost_installation_key_is_not_replaced_in_silence_where_cases_have_keys(home: Path, ring: KeyRing) -> None:
    """A new one could open none of the cases; it would hide that the right one is missing."""
    ring.create_case_key("case-1")
    (home / "installation.key").unlink()
    assert code_of(lambda: KeyRing.open_or_create(home), KeyMissingError) == "vault.installation_key_missing"


def test_a_case_without_a_key_says_so(ring: KeyRing) -> None:
    assert code_of(lambda: ring.case_key("case-1"), KeyMissingError) == "vault.key_missing"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
@pytest.mark.parametrize("name", ["installation.key", "cases/case-1.key"])
def test_a_key_file_that_others_can_read_is_refused(home: Path, ring: KeyRing, name: str, mode: int) -> None:
    ring.create_case_key("case-1")
    (home / name).chmod(mode)
    act = (lambda: KeyRing.open(home)) if name.startswith("i") else (lambda: ring.case_key("case-1"))
    assert code_of(act, KeyMissingError) == "vault.key_permissions"


def test_a_link_in_the_place_of_a_key_file_is_not_followed(home: Path, ring: KeyRing) -> None:
    ring.create_case_key("case-1")
    path = home / "cases" / "case-1.key"
    path.rename(home / "elsewhere")
    path.symlink_to(home / "elsewhere")
    assert code_of(lambda: ring.case_key("case-1"), StoreError) == "vault.key_unreadable"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"null", b'{"format": []}', b"[" * 60_000])
@pytest.mark.parametrize("name", ["installation.key", "cases/case-1.key"])
def test_a_key_file_that_is_none_is_an_integrity_error(home: Path, ring: KeyRing, name: str, content: bytes) -> None:
    ring.create_case_key("case-1")
    (home / name).write_bytes(content)
    act = (lambda: KeyRing.open(home)) if name.startswith("i") else (lambda: ring.case_key("case-1"))
    assert code_of(act, IntegrityError) == "vault.key_changed"


def test_every_changed_field_of_a_case_key_is_found(home: Path, ring: KeyRing) -> None:
    ring.create_case_key("case-1")
    path = home / "cases" / "case-1.key"
    original = path.read_text()
    for name in ("format", "nonce", "sealed"):
        rewritten(path, lambda found, name=name: found.update({name: "00" + str(found[name])[2:]}))
        assert code_of(lambda: ring.case_key("case-1"), IntegrityError) == "vault.key_changed"
        rewritten(path, lambda found, name=name: found.pop(name))
        assert code_of(lambda: ring.case_key("case-1"), IntegrityError) == "vault.key_changed"
        path.write_text(original)
    rewritten(path, lambda found: found.update({"under": "0" * 16}))
    assert code_of(lambda: ring.case_key("case-1"), KeyMissingError) == "vault.key_of_another_installation"


def test_a_changed_installation_key_is_found(home: Path, ring: KeyRing) -> None:
    path = home / "installation.key"
    rewritten(path, lambda found: found.update({"key": base64.b64encode(bytes(32)).decode()}))
    assert code_of(lambda: KeyRing.open(home), IntegrityError) == "vault.key_changed"
    rewritten(path, lambda found: found.update({"key": "not base64"}))
    assert code_of(lambda: KeyRing.open(home), IntegrityError) == "vault.key_changed"


def test_one_cases_key_file_can_not_be_passed_off_as_anothers(home: Path, ring: KeyRing) -> None:
    ring.create_case_key("case-1")
    ring.create_case_key("case-2")
    (home / "cases" / "case-1.key").write_bytes((home / "cases" / "case-2.key").read_bytes())
    assert code_of(lambda: ring.case_key("case-1"), IntegrityError) == "vault.key_changed"


def test_a_key_file_from_another_installation_is_named(home: Path, ring: KeyRing, tmp_path: Path) -> None:
    KeyRing.create(tmp_path / "other").create_case_key("case-1")
    ring.create_case_key("case-1")
    (home / "cases" / "case-1.key").write_bytes((tmp_path / "other" / "cases" / "case-1.key").read_bytes())
    assert code_of(lambda: ring.case_key("case-1"), KeyMissingError) == "vault.key_of_another_installation"


@pytest.mark.parametrize("case_id", ["", "../x", "a/b", "a" * 65, ".", "case 1", "case-1\n"])
def test_a_case_id_that_could_be_a_path_is_refused(ring: KeyRing, case_id: str) -> None:
    for act in (ring.create_case_key, ring.case_key, ring.destroy_case_key):
        with pytest.raises(ValueError, match="not a case's id"):
            act(case_id)


def test_a_wrong_or_missing_passphrase_opens_nothing(locked: Path) -> None:
    assert code_of(lambda: KeyRing.open(locked, "wrong"), KeyMissingError) == "vault.passphrase_wrong"
    assert code_of(lambda: KeyRing.open(locked), KeyMissingError) == "vault.passphrase_needed"


def test_a_passphrase_opens_the_ring_however_the_keyboard_composes_its_accents(locked: Path) -> None:
    composed, apart = PASSPHRASE, "a\u0301rbol verde 7"
    assert composed != apart
    assert KeyRing.open(locked, apart).case_key("case-1").case_id == "case-1"
    assert "key" not in fields(locked / "installation.key")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("argon2id_memory_kib", 1 << 30),
        ("argon2id_iterations", 0),
        ("argon2id_iterations", 1 << 30),
        ("argon2id_lanes", 1 << 20),
        ("argon2id_lanes", "many"),
        ("argon2id_salt", "xyz"),
        ("argon2id_salt", ""),
    ],
)
def test_parameters_that_would_hang_the_machine_are_refused(
    home: Path, locked: Path, name: str, value: str | int
) -> None:
    shutil.copytree(locked, home)
    rewritten(home / "installation.key", lambda found: found.update({name: value}))
    assert code_of(lambda: KeyRing.open(home, PASSPHRASE), IntegrityError) == "vault.key_changed"


def test_keys_belong_to_their_owner_alone(home: Path) -> None:
    previous = os.umask(0)
    try:
        ring = KeyRing.create(home)
        ring.create_case_key("case-1")
        ring.audit_seed()
        ring.rotate(None)
    finally:
        os.umask(previous)
    for path in [home, *home.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_same_case_has_the_same_key_in_every_ring(home: Path, ring: KeyRing) -> None:
    key = ring.create_case_key("case-1")
    assert same(ring.create_case_key("case-1"), key)
    assert same(KeyRing.open(home).case_key("case-1"), key)
    assert not same(ring.create_case_key("case-2"), key)
    assert ring.case_ids() == ["case-1", "case-2"]


def test_the_audit_has_one_seed(home: Path, ring: KeyRing) -> None:
    seed = ring.audit_seed()
    assert len(seed) == 32
    assert KeyRing.open(home).audit_seed() == seed
    assert ring.case_ids() == []


def test_a_destroyed_key_is_gone_for_every_ring_at_once(home: Path, ring: KeyRing) -> None:
    other = KeyRing.open(home)
    old = ring.create_case_key("case-1")
    assert ring.destroy_case_key("case-1")
    assert code_of(lambda: other.case_key("case-1"), KeyMissingError) == "vault.key_missing"
    assert not ring.destroy_case_key("case-1")
    assert [path.name for path in (home / "cases").iterdir()] == []
    assert not same(ring.create_case_key("case-1"), old)


def test_a_destroyed_keys_bytes_are_written_over(home: Path, ring: KeyRing, tmp_path: Path) -> None:
    """A second name for the same bytes on the disk shows what became of them."""
    ring.create_case_key("case-1")
    os.link(home / "cases" / "case-1.key", tmp_path / "witness")
    sealed = str(fields(tmp_path / "witness")["sealed"]).encode()
    ring.destroy_case_key("case-1")
    assert sealed not in (tmp_path / "witness").read_bytes()


def test_what_a_crash_left_behind_is_destroyed_at_the_next_opening(home: Path, ring: KeyRing) -> None:
    ring.create_case_key("case-1")
    leftover = home / "cases" / ".case-2.key.0123456789abcdef"
    leftover.write_text("half a key")
    KeyRing.open(home)
    assert not leftover.exists()
    assert ring.case_ids() == ["case-1"]


def test_rotation_changes_the_installation_key_and_no_cases_key(home: Path, ring: KeyRing) -> None:
    keys = {case_id: ring.create_case_key(case_id) for case_id in ("case-1", "case-2")}
    seed, before = ring.audit_seed(), fields(home / "installation.key")
    ring.rotate(None)
    after = fields(home / "installation.key")
    assert before["id"] != after["id"]
    assert not [name for name in after if name.startswith("previous")]
    opened = KeyRing.open(home)
    assert all(same(opened.case_key(case_id), key) for case_id, key in keys.items())
    assert opened.audit_seed() == ring.audit_seed() == seed
    assert {fields(path)["under"] for path in (home / "cases").iterdir()} == {after["id"]}


def test_a_ring_that_was_open_during_a_rotation_goes_on_working(home: Path, ring: KeyRing) -> None:
    key, other = ring.create_case_key("case-1"), KeyRing.open(home)
    ring.rotate(None)
    assert same(other.case_key("case-1"), key)
    fresh = KeyRing.open(home)
    ring.rotate(None)
    made = fresh.create_case_key("case-2")
    assert same(KeyRing.open(home).case_key("case-2"), made)


def test_rotation_changes_nothing_where_a_key_is_damaged(home: Path, ring: KeyRing) -> None:
    ring.create_case_key("case-1")
    ring.create_case_key("case-2")
    (home / "cases" / "case-2.key").write_text("damaged")
    before = {path: path.read_bytes() for path in home.rglob("*.key")}
    assert code_of(lambda: ring.rotate(None), IntegrityError) == "vault.key_changed"
    assert {path: path.read_bytes() for path in home.rglob("*.key")} == before


RACE = """
import os, sys
from pathlib import Path
from consilium.vault.keys import KeyRing
for child in range(6):
    if os.fork() == 0:
        ring = KeyRing.open_or_create(Path(sys.argv[1]))
        key = ring.create_case_key("case-1").pack_key(bytes(32)).hex()
        os.write(1, f"{key} {ring.audit_seed().hex()}\\n".encode())
        os._exit(0)
for child in range(6):
    os.wait()
"""


def test_processes_that_make_the_same_keys_at_the_same_time_end_with_the_same_keys(home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", RACE, str(home)], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert (len(lines), len(set(lines)), done.stderr) == (6, 1, "")
    assert not [path for path in home.rglob("*") if path.name.startswith(".")]


# Runs `act` in a child that dies, without any cleaning up, at its n-th touch of the disk, for every n, and hands each
# state that it leaves to `look`. Python reports each opening, renaming and removing to the audit hook.
CRASHES = """
import os, shutil, sys
from pathlib import Path
from consilium.vault.keys import KeyRing
home, scratch = Path(sys.argv[1]), Path(sys.argv[2])

def die_at(n):
    left = [n]
    def hook(event, args):
        if event in ("open", "os.rename", "os.remove") and str(scratch) in str(args[0]):
            left[0] -= 1
            if left[0] == 0:
                os._exit(9)
    sys.addaudithook(hook)

def crashed(n, act):
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(home, scratch)
    child = os.fork()
    if child == 0:
        ring = KeyRing.open(scratch)
        die_at(n)
        act(ring)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.wait()[1]) == 9

def every_crash(act, look):
    n = 1
    while crashed(n, act):
        look(n)
        n += 1
    print(n)
"""
ROTATE = """
keys = {case_id: KeyRing.open(home).case_key(case_id).pack_key(bytes(32)) for case_id in ("case-1", "case-2")}
seed = KeyRing.open(home).audit_seed()

def look(n):
    ring = KeyRing.open(scratch)
    assert {case_id: ring.case_key(case_id).pack_key(bytes(32)) for case_id in ring.case_ids()} == keys, n
    assert ring.audit_seed() == seed, n
    assert "previous" not in (scratch / "installation.key").read_text(), n
    assert not [path for path in scratch.rglob("*") if path.name.startswith(".")], n

every_crash(lambda ring: ring.rotate(None), look)
"""
DESTROY = """
from consilium.domain.errors import KeyMissingError
whole = KeyRing.open(home).case_key("case-1").pack_key(bytes(32))

def look(n):
    ring = KeyRing.open(scratch)
    try:
        assert ring.case_key("case-1").pack_key(bytes(32)) == whole, n
    except KeyMissingError:
        pass
    ring.destroy_case_key("case-1")
    assert [path.name for path in (scratch / "cases").iterdir()] == ["case-2.key"], n
    ring.rotate(None)

every_crash(lambda ring: ring.destroy_case_key("case-1"), look)
"""


@pytest.mark.parametrize(("act", "at_least"), [(ROTATE, 20), (DESTROY, 4)], ids=["rotating", "destroying"])
def test_a_crash_at_any_point_leaves_every_key_whole(home: Path, tmp_path: Path, act: str, at_least: int) -> None:
    ring = KeyRing.create(home)
    ring.create_case_key("case-1")
    ring.create_case_key("case-2")
    ring.audit_seed()
    command = [sys.executable, "-c", CRASHES + act, str(home), str(tmp_path / "scratch")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stderr == ""
    assert int(done.stdout) > at_least


def test_a_rotation_that_a_crash_cut_off_has_one_passphrase_at_any_moment(home: Path, ring: KeyRing) -> None:
    """While the previous key is still in the file, the new passphrase opens everything and the old one nothing."""
    key = ring.create_case_key("case-1")
    previous = load(home / "installation.key", None).secret
    half = InstallationKey(new_key(), previous)
    (home / "installation.key").write_text(json.dumps(to_fields(half, "new")))
    assert fields(home / "cases" / "case-1.key")["under"] == key_id(previous)
    assert code_of(lambda: KeyRing.open(home, "old"), KeyMissingError) == "vault.passphrase_wrong"
    assert same(KeyRing.open(home, "new").case_key("case-1"), key)
    assert fields(home / "cases" / "case-1.key")["under"] == half.id
    assert "previous_sealed" not in fields(home / "installation.key")


def test_a_changed_previous_key_is_found(home: Path, ring: KeyRing) -> None:
    half = InstallationKey(new_key(), new_key())
    (home / "installation.key").write_text(json.dumps(to_fields(half, None)))
    rewritten(home / "installation.key", lambda found: found.update({"previous_nonce": "00" * 12}))
    assert code_of(lambda: KeyRing.open(home), IntegrityError) == "vault.key_changed"
