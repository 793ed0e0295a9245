"""Keys with which a machine sends images into one case."""

import uuid

from django.db import models

from consilium.casebook.models.case import Case


class SendingKey(models.Model):
    """What a center's PACS sends with: into one case, until a day, and nothing else.

    `key` is a keyed hash of the key, which is shown once and kept nowhere. What is sent with it counts as sent by
    `made_by`, the viewer who made it, and only as long as that person may invite others into the case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sending_keys")
    key = models.BinaryField(max_length=32, unique=True)
    made = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    until = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    sealed = models.BinaryField()  # {"name"}: for whom it is
