"""How soon a radiologist sees something: `python -m bench.viewer [--slices 600] [--rounds 3]`

A series of CT slices is put into a case and opened in OHIF in headless Chromium with software rendering, empty cache:
from asking for the page to the first pixels of the scan on the screen. Beside it, in the same rounds, nginx with the
very answers that ours gave, as static files: what the viewer itself needs on this machine. Needs `nginx`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright

from bench import slices
from bench.measure import spread, table
from tests.command import consilium
from tests.site import CHROMIUM, DESKTOP, SCANS_SHOWN, context, free_port, serving, signed_in

WANTED = 1.1
LONGEST_MS = 120_000
SOFTWARE = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
            "--ignore-gpu-blocklist"]  # fmt: skip
KEPT_HEADERS = ("content-type", "content-security-policy")


@dataclass
class Recorded:
    """Answers as they came, by path and query."""

    answers: dict[str, tuple[dict[str, str], bytes]] = field(default_factory=dict)

    def take(self, asked: Request, cookies: str) -> None:
        """Ask the same again and keep the answer, unpacked."""
        place = urlsplit(asked.url)
        if asked.method != "GET" or not place.path.startswith(("/viewer/", "/dicomweb/", "/static/")):
            return
        again = urllib.request.Request(
            asked.url, headers={"Cookie": cookies, "Accept": asked.headers.get("accept", "*/*")}
        )
        with urllib.request.urlopen(again) as answer:
            headers = {name.lower(): value for name, value in answer.headers.items() if name.lower() in KEPT_HEADERS}
            self.answers[f"{place.path}?{place.query}" if place.query else place.path] = (headers, answer.read())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--slices", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="consilium-bench-") as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        slices.make(folder / "disc", arguments.slices, length=arguments.slices)
        consilium(folder / "home", "prepare", folder / "disc", "--case", "bench", "--out", folder / "packet")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SOFTWARE)
        _measure(browser, folder, arguments.rounds)
        browser.close()


def _measure(browser: Browser, folder: Path, rounds: int) -> None:
    with serving(folder / "home") as site:
        visitor = context(browser, width=DESKTOP)
        page = signed_in(visitor.new_page(), site)
        address = _address(page, site.address)
        cookies = visitor.cookies()
        recorded = Recorded()
        _opened(browser, site.address + address, cookies, recorded)  # its index is made, its answers are kept
        ours, theirs = [], []
        with _nginx(folder / "static", recorded) as root:
            for _ in range(rounds):
                ours.append(_opened(browser, site.address + address, cookies))
                theirs.append(_opened(browser, root + address, cookies))
    ratio = sorted(ours)[len(ours) // 2] / sorted(theirs)[len(theirs) // 2]
    rows = [
        ("ours, to the first pixels, s", spread(ours)),
        ("nginx with the same answers as files, s", spread(theirs)),
        ("ours / nginx", f"{ratio:7.2f}  (wanted at most {WANTED})"),
    ]
    table(f"First image in OHIF, software rendering, {rounds} rounds: median (least to most)", rows)


def _address(page: Page, root: str) -> str:
    """Where the case's one study is opened in the viewer."""
    page.goto(f"{page.url.rstrip('/')}/pictures/")
    found = page.locator("a[href^='/viewer/']").first.get_attribute("href")
    assert found, root
    return found


def _opened(browser: Browser, url: str, cookies: object, recorded: Recorded | None = None) -> float:
    """Seconds until a browser with an empty cache shows the scan."""
    visitor = context(browser, width=DESKTOP)
    visitor.add_cookies(cookies)  # type: ignore[arg-type]  # as `cookies()` gave them
    page = visitor.new_page()
    asked: list[Request] = []
    page.on("request", lambda one: asked.append(one))
    begun = time.perf_counter()
    page.goto(url)
    page.wait_for_function(f"() => ({SCANS_SHOWN})() >= 1", timeout=LONGEST_MS, polling=50)
    took = time.perf_counter() - begun
    if recorded is not None:
        page.wait_for_load_state("networkidle")
        sent = "; ".join(f"{one['name']}={one['value']}" for one in visitor.cookies())
        for one in asked:
            recorded.take(one, sent)
    visitor.close()
    return took


@contextmanager
def _nginx(folder: Path, recorded: Recorded) -> Iterator[str]:
    """Serve what was recorded, file by file."""
    if shutil.which("nginx") is None:
        raise SystemExit("nginx is not installed: apt-get install nginx-light")
    (folder / "files").mkdir(parents=True)
    port, files, types, rules = free_port(), [], [], []
    for key, (headers, body) in recorded.answers.items():
        name = hashlib.sha256(key.encode()).hexdigest()[:24]
        (folder / "files" / name).write_bytes(body)
        files.append(f'"{key}" {name};')
        types.append(f'"{key}" "{_quoted(headers.get("content-type", ""))}";')
        rules.append(f'"{key}" "{_quoted(headers.get("content-security-policy", ""))}";')
    config = folder / "nginx.conf"
    config.write_text(
        f"""daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; user root;
events {{ worker_connections 256; }}
http {{ access_log off; sendfile on; tcp_nopush on; types {{}} default_type "";
map_hash_bucket_size 1024; map_hash_max_size 65536;
map $request_uri $kept {{ default none; {" ".join(files)} }}
map $request_uri $kind {{ default ""; {" ".join(types)} }}
map $request_uri $rule {{ default ""; {" ".join(rules)} }}
server {{ listen 127.0.0.1:{port}; root {folder}/files; location / {{ try_files /$kept =404;
add_header Content-Type $kind; add_header Content-Security-Policy $rule; }} }} }}"""
    )
    server = subprocess.Popen(["nginx", "-c", str(config), "-p", str(folder)], env=dict(os.environ))
    try:
        time.sleep(1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


if __name__ == "__main__":
    main()
