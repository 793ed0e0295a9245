"""The tables. See `docs/reference/casebook.md` for what each column may hold in the clear."""

from consilium.casebook.models.audit import AuditEvent, AuditTree
from consilium.casebook.models.case import Case, Grant
from consilium.casebook.models.files import InputFile, Naming, Picture
from consilium.casebook.models.judgements import Judgement
from consilium.casebook.models.packs import Blob, IndexSegment, Pack, Run

__all__ = [
    "AuditEvent",
    "AuditTree",
    "Blob",
    "Case",
    "Grant",
    "IndexSegment",
    "InputFile",
    "Judgement",
    "Naming",
    "Pack",
    "Picture",
    "Run",
]
