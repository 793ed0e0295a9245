"""What tables may hold in the clear: ids, states, kinds, sizes, times of our own acts. Everything else is bytes."""

from __future__ import annotations

from django.apps import apps
from django.db import models

# Text columns, each a state, a kind or an opaque id. A new one has to be argued for here.
TEXT = {
    "grant.viewer", "grant.role", "pack.name", "naming.match", "inputfile.ended", "inputfile.reader",
    "inputfile.format", "inputfile.category", "picture.role", "picture.media_type",
    "job.kind", "job.key", "job.viewer", "job.state", "job.phase", "job.reason", "upload.viewer", "upload.state",
    "entry.kind", "entry.by", "invitation.role", "invitation.made_by", "invitation.viewer",
    # The sign-in name as a keyed hash, the password as Argon2 keeps it, the language of pages.
    "sendingkey.made_by",
    "user.username", "user.password", "user.viewer", "user.language",
}  # fmt: skip
HARMLESS = (
    models.UUIDField, models.BigIntegerField, models.PositiveIntegerField, models.BooleanField, models.DateTimeField,
    models.BinaryField, models.ForeignKey, models.AutoField, models.BigAutoField,
)  # fmt: skip


def test_only_states_and_kinds_are_text() -> None:
    texts = set()
    for model in apps.get_app_config("casebook").get_models():
        for field in model._meta.get_fields():
            if not isinstance(field, models.Field) or isinstance(field, HARMLESS):
                continue
            texts.add(f"{model._meta.model_name}.{field.name}")
    assert texts == TEXT


def test_no_table_has_a_date_that_is_not_of_our_own_acts() -> None:
    dates = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("casebook").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.DateField)
    }
    ours = {"case.created", "grant.since", "grant.until", "indexsegment.made", "judgement.made"}
    ours |= {"job.made", "job.due", "job.started", "job.lease", "job.ended", "upload.made", "upload.expires"}
    ours |= {"entry.made", "invitation.made", "invitation.until", "invitation.used", "draft.made"}
    ours |= {"sendingkey.made", "sendingkey.until", "sendingkey.revoked"}
    ours |= {"user.created", "user.last_login"}
    assert dates == ours | {"run.started", "run.ended"}
