"""What persons write into a case: answers, questions, calls, people, decisions, things on their way."""

import uuid

from django.db import models

from consilium.casebook.models.case import Case


class Entry(models.Model):
    """One version of one thing that a person wrote. Nothing is overwritten: the highest version counts.

    Two who write at the same moment both name the version that they saw; the second finds it taken and is shown both.
    `by` is the viewer's opaque id.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=32)
    item = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField()
    struck = models.BooleanField(default=False)
    made = models.DateTimeField()
    by = models.CharField(max_length=64)
    sealed = models.BinaryField()  # the value, bound to the item and its version

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "kind", "item", "version"), name="one_version_per_entry"),
        )
        indexes = (models.Index(fields=("case", "kind")),)
