"""CDA bytes as an element tree: hardened, namespace-free, with what was cut off said.

libxml2 refuses text longer than 10 MB, which an embedded PDF easily is, and the switch that lifts that limit lifts
every other one too. So long base64 runs are taken out before parsing and stand as `lifted:N` in the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Remark
from consilium.readers.hardened import declares_entities, xml_parser

LIFTED_BYTES = 65_536
LIFTED = "lifted:"
V3 = "{urn:hl7-org:v3}"
_LONG_BASE64 = re.compile(
    rb"(representation\s{0,9}=\s{0,9}[\"']B64[\"'][^<>]{0,999}>)([A-Za-z0-9+/=\s]{%d,}+)<" % LIFTED_BYTES
)


@dataclass(frozen=True)
class Tree:
    """A parsed document: elements of `urn:hl7-org:v3` have plain names; `payloads` are the lifted base64 runs."""

    root: etree._Element
    payloads: tuple[bytes, ...] = ()
    remarks: tuple[Remark, ...] = ()
    _texts: dict[str, str] = field(default_factory=dict)

    def payload(self, text: str) -> str:
        """The base64 text of an element, wherever it was kept."""
        if text.startswith(LIFTED):
            return self.payloads[int(text[len(LIFTED) :])].decode("ascii")
        return text


def parsed(data: bytes) -> Tree:
    """The tree of a CDA document. Raises UnreadableError with the reason."""
    payloads: list[bytes] = []

    def lift(match: re.Match[bytes]) -> bytes:
        payloads.append(match.group(2))
        return match.group(1) + f"{LIFTED}{len(payloads) - 1}<".encode()

    slim = _LONG_BASE64.sub(lift, data)
    root, remarks = _parsed_root(slim)
    if root.tag != "ClinicalDocument":
        raise UnreadableError("ccda.fragment", root=str(root.tag)[:50])
    return Tree(root, tuple(payloads), remarks)


def _parsed_root(data: bytes) -> tuple[etree._Element, tuple[Remark, ...]]:
    if declares_entities(data):
        raise UnreadableError("ccda.entities")
    try:
        return _without_namespace(etree.fromstring(data, xml_parser(bare=True))), ()
    except (etree.XMLSyntaxError, ValueError) as error:
        reason, line = _reason(error)
    if "depth" in reason:
        raise UnreadableError("ccda.too_deep")
    return _recovered(data, reason, line)


def _recovered(data: bytes, reason: str, line: int) -> tuple[etree._Element, tuple[Remark, ...]]:
    """What stands before the damage, if that is a document at all."""
    try:
        root = etree.fromstring(data, xml_parser(bare=True, recover=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise UnreadableError("ccda.not_well_formed", reason=reason, line=line)
    if _local(root) != "ClinicalDocument":
        raise UnreadableError("ccda.fragment", root=_local(root)[:50])
    return _without_namespace(root), (Remark("ccda.repaired", {"reason": reason, "line": line}),)


def _reason(error: Exception) -> tuple[str, int]:
    line = getattr(error, "lineno", None) or 0
    return str(error).split(", line ")[0][:200], int(line)


def _without_namespace(root: etree._Element) -> etree._Element:
    """The tree with CDA's own namespace taken off its names."""
    own = str(root.tag)[: -len(_local(root))] or V3
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        name = tag[tag.index("}") + 1 :] if tag.startswith((own, V3)) else ""
        if name and ":" not in name:  # damage makes `<:title>`, which the recovering parser lets pass
            element.tag = name
    return root


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def placed(parent: etree._Element, path: str) -> Iterator[tuple[etree._Element, str]]:
    """The child elements with their XPaths, local names, counted among siblings of the same name."""
    counts: dict[str, int] = {}
    for child in parent.iterchildren(etree.Element):
        name = str(child.tag).rpartition("}")[2]
        counts[name] = counts.get(name, 0) + 1
        yield child, f"{path}/{name}[{counts[name]}]"
