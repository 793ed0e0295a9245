"""The site and the browser for journeys."""

from tests.site import chromium, demo_home, demo_site

__all__ = ["chromium", "demo_home", "demo_site"]
