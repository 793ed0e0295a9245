"""The pages as a Django app: templates and template tags. Tables are `casebook`'s alone."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "consilium.web"
    label = "web"
