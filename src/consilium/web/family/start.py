"""Page 1: what a second opinion is, is not, and does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def start(request: HttpRequest) -> HttpResponse:
    """Open to everybody."""
    return render(request, "family/start.html")


urlpatterns = [path("", start, name="start")]
