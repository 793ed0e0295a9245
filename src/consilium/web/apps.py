"""The pages as a Django app: templates and template tags. Tables are `casebook`'s alone."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "consilium.web"
    label = "web"

    def ready(self) -> None:
        """What listens to the sign-in library."""
        from consilium.web.door import added  # noqa: F401 (needs all apps there)
