"""How fast single files are read in the cage: OCR, PDF text and C-CDA. `python -m bench.throughput`"""

from __future__ import annotations

import os
import statistics
from pathlib import Path

import typst

from bench.measure import seconds, table
from consilium.actions.inspect import Seen
from consilium.readers.contract import FileSource, MemorySource
from consilium.readers.pool import Job, Pool

SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "ccda"
PAGE = b"""#set page(paper: "a4", margin: 2cm)
#set text(size: 11pt)
= Example Children's Hospital -- Discharge summary
Patient: Muestra Ejemplo, Sofia. Born 17 May 2010. MRN 00123456.
#for number in range(24) [Day #number: hemoglobin 10.#number g/dL, platelets #(120 + number), doxorubicin 25 mg/m2. \\ ]
"""
PAGES = 20


def main() -> None:
    with Pool() as pool:
        rows = [_text(pool), _recognition(pool)]
        if SAMPLES.is_dir():
            rows.append(_ccda(pool))
    table("reading in the cage, one worker", rows)


def _once(pool: Pool, data: bytes, name: str) -> float:
    return seconds(lambda: pool.read(Job(MemorySource(data), name, name), Seen(name)))


def _text(pool: Pool) -> tuple[str, str]:
    data = typst.compile(PAGE + b"\n#pagebreak()\n".join([PAGE] * PAGES))
    _once(pool, data, "warm.pdf")
    took = statistics.median(_once(pool, data, "typed.pdf") for _ in range(3))
    return "PDF with text", f"{(PAGES + 1) / took:7.1f} pages a second"


def _recognition(pool: Pool) -> tuple[str, str]:
    picture = typst.compile(PAGE, format="png", ppi=200)
    _once(pool, picture, "warm.png")
    took = statistics.median(_once(pool, picture, "scan.png") for _ in range(3))
    return "OCR of an A4 page at 200 dpi", f"{took:7.2f} s a page"


def _ccda(pool: Pool) -> tuple[str, str]:
    files = [path for path in sorted(SAMPLES.rglob("*.xml")) if path.stat().st_size > 20_000]
    _read_all(pool, files[:3])
    took = seconds(lambda: _read_all(pool, files))
    size = sum(path.stat().st_size for path in files)
    return f"C-CDA, {len(files)} documents", f"{len(files) / took:7.1f} a second, {size / took / 1e6:.1f} MB/s"


def _read_all(pool: Pool, files: list[Path]) -> None:
    from consilium.domain.errors import UnreadableError

    for path in files:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            pool.read(Job(FileSource(descriptor), path.name, path.name), Seen(path.name))
        except UnreadableError:
            continue  # some public samples are broken on purpose
        finally:
            os.close(descriptor)


if __name__ == "__main__":
    main()
