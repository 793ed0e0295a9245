"""What is to be done later, and by whom it is being done."""

import uuid

from django.db import models
from django.db.models import Q

from consilium.casebook.models.case import Case


class Job(models.Model):
    """Work that takes longer than a page may. There is one active job of a key at most.

    `fence` counts up whenever a worker takes the job; only the worker with the present number may write. `again` tells
    that it was asked for once more while it ran. `done` and `total` count things, `phase` and `kind` are kinds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=96)
    viewer = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    fence = models.PositiveIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=0)
    again = models.BooleanField(default=False)
    stopping = models.BooleanField(default=False)
    made = models.DateTimeField()
    due = models.DateTimeField()
    started = models.DateTimeField(null=True)
    lease = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    phase = models.CharField(max_length=32, default="")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=64, default="")
    revision = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(null=True)  # {"payload", "reason", "result"}; none without a case

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("key",), condition=Q(state__in=("waiting", "running")), name="one_active_job_per_key"
            ),
        )
        indexes = (models.Index(fields=("state", "due")), models.Index(fields=("case", "made")))
