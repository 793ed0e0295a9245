"""How fast tiles of slides leave: `python -m bench.slides [--rounds 3] [--seconds 4] [--gigabytes 3] [--peer PYTHON]`

A slide of 30,000 x 30,000 pixels in JPEG tiles of 256 (SVS). In each round, one after another on the same file:
OpenSlide's Deep Zoom in one process and over HTTP, large_image in one process (where the interpreter `--peer` has it),
then `consilium serve` as it is installed, with its access check and decryption. Requests by wrk over loopback, tiles at
random. After that a slide of `--gigabytes`: how long it takes to be opened first and again, what the server's memory
does with the slide and with tiles that are not there, and when its first view stands in Chromium.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tifffile

from bench.measure import resident, seconds, table
from tests.command import PROGRAM, consilium, environment
from tests.site import CHROMIUM, Site, free_port
from tests.slides_made import jpeg, tissue
from tests.visitor import Visitor, entered, readable

TILE, POOL = 256, 64
WANTED = 10.0
PATHS = 4_000
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
WORDS = "Aperio Image Library v12\r\n{0}x{0} [0,0 {0}x{0}] (256x256) JPEG/RGB Q=80|AppMag = 40|MPP = 0.25|Title = {1}"
# What OpenSlide serves: one process, eight threads (ours are several processes, 0018).
DEEP_ZOOM = """
import io, sys
from granian import Granian
from granian.constants import Interfaces
from openslide import OpenSlide
from openslide.deepzoom import DeepZoomGenerator
tiles = DeepZoomGenerator(OpenSlide(sys.argv[1]), 256, 0)
def application(environ, start):
    level, x, y = map(int, environ["PATH_INFO"].strip("/").split("/"))
    out = io.BytesIO()
    tiles.get_tile(tiles.level_count - 1 - level, (x, y)).save(out, "JPEG", quality=80)
    start("200 OK", [("Content-Type", "image/jpeg"), ("Content-Length", str(out.tell()))])
    return [out.getvalue()]
if __name__ == "__main__":
    Granian("serving:application", address="127.0.0.1", port=int(sys.argv[2]), interface=Interfaces.WSGI, workers=1,
            blocking_threads=8, websockets=False, log_enabled=False).serve()
"""
IN_ONE_PROCESS = """
import io, json, random, sys, time
kind, path, across, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
if kind == "openslide":
    from openslide import OpenSlide
    from openslide.deepzoom import DeepZoomGenerator
    tiles = DeepZoomGenerator(OpenSlide(path), 256, 0)
    def one(x, y):
        tiles.get_tile(tiles.level_count - 1, (x, y)).save(io.BytesIO(), "JPEG", quality=80)
else:
    import large_image
    slide = large_image.open(path, encoding="JPEG")
    top = slide.levels - 1
    def one(x, y):
        slide.getTile(x, y, top)
one(0, 0)
random.seed(1)
begun, done = time.perf_counter(), 0
while time.perf_counter() - begun < seconds:
    one(random.randrange(across), random.randrange(across))
    done += 1
print(json.dumps(done / (time.perf_counter() - begun)))
"""
LUA = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = 0
function init(args)
  math.randomseed(tonumber(tostring({}):match("0x(%%x+)"), 16) %% 2147483647)
  at = math.random(#paths)
end
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
"""


@dataclass(frozen=True)
class Served:
    """A served home: its process, and who came in."""

    site: Site
    pid: int
    visitor: Visitor

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.visitor.cookies.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--side", type=int, default=30_000, help="pixels of the slide that tiles are taken from")
    parser.add_argument("--gigabytes", type=float, default=3.0, help="the large slide; 0: none")
    parser.add_argument("--peer", default=sys.executable, help="a Python that has large_image")
    given = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed")
    with tempfile.TemporaryDirectory(prefix="consilium-bench-") as scratch:
        folder = Path(scratch)
        (folder / "records").mkdir()
        small = slide_of(folder / "records" / "small.svs", given.side, "small")
        _rates(folder, small, given)
        if given.gigabytes:
            _large(folder, given.gigabytes)


def slide_of(place: Path, side: int, title: str) -> Path:
    """An SVS whose tiles are real JPEGs, taken from a pool; every fourth pixel again in each further level."""
    pool = _pool()
    with tifffile.TiffWriter(place, bigtiff=True) as file:
        for step in (1, 4, 16, 64):
            size = side // step
            count = (-(-size // TILE)) ** 2
            file.write(
                (pool[number * 7 % POOL] for number in range(count)),
                shape=(size, size, 3),
                dtype=np.uint8,
                tile=(TILE, TILE),
                compression="jpeg",
                photometric="ycbcr",
                subsampling=(2, 2),
                description=WORDS.format(size, title),
                metadata=None,
            )
    return place


def _pool() -> list[bytes]:
    """Tiles of about 20 KB, as tissue makes them."""
    noise = np.random.default_rng(1)
    whole = tissue(TILE * 8, TILE * 8).astype(int) + noise.normal(0, 9, (TILE * 8, TILE * 8, 3)).astype(int)
    whole = np.clip(whole, 0, 255).astype(np.uint8)
    parts = (whole[y : y + TILE, x : x + TILE] for y in range(0, TILE * 8, TILE) for x in range(0, TILE * 8, TILE))
    return [jpeg(part, quality=80) for part in parts]


# Tiles a second


def _rates(folder: Path, small: Path, given: argparse.Namespace) -> None:
    across = given.side // TILE
    home = _prepared(folder, small.parent, "small")
    rows: dict[str, list[float]] = {}
    for _ in range(given.rounds):
        for kind, python in (("openslide", sys.executable), ("large_image", given.peer)):
            rate = _in_one_process(kind, python, small, across, given.seconds)
            if rate:
                rows.setdefault(f"{kind}, one process, no HTTP", []).append(rate)
        with _deep_zoom(folder, small) as address:
            paths = [f"/0/{x}/{y}" for x, y in _places(across)]
            rows.setdefault("openslide Deep Zoom over HTTP, 16 connections", []).append(
                _wrk(folder, address, paths, "", 16, given.seconds)
            )
        with _serving(home) as served:
            base = _slides(served)[0]
            paths = [f"{base}0/{x}_{y}.jpg" for x, y in _places(across)]
            for connections in (1, 16):
                rate = _wrk(folder, served.site.address, paths, served.cookie, connections, given.seconds)
                rows.setdefault(f"consilium, decrypted, {connections} connections", []).append(rate)
    _show(rows)


def _show(rows: dict[str, list[float]]) -> None:
    ours = rows["consilium, decrypted, 16 connections"]
    shown = [
        (name, f"{statistics.median(rates):9.0f} /s  ({min(rates):.0f} to {max(rates):.0f})")
        for name, rates in rows.items()
    ]
    if not any(name.startswith("large_image") for name in rows):
        shown.append(("large_image", "not installed in --peer: left out"))
    for name, theirs in rows.items():
        if not name.startswith("consilium"):
            times = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
            wanted = f"  (wanted {WANTED:.0f})" if name.startswith("openslide") else ""
            shown.append((f"ours at 16 connections against {name}", f"{times:9.1f} x{wanted}"))
    table("tiles of a slide", shown)


def _spread(rates: list[float]) -> str:
    return f"{statistics.median(rates):9.0f} /s  ({min(rates):.0f} to {max(rates):.0f})"


def _places(across: int) -> Iterator[tuple[int, int]]:
    chance = random.Random(1)
    for _ in range(PATHS):
        yield chance.randrange(across), chance.randrange(across)


def _in_one_process(kind: str, python: str, place: Path, across: int, length: float) -> float:
    """Tiles a second; 0 where the interpreter has no such library."""
    command = [python, "-c", IN_ONE_PROCESS, kind, str(place), str(across), str(length)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else 0.0


@contextmanager
def _deep_zoom(folder: Path, place: Path) -> Iterator[str]:
    port = free_port()
    (folder / "serving.py").write_text(DEEP_ZOOM)
    server = subprocess.Popen([sys.executable, "serving.py", str(place), str(port)], cwd=folder, **QUIET)
    try:
        _await(f"http://127.0.0.1:{port}/0/0/0")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _await(url: str) -> None:
    for _ in range(300):
        if subprocess.run(["curl", "-sf", "-o", "/dev/null", url], check=False).returncode == 0:
            return
        time.sleep(0.1)
    sys.exit(f"nothing answers: {url.partition('//')[2].partition('/')[0]}")


def _wrk(folder: Path, address: str, paths: list[str], cookie: str, connections: int, length: float) -> float:
    """Answers a second. Ends where some of them were not 200."""
    listed, script = folder / "paths", folder / "paths.lua"
    listed.write_text("\n".join(paths))
    script.write_text(LUA % listed)
    command = ["wrk", f"-t{min(2, connections)}", f"-c{connections}", f"-d{max(1, round(length))}s", "-s", str(script)]
    command += ["-H", f"Cookie: {cookie}", address] if cookie else [address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said and "/0/999999" not in paths[0]:
        sys.exit(said)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return float(found[1]) if found else 0.0


# A home, served


def _prepared(folder: Path, records: Path, case: str) -> Path:
    home = folder / f"home-{case}"
    done = consilium(home, "prepare", records, "--case", case, "--out", folder / f"packet-{case}")
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return home


@contextmanager
def _serving(home: Path) -> Iterator[Served]:
    port = free_port()
    server = subprocess.Popen([*PROGRAM, "serve", "--port", str(port)], env=environment(home), **QUIET)
    try:
        _await(f"http://127.0.0.1:{port}/")
        site = Site(home, f"http://127.0.0.1:{port}")
        yield Served(site, server.pid, entered(site))
    finally:
        server.terminate()
        server.wait()


def _slides(served: Served) -> list[str]:
    """Where the tiles of the case's slides are."""
    case = _found(served, "/cases/", r"/case/[0-9a-f-]{36}/")[0]
    records = _found(served, f"{case}records/", rf"{case}record/[0-9a-f-]{{36}}/")
    slides = [found for record in records for found in _found(served, record, rf"{case}slide/[0-9a-f-]{{36}}/")]
    return [f"/tiles{case}{slide.rstrip('/').rsplit('/', 1)[1]}/" for slide in slides]


def _found(served: Served, path: str, address: str) -> list[str]:
    """Addresses of that form on a page, or where it leads."""
    _, data, headers = served.visitor.ask(path)
    return list(dict.fromkeys(re.findall(address, readable(data, headers) + (headers.get("Location") or ""))))


# The large slide


def _large(folder: Path, gigabytes: float) -> None:
    average = statistics.mean(len(one) for one in _pool())
    side = int((gigabytes * 1e9 / average / 1.07) ** 0.5) * TILE
    place = folder / "large"
    place.mkdir()
    slide = slide_of(place / "large.svs", side, "large")
    size = slide.stat().st_size
    taken = seconds(lambda: _prepared(folder, place, "large"))
    rows = [
        ("its size", f"{size / 1e9:.2f} GB, {side} x {side} pixels"),
        ("prepared, with everything", f"{taken:.1f} s"),
    ]
    slide.unlink()
    with _serving(folder / "home-large") as served:
        base = _slides(served)[0]
        before = resident(served.pid)
        rows += [
            ("opened first (info.json)", _milliseconds(served, base)),
            ("opened again", _milliseconds(served, base)),
        ]
        rows.append(("memory of the server", f"{before / 1e6:.0f} MB, then {resident(served.pid) / 1e6:.0f} MB"))
        across = side // TILE
        rate = _wrk(
            folder, served.site.address, [f"{base}0/{x}_{y}.jpg" for x, y in _places(across)], served.cookie, 16, 4
        )
        rows.append(("tiles at random, 16 connections", f"{rate:.0f} /s, then {resident(served.pid) / 1e6:.0f} MB"))
        rate, until = _missing(folder, served, base)
        rows.append(("a million tiles that are not there", f"{rate:.0f} /s, then {until / 1e6:.0f} MB"))
        rows += _first_view(served, base)
    table("a large slide", rows)


def _milliseconds(served: Served, base: str) -> str:
    return f"{1000 * seconds(lambda: served.visitor.ask(f'{base}info.json')):.1f} ms"


def _missing(folder: Path, served: Served, base: str) -> tuple[float, int]:
    """Requests a second, and the memory after a million of them."""
    done, rate = 0.0, 0.0
    while done < 1e6:
        paths = [f"{base}0/999999_{number}.jpg" for number in range(PATHS)]
        rate = _wrk(folder, served.site.address, paths, served.cookie, 16, 20)
        done += rate * 20
    return rate, resident(served.pid)


def _first_view(served: Served, base: str) -> Iterator[tuple[str, str]]:
    """From asking for the page until all tiles of the whole slide's view are drawn, in a browser that has nothing."""
    if not CHROMIUM:
        yield "first view in Chromium", "not measured: no Chromium here"
        return
    from playwright.sync_api import sync_playwright

    case, file = base.removeprefix("/tiles").rstrip("/").rsplit("/", 1)
    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(5):
            opened = browser.new_context(viewport={"width": 1280, "height": 900})
            opened.add_cookies(
                [
                    {"name": one, "value": held, "url": served.site.address}
                    for one, held in served.visitor.cookies.items()
                ]
            )
            page = opened.new_page()
            page.goto("about:blank")
            begun = time.perf_counter()
            page.goto(f"{served.site.address}{case}/slide/{file}/", wait_until="commit")
            page.wait_for_selector("[data-whole]", state="attached")
            times.append(time.perf_counter() - begun)
            opened.close()
        browser.close()
    yield "first view in Chromium, first time", f"{times[0]:.2f} s"
    yield "first view in Chromium, median of 5 (wanted 1)", f"{statistics.median(times):.2f} s"


if __name__ == "__main__":
    main()
