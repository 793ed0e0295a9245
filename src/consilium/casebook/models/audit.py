"""Who did what, in an RFC 6962 Merkle tree: edits, insertions, reordering and truncation are found."""

from django.db import models


class AuditTree(models.Model):
    """The tree's right edge: one row, locked while an event is appended."""

    state = models.BinaryField()  # as `domain.merkle.CompactTree.to_bytes` writes it


class AuditEvent(models.Model):
    """One act. `body` is the canonical JSON that the leaf's hash is taken of: ids, act and time, no health data."""

    number = models.BigIntegerField(primary_key=True)
    case = models.UUIDField(null=True)
    body = models.BinaryField()
    leaf = models.BinaryField(max_length=32)
