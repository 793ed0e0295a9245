"""What persons said of findings."""

import uuid

from django.db import models

from consilium.casebook.models.case import Case


class Judgement(models.Model):
    """One person's word on one finding. Nothing is overwritten: the latest counts, the earlier ones stay.

    `key` is a keyed hash of the finding; `verdict` is in the sealed document, with who said it and the finding as
    corrected.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="judgements")
    key = models.BinaryField(max_length=32)
    made = models.DateTimeField()
    sealed = models.BinaryField()  # {"finding", "verdict", "by", "note", "value", "of", "content", "beside"}

    class Meta:
        indexes = (models.Index(fields=("case", "made")),)
