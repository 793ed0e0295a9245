"""Viewer programs and the other files of a disc that are no part of anybody's record, recognized by content.

`facts`: {"sort": one of `_WORDS`}. The name decides only for settings (`.ini`), whose content is not telling enough;
pages, pictures and texts are never litter here (`domain.litter` looks at where they lie).
The registry asks `archive` first: a program with an archive behind it is opened.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from consilium.domain.litter import has_clinical_words
from consilium.domain.records import Json, Reading, Remark
from consilium.readers.contract import HEAD_BYTES, Context, Probe, Source

FORMATS = ("viewer-file",)
NOTHING_BOUND = 1 << 20
SETTINGS_BOUND = 256 << 10
PAYLOAD_BOUND = 1 << 20

_WORDS = {
    "program": "litter.program",
    "java": "litter.java",
    "autorun": "litter.autorun",
    "shortcut": "litter.shortcut",
    "icon": "litter.icon",
    "font": "litter.font",
    "installer": "litter.installer",
    "help": "litter.help",
    "system": "litter.system",
    "settings": "litter.settings",
    "script": "litter.script",
    "nothing": "litter.nothing",
}
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x7fELF", "program"),
    (b"\xfe\xed\xfa\xce", "program"),
    (b"\xfe\xed\xfa\xcf", "program"),
    (b"\xce\xfa\xed\xfe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"!<arch>\n", "program"),
    (b"Microsoft C/C++ MSF 7.00", "program"),
    (b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F", "shortcut"),
    (b"icns\0", "icon"),
    (b"OTTO\0", "font"),
    (b"ttcf", "font"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"MSCF\0\0\0\0", "installer"),
    (b"ISc(", "installer"),
    (b"ITSF\x03\0\0\0", "help"),
    (b"?_\x03\0", "help"),
    (b"\0\0\0\x01Bud1", "system"),
    (b"\0\x05\x16\x07\0\x02\0\0", "system"),
    (b"CMMM", "system"),
    (b"APPL????", "system"),
    (b"\x3c\xb8\x64\x18\xca\xef\x9c\x95", "settings"),
    (b"\xde\x12\x04\x95\0\0", "settings"),
    (b"\x95\x04\x12\xde\0\0", "settings"),
    (b"REGEDIT4", "settings"),
    (b"Windows Registry Editor", "settings"),
)
_TEXT_SIGNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?im)\A\s{0,99}(?:;[^\n]{0,500}\n\s{0,99}){0,50}\[autorun(?:\.[a-z0-9]{1,20})?\]"), "autorun"),
    (re.compile(r"(?im)\A\s{0,99}\[\.ShellClassInfo\]"), "system"),
    (re.compile(r"(?im)\A\s{0,99}\[InternetShortcut\]"), "shortcut"),
    (re.compile(r"(?im)\A\s{0,99}\[Desktop Entry\]"), "shortcut"),
    (re.compile(r"(?im)^\s{0,99}signature\s{0,9}=\s{0,9}\"?\$(?:chicago|windows nt|windows 95)\$"), "installer"),
    (re.compile(r"(?i)\A\s{0,99}@echo off\b"), "script"),
    (re.compile(r"\A#!\s{0,9}/\S{1,200}"), "script"),
    (re.compile(r"<assembly[^>]{0,500}urn:schemas-microsoft-com:asm\.v[13]"), "settings"),
    (
        re.compile(r"<plist[^>]{0,100}>[\s\S]{0,20000}<key>(?:CFBundle\w{1,40}|files2|NSPrincipalClass)</key>"),
        "settings",
    ),
)
_SETTINGS_NAME = re.compile(r"(?i)\.(?:ini|cfg|conf|config|inf|properties)$")
_SETTINGS_LINE = re.compile(r"^\s{0,99}(?:|[;#!].*|\[[^\]]{1,200}\]|[^=:\s][^=:]{0,200}[=:].*)$")
_PERSONAL = re.compile(r"(?i)(?:^|[^a-z])(?:patient|paciente|birth|nacimiento|mrn|surname|apellido)")
_SLIDE_SECTIONS = ("[HIERARCHICAL]", "[DATAFILE]", "[NONHIERLAYER")


def sniff(probe: Probe) -> str | None:
    return "viewer-file" if sort_of(probe) else None


def read(source: Source, context: Context) -> Reading:
    """Says what sort of litter it is; nothing else is read."""
    probe = Probe(source, context.path.replace("\\", "/").rpartition("/")[2])
    sort = sort_of(probe) or "nothing"
    facts: dict[str, Json] = {"sort": sort}
    remarks = [Remark(_WORDS[sort])]
    payload = _behind_program(source) if sort == "program" else 0
    if payload > PAYLOAD_BOUND:
        # A program that carries images in a packing that we can't open must not vanish among the litter.
        facts["payload"] = payload
        remarks.append(Remark("litter.payload", {"megabytes": round(payload / 1e6)}))
    return Reading(format="viewer-file", facts=facts, remarks=tuple(remarks), litter=True)


def sort_of(probe: Probe) -> str:
    """The sort of litter, "" where the content is not known as such."""
    head = probe.head
    if head[128:132] == b"DICM":
        return ""  # a DICOM file may begin as a program or anything else (PS3.10 7.1)
    for start, sort in _STARTS:
        if head.startswith(start):
            return sort
    for recognized, sort in _CHECKS:
        if recognized(head, probe.source):
            return sort
    return _by_text(probe, head)


def _is_windows_program(head: bytes, source: Source) -> bool:
    """PE, NE or plain DOS: `MZ`, then a header length and relocations that fit the file."""
    if head[:2] != b"MZ" or len(head) < 64:
        return False
    place = struct.unpack_from("<I", head, 60)[0]
    if head[place : place + 2] in (b"PE", b"NE", b"LE"):
        return True
    paragraphs, pages = struct.unpack_from("<H", head, 8)[0], struct.unpack_from("<H", head, 4)[0]
    return 2 <= paragraphs <= 4096 and bool(0 < (pages - 1) * 512 <= source.size)


def _is_flash(head: bytes, _source: Source) -> bool:
    """SWF: a version that is no letter, so that a text beginning with "FWS" is none."""
    return head[:3] in (b"FWS", b"CWS", b"ZWS") and 0 < head[3] < 32


def _is_type1(head: bytes, _source: Source) -> bool:
    return head[:2] == b"\x80\x01" and head[6:8] == b"%!"


def _is_mac_or_java(head: bytes, _source: Source) -> bool:
    """0xCAFEBABE begins fat Mach-O (a small count follows) and Java classes (version 45 or more)."""
    return head.startswith(b"\xca\xfe\xba\xbe") and len(head) >= 8


def _is_java_archive(head: bytes, source: Source) -> bool:
    if not head.startswith(b"PK\x03\x04"):
        return False
    tail = source.read_at(max(0, source.size - HEAD_BYTES), HEAD_BYTES)
    return b"META-INF/MANIFEST.MF" in head[:4096] or b"META-INF/MANIFEST.MFPK" in tail or _lists_manifest(tail)


def _lists_manifest(tail: bytes) -> bool:
    """Whether a central directory record in the last bytes names the manifest (APPNOTE.TXT 4.3.12)."""
    found = tail.find(b"META-INF/MANIFEST.MF")
    return found >= 46 and tail[found - 46 : found - 42] == b"PK\x01\x02"


def _is_icon(head: bytes, source: Source) -> bool:
    """ICO and CUR: kind 1 or 2, and a directory whose first picture lies within the file."""
    if head[:4] not in (b"\0\0\1\0", b"\0\0\2\0") or len(head) < 22:
        return head[:4] == b"RIFF" and head[8:12] == b"ACON"
    count, length, offset = struct.unpack_from("<H", head, 4)[0], *struct.unpack_from("<II", head, 14)
    return 0 < count <= 256 and offset >= 6 + 16 * count and offset + length <= source.size and head[9] == 0


def _is_truetype(head: bytes, _source: Source) -> bool:
    if head[:4] not in (b"\0\1\0\0", b"true") or len(head) < 28:
        return False
    tables = struct.unpack_from(">H", head, 4)[0]
    return 4 <= tables <= 64 and head[12:16].isascii() and head[12:15].replace(b"/", b"").isalnum()


def _is_installer(head: bytes, source: Source) -> bool:
    """An OLE file whose root's class is that of Windows Installer packages, patches or transforms (MS-CFB 2.6.1)."""
    root = _ole_root(head, source)
    return root[80:96] in tuple(bytes([low, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]) for low in _MSI)


_MSI = (0x82, 0x84, 0x86)


def _is_thumbnails(head: bytes, source: Source) -> bool:
    """Thumbs.db: an OLE file whose first streams are `Catalog` or `256_...` numbers."""
    names = _ole_root(head, source)
    return "Catalog".encode("utf-16-le") in names or re.search(rb"(?:9\x006|2\x005\x006)\x00_\x00", names) is not None


def _ole_root(head: bytes, source: Source) -> bytes:
    """The first 512 bytes of an OLE file's directory, b"" where it is none."""
    if not head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") or len(head) < 76:
        return b""
    shift, sector = struct.unpack_from("<H", head, 30)[0], struct.unpack_from("<I", head, 48)[0]
    return source.read_at((sector + 1) << shift, 512) if shift in (9, 12) else b""


def _is_nothing(head: bytes, source: Source) -> bool:
    """Only zeros, only 0xFF or only white space, all through. An empty file is not for a reader to name."""
    if not 0 < source.size <= NOTHING_BOUND:
        return False
    kept = head.strip(b"\0") and head.strip(b"\xff") and head.strip(b" \t\r\n")
    if kept:
        return False
    data = source.read_at(0, source.size)
    return not (data.strip(b"\0") and data.strip(b"\xff") and data.strip(b" \t\r\n"))


_CHECKS: tuple[tuple[Callable[[bytes, Source], bool], str], ...] = (
    (_is_windows_program, "program"),
    (_is_flash, "program"),
    (_is_type1, "font"),
    (_is_mac_or_java, "java"),
    (_is_java_archive, "java"),
    (_is_icon, "icon"),
    (_is_truetype, "font"),
    (_is_installer, "installer"),
    (_is_thumbnails, "system"),
    (_is_nothing, "nothing"),
)


def _by_text(probe: Probe, head: bytes) -> str:
    text = _text(head)
    if not text:
        return ""
    for sign, sort in _TEXT_SIGNS:
        if sign.search(text):
            return "" if _PERSONAL.search(text) and sort != "autorun" else sort
    return "settings" if _is_settings(probe, text) else ""


def _text(head: bytes) -> str:
    """The head as text, "" where it is none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if b"\0" in head:
        return ""
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _is_settings(probe: Probe, text: str) -> bool:
    """Named as settings, made of `key=value` only, saying nothing of a person or of health; not a slide's."""
    if not _SETTINGS_NAME.search(probe.name) or probe.size > SETTINGS_BOUND:
        return False
    if _PERSONAL.search(text) or has_clinical_words(text) or any(name in text for name in _SLIDE_SECTIONS):
        return False
    lines = text.splitlines()
    return bool(lines) and all(_SETTINGS_LINE.match(line[:2000]) for line in lines[:5000])


def _behind_program(source: Source) -> int:
    """Bytes behind the last section of a PE file, without its signature (PE format, Certificate Table)."""
    head = source.read_at(0, HEAD_BYTES)
    try:
        place = struct.unpack_from("<I", head, 60)[0]
        if head[place : place + 4] != b"PE\0\0":
            return 0
        sections, optional = struct.unpack_from("<H", head, place + 6)[0], struct.unpack_from("<H", head, place + 20)[0]
        wide = struct.unpack_from("<H", head, place + 24)[0] == 0x20B
        signature = struct.unpack_from("<I", head, place + 24 + (112 if wide else 96) + 36)[0]
        table = place + 24 + optional
        ends = [sum(struct.unpack_from("<II", head, table + 40 * index + 16)) for index in range(min(sections, 96))]
    except struct.error:
        return 0
    return max(0, source.size - max(ends, default=source.size) - int(signature))
