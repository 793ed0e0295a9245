"""A child's case, and who may see it."""

import uuid

from django.db import models


class Case(models.Model):
    """One child's question. `name_key` is a keyed hash of the case's name, to find it by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created = models.DateTimeField()
    name_key = models.BinaryField(max_length=32, unique=True)
    revision = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()  # {"name", "identity", "given"}, bound to the row and its revision


class Grant(models.Model):
    """Who may see a case, as what, until when. Without one there is no case (law 6)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")
    viewer = models.CharField(max_length=64)
    role = models.CharField(max_length=16)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "viewer"), name="one_grant_per_viewer"),)
