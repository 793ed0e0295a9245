"""What viewers ask of a case's images, kept ready."""

import uuid

from django.db import models

from consilium.casebook.models.case import Case
from consilium.casebook.models.packs import Blob


class ImageSeries(models.Model):
    """One DICOM series as viewers ask for it (docs/reference/dicomweb.md).

    `key` is a keyed hash of study and series, `series_key` that of the series as its files have it, `state` one of the
    files from which this was made: where the case's files of that series give another, it is made anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="image_series")
    key = models.BinaryField(max_length=32)
    series_key = models.BinaryField(max_length=32)
    state = models.BinaryField(max_length=32)
    instances = models.PositiveIntegerField()
    table = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    metadata = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()  # {"study", "series"}: UIDs and attributes

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_row_per_image_series"),)
        indexes = (models.Index(fields=("case", "series_key")),)
