"""Who may sign in in the tests: one person of each kind, over one case. All of them are made up (`tests/cast.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.test import Client

from consilium.actions import entries
from consilium.actions.access import GUARDIANSHIP, PERSON
from consilium.actions.opened import Installation, OpenCase, now
from consilium.actions.people import Person as Account
from consilium.actions.people import create_user
from consilium.casebook.models import Grant, User
from consilium.domain.circle import CourtOrder, Facts, Guardianship, Person, Role, may
from consilium.domain.viewer import Viewer

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# The role in which each was asked in; "" for who has no case here.
ROLES = {
    "Ana": Role.PARENT,
    "Luis": Role.SECOND_PARENT,  # a court order takes everything from him
    "Mia": Role.PATIENT,
    "Rosa": Role.GRANDPARENT,
    "Dr. Okafor": Role.TREATING_DOCTOR,
    "Tom": Role.SOCIAL_WORKER,
    "Kai": Role.OTHER,
    "Eva": Role.PARENT,  # her grant has ended
    "Sam": "",
}
PEOPLE = tuple(ROLES)
NO_MORE = "Eva"
PASSWORD = "four plain words here"


@dataclass(frozen=True)
class Cast:
    """The people, signed in on demand."""

    installation: Installation
    case: OpenCase
    users: dict[str, User]

    def client(self, name: str) -> Client:
        """The browser of somebody who has signed in."""
        client = Client(headers={"Accept-Language": "en"})
        client.force_login(self.users[name], BACKEND)
        return client

    def viewer(self, name: str) -> Viewer:
        return Viewer(self.users[name].viewer)

    def role(self, name: str) -> str:
        """As what the person sees the case now, "" for not at all."""
        return "" if name == NO_MORE else ROLES[name]

    def may(self, name: str, act: str) -> bool:
        """What `domain.circle` says of the person."""
        facts = Facts(now().date(), _guardianship(self.users["Luis"]))
        return bool(may(Person(self.users[name].viewer, Role(ROLES[name])), act, facts=facts).value)


def come_in(installation: Installation, case: OpenCase) -> Cast:
    """Everybody comes in."""
    users = {name: create_user(installation, Account(name, name), None) for name in PEOPLE}
    for user in users.values():
        user.password = _hash()
        user.save(update_fields=["password"])
    for name, role in ROLES.items():
        if role:
            ended = now() - timedelta(days=1) if name == NO_MORE else None
            since = now() - timedelta(days=9)
            Grant.objects.create(case=case.row, viewer=users[name].viewer, role=role, since=since, until=ended)
            entries.keep(case, PERSON, Person(users[name].viewer, Role(role), name))
    entries.keep(case, GUARDIANSHIP, _guardianship(users["Luis"]))
    return Cast(installation, case, users)


@cache
def _hash() -> str:
    """Of the one password of all: hashing is slow on purpose."""
    return make_password(PASSWORD)


def _guardianship(luis: User) -> Guardianship:
    return Guardianship(orders=(CourtOrder("No contact (synthetic).", person=luis.viewer, bars_all=True),))
