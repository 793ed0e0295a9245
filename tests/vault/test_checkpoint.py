"""Signed checkpoints against the format's own known answers, and against forgers."""

from __future__ import annotations

import base64
import random

import pytest

from consilium.domain.errors import IntegrityError
from consilium.domain.merkle import Checkpoint
from consilium.vault.checkpoint import Signer, VerifierKey, open_note, verify

# Known answers of golang.org/x/mod/sumdb/note (its documentation) and of c2sp.org/signed-note ("Verifier keys").
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
C2SP_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
SIGNER = Signer("consilium.example/audit", bytes(range(32)))
NOTE = SIGNER.sign(20852163, bytes(32))


def forged(note: str, key: VerifierKey = SIGNER.verifier) -> bool:
    try:
        verify(note, key)
    except IntegrityError as error:
        return error.code == "vault.checkpoint_forged"
    return False


def test_the_reference_implementations_note_is_made_and_opened() -> None:
    signer = Signer("PeterNeumann", GO_SEED)
    assert str(signer.verifier) == GO_KEY
    assert signer.sign_text(GO_TEXT) == GO_TEXT + "\n" + GO_LINE
    assert open_note(GO_TEXT + "\n" + GO_LINE, VerifierKey.parse(GO_KEY)) == GO_TEXT


def test_the_specifications_note_is_opened() -> None:
    key = VerifierKey.parse(C2SP_KEY)
    assert key.id.hex() == "530d903a"
    assert open_note(C2SP_NOTE, key) == "This is an example message.\n"


def test_a_signed_checkpoint_comes_back() -> None:
    assert NOTE.startswith("consilium.example/audit\n20852163\n" + "A" * 43 + "=\n\n— consilium.example/audit ")
    assert verify(NOTE, VerifierKey.parse(str(SIGNER.verifier))) == Checkpoint(
        "consilium.example/audit", 20852163, bytes(32)
    )


def test_every_changed_character_is_found() -> None:
    generator = random.Random(6962)
    for at in range(len(NOTE)):
        other = generator.choice([letter for letter in "0aZ=\n —+" if letter != NOTE[at]])
        assert forged(NOTE[:at] + other + NOTE[at + 1 :]), at


def test_every_truncation_is_found() -> None:
    assert all(forged(NOTE[:length]) for length in range(len(NOTE)))


@pytest.mark.parametrize(
    "change",
    [
        lambda note: note + "\n",
        lambda note: "\n" + note,
        lambda note: note.replace("\n\n", "\nextra line\n\n"),
        lambda note: note.replace("\n\n", "\n\n\n"),
        lambda note: note.replace("\n", "\r\n"),
        lambda note: note.replace("20852163", "020852163"),
        lambda note: note.replace("20852163", "+20852163"),
        lambda note: note.replace("20852163", "20_852_163"),
        lambda note: note.replace("20852163", "２０８５２１６３"),
        lambda note: note.replace("20852163", "-1"),
        lambda note: note.replace("—", "-"),
        lambda note: note.partition("\n\n")[0] + "\n\n",
        lambda note: note + "— consilium.example/audit AAAA\n" * 17,
        lambda note: "x" * 70_000 + note,
        lambda note: note[:0],
    ],
)
def test_a_note_in_another_form_is_refused(change: object) -> None:
    assert callable(change)
    assert forged(change(NOTE))


def test_another_key_of_the_same_name_signs_nothing_for_us() -> None:
    stranger = Signer("consilium.example/audit", bytes(32))
    assert forged(stranger.sign(20852163, bytes(32)))
    assert forged(NOTE, stranger.verifier)


def test_our_key_id_over_anothers_signature_is_refused() -> None:
    stranger = Signer("consilium.example/audit", bytes(32)).sign(20852163, bytes(32))
    blob = base64.b64decode(stranger.split(" ")[-1])
    line = base64.b64encode(SIGNER.verifier.id + blob[4:]).decode()
    assert forged(NOTE.partition("\n\n")[0] + f"\n\n— consilium.example/audit {line}\n")


def test_a_witness_may_add_its_signature_and_is_passed_over() -> None:
    text = NOTE.partition("\n\n")[0] + "\n"
    witness = Signer("witness.example", bytes(32)).sign_text(text).partition("\n\n")[2]
    assert verify(NOTE + witness, SIGNER.verifier).size == 20852163
    head, _, ours = NOTE.partition("\n\n")
    assert verify(f"{head}\n\n{witness}{ours}", SIGNER.verifier).size == 20852163


def test_a_key_signs_checkpoints_of_its_own_log_only() -> None:
    other = SIGNER.sign_text(Checkpoint("elsewhere.example/audit", 1, bytes(32)).text)
    assert forged(other)


@pytest.mark.parametrize(
    "text",
    ["", "a", "a+b", GO_KEY[:-4], GO_KEY + "=", GO_KEY.replace("c74f20a3", "c74f20a4"), GO_KEY.replace("+A", "+B")],
)
def test_a_verifier_key_that_does_not_fit_itself_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a|Ed25519"):
        VerifierKey.parse(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b"])
def test_a_key_name_that_would_break_the_note_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="key's name"):
        VerifierKey(name, bytes(32))
