"""Where a case's bytes lie."""

import uuid

from django.db import models

from consilium.casebook.models.case import Case


class Run(models.Model):
    """One run of `prepare` over a case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    started = models.DateTimeField()
    ended = models.DateTimeField(null=True)


class Pack(models.Model):
    """One pack in the store, named in the transaction that names its first blob. A pack without a row is swept."""

    name = models.CharField(max_length=128, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    run = models.ForeignKey(Run, on_delete=models.CASCADE)


class IndexSegment(models.Model):
    """A part of a case's full-text index: the pages of some files, as one sealed blob."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="index_segments")
    made = models.DateTimeField()
    blob = models.ForeignKey("Blob", on_delete=models.PROTECT)


class Blob(models.Model):
    """One sealed run of bytes. `name` is the keyed hash of its content; `length` that of the plain bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    name = models.BinaryField(max_length=32)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT)
    offset = models.BigIntegerField()
    length = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "name"), name="one_blob_per_content"),)
