"""What the tests of the exchange-format readers share: reading bytes in process, and damaging them."""

from __future__ import annotations

import orjson
from hypothesis import strategies as st

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Reading
from consilium.readers.contract import Bounds, Collected, Context, MemorySource, Probe, Reader


def read(reader: Reader, data: bytes, bounds: Bounds | None = None) -> tuple[Reading, Collected]:
    """The reading and what was handed on. The reading must be fit to cross the wire."""
    outlet = Collected()
    reading = reader.read(MemorySource(data), Context(outlet, len(data), bounds or Bounds()))
    orjson.dumps(reading, default=tuple)
    return reading, outlet


def sniff(reader: Reader, data: bytes, name: str = "") -> str | None:
    return reader.sniff(Probe(MemorySource(data), name))


def ends_well(reader: Reader, data: bytes) -> bool:
    """Whether the bytes are read or refused; any other way out is an error of the test."""
    sniff(reader, data)
    try:
        reading, _ = read(reader, data)
    except UnreadableError:
        return True
    return isinstance(reading, Reading)


def codes(reading: Reading) -> set[str]:
    return {remark.code for remark in reading.remarks}


def damaged(sample: bytes) -> st.SearchStrategy[bytes]:
    """The sample with a piece cut out and foreign bytes in its place."""
    places = st.integers(0, len(sample))
    return st.builds(
        lambda start, length, put: sample[:start] + put + sample[start + length :],
        places,
        st.one_of(st.integers(0, 20), places),
        st.one_of(st.binary(max_size=12), st.sampled_from([b"\x00", b"<", b'"', b"\xff\xfe", b"9" * 40, b"|" * 9])),
    )


def usual_damage(sample: bytes) -> list[bytes]:
    """Nothing, garbage, halves, a byte order mark, other encodings, the same twice."""
    text = sample.decode("utf-8", "replace")
    return [
        b"",
        b"\x00" * 64,
        b"\xef\xbb\xbf",
        bytes(range(256)),
        sample[: len(sample) // 2],
        sample[len(sample) // 2 :],
        sample[:-1],
        b"\xef\xbb\xbf" + sample,
        text.encode("utf-16"),
        text.encode("utf-16-le"),
        text.encode("utf-32"),
        text.encode("cp1252", "replace"),
        sample + sample,
    ]
