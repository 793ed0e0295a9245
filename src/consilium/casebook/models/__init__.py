"""The tables. See `docs/reference/casebook.md` for what each column may hold in the clear."""

from consilium.casebook.models.audit import AuditEvent, AuditTree
from consilium.casebook.models.case import Case, Grant
from consilium.casebook.models.entries import Entry
from consilium.casebook.models.files import InputFile, Naming, Picture
from consilium.casebook.models.imaging import ImageSeries
from consilium.casebook.models.jobs import Job
from consilium.casebook.models.judgements import Judgement
from consilium.casebook.models.packs import Blob, IndexSegment, Pack, Run
from consilium.casebook.models.sending import SendingKey
from consilium.casebook.models.uploads import Upload
from consilium.casebook.models.users import Draft, Invitation, User

__all__ = [
    "AuditEvent",
    "AuditTree",
    "Blob",
    "Case",
    "Draft",
    "Entry",
    "Grant",
    "ImageSeries",
    "IndexSegment",
    "InputFile",
    "Invitation",
    "Job",
    "Judgement",
    "Naming",
    "Pack",
    "Picture",
    "Run",
    "SendingKey",
    "Upload",
    "User",
]
