"""A browser without pictures or scripts: cookies, one connection, forms with their tokens."""

from __future__ import annotations

import gzip
import http.client
import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode, urlsplit

from tests.site import Site

_TOKEN = re.compile(r'csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Visitor:
    """One person's cookies over one connection."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)
    connection: HTTPConnection | None = None

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes, HTTPMessage]:
        """Status, bytes as they came over the wire, headers."""
        address = urlsplit(self.site.address)
        self.connection = self.connection or http.client.HTTPConnection(address.hostname or "", address.port)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Accept-Encoding": "gzip"}
        body = urlencode(form) if form else None
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.site.address}
        self.connection.request("POST" if form else "GET", path, body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, data, answer.headers

    def fill(self, path: str, with_token_of: str = "", **form: str) -> tuple[int, str, str]:
        """Send the form of a page (with another page's token, if said): status, where it leads, the page's words."""
        _, page, headers = self.ask(with_token_of or path)
        token = _TOKEN.search(readable(page, headers))
        status, page, headers = self.ask(path, {"csrfmiddlewaretoken": token[1] if token else "", **form})
        return status, headers.get("Location") or "", readable(page, headers)

    def close(self) -> None:
        """Let the connection go."""
        if self.connection is not None:
            self.connection.close()


def readable(data: bytes, headers: HTTPMessage) -> str:
    """A page's text."""
    return (gzip.decompress(data) if headers.get("Content-Encoding") == "gzip" else data).decode("utf-8", "replace")


def entered(site: Site) -> Visitor:
    """The person at the machine, who typed the code."""
    visitor = Visitor(site)
    visitor.fill("/enter/", code=site.code())
    assert visitor.cookies.get("consilium_session"), "could not enter"
    return visitor
