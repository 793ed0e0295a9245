"""The one place where XML and HTML parsers are made: nothing is resolved, loaded or fetched.

No entity is filled in, no document type is loaded, no network is used, and libxml2's own bounds on depth and on the
size of a text stand (`huge_tree` would lift every one of them).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import IO, Any

from lxml import etree

_NOTHING: Any = MappingProxyType({"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False})


def xml_parser(*, recover: bool = False, bare: bool = False) -> etree.XMLParser:
    """For a whole document. `recover` keeps what stands before damage; `bare` leaves comments and instructions out."""
    return etree.XMLParser(**_NOTHING, recover=recover, remove_comments=bare, remove_pis=bare)


def xml_puller(tag: str) -> Any:
    """For a document that is fed in pieces: an XMLPullParser that gives each element of a name when it ends."""
    return etree.XMLPullParser(events=("end",), tag=tag, **_NOTHING)


def xml_ends(file: IO[bytes], tags: Sequence[str], *, recover: bool = False) -> Iterator[etree._Element]:
    """Each element of some names when it ends, comments and instructions left out. Raises etree.XMLSyntaxError."""
    ends: Any = {"events": ("end",), "tag": tags, "recover": recover, "remove_comments": True, "remove_pis": True}
    events = etree.iterparse(file, **ends, **_NOTHING)
    return (element for _, element in events)


def html_parser(encoding: str | None = None) -> etree.HTMLParser:
    """For web pages and fragments; comments and instructions are left out."""
    return etree.HTMLParser(
        encoding=encoding, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )  # fmt: skip


def declares_entities(data: bytes) -> bool:
    """Whether XML of any encoding declares entities, which libxml2 would fill into attributes."""
    bare = data.replace(b"\x00", b"")
    return b"<!DOCTYPE" in bare and b"<!ENTITY" in bare
