"""Which scanner's TIFF it is and what that scanner states, each as OpenSlide's format pages describe it.

A TIFF is a slide when a scanner has marked it, or when it is tiled and holds itself again in smaller.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from lxml import etree

from consilium.readers.hardened import xml_parser
from consilium.readers.slide import tiff
from consilium.readers.slide.statements import Level, Slide, pixel_size, positive, scan_date
from consilium.readers.slide.tiff import Directory, Tiff

XML_BOUND = 16 << 20
_COMPRESSIONS = {
    1: "none",
    5: "lzw",
    6: "jpeg",
    7: "jpeg",
    8: "deflate",
    32773: "packbits",
    32946: "deflate",
    33003: "jpeg2000",
    33004: "jpeg2000",
    33005: "jpeg2000",
    34712: "jpeg2000",
    50000: "zstd",
    50001: "webp",
}
_LEICA = "http://www.leica-microsystems.com/scn/"
_OME = "http://www.openmicroscopy.org/Schemas/OME/"
_UNITS = {"µm": 1.0, "μm": 1.0, "um": 1.0, "nm": 0.001, "mm": 1000.0, "cm": 10_000.0, "": 1.0}


def slide_of(file: Tiff) -> Slide | None:
    """What the TIFF states as a slide, None where it is none."""
    for recognized in (_aperio, _hamamatsu, _leica, _ventana, _philips, _ome, _generic):
        slide = recognized(file)
        if slide is not None:
            return slide
    return None


def level(directory: Directory) -> Level:
    number = directory.number(tiff.COMPRESSION, 1)
    return Level(
        directory.width,
        directory.height,
        directory.number(tiff.TILE_WIDTH) if directory.tiled else directory.width,
        directory.number(tiff.TILE_HEIGHT) if directory.tiled else directory.number(tiff.ROWS_PER_STRIP, 0),
        _COMPRESSIONS.get(number, str(number)),
        directory,
    )


def _aperio(file: Tiff) -> Slide | None:
    """`Aperio ...` in the description; tiled directories are levels, the others thumbnail, label and macro."""
    description = file.directories[0].text(tiff.DESCRIPTION)
    if not description.startswith("Aperio"):
        return None
    slide = Slide("svs", "aperio")
    for directory in file.directories:
        if directory.tiled and _aperio_word(directory) not in ("label", "macro"):
            slide.levels.append(level(directory))
        elif name := _aperio_name(directory):
            slide.associated.setdefault(name, directory)
    said = _pairs(description)
    slide.mpp_x = slide.mpp_y = pixel_size(said.get("MPP"))
    slide.objective_power = positive(said.get("AppMag"))
    slide.stain = said.get("Stain", "")
    slide.barcode = next((value for key, value in said.items() if "barcode" in key.lower()), "")
    slide.title = said.get("Title", "") or said.get("Filename", "")
    # Aperio Digital Slide File Format, appendix: Date is MM/DD/YY.
    slide.scanned = scan_date(said.get("Date", ""), "ImageDescription Date", "mdy")
    slide.said = [(key, value) for key, value in said.items() if key in ("Title", "Filename", "Slide", "Patient")]
    return slide


def _pairs(description: str) -> dict[str, str]:
    """`key = value` parts between bars."""
    parts = (part.partition("=") for part in description.split("|")[1:1000])
    return {key.strip(): value.strip() for key, equals, value in parts if equals}


def _aperio_name(directory: Directory) -> str:
    """The second line of label and macro begins so; the thumbnail is the second directory."""
    word = _aperio_word(directory)
    if word in ("label", "macro"):
        return word
    by_type = {1: "label", 9: "macro"}.get(directory.number(tiff.NEW_SUBFILE))
    return by_type or ("thumbnail" if directory.index == 1 else "")


def _aperio_word(directory: Directory) -> str:
    lines = directory.text(tiff.DESCRIPTION).splitlines()
    return lines[1].split(" ")[0] if len(lines) > 1 else ""


def _hamamatsu(file: Tiff) -> Slide | None:
    """NDPI: every directory has a lens; positive ones are levels, -1 is the macro image, -2 a map of the tissue."""
    if not file.ndpi:
        return None
    slide = Slide("ndpi", "hamamatsu")
    for directory in file.directories:
        lens = directory.real(tiff.NDPI_LENS) or 0
        if lens > 0 and not directory.number(tiff.NDPI_FOCUS):
            slide.levels.append(level(directory))
            slide.objective_power = max(slide.objective_power or 0.0, lens)
        elif lens == -1:
            slide.associated.setdefault("macro", directory)
    first = file.directories[0]
    slide.mpp_x, slide.mpp_y = _resolution(first)
    slide.barcode = first.text(tiff.NDPI_REFERENCE)
    slide.scanned = scan_date(first.text(tiff.DATE_TIME), "TIFF 306")
    return slide


def _leica(file: Tiff) -> Slide | None:
    """SCN: an XML collection of images, each with its dimensions; the one of the collection's size is the macro."""
    root = _xml(file.directories[0].text(tiff.DESCRIPTION), _LEICA)
    collection = None if root is None else root.find("{*}collection")
    if collection is None:
        return None
    slide = Slide("scn", "leica", barcode=_from_base64(collection.findtext("{*}barcode") or ""))
    size = (collection.get("sizeX"), collection.get("sizeY"))
    for image in collection.iterfind("{*}image"):
        view = image.find("{*}view")
        whole = view is not None and (view.get("sizeX"), view.get("sizeY")) == size
        directories = list(_leica_directories(image, file))
        if whole and directories:
            slide.associated.setdefault("macro", min(directories, key=lambda one: one.width))
        elif directories and not slide.levels:
            _leica_main(slide, image, view, directories)
    slide.title = collection.get("name", "")
    slide.said = [("name", slide.title)]
    return slide


def _leica_main(slide: Slide, image: etree._Element, view: etree._Element | None, found: list[Directory]) -> None:
    slide.levels = [level(one) for one in sorted(found, key=lambda one: -one.width)]
    slide.objective_power = positive(image.findtext(".//{*}objective"))
    if view is not None and slide.levels:
        width, height = _whole(view.get("sizeX")), _whole(view.get("sizeY"))
        slide.mpp_x = pixel_size(width / 1000 / max(1, slide.levels[0].width))
        slide.mpp_y = pixel_size(height / 1000 / max(1, slide.levels[0].height))
    slide.scanned = scan_date(image.findtext("{*}creationDate") or "", "image/creationDate")


def _leica_directories(image: etree._Element, file: Tiff) -> Iterator[Directory]:
    """The directories of focal plane 0 and the first channel."""
    for one in image.iterfind("{*}pixels/{*}dimension"):
        index = _whole(one.get("ifd"))
        if one.get("z", "0") == "0" and one.get("c", "0") == "0" and index < len(file.directories):
            yield file.directories[index]


def _from_base64(text: str) -> str:
    """Barcodes are base64 in Leica's 2010/10/01 schema and Philips's, plain text in older ones."""
    text = text.strip()
    try:
        return base64.b64decode(text, validate=True).decode("ascii") if len(text) % 4 == 0 else text
    except (binascii.Error, UnicodeDecodeError):
        return text


def _ventana(file: Tiff) -> Slide | None:
    """BIF and Ventana TIFF: an `iScan` element in XMP; directories say `level=` or name a label image."""
    marks = (root for root in (_xml_bytes(one.data(tiff.XMP), b"iScan") for one in file.directories[:16]))
    scan = next((found for root in marks if root is not None for found in _first(root, "iScan")), None)
    if scan is None:
        return None
    slide = Slide("bif", "ventana")
    for directory in file.directories:
        description = directory.text(tiff.DESCRIPTION)
        if description.startswith("level="):
            slide.levels.append(level(directory))
        elif description.lower().replace("_", " ") in ("label image", "thumbnail"):
            slide.associated.setdefault("macro" if "abel" in description else "thumbnail", directory)
    slide.objective_power = positive(scan.get("Magnification"))
    slide.mpp_x = slide.mpp_y = pixel_size(scan.get("ScanRes"))
    slide.barcode = scan.get("Barcode1D") or scan.get("Barcode2D") or ""
    return slide


def _philips(file: Tiff) -> Slide | None:
    """Philips TIFF: software `Philips`, and an XML of DICOM-like attributes."""
    first = file.directories[0]
    if not first.text(tiff.SOFTWARE).startswith("Philips"):
        return None
    slide = Slide("philips-tiff", "philips")
    for directory in file.directories:
        name = directory.text(tiff.DESCRIPTION)[:16].lower()
        if name.startswith(("label", "macro")):
            slide.associated.setdefault(name[:5], directory)
        elif directory.tiled:
            slide.levels.append(level(directory))
    root = _xml(first.text(tiff.DESCRIPTION), "DPUfsImport")
    said = _philips_attributes(root) if root is not None else {}
    spacing = re.findall(r"[\d.eE+-]{1,30}", said.get("DICOM_PIXEL_SPACING", ""))
    if len(spacing) >= 2:
        slide.mpp_y, slide.mpp_x = (pixel_size((positive(part) or 0) * 1000) for part in spacing[:2])
    slide.barcode = _from_base64(said.get("PIM_DP_UFS_BARCODE", ""))
    taken = said.get("DICOM_ACQUISITION_DATETIME", "")
    slide.scanned = scan_date(f"{taken[:4]}-{taken[4:6]}-{taken[6:8]}", "DICOM_ACQUISITION_DATETIME")
    return slide


def _philips_attributes(root: etree._Element) -> dict[str, str]:
    wanted = ("DICOM_PIXEL_SPACING", "PIM_DP_UFS_BARCODE", "DICOM_ACQUISITION_DATETIME")
    found: dict[str, str] = {}
    for one in root.iter("Attribute"):
        if one.get("Name") in wanted:
            found.setdefault(str(one.get("Name")), (one.text or "")[:1000])
    return found


def _ome(file: Tiff) -> Slide | None:
    """OME-TIFF: the first image of the XML is the slide; its smaller levels stand in SubIFDs."""
    first = file.directories[0]
    root = _xml(first.text(tiff.DESCRIPTION), _OME)
    if root is None or not first.tiled or not (first.subdirectories or len(_pyramid(file.directories)) > 1):
        return None
    slide = Slide("ome-tiff", "ome")
    small = first.subdirectories or _pyramid(file.directories)[1:]
    slide.levels = [level(first), *(level(one) for one in small)]
    _ome_associated(slide, root, file)
    pixels = next(_first(root, "Pixels"), None)
    if pixels is not None:
        slide.mpp_x = _ome_size(pixels, "PhysicalSizeX")
        slide.mpp_y = _ome_size(pixels, "PhysicalSizeY")
    objective = next(_first(root, "Objective"), None)
    slide.objective_power = positive(objective.get("NominalMagnification")) if objective is not None else None
    image = next(_first(root, "Image"), None)
    if image is not None:
        slide.title = image.get("Name", "")
        slide.scanned = scan_date(image.findtext("{*}AcquisitionDate") or "", "Image/AcquisitionDate")
    slide.said = [("name", slide.title)]
    return slide


def _ome_associated(slide: Slide, root: etree._Element, file: Tiff) -> None:
    """Further images named label, macro or thumbnail, by the IFD that their TiffData names."""
    for image in list(root.iterfind("{*}Image"))[1:20]:
        name = next((word for word in ("label", "macro", "thumbnail") if word in image.get("Name", "").lower()), "")
        data = image.find("{*}Pixels/{*}TiffData")
        index = _whole(data.get("IFD")) if data is not None else 0
        if name and 0 < index < len(file.directories):
            slide.associated.setdefault(name, file.directories[index])


def _ome_size(pixels: etree._Element, name: str) -> float | None:
    unit = _UNITS.get(pixels.get(name + "Unit", ""))
    number = positive(pixels.get(name))
    return pixel_size(number * unit) if number is not None and unit is not None else None


def _generic(file: Tiff) -> Slide | None:
    """Tiled, and smaller copies of itself follow."""
    levels = _pyramid(file.directories)
    if len(levels) < 2:
        return None
    slide = Slide("pyramidal-tiff", "", [level(one) for one in levels])
    slide.mpp_x, slide.mpp_y = _resolution(levels[0])
    for directory in file.directories:
        name = _small_name(directory)
        if name in ("label", "macro", "thumbnail") and directory not in levels:
            slide.associated.setdefault(name, directory)
    return slide


def _pyramid(directories: list[Directory]) -> list[Directory]:
    """The first tiled directory and those after it that are the same picture in smaller."""
    first = directories[0]
    if not first.tiled or not first.width or not first.height:
        return []
    levels = [first]
    for one in [*first.subdirectories, *directories[1:]]:
        last = levels[-1]
        if not one.tiled or not one.width or not one.height or _small_name(one) in ("label", "macro"):
            continue
        ratio = first.width / one.width
        if last.width > one.width and abs(first.height / one.height - ratio) <= 0.02 * ratio + 2 * ratio / one.height:
            levels.append(one)
    return levels


def _small_name(directory: Directory) -> str:
    return directory.text(tiff.DESCRIPTION)[:16].strip().lower()


def _resolution(directory: Directory) -> tuple[float | None, float | None]:
    """Micrometres a pixel from the resolution tags, in centimetres or inches (TIFF 6.0 section 8)."""
    unit = {2: 25_400.0, 3: 10_000.0}.get(directory.number(tiff.UNIT, 2))
    x, y = directory.real(tiff.X_RESOLUTION), directory.real(tiff.Y_RESOLUTION)
    if unit is None or not x or not y:
        return None, None
    return pixel_size(unit / x), pixel_size(unit / y)


def _whole(text: object) -> int:
    """A whole number of an attribute, 0 where it is none."""
    digits = str(text or "")[:18]
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _xml(text: str, mark: str) -> etree._Element | None:
    """The root of a description that is XML and holds the mark."""
    return _xml_bytes(text.encode("utf-8"), mark.encode("ascii")) if "<" in text[:100] else None


def _xml_bytes(data: bytes, mark: bytes) -> etree._Element | None:
    if mark not in data or len(data) > XML_BOUND:
        return None
    try:
        return etree.fromstring(data.strip(b"\0 \r\n\t"), xml_parser())
    except (etree.XMLSyntaxError, ValueError):
        return None


def _first(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of a name in any namespace, the root among them."""
    return root.iter("{*}" + name)
