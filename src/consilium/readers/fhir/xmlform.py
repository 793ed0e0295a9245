"""FHIR XML (R4 2.1.2) as the same plain values that its JSON form has; what stands once is not in a list."""

from __future__ import annotations

from typing import Any

from lxml import etree

from consilium.domain.errors import UnreadableError
from consilium.readers.hardened import xml_parser

NAMESPACE = "{http://hl7.org/fhir}"
DIV = "{http://www.w3.org/1999/xhtml}div"
HOLDERS = frozenset({"resource", "contained", "outcome"})  # elements whose child is a whole resource


def resource_from_xml(data: bytes) -> dict[str, Any]:
    """The resource that an XML document is. Raises UnreadableError."""
    try:
        root = etree.fromstring(data, xml_parser(bare=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        code = "fhir.entities" if b"<!ENTITY" in data else "fhir.too_deep" if "depth" in str(error) else "fhir.not_xml"
        raise UnreadableError(code, reason=str(error)[:200]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("fhir.entities", reason="DOCTYPE")
    if not str(root.tag).startswith(NAMESPACE):
        raise UnreadableError("fhir.not_xml", reason=str(root.tag)[:100])
    return _resource(root)


def _resource(element: etree._Element) -> dict[str, Any]:
    return {"resourceType": _name(element)} | _members(element)


def _members(element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("id", "url"):
        if element.get(name):
            found[name] = element.get(name)
    for child in element.iterchildren(etree.Element):
        name, value = _name(child), _value(child)
        if name in found:
            held = found[name]
            found[name] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            found[name] = value
    return found


def _value(element: etree._Element) -> Any:
    if element.tag == DIV:
        return etree.tostring(element, encoding="unicode", with_tail=False)
    if _name(element) in HOLDERS and len(element):
        return _resource(element[0])
    if element.get("value") is not None:
        return element.get("value")
    return _members(element)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
