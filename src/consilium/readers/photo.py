"""Photographs and scans of paper: JPEG, PNG, TIFF, HEIC, BMP, GIF and WebP, read by recognition.

Dimensions are checked in the header before anything is decoded. EXIF orientation is applied first; what the text
itself shows of turns and skew comes on top and stands in `turned`. A picture with hardly any text (a slice exported
from a viewer, a snapshot) is kept as such: kind `picture`.

`facts`: {"frames": pictures in the file, "width": pixels, "height": pixels, "camera": text, "confidence": 0 to 1}.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pi_heif
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from consilium.domain.dates import PartialDate
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.domain.records import Citation, DateRole, DateSeen, Json, Page, Reading, Remark, Stated
from consilium.readers import prose, recognition, shrunk
from consilium.readers.contract import Context, Probe, Source, opened

FORMATS = ("jpeg", "png", "tiff", "heic", "bmp", "gif", "webp")

MOST_FRAMES = 500
_LONGEST_SIDE = 3600
_FEW_CHARS, _SOME_CHARS, _SPARSE = 40, 250, 0.04
_PICTURES = ("documents.picture_without_text", "documents.picture_with_little_text")
_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1", b"avif"}
_EXIF_CAMERA, _EXIF_MADE, _EXIF_FOLDER = 0x0110, 0x9003, 0x8769
_EXIF_ORIENTATION = 0x0112
_TRANSPOSED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises on damaged files; `im` of a picture that never loaded is an AssertionError.
_PYTHON_DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    RuntimeError,
    AssertionError,
)
_DAMAGE = (*_PYTHON_DAMAGE, struct.error, Image.DecompressionBombError)

pi_heif.register_heif_opener(thumbnails=False)


def sniff(probe: Probe) -> str | None:
    """By signature. TIFF that is a whole-slide image (pyramidal) is left to its own reader."""
    head = probe.head
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] in (b"II*\x00", b"MM\x00*") and head[128:132] != b"DICM":
        return None if _pyramidal(probe.source) else "tiff"
    if head[4:8] == b"ftyp" and (head[8:12] in _BRANDS or any(head[at : at + 4] in _BRANDS for at in range(16, 64, 4))):
        return "heic"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return "bmp" if _is_bmp(head, probe.size) else None


def read(source: Source, context: Context) -> Reading:
    """The text on every page of a picture file. Raises UnreadableError and BoundExceededError."""
    with _quiet(), _opened(source, context) as image:
        name = _format(image)
        frames = min(_frames(image), MOST_FRAMES) if name == "tiff" else 1
        remarks = []
        if _frames(image) > frames and name == "tiff":
            remarks.append(Remark("documents.pages_beyond_bound", {"read": frames, "pages": _frames(image)}))
        exif = _exif(image)
        facts: dict[str, Json] = {
            "frames": _frames(image),
            "width": image.width,
            "height": image.height,
            **_camera(exif),
        }
        pages, lost = _pages(image, frames, context)
    if lost:
        remarks.append(Remark("documents.picture_cut_off"))
    return _reading(name, pages, facts, [*remarks, *_about(pages)], _dates(exif))


def picture(source: Source, context: Context) -> None:
    """The wanted picture, EXIF orientation applied."""
    with _quiet(), _opened(source, context) as image:
        try:
            if context.wanted.page > 1:
                image.seek(context.wanted.page - 1)
                _check(image, context)
            shown = Image.fromarray(_decoded(image)[0])
        except _DAMAGE as error:
            raise UnreadableError("documents.picture_damaged") from error
    shrunk.hand_on(shown, context)


def _reading(
    name: str, pages: list[Page], facts: dict[str, Json], remarks: list[Remark], dates: tuple[DateSeen, ...]
) -> Reading:
    sure = [line.confidence for page in pages for line in page.lines if line.confidence is not None]
    if sure:
        facts["confidence"] = round(sum(sure) / len(sure), 3)
    bare = any(remark.code in _PICTURES for remark in remarks)
    return Reading(
        format=name,
        dates=dates,
        kinds=(Stated("picture", Citation(place="content")),) if bare else (),
        language=prose.language("\n".join(page.text for page in pages)),
        pages=tuple(pages),
        facts=facts,
        remarks=tuple(remarks),
    )


def _about(pages: list[Page]) -> list[Remark]:
    """What kind of picture this is, by how much text covers it, and how sure its text is."""
    lines = [line for page in pages for line in page.lines]
    chars = sum(len(line.text) for line in lines)
    if chars < _FEW_CHARS:
        return [Remark("documents.picture_without_text")]
    covered = sum((line.box.right - line.box.left) * (line.box.bottom - line.box.top) for line in lines) / len(pages)
    if chars < _SOME_CHARS and covered < _SPARSE:
        return [Remark("documents.picture_with_little_text")]
    return [Remark("documents.hard_to_read")] if recognition.hard_to_read(lines) else []


@contextmanager
def _quiet() -> Iterator[None]:
    """Pillow warns of large pictures and odd metadata; bounds are checked here instead."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _opened(source: Source, context: Context) -> Iterator[Any]:
    """The picture's header, its dimensions checked; nothing is decoded yet."""
    try:
        image = Image.open(opened(source))
    except Image.DecompressionBombError as error:
        raise BoundExceededError("documents.picture_too_large", bound=context.bounds.pixels) from error
    except (UnidentifiedImageError, *_DAMAGE) as error:
        raise UnreadableError("documents.picture_damaged") from error
    try:
        _check(image, context)
        yield image
    finally:
        image.close()


def _check(image: Any, context: Context) -> None:
    if image.width * image.height > context.bounds.pixels:
        raise BoundExceededError("documents.picture_too_large", bound=context.bounds.pixels)


def _format(image: Any) -> str:
    name = str(image.format or "").lower()
    return {"mpo": "jpeg", "heif": "heic", "avif": "heic", "dib": "bmp"}.get(name, name)


def _frames(image: Any) -> int:
    try:
        return int(getattr(image, "n_frames", 1))
    except _DAMAGE:
        return 1


def _pages(image: Any, frames: int, context: Context) -> tuple[list[Page], bool]:
    """Pages, and whether a part was cut off. Raises UnreadableError when nothing at all can be decoded."""
    pages: list[Page] = []
    lost = False
    for number in range(frames):
        context.alive()
        try:
            if number:
                image.seek(number)
                _check(image, context)
            shown, partial = _decoded(image)
        except BoundExceededError:
            raise
        except _DAMAGE as error:
            if not pages:
                raise UnreadableError("documents.picture_damaged") from error
            return pages, True
        lost = lost or partial
        pages.append(_page(number + 1, shown, context))
    return pages, lost


def _decoded(image: Any) -> tuple[NDArray[np.uint8], bool]:
    """The current frame upright by EXIF, in RGB, and whether it is cut off (the missing part stays blank)."""
    shown, partial = _loaded(image)
    way = _TRANSPOSED.get(_orientation(image))
    return _array(shown if way is None else shown.transpose(way), _LONGEST_SIDE), partial


def _loaded(image: Any) -> tuple[Any, bool]:
    """The decoded frame; of a cut-off one, the rows that Pillow had decoded. Raises OSError where there are none."""
    image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    try:
        image.load()
    except OSError:
        if image.format not in ("JPEG", "MPO", "PNG", "BMP"):
            raise
        kept = Image.new(image.mode, image.size)
        kept.im.paste(image.im, (0, 0, *image.size))
        return kept, True
    return image, False


def _orientation(image: Any) -> int:
    try:
        return int(image.getexif().get(_EXIF_ORIENTATION, 1))
    except _DAMAGE:
        return 1


def _array(image: Any, longest: int) -> NDArray[np.uint8]:
    """A frame as `(height, width, 3)` RGB on white, no side over `longest`, pixels made square."""
    across, down = _density(image)
    width, height = float(image.width), float(image.height)
    if across and down and not 0.9 < across / down < 1.1:
        height, width = (height * across / down, width) if across > down else (height, width * down / across)
    scale = min(1.0, longest / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    shown = _rgb(image)
    return np.asarray(shown if shown.size == size else shown.resize(size, Image.Resampling.BOX), np.uint8)


def _rgb(image: Any) -> Any:
    if image.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        values = np.nan_to_num(np.asarray(image, np.float32))
        low, high = float(values.min()), float(values.max())
        return Image.fromarray(((values - low) * (255.0 / max(1e-6, high - low))).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), layered).convert("RGB")
    return image.convert("RGB")


def _density(image: Any) -> tuple[float, float]:
    """Dots an inch across and down; zeros where unstated. Faxes are 204 x 98."""
    try:
        across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    sane = 20 <= across <= 2400 and 20 <= down <= 2400 and 0.25 <= across / down <= 4
    return (across, down) if sane else (0.0, 0.0)


def _page(number: int, shown: NDArray[np.uint8], context: Context) -> Page:
    seen = recognition.recognize(shown, context.languages, context.alive)
    return Page(number, seen.lines, float(seen.width), float(seen.height), "ocr" if seen.lines else "none", seen.turned)


def _exif(image: Any) -> dict[int, str]:
    try:
        block = image.getexif()
        tags = {**dict(block), **dict(block.get_ifd(_EXIF_FOLDER))}
    except _DAMAGE:
        return {}
    return {tag: prose.clean(str(tags[tag])).strip()[:200] for tag in (_EXIF_CAMERA, _EXIF_MADE) if tag in tags}


def _camera(exif: dict[int, str]) -> dict[str, Json]:
    return {"camera": exif[_EXIF_CAMERA]} if exif.get(_EXIF_CAMERA) else {}


def _dates(exif: dict[int, str]) -> tuple[DateSeen, ...]:
    """When the photograph was taken (EXIF 2.3, DateTimeOriginal): no date of the paper on it."""
    text = exif.get(_EXIF_MADE, "")
    try:
        value = PartialDate.from_digits(text.replace(":", ""))
    except ValueError:
        return ()
    return (DateSeen(DateRole.OTHER, value, Citation(text, place="EXIF 36867")),)


def _is_bmp(head: bytes, size: int) -> bool:
    if head[:2] != b"BM" or len(head) < 30:
        return False
    stated, reserved, header = struct.unpack_from("<IIxxxxI", head, 2)
    return reserved == 0 and header in (12, 40, 52, 56, 64, 108, 124) and (stated in (0, size) or stated <= size * 2)


def _pyramidal(source: Source) -> bool:
    """Whether a TIFF holds the same picture at several sizes in tiles, as slide scanners write (TIFF 6.0, 15)."""
    order = "<" if source.read_at(0, 1) == b"I" else ">"
    (place,) = struct.unpack(order + "I", source.read_at(4, 4).ljust(4, b"\0"))
    tiled = smaller = 0
    for _ in range(32):
        raw = source.read_at(place, 2)
        if not place or len(raw) < 2:
            break
        (count,) = struct.unpack(order + "H", raw)
        folder = source.read_at(place + 2, 12 * count + 4).ljust(12 * count + 4, b"\0")
        tags = {struct.unpack_from(order + "H", folder, 12 * entry)[0]: 12 * entry for entry in range(count)}
        if 65420 in tags or 330 in tags or _slide_words(source, folder, tags, order):
            return True
        tiled += 322 in tags
        kind = struct.unpack_from(order + "I", folder, tags[254] + 8)[0] if 254 in tags else 0
        smaller += bool(kind & 1)
        (place,) = struct.unpack_from(order + "I", folder, 12 * count)
    return tiled > 1 or (tiled > 0 and smaller > 0)


def _slide_words(source: Source, folder: bytes, tags: dict[int, int], order: str) -> bool:
    """Whether the description is a slide scanner's."""
    if 270 not in tags:
        return False
    length, place = struct.unpack_from(order + "II", folder, tags[270] + 4)
    words = source.read_at(place, min(length, 4096)) if length > 4 else b""
    return any(word in words for word in (b"Aperio", b"OME-XML", b"openmicroscopy", b"<scan", b"Leica", b"Philips"))
