"""A request that is refused while its body is still on the line: the refusal arrives, not a broken line."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urlsplit

import pytest

from tests.site import Site
from tests.visitor import entered

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
PIECE, PIECES = 65_536, 24


@pytest.mark.parametrize(("token", "signed_in", "status"), [("old", True, 403), ("old", False, 403)])
def test_the_refusal_of_what_is_sent_slowly_is_read(demo_site: Site, token: str, signed_in: bool, status: int) -> None:
    visitor = entered(demo_site)
    _, _, headers = visitor.ask("/cases/")
    address = urlsplit(demo_site.address)
    line = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    line.putrequest("POST", f"{headers['Location']}records/add/files/")
    known = visitor.cookies if signed_in else {"csrftoken": visitor.cookies["csrftoken"]}
    sent = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in known.items()),
        "X-CSRFToken": token,
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(PIECE * PIECES),
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(PIECE * PIECES),
    }
    for name, value in sent.items():
        line.putheader(name, value)
    line.endheaders()
    for _ in range(PIECES):
        line.send(bytes(PIECE))
        time.sleep(0.02)
    assert line.getresponse().status == status
    line.close()
    visitor.close()
