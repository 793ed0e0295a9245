"""Who can sign in: the operator of this machine, and whoever was invited. Names and addresses are sealed."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from uuid import UUID, uuid4

from django.conf import settings
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
LINK_MINUTES = 20
LINK = "link"  # the role of an invitation that signs its person in; one without case and role lets the operator in
MOST_EMAIL = 254  # RFC 5321


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


def change_person(installation: Installation, user: User, person: Person, language: str = "") -> User:
    """Keep a changed name, address or language. The sign-in name stays."""
    user.revision += 1
    user.language = language
    user.sealed = seal_for_people(installation, "user", user.id, to_json(person), user.revision)
    user.save(update_fields=["sealed", "revision", "language"])
    return user


def name_of(installation: Installation, viewer_id: str) -> str:
    """What a person calls themself, "" where nobody knows."""
    user = User.objects.filter(viewer=viewer_id).first()
    if user is None:
        return ""
    known = person_of(installation, user)
    return known.name or ("" if viewer_id == OPERATOR.id else known.login)


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
        Invitation.objects.filter(case=None, used=None, role="").delete()
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
    if found.case_id is not None or found.role:
        raise NotFoundError("errors.no_invitation")
    with transaction.atomic():
        use(found, OPERATOR)
        audit.record(OPERATOR, "door.entered", None, now())
    return operator(installation)


def use(invitation: Invitation, viewer: Viewer) -> None:
    """Use an invitation up. In the caller's transaction; of two at once one gets in. Raises NotFoundError."""
    taken = Invitation.objects.filter(id=invitation.id, used=None, until__gt=now())
    if not taken.update(used=now(), viewer=viewer.id):
        raise NotFoundError("errors.no_invitation")


def link_for(installation: Installation, login: str) -> tuple[str, str] | None:
    """(e-mail address, code) for a person who wants to sign in by e-mail; None for nobody and where no address is kept.

    The code works once, for twenty minutes. Older ones of the person end.
    """
    user = User.objects.filter(username=username(installation, login), is_active=True).first()
    address = person_of(installation, user).email if user else ""
    if user is None or not address:
        return None
    code, made, viewer = new_code(), now(), Viewer(user.viewer)
    with transaction.atomic():
        Invitation.objects.filter(case=None, role=LINK, viewer=viewer.id, used=None).delete()
        Invitation.objects.create(
            key=code_key(installation, code), role=LINK, made=made, made_by=viewer.id, viewer=viewer.id,
            until=made + timedelta(minutes=LINK_MINUTES),
        )  # fmt: skip
        audit.record(viewer, "door.link_made", None, made)
    return address, code


def enter_by_link(installation: Installation, code: str) -> User:
    """Use the code of a sign-in e-mail, once. A second step may come after. Raises NotFoundError."""
    found = invitation_of(installation, code)
    user = User.objects.filter(viewer=found.viewer, is_active=True).first()
    if found.case_id is not None or found.role != LINK or user is None:
        raise NotFoundError("errors.no_invitation")
    with transaction.atomic():
        use(found, Viewer(user.viewer))
        audit.record(Viewer(user.viewer), "door.entered_by_link", None, now())
    return user


def other_sessions(user: User, but: str) -> tuple[str, ...]:
    """The keys of the person's live sessions beside one. Every session is opened: an installation has few people."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    rows = store.get_model_class().objects.filter(expire_date__gt=now()).exclude(session_key=but)
    opener = store()
    return tuple(
        row.session_key for row in rows if opener.decode(row.session_data).get("_auth_user_id") == str(user.pk)
    )


def end_other_sessions(user: User, but: str) -> int:
    """Sign the person out everywhere else; how many sessions ended."""
    keys, store = other_sessions(user, but), import_module(settings.SESSION_ENGINE).SessionStore
    with transaction.atomic():
        store.get_model_class().objects.filter(session_key__in=keys).delete()
        audit.record(Viewer(user.viewer), "door.sessions_ended", None, now(), count=len(keys))
    return len(keys)
