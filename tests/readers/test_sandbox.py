"""The cage: what a parser that was taken over can't do. Each attempt runs in a real caged process."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest

from consilium.readers import sandbox

ATTEMPTS = {
    "open a socket": "import socket; socket.socket()",
    "run a program": "import os; os.execv('/bin/true', ['true'])",
    "start a process": "import os; os.fork()",
    "kill another process": "import os; os.kill(os.getppid(), 0)",
    "read the list of users": "open('/etc/passwd').read()",
    "list the root folder": "import os; os.listdir('/')",
    "write a file": "open('/tmp/caged', 'w').write('x')",
    "remove a file": "import os; os.unlink('/tmp/not-there-at-all')",
    "make a folder": "import os; os.mkdir('/tmp/caged')",
    "take 4 GiB of memory": "bytearray(4 << 30)",
    "trace another process": "import ctypes; assert ctypes.CDLL(None, use_errno=True).ptrace(0, 0, 0, 0) == 0",
}
PROGRAM = """
import json
from consilium.readers import sandbox
cage = sandbox.close(1 << 30)
try:
    exec({attempt!r})
    print(json.dumps({{"done": True}}))
except BaseException as error:
    print(json.dumps({{"done": False, "error": type(error).__name__}}))
"""

linux = pytest.mark.skipif(sandbox.landlock_abi() < 1, reason="this kernel has no Landlock")


def caged(attempt: str) -> dict[str, object]:
    program = textwrap.dedent(PROGRAM).format(attempt=attempt)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    found: dict[str, object] = json.loads(done.stdout)
    return found


@linux
@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_a_caged_parser_cannot(attempt: str) -> None:
    assert caged(attempt)["done"] is False


@linux
@pytest.mark.parametrize(
    "work",
    [
        "import zlib; zlib.decompress(zlib.compress(b'x' * 1000))",
        "import threading; t = threading.Thread(target=lambda: None); t.start(); t.join()",
        "import email.mime.text, xml.dom.minidom",
    ],
)
def test_a_caged_parser_can_still_work(work: str) -> None:
    assert caged(work)["done"] is True


@linux
def test_what_may_be_read_holds_no_home_folder() -> None:
    import os

    home = os.path.expanduser("~")
    allowed = [path for path in sandbox.readable_paths() if path == home or path == "/"]
    assert allowed == []
