"""Who can sign in: the operator of this machine, and whoever was invited. Names and addresses are sealed."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction

from consilium.actions import audit
from consilium.actions.opened import Installation, now
from consilium.casebook.models import Invitation, User
from consilium.domain.errors import InputError, NotFoundError
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.viewer import OPERATOR, Viewer
from consilium.vault.casekey import CaseKey, derive
from consilium.vault.columns import ColumnSealer

# The documents of people belong to no case: they have a key of their own, kept beside the cases'.
PEOPLE = UUID(int=0)
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that looks like another
CODE_CHARS, GROUP = 16, 4
ENTER_MINUTES = 60


@dataclass(frozen=True)
class Person:
    """What is sealed of a person who can sign in."""

    name: str = ""
    login: str = ""
    email: str = ""


def people_key(installation: Installation) -> CaseKey:
    """The key of the people's documents, made when it is first needed."""
    if PEOPLE.hex not in installation.keys.case_ids():
        return installation.keys.create_case_key(PEOPLE.hex)
    return installation.keys.case_key(PEOPLE.hex)


def seal_for_people(installation: Installation, table: str, row: UUID, plain: bytes, revision: int = 0) -> bytes:
    """A document of no case, sealed to its row."""
    return ColumnSealer(people_key(installation)).seal(table, row.hex, "sealed", revision, plain)


def open_for_people(
    installation: Installation, table: str, row: UUID, sealed: bytes | memoryview, revision: int = 0
) -> bytes:
    """The document of a row of no case. Raises IntegrityError."""
    return ColumnSealer(people_key(installation)).open(table, row.hex, "sealed", revision, bytes(sealed))


def username(installation: Installation, login: str) -> str:
    """The keyed hash that stands for a sign-in name, whatever the case of its letters."""
    return installation.lookup(f"person {login.strip()}").hex()


def person_of(installation: Installation, user: User) -> Person:
    """What is known of a person who can sign in. Raises IntegrityError."""
    plain = open_for_people(installation, "user", user.id, user.sealed, user.revision)
    return build(Person, from_json(plain))


def create_user(installation: Installation, person: Person, password: str | None, viewer: Viewer | None = None) -> User:
    """Somebody who can sign in from now on. Raises InputError where the sign-in name is taken."""
    name = username(installation, person.login)
    if User.objects.filter(username=name).exists():
        raise InputError("errors.login_taken")
    user = User(id=uuid4(), username=name, created=now())
    if viewer is not None:
        user.viewer = viewer.id
    user.sealed = seal_for_people(installation, "user", user.id, to_json(person))
    user.set_password(password)
    user.save(force_insert=True)
    return user


def change_person(installation: Installation, user: User, person: Person) -> User:
    """Keep a changed name or address. The sign-in name stays."""
    user.revision += 1
    user.sealed = seal_for_people(installation, "user", user.id, to_json(person), user.revision)
    user.save(update_fields=["sealed", "revision"])
    return user


def operator(installation: Installation) -> User:
    """The user who acts as the operator of this machine."""
    known = User.objects.filter(viewer=OPERATOR.id).first()
    return known or create_user(installation, Person(login=f"operator {secrets.token_hex(8)}"), None, OPERATOR)


def new_code() -> str:
    """A one-time code as a person types it: ABCD-EFGH-JKMN-PQRS."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_CHARS))
    return "-".join(letters[at : at + GROUP] for at in range(0, CODE_CHARS, GROUP))


def code_key(installation: Installation, code: str) -> bytes:
    """The keyed hash of a code, however it was typed."""
    letters = "".join(letter for letter in code.upper() if letter in CODE_LETTERS)
    return hmac.digest(derive(installation.keys.audit_seed(), b"consilium code v1"), letters.encode(), "sha256")


def code_to_enter(installation: Installation, minutes: int = ENTER_MINUTES) -> str:
    """A code that lets the operator of this machine in once, within an hour. Older ones end."""
    code, made = new_code(), now()
    with transaction.atomic():
        Invitation.objects.filter(case=None, used=None).delete()
        Invitation.objects.create(
            key=code_key(installation, code), made=made, made_by=OPERATOR.id, until=made + timedelta(minutes=minutes)
        )
        audit.record(OPERATOR, "door.code_made", None, made)
    return code


def invitation_of(installation: Installation, code: str) -> Invitation:
    """The unused invitation of a code. Raises NotFoundError: unknown, used and expired look alike."""
    found = Invitation.objects.filter(key=code_key(installation, code), used=None, until__gt=now()).first()
    if found is None:
        raise NotFoundError("errors.no_invitation")
    return found


def enter(installation: Installation, code: str) -> User:
    """Use the operator's code, once. Raises NotFoundError."""
    found = invitation_of(installation, code)
    if found.case_id is not None:
        raise NotFoundError("errors.no_invitation")
    with transaction.atomic():
        taken = Invitation.objects.filter(id=found.id, used=None).update(used=now(), viewer=OPERATOR.id)
        if not taken:
            raise NotFoundError("errors.no_invitation")
        audit.record(OPERATOR, "door.entered", None, now())
    return operator(installation)
