"""Page 11: help."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def helping(request: HttpRequest) -> HttpResponse:
    """Open to everybody."""
    return render(request, "family/help.html")


urlpatterns = [path("help/", helping, name="help")]
