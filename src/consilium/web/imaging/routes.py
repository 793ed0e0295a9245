"""The routes that are answered in front of the pages, by the first part of their path."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.web.imaging.dicomweb import dicomweb
from consilium.web.imaging.front import Route
from consilium.web.imaging.tiles import tiles
from consilium.web.imaging.viewer import viewer

ROUTES: Mapping[str, Route] = {
    "dicomweb": dicomweb,
    "tiles": tiles,
    "viewer": viewer,
}
