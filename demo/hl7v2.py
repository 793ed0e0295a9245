"""HL7 version 2.5.1: laboratory results (ORU^R01) in a batch, and a document (MDM^T02) with a PDF inside."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Sequence

from demo.chart import Chart, Result

_ESCAPES = {"\\": "\\E\\", "|": "\\F\\", "^": "\\S\\", "&": "\\T\\", "~": "\\R\\"}  # 2.7 of chapter 2


def text(value: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in value)


def _stamp(day: dt.date, clock: str = "0815") -> str:
    return day.strftime("%Y%m%d") + clock


def _header(known: Chart, kind: str, day: dt.date, number: str) -> str:
    sender = f"LIS|{text(known.hospital.name)}|PORTAL|FAMILY"
    return f"MSH|^~\\&|{sender}|{_stamp(day)}||{kind}|{number}|P|2.5.1|||||||UNICODE UTF-8"


def _patient(known: Chart) -> str:
    child = known.story.child
    number = f"{child.numbers[known.hospital.key]}^^^{text(known.hospital.name)}^MR"
    return f"PID|1||{number}||{text(child.family)}^{text(child.given)}||{_stamp(child.birth, '')}|{child.sex}"


def results_message(known: Chart, day: dt.date, results: Sequence[Result]) -> str:
    """One ORU^R01 for one draw."""
    number = f"{known.hospital.key.upper()}{_stamp(day, '')}"
    lines = [
        _header(known, "ORU^R01^ORU_R01", day, number),
        _patient(known),
        f"OBR|1||{number}|11502-2^Laboratory report^LN|||{_stamp(day, '0730')}||||||||||||||||||F",
    ]
    for row, item in enumerate(results, 1):
        shown, kind = (item.value, "ST") if isinstance(item.value, str) else (f"{item.value:g}", "NM")
        lines.append(
            f"OBX|{row}|{kind}|{item.loinc}^{text(item.name)}^LN||{text(shown)}|{text(item.unit)}|{text(item.range)}"
            f"|{item.flag}|||F|||{_stamp(day, '0730')}"
        )
    return "\r".join(lines) + "\r"


def results_batch(known: Chart) -> bytes:
    """All draws of a chart in a batch (FHS, BHS; chapter 2, 2.10.3)."""
    results = known.results()
    days = sorted({item.date for item in results})
    messages = [results_message(known, day, [item for item in results if item.date == day]) for day in days]
    head = f"FHS|^~\\&|LIS|{text(known.hospital.name)}\rBHS|^~\\&|LIS|{text(known.hospital.name)}\r"
    return (head + "".join(messages) + f"BTS|{len(messages)}\rFTS|1\r").encode()


def document_message(known: Chart, day: dt.date, title: tuple[str, str], pdf: bytes) -> bytes:
    """An MDM^T02 whose OBX-5 is a PDF in base64; `title` is a LOINC code and its name."""
    number = f"{known.hospital.key.upper()}D{_stamp(day, '')}"
    lines = [
        _header(known, "MDM^T02^MDM_T02", day, number),
        f"EVN|T02|{_stamp(day)}",
        _patient(known),
        f"TXA|1|{title[0]}^{text(title[1])}^LN|AP|{_stamp(day)}||||||||{number}|||||AU",
        f"OBX|1|ED|{title[0]}^{text(title[1])}^LN||^application^pdf^Base64^{base64.b64encode(pdf).decode()}||||||F",
    ]
    return ("\r".join(lines) + "\r").encode()
