"""What viewers ask of images, kept ready, and the keys with which a machine sends images into a case."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casebook", "0003_people_and_entries")]

    operations = [
        migrations.CreateModel(
            name="ImageSeries",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.BinaryField(max_length=32)),
                ("series_key", models.BinaryField(max_length=32)),
                ("state", models.BinaryField(max_length=32)),
                ("instances", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="image_series", to="casebook.case"
                    ),
                ),
                (
                    "metadata",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.blob"
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.blob"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "series_key"], name="casebook_im_case_id_27bd94_idx")],
                "constraints": [models.UniqueConstraint(fields=("case", "key"), name="one_row_per_image_series")],
            },
        ),
        migrations.CreateModel(
            name="SendingKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.BinaryField(max_length=32, unique=True)),
                ("made", models.DateTimeField()),
                ("made_by", models.CharField(max_length=64)),
                ("until", models.DateTimeField()),
                ("revoked", models.DateTimeField(null=True)),
                ("sealed", models.BinaryField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sending_keys", to="casebook.case"
                    ),
                ),
            ],
        ),
    ]
