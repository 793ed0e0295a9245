"""Who can sign in, and who was invited to. Names and addresses are sealed; only keyed hashes can be looked up."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from consilium.casebook.models.case import Case


def new_viewer() -> str:
    """A viewer's opaque id."""
    return uuid.uuid4().hex


class Users(BaseUserManager["User"]):
    """Finds a user by the keyed hash of the name that the person signs in with."""


class User(AbstractBaseUser):
    """Someone who can sign in. `username` is a keyed hash of the sign-in name; `viewer` who acts (`Grant.viewer`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=64, unique=True)
    viewer = models.CharField(max_length=64, unique=True, default=new_viewer)
    created = models.DateTimeField()
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, blank=True, default="")
    revision = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()  # {"name", "login", "email"}, under the key of the people's documents

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Users()


class Invitation(models.Model):
    """A code that lets one person in, once. Without a case it lets the operator of this machine in.

    `key` is a keyed hash of the code, which is shown once and kept nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.BinaryField(max_length=32, unique=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=16, default="")
    made = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    until = models.DateTimeField()
    used = models.DateTimeField(null=True)
    viewer = models.CharField(max_length=64, default="")  # whom it let in
    sealed = models.BinaryField(null=True)  # {"item"}: the written person, under the case's key


class Draft(models.Model):
    """What was typed into a form when the session had ended, kept for a day for the person who comes back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()  # {"path", "fields"}, under the key of the people's documents
