"""Page 11: where families find help, by heading and country, each with its source and what is not verified."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from consilium.knowledge.resources import for_country, resources
from consilium.web.request import PageRequest


def helping(request: HttpRequest) -> HttpResponse:
    """Open to everybody. A country is chosen by the address, since it tells of nobody."""
    asked = cast("PageRequest", request)
    known = resources()
    countries = sorted({code for found in known.groups.values() for one in found for code in one.countries})
    country = request.GET.get("country", "")
    country = country if country in countries else ""
    groups = [(group, for_country(country, found)) for group, found in known.groups.items()]
    context = {
        "groups": [(group, found) for group, found in groups if found],
        "countries": sorted(
            ((code, asked.words.named("countries", code)) for code in countries), key=lambda one: one[1]
        ),
        "country": country,
        "collected": known.collected,
    }
    return render(request, "family/help.html", context)


urlpatterns = [path("help/", helping, name="help")]
