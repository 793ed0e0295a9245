"""The input files of a case and what was read from them."""

import uuid

from django.db import models

from consilium.casebook.models.case import Case
from consilium.casebook.models.packs import Blob, Run


class Naming(models.Model):
    """One way in which files of the case name their patient (all the people one file names). `key` is keyed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    key = models.BinaryField(max_length=32)
    match = models.CharField(max_length=16, default="")
    revision = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()  # {"people": [...], "reasons": [...]}, bound to the row and its revision

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_naming_per_case"),)


class InputFile(models.Model):
    """One input file or member of an archive.

    `fingerprint` is a keyed hash of where the file lies, its size and its times (of a member: of its archive's
    fingerprint and its path), so that a known file is known without being read. `complete` is False while members
    are still to be committed, or where reading failed in a way that can pass; such a file is read again.
    `series_key` is a keyed hash of the DICOM series, to group by.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="members")
    root = models.UUIDField(db_index=True)
    fingerprint = models.BinaryField(max_length=32)
    complete = models.BooleanField(default=True)
    ended = models.CharField(max_length=16)
    reader = models.CharField(max_length=32, default="")
    format = models.CharField(max_length=32, default="")
    category = models.CharField(max_length=32, default="")
    litter = models.BooleanField(default=False)
    locked = models.BooleanField(default=False)  # needs a password that was not given
    size = models.BigIntegerField()
    content = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    naming = models.ForeignKey(Naming, null=True, on_delete=models.PROTECT)
    series_key = models.BinaryField(max_length=32, null=True)
    indexed = models.BooleanField(default=False)  # its pages are in a segment of the full-text index
    answer = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()  # {"file", "index", "head"}, then findings and body where they are small

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "fingerprint"), name="one_file_per_fingerprint"),)
        indexes = (models.Index(fields=("case", "ended")), models.Index(fields=("case", "series_key")))


class Picture(models.Model):
    """A picture made of a file: thumbnail, label or macro."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(InputFile, on_delete=models.CASCADE, related_name="pictures")
    role = models.CharField(max_length=16)
    media_type = models.CharField(max_length=32)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("file", "role"), name="one_picture_per_role"),)
