"""What all our HTML pages have in common: self-contained, no script, no network, pictures inside.

A page's Content-Security-Policy allows nothing but its own style (by hash, CSP Level 3) and `data:` pictures. Whatever
a file says of itself is escaped and isolated (`bdi`).
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from consilium.knowledge.catalog import shown

SHOWN_CHARS = 1_000
_HERE = Path(__file__).parent
_MEDIA = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def environment(folder: Path) -> Environment:
    """Templates of a folder, and `head.html` (needs `title`, `style`, `style_hash`), with filters `user` and `href`.

    A name that is not given is an error, never an empty place.
    """
    made = Environment(
        loader=FileSystemLoader([folder, _HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(user=user, href=href)
    return made


def style(folder: Path) -> dict[str, str]:
    """The folder's style sheet and its hash for the policy, as the template's `style` and `style_hash`."""
    text = (folder / "style.css").read_text("utf-8")
    return {"style": Markup(text), "style_hash": base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}


def user(text: str) -> Markup:
    """User data: harmless, escaped, and kept from turning the line around it (`bdi`)."""
    return Markup("<bdi>{}</bdi>").format(shown(text, SHOWN_CHARS))


def href(path: str) -> str:
    """A path in the packet as a relative link that no path can turn into a scheme, a host or a way out."""
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    end = "/" if path.endswith("/") and parts else ""
    return "./" + quote("/".join(parts) + end, errors="surrogateescape")


def picture(data: bytes | None) -> str:
    """The `data:` URL of a PNG or JPEG, "" for no picture and one of another kind."""
    media = next((media for magic, media in _MEDIA if data and data.startswith(magic)), "")
    return f"data:{media};base64,{base64.b64encode(data).decode()}" if data and media else ""
