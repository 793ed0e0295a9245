"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.web.request import post


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The texts in the reader's language, the other languages, who looks, and the case if there is one."""
    words = getattr(request, "words", None) or catalog(LANGUAGES[0])
    case = getattr(request, "case", None)
    return {
        "words": words,
        "language": words.language,
        "languages": [language for language in LANGUAGES if language != words.language],
        "static_url": settings.STATIC_URL,
        "mails": post() is not None,
        "viewer": getattr(request, "viewer", None),
        "case": case,
        "case_name": case.document.name if case else "",
        "role": getattr(request, "role", ""),
    }
