"""How fast and how heavy pages are: `python -m bench.pages [--rounds 30] [--home DIR] [--slow]`

Serves a home (without one: the synthetic child's case is made and prepared), enters, follows every link once for each
kind of page (ids aside), and asks each kind again and again over one connection. Prints for each kind the time of its
HTML at the median and at p95, and what a first visit weighs on the wire with everything that the page loads (gzip),
against what issue 4 wants: under 100 ms at p95, under 150 KB. `--slow` opens pages in Chromium on a throttled 3G
profile (400 ms round trip, 400 kbit/s) with an empty cache and prints when they can be read and used.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tests.command import consilium
from tests.site import CHILD, CHROMIUM, serving
from tests.visitor import Visitor, entered, readable

WANTED_MS, WANTED_BYTES = 100.0, 150_000
_LINK = re.compile(r'href="(/[^"#]*)"')
_LOADED = re.compile(r'(?:src|href)="(/static/[^"]+)"')
_ID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9a-f]{12}(?:-\d+)?(?=/)|(?<=/)\d+(?=/|$)|(?<=/where/program/)[a-z_0-9]+"
)
# Leaving, languages and downloads are no pages; the viewer is an application of its own.
_NOT_PAGES = re.compile(
    r"^/(sign/logout|language|static|viewer)/|/original/|/summary/paper/|\.(pdf|docx|txt|ics|json|zip|png|jpg)$"
)
_FINDING = re.compile(r"/case/[0-9a-f-]{36}/finding/[0-9a-f]{12}/")
# When the first words stood on the screen, in milliseconds.
_PAINTED = """() => new Promise(resolve => new PerformanceObserver(seen => {
  const found = seen.getEntriesByName('first-contentful-paint')[0];
  if (found) resolve(found.startTime);
}).observe({type: 'paint', buffered: true}))"""
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--home", type=Path, help="a home with one prepared case")
    parser.add_argument("--slow", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="consilium-bench-") as scratch:
        home = arguments.home or _demo(Path(scratch))
        with serving(home) as site:
            visitor = entered(site)
            pages = dict(_kinds(visitor))
            _show(visitor, pages, arguments.rounds)
            _after_changes(visitor, arguments.rounds)
            if arguments.slow:
                _on_slow_network(visitor, pages)


def _demo(folder: Path) -> Path:
    made = [sys.executable, "-m", "demo", "--story", "hodgkin", "--out", str(folder / "story")]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    consilium(folder / "home", "prepare", folder / "story" / "records", "--case", CHILD, "--out", folder / "packet")
    return folder / "home"


def _kinds(visitor: Visitor) -> Iterator[tuple[str, str]]:
    """Each kind of page (its address with `*` for ids) with one address of it."""
    waiting, seen = ["/", "/cases/", "/cases/new/"], set[str]()
    while waiting:
        path = waiting.pop(0)
        kind = _ID.sub("*", path)
        if kind in seen or _NOT_PAGES.search(path):
            continue
        seen.add(kind)
        status, data, headers = visitor.ask(path)
        if status in (301, 302):
            waiting.append(urlsplit(headers.get("Location") or "").path)
        elif status == 200 and (headers.get("Content-Type") or "").startswith("text/html"):
            yield kind, path
            waiting += _LINK.findall(readable(data, headers))
        elif status >= 400:
            print(f"{status} {kind}")


def _show(visitor: Visitor, pages: dict[str, str], rounds: int) -> None:
    print(f"{'page':<58}{'p50 ms':>8}{'p95 ms':>8}{'HTML KB':>9}{'in all KB':>11}")
    slowest = 0.0
    for kind, path in sorted(pages.items()):
        times = sorted(_timed(visitor, path) for _ in range(rounds))
        p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
        slowest = max(slowest, p95)
        _, data, headers = visitor.ask(path)
        whole = len(data) + sum(len(visitor.ask(one)[1]) for one in set(_LOADED.findall(readable(data, headers))))
        mark = "" if p95 <= WANTED_MS and whole <= WANTED_BYTES else "  !"
        print(
            f"{kind:<58}{statistics.median(times):>8.1f}{p95:>8.1f}{len(data) / 1000:>9.1f}{whole / 1000:>11.1f}{mark}"
        )
    print(
        f"slowest p95 {slowest:.1f} ms (wanted {WANTED_MS:.0f}); {rounds} rounds; ! marks what is over a wanted figure"
    )


def _after_changes(visitor: Visitor, rounds: int) -> None:
    """The first page after a person's word on a statement changed what all pages are made of; the heaviest one."""
    _, _, headers = visitor.ask("/cases/")
    case = headers["Location"]
    _, data, headers = visitor.ask(f"{case}summary/")
    findings, times = sorted(set(_FINDING.findall(readable(data, headers)))), []
    for at in range(min(rounds, len(findings))):
        visitor.fill(findings[at], verdict="confirmed", by="bench")
        times.append(_timed(visitor, f"{case}records/"))
        visitor.ask(f"{case}missing/")
    times.sort()
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    mark = "" if p95 <= WANTED_MS else "  !"
    print(f"{'/case/*/records/ right after a change':<58}{statistics.median(times):>8.1f}{p95:>8.1f}{mark}")


def _timed(visitor: Visitor, path: str) -> float:
    begun = time.perf_counter()
    visitor.ask(path)
    return 1000 * (time.perf_counter() - begun)


def _on_slow_network(visitor: Visitor, pages: dict[str, str]) -> None:
    from playwright.sync_api import sync_playwright

    print(f"\n{'on 3G, empty cache':<58}{'first words s':>14}{'loaded s':>10}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for kind, path in sorted(pages.items()):
            with contextlib.closing(browser.new_context(viewport={"width": 360, "height": 740})) as context:
                address = visitor.site.address
                context.add_cookies(
                    [{"name": one, "value": held, "url": address} for one, held in visitor.cookies.items()]
                )
                page = context.new_page()
                context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
                begun = time.perf_counter()
                page.goto(visitor.site.address + path, wait_until="load", timeout=120_000)
                loaded = time.perf_counter() - begun
                painted = page.evaluate(_PAINTED)
                print(f"{kind:<58}{painted / 1000:>14.1f}{loaded:>10.1f}")
        browser.close()


if __name__ == "__main__":
    main()
