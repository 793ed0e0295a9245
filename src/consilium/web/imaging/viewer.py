"""The radiology viewer (OHIF), served by us with nothing from elsewhere, pointed at one case.

/viewer/app/<file>              its files, as `scripts/viewer` installed them
/viewer/case/<case>/config.js   where it finds this case's studies
/viewer/case/<case>/<mode>?StudyInstanceUIDs=...    the viewer itself; the part after the case is its own
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string

from consilium.domain.errors import NotFoundError
from consilium.web.imaging.asked import Answered, Asked, RefusedError, of_bytes

APP = "/viewer/app/"
INSTALLED = Path(sys.prefix) / "share" / "consilium" / "ohif"
MAIN = re.compile(r"app\.bundle\.[0-9a-f]+\.js\.gz")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
HASHED = re.compile(r"[0-9a-f]{16}")
TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "wasm": "application/wasm",
         "json": "application/json", "svg": "image/svg+xml", "woff2": "font/woff2", "ttf": "font/ttf",
         "png": "image/png", "gif": "image/gif", "jpg": "image/jpeg"}  # fmt: skip
YEAR = 31_536_000
OWN = ("version", "evaluates")
# Its decoders are WebAssembly; it writes style elements. Nothing is evaluated in a page, nothing is from elsewhere or
# goes there (CSP Level 3).
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# A worker's own answer says what it may. The one that decodes pictures makes functions from strings (older decoders by
# Emscripten do); it has no page, no cookies that it could read, and speaks to nobody but us.
OF_DECODERS = POLICY.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'")


def viewer(asked: Asked) -> Answered:
    """One of the viewer's files, its configuration, or its page. Raises NotFoundError, DeniedError, RefusedError."""
    if asked.method not in ("GET", "HEAD"):
        raise RefusedError(405)
    if asked.path[:1] == ("app",) and len(asked.path) == 2:
        return _file(asked, asked.path[1])
    if asked.path[:1] != ("case",) or len(asked.path) < 2:
        raise NotFoundError("errors.not_found")
    case = asked.case(asked.path[1])
    if asked.path[2:] == ("config.js",):
        back = {"url": f"/case/{case.id}/records/", "text": asked.words.text("viewing.back")}
        config = json.dumps({**configuration(case.id), "back": back}, separators=(",", ":"))
        data = f"window.config = ours({config});\n".encode()
        return of_bytes(data, TYPES["js"])
    return _page(asked, case.id)


def has_viewer() -> bool:
    """Whether the viewer is installed."""
    return _main() is not None


def address(case_id: UUID, studies: tuple[str, ...], mode: str = "viewer", *, language: str = "en", **more: str) -> str:
    """Where studies of a case are looked at: `mode` is `viewer`, or `tmtv` for PET on CT; `more` is for the query."""
    query = "&".join(f"{name}={value}" for name, value in (*more.items(), ("lng", language)))
    return f"/viewer/case/{case_id}/{mode}?StudyInstanceUIDs={','.join(studies)}&{query}"


def configuration(case_id: UUID) -> dict[str, object]:
    """The viewer's settings for a case: see its documentation, "Configuration"."""
    root = f"/dicomweb/case/{case_id}"
    return {
        "name": "consilium",
        "routerBasename": f"/viewer/case/{case_id}",
        "extensions": [],
        "modes": [],
        "customizationService": {},
        "showStudyList": True,
        "maxNumberOfWebWorkers": 3,
        "showWarningMessageForCrossOrigin": False,
        "showCPUFallbackMessage": False,
        "showLoadingIndicator": True,
        "strictZSpacingForVolumeViewport": True,
        "showErrorDetails": "dev",
        "measurementTrackingMode": "simplified",  # nothing is asked before measuring
        "investigationalUseDialog": {"option": "never"},
        "maxNumRequests": {"interaction": 100, "thumbnail": 5, "prefetch": 25},
        "defaultDataSourceName": "consilium",
        "dataSources": [
            {
                "namespace": "@ohif/extension-default.dataSourcesModule.dicomweb",
                "sourceName": "consilium",
                "configuration": {
                    "friendlyName": "Consilium",
                    "name": "consilium",
                    "qidoRoot": root,
                    "wadoRoot": root,
                    "wadoUriRoot": root,
                    "qidoSupportsIncludeField": True,
                    "supportsReject": False,
                    "imageRendering": "wadors",
                    "thumbnailRendering": "wadors",
                    "enableStudyLazyLoad": True,
                    "supportsFuzzyMatching": False,
                    "supportsWildcard": True,
                    "staticWado": False,
                    "singlepart": "bulkdata,video",
                    "bulkDataURI": {"enabled": True, "relativeResolution": "studies"},
                    "omitQuotationForMultipartRequest": True,
                },
            }
        ],
    }


def _main() -> str | None:
    """The name of its first script, None where it is not installed."""
    if not INSTALLED.is_dir():
        return None
    return next((path.name.removesuffix(".gz") for path in INSTALLED.iterdir() if MAIN.fullmatch(path.name)), None)


def _page(asked: Asked, case_id: UUID) -> Answered:
    main = _main()
    if main is None:
        raise RefusedError(503, "viewing.no_viewer")
    context = {"words": asked.words, "language": asked.words.language, "case": case_id, "app": APP, "main": main,
               "static_url": settings.STATIC_URL}  # fmt: skip
    data = render_to_string("viewer.html", context).encode()
    return Answered(200, "text/html; charset=utf-8", (data,), len(data), policy=POLICY)


def _file(asked: Asked, name: str) -> Answered:
    """A file of the viewer, compressed as it lies where the browser takes that."""
    if not NAME.fullmatch(name) or name in OWN or name.endswith(".gz"):
        raise NotFoundError("errors.not_found")
    media_type = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    path, squeezed = INSTALLED / name, INSTALLED / f"{name}.gz"
    found = squeezed if squeezed.is_file() else path
    try:
        data = found.read_bytes()
    except OSError:
        raise NotFoundError("errors.not_found") from None
    kept = YEAR if HASHED.search(name) else 3600
    policy = OF_DECODERS if name in _evaluates() else POLICY
    headers: tuple[tuple[str, str], ...] = ()
    if found is squeezed and "gzip" in asked.header("HTTP_ACCEPT_ENCODING"):
        headers = (("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))
    elif found is squeezed:
        data = gzip.decompress(data)
    return Answered(200, media_type, (data,), len(data), headers, kept, policy)


def _evaluates() -> tuple[str, ...]:
    """The workers that make functions from strings, as the set-up found them."""
    marked = INSTALLED / "evaluates"
    return tuple(marked.read_text().split()) if marked.is_file() else ()
