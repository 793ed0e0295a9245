from django.apps import AppConfig


class CasebookConfig(AppConfig):
    """The casebook."""

    name = "consilium.casebook"
    label = "casebook"
