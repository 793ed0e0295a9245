"""Files on their way in."""

import uuid

from django.db import models

from consilium.casebook.models.case import Case


class Upload(models.Model):
    """One file that is being sent. Whole chunks lie in a staging file, the rest (under 64 KiB) in `sealed`, from which
    it moves to the file when all came, unless it is small.

    `offset` is how many bytes are durable. The sealed document holds it too, so that nobody can set it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="uploads")
    batch = models.UUIDField()
    viewer = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()  # {"path", "length", "offset", "metadata"}, then the bytes after the last whole chunk

    class Meta:
        indexes = (models.Index(fields=("case", "state")), models.Index(fields=("state", "expires")))
