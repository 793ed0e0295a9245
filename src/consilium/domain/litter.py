"""Which files lie on a disc only because its viewer needs them: pages, scripts, icons, licences.

Programs and autorun files are known by their content (`readers.litter`). A page or a picture is not: it may be the
report. So a file is litter here only where its kind is one that viewers bring, a viewer lies in its folder or above
it, it names nobody, and it says nothing clinical. In doubt it is kept (law 1).
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from consilium.domain.records import Decision, Remark


class FileSeen(NamedTuple):
    """What is known of one file: `litter` by content, and of its text whether it names a person or says anything."""

    format: str
    litter: bool
    names_a_person: bool
    text_length: int
    clinical: bool = False


_IMAGES = {"dicom", "jpeg", "jpg", "tiff", "heic"}
_ICONS = {"gif", "png", "svg", "bmp"}
_TEXTS = {"html", "xhtml", "xml", "js", "javascript", "css", "text", "txt", "rtf", "md", "markdown", "json"}
_CODE_ENDINGS = (".js", ".css", ".xsl", ".xslt", ".xsd", ".dtd", ".map")
_ICON_ENDINGS = (".gif", ".png", ".svg", ".bmp")
_ICON_TEXT_BOUND = 40
_VIEWER_FOLDER = re.compile(
    r"(?i)^(?:.*viewer.*|.*visor.*|bin|jre\d*|java|lib|plugins?|help|ayuda|manuals?|docs?|icons?|res(?:ources)?|css|js|"
    r"scripts?|locales?|lang(?:uages?)?|i18n|translations?|html|web|skins?|themes?|fonts?|redist|setup|install.*|"
    r"contents|macos|frameworks|.*\.app|win(?:32|64|dows)?|x86|x64|autorun|program(?:s|a)?)$"
)
_PAPERS = re.compile(
    r"(?i)^(?:read[ _-]?me|l[eé]ame|leeme|licen[sc]e|licencias?|licenses|eula|copying|copyright|notice|"
    r"changelog|changes|release[ _-]?notes|version|credits|third[ _-]?party.*|autorun|help|ayuda|manual|"
    r"user[ _-]?guide|install)"
    r"(?:[ ._-].*)?$"
)
_CLINICAL = re.compile(
    r"(?i)\b(?:patient|paciente|diagnos[ieot]\w*|diagn[oó]stic\w*|biops\w+|tumou?r\w*|lymphoma|linfoma|leuk\w+|leucemi\w+|"
    r"sarcoma|blastoma\w*|neuroblastoma|metast\w+|chemotherap\w*|quimioterap\w*|radioterap\w*|radiotherap\w*|"
    r"impression|impresi[oó]n|findings|hallazgos|histor(?:y|ia) cl[ií]nic\w*|medical record|date of birth|"
    r"fecha de nacimiento|mrn|accession|hemoglobin\w*|dosis|dose|lesi[oó]n\w*|informe|radiology report)\b"
)
CLINICAL_BOUND = 3
"""How many different clinical words make a text clinical: a viewer's help speaks of "the patient" too."""


def has_clinical_words(text: str) -> bool:
    """Whether a text says anything of somebody's health, as opposed to how to use a program."""
    words: set[str] = set()
    for found in _CLINICAL.finditer(text):
        words.add(found.group().lower())
        if len(words) >= CLINICAL_BOUND:
            return True
    return False


def beside_a_viewer(paths: Mapping[str, FileSeen]) -> dict[str, Decision[bool]]:
    """For every file that is not litter by its content: whether it is by its place, with the reason.

    `paths` are those of one disc, folder or archive, with "/" between parts. Files that are litter already are not
    in the answer.
    """
    disc = _Disc(paths)
    return {path: disc.decide(path, seen) for path, seen in paths.items() if not seen.litter}


class _Disc:
    """Where the programs of one disc lie."""

    def __init__(self, paths: Mapping[str, FileSeen]) -> None:
        self._programs: set[str] = set()
        self._images: set[str] = set()
        for path, seen in paths.items():
            folder = posixpath.dirname(path)
            if seen.litter:
                self._programs.add(folder)
            elif seen.format in _IMAGES:
                self._images.add(folder)
        folders = [posixpath.dirname(path) for path in paths]
        self._root = posixpath.commonpath(folders) if folders and not any(f.startswith("/") for f in folders) else "/"
        self._below: defaultdict[str, bool] = defaultdict(bool)
        for folder in self._programs:
            for ancestor in _chain(folder):
                self._below[ancestor] = True

    def decide(self, path: str, seen: FileSeen) -> Decision[bool]:
        if seen.names_a_person:
            return _kept("litter.names_a_person")
        if seen.clinical:
            return _kept("litter.clinical_words")
        folder, name = posixpath.split(path)
        if not any(above in self._programs for above in _chain(folder)):
            return _kept("litter.no_viewer_near")
        if _is_icon(name, seen):
            return self._by_icon(folder, seen)
        if _is_text(name, seen):
            return self._by_text(folder, name)
        return _kept("litter.not_a_viewers_kind")

    def _by_icon(self, folder: str, seen: FileSeen) -> Decision[bool]:
        """Pictures only well inside a viewer: an export of images as PNG lies beside its viewer too."""
        if seen.text_length <= _ICON_TEXT_BOUND and self._inside(folder) and folder not in self._images:
            return _litter("litter.viewers_picture")
        return _kept("litter.may_be_an_image")

    def _by_text(self, folder: str, name: str) -> Decision[bool]:
        if _PAPERS.match(name):
            return _litter("litter.viewers_paper")
        if folder in self._images:
            return _kept("litter.beside_images")
        if self._inside(folder) or name.lower().endswith(_CODE_ENDINGS):
            return _litter("litter.viewers_page")
        return _kept("litter.may_be_a_report")

    def _inside(self, folder: str) -> bool:
        """Whether a folder belongs to a viewer: named so, or holding programs below the disc's own root."""
        parts = [above for above in _chain(folder) if above and above != self._root and len(above) > len(self._root)]
        named = any(_VIEWER_FOLDER.match(posixpath.basename(above)) for above in parts)
        return named or any(above in self._programs for above in parts)


def _chain(folder: str) -> list[str]:
    """The folder and all above it, up to ""."""
    chain = [folder]
    while folder not in ("", "/"):
        folder = posixpath.dirname(folder)
        chain.append(folder)
    return chain


def _is_icon(name: str, seen: FileSeen) -> bool:
    return seen.format in _ICONS or name.lower().endswith(_ICON_ENDINGS)


def _is_text(name: str, seen: FileSeen) -> bool:
    return seen.format in _TEXTS or name.lower().endswith(_CODE_ENDINGS)


def _kept(code: str) -> Decision[bool]:
    return Decision(False, (Remark(code),))


def _litter(code: str) -> Decision[bool]:
    return Decision(True, (Remark(code),))
