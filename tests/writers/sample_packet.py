"""An openly synthetic packet, as full and as awkward as a real one: the value that the writers' tests write."""

import io
from collections.abc import Iterator
from datetime import datetime

import numpy as np
from PIL import Image

from consilium.domain.dates import PartialDate
from consilium.domain.packet import (
    ChildView,
    Counts,
    DuplicateView,
    NumberView,
    OtherChildView,
    PacketView,
    RecordView,
    SeriesView,
    Sourced,
    StudyView,
    UnreadableView,
    Whose,
)
from consilium.domain.records import Category, Remark
from consilium.knowledge.catalog import Catalog, load
from consilium.writers.start_here import Beside, LetterBeside

# Words of readers, which the writers do not know: stand-ins, so that these tests need no reader's catalog.
READERS_WORDS = {
    "en": {
        "sample.cut_off": "The file ends in the middle: {kept} of {whole} pictures could be read.",
        "sample.no_reader": "No reader for this kind of file. It looks like {looks}.",
        "sample.password": "The file is locked with a password.",
        "sample.empty": "The file is empty.",
        "sample.close_name": "The name is written {named}; the birth date is the same.",
        "sample.no_name": "No name stands on it.",
        "sample.other_birth_date": "The birth date is {date:date}.",
        "sample.photo": "This is a photograph of paper. Some words may be misread.",
    },
    "es": {
        "sample.cut_off": "El archivo termina a la mitad: se pudieron leer {kept} de {whole} imágenes.",
        "sample.no_reader": "Ningún lector conoce este tipo de archivo. Parece {looks}.",
        "sample.password": "El archivo está cerrado con contraseña.",
        "sample.empty": "El archivo está vacío.",
        "sample.close_name": "El nombre está escrito {named}; la fecha de nacimiento es la misma.",
        "sample.no_name": "No lleva ningún nombre.",
        "sample.other_birth_date": "La fecha de nacimiento es {date:date}.",
        "sample.photo": "Es una fotografía de papel. Algunas palabras pueden estar mal leídas.",
    },
}
NORTH, SOUTH = "Hospital Infantil del Norte (ejemplo)", "Sample Children's Hospital"
ROWS: tuple[tuple[str, str, Category | None, str, str], ...] = (
    ("Informe de biopsia de ganglio", "2025-06-19", Category.PATHOLOGY_REPORT, NORTH, "pdf"),
    ("Immunohistochemistry addendum", "2025-06-27", Category.PATHOLOGY_REPORT, NORTH, "pdf"),
    ("Lymph node, left neck, H&E", "2025-06-17", Category.PATHOLOGY_SLIDES, NORTH, "svs"),
    ("CT neck, chest and abdomen: report", "2025-06-12", Category.IMAGING_REPORTS, NORTH, "pdf"),
    ("PET/CT: report", "2025-06-23", Category.IMAGING_REPORTS, NORTH, "pdf"),
    ("PET/CT after two cycles: report", "2025-09-08", Category.IMAGING_REPORTS, NORTH, "pdf"),
    ("PET/CT at relapse: report", "2026-07-21", Category.IMAGING_REPORTS, SOUTH, "pdf"),
    ("Complete blood count", "2025-06-11", Category.LABS, NORTH, "hl7v2"),
    ("Complete blood count", "2025-07-02", Category.LABS, NORTH, "hl7v2"),
    ("Complete blood count", "2025-07-23", Category.LABS, NORTH, "hl7v2"),
    ("Chemistry panel, LDH and ferritin", "2025-06-11", Category.LABS, NORTH, "hl7v2"),
    ("Laboratory results since diagnosis", "2026-07", Category.LABS, SOUTH, "fhir"),
    ("Tumor sequencing panel", "2026-08-05", Category.GENETICS, "Example Genomics Laboratory", "vcf"),
    ("Hoja de tratamiento OEPA, ciclo 1", "2025-07-01", Category.TREATMENT_RECORDS, NORTH, "pdf"),
    ("Hoja de tratamiento OEPA, ciclo 2", "2025-07-29", Category.TREATMENT_RECORDS, NORTH, "pdf"),
    ("Hoja de tratamiento COPDAC, ciclo 3", "2025-09-16", Category.TREATMENT_RECORDS, NORTH, "jpeg"),
    ("Treatment summary", "2025-12", Category.TREATMENT_RECORDS, NORTH, "docx"),
    ("Informe de cirugía: biopsia", "2025-06-17", Category.OPERATIVE, NORTH, "pdf"),
    ("Resumen de alta", "2025-06-28", Category.DISCHARGE, NORTH, "ccda"),
    ("Clinic note", "2026-07-14", Category.DISCHARGE, SOUTH, "ccda"),
    ("Clinic note", "2026-08-06", Category.DISCHARGE, SOUTH, "ccda"),
    ("Carta de referencia", "2026-08-07", Category.CLINICAL_SUMMARY, SOUTH, "pdf"),
    ("Medicines and allergies", "2026-08-06", Category.MEDICINES, SOUTH, "fhir"),
    ("Vaccine card", "2019", Category.GROWTH_AND_HISTORY, "", "jpeg"),
    ("Echocardiogram before treatment", "2025-06-26", Category.HEART_HEARING_TESTS, NORTH, "pdf"),
    ("Tumor board note", "2026-07-30", Category.TUMOR_BOARD, SOUTH, "docx"),
    ("Our questions", "", Category.QUESTIONS_LIST, "", "txt"),
    ("IMG_2231", "", None, "", "jpeg"),
)


def beside_packet() -> Beside:
    """A summary, three things owed, and two letters: to a hospital that is named, and to one that nobody named."""
    named = LetterBeside("letters/Hospital - Radiology (scans)", "Hospital del Norte", "radiology", "es", 2)
    unnamed = LetterBeside("letters/A hospital - Pathology #1 (tissue)", "", "pathology", "en", 1)
    return Beside(summary=True, owed=3, letters=(named, unnamed))


def words(language: str) -> Catalog:
    """The catalog with the sample's stand-in words; strict, so that a missing text fails the test."""
    return Catalog(language, {**load(language), **READERS_WORDS[language]}, strict=True)


def phantom(seed: int, hot: bool = False) -> bytes:
    """A grey picture somewhat like a slice through a chest, as PNG."""
    y, x = np.mgrid[-1:1:160j, -1:1:160j]
    image = np.where((x / 0.9) ** 2 + (y / 0.7) ** 2 < 1, 150.0, 8.0)
    for side in (-1, 1):
        image[((x - side * 0.42) / 0.32) ** 2 + ((y + 0.05) / 0.5) ** 2 < 1] = 35
    image[(x / 0.12) ** 2 + ((y - 0.5) / 0.13) ** 2 < 1] = 235
    image[((x + 0.05) / 0.16) ** 2 + ((y - 0.02 * (seed % 7)) / 0.22) ** 2 < 1] = 250 if hot else 175
    image += np.random.default_rng(seed).normal(0, 5, image.shape)
    out = io.BytesIO()
    Image.fromarray(np.clip(255 - image if hot else image, 0, 255).astype(np.uint8)).save(out, "PNG")
    return out.getvalue()


def records() -> Iterator[RecordView]:
    for at, (title, date, category, institution, form) in enumerate(ROWS, start=1):
        photo = form == "jpeg"
        yield RecordView(
            number=f"R{at}",
            title=title,
            path=f"records/{category.value if category else 'unknown'}/{date or 'undated'} - {title}.{form}",
            category=category,
            date=PartialDate.from_iso(date) if date else None,
            institution=institution,
            author="Dra. Ejemplo" if category is Category.DISCHARGE else "",
            format=form,
            size=48_000 + 7_919 * at * at,
            pages=1 + at % 4 if form in ("pdf", "docx", "jpeg") else 0,
            whose=Whose.PROBABLY_SAME if at == 12 else Whose.UNNAMED if photo or at == 27 else Whose.SAME,
            reasons=(Remark("sample.close_name", {"named": "MUESTRA, LUCIA E"}),) if at == 12 else (),
            remarks=(Remark("sample.photo"),) if photo else (),
            sources=(f"disc-1.zip!/papers/{title}.{form}",),
            picture=phantom(at) if form == "svs" else None,
        )


def studies() -> tuple[StudyView, ...]:
    ct = SeriesView("Chest 1.5 mm soft tissue", "CT", 118, 0, phantom(1))
    lung = SeriesView(
        "Chest 1.5 mm lung", "CT", 114, 4, phantom(2), (Remark("sample.cut_off", {"kept": 114, "whole": 118}),)
    )
    pet = SeriesView("PET whole body, attenuation corrected", "PT", 96, 0, phantom(3, hot=True))
    low = SeriesView("CT for attenuation correction", "CT", 96, 0, phantom(4))
    return (
        StudyView(
            "R29",
            "CT neck, chest and abdomen",
            "imaging/",
            PartialDate(2025, 6, 12),
            ("CT",),
            NORTH,
            "Chest",
            (ct, lung),
            124_000_000,
            sources=("disc-1.zip!/DICOM/",),
        ),
        StudyView(
            "R30",
            "PET/CT skull to thigh",
            "imaging/",
            PartialDate(2025, 6, 23),
            ("PT", "CT"),
            NORTH,
            "Whole body",
            (pet, low),
            41_000_000,
            sources=("disc-2.iso!/DICOM/",),
        ),
        StudyView(
            "R31",
            "PET/CT at relapse",
            "imaging/",
            PartialDate(2026, 7, 21),
            ("PT", "CT"),
            SOUTH,
            "Whole body",
            (pet,),
            21_000_000,
            sources=("usb/PET/",),
        ),
        StudyView(
            "R32",
            "",
            "imaging/",
            None,
            ("US",),
            "",
            "",
            (SeriesView("", "US", 3),),
            900_000,
            Whose.UNNAMED,
            (Remark("sample.no_name"),),
            sources=("usb/US/",),
        ),
    )


def sample_packet(language: str = "en") -> PacketView:
    images = sum(study.images for study in studies())
    litter = tuple(f"disc-1.zip!/VIEWER/{name}" for name in ("AUTORUN.INF", "VIEWER.EXE", "HELP.CHM", "QT5CORE.DLL"))
    documents = len(ROWS)
    return PacketView(
        case_name="Lucía",
        child=ChildView(
            Sourced("Lucía Muestra Ejemplo", "R19"),
            Sourced("2012-04-09", "R19"),
            Sourced("female", "R19"),
            (NumberView("00-123456", NORTH, "R19"), NumberView("MRN7788", SOUTH, "R20"), NumberView("55512")),
        ),
        made_on=datetime(2026, 11, 20, 2, 14),
        language=language,
        counts=Counts(
            files_found=documents + images + 2 + 4 + 2 + 1 + 4,
            read=documents + images + 2 + 4,
            duplicate=2,
            other_child=1,
            unreadable=4,
            documents=documents,
            images=images,
            containers=2,
            litter=4,
        ),
        records=tuple(records()),
        studies=studies(),
        unreadable=(
            UnreadableView(
                "disc-1.zip!/DICOM/IM0119",
                (Remark("sample.cut_off", {"kept": 0, "whole": 1}),),
                8_192,
                "unreadable/IM0119",
            ),
            UnreadableView(
                "mail/results locked.pdf", (Remark("sample.password"),), 182_003, "unreadable/results locked.pdf"
            ),
            UnreadableView("usb/notes.one", (Remark("sample.no_reader", {"looks": "a OneNote notebook"}),), 4_096),
            UnreadableView("usb/slide 2.svs", (Remark("sample.empty"),), 0),
        ),
        set_aside=(
            OtherChildView(
                "mail/CBC results.pdf",
                "Lucas Muestra Ejemplo",
                PartialDate(2012, 4, 9),
                (Remark("sample.other_birth_date", {"date": "2012-04-09"}),),
            ),
        ),
        duplicates=(
            DuplicateView("usb/copy of PETCT report.pdf", "disc-1.zip!/papers/PET/CT: report.pdf"),
            DuplicateView("mail/Resumen de alta (2).xml", "disc-1.zip!/papers/Resumen de alta.ccda"),
        ),
        litter=litter,
        program="Consilium 0.1",
    )


HOSTILE = (
    '<img src=x onerror=alert(1)>"\'{{7*7}} #panic("no") $x$ @ref \x1b[31m\u202egpj.exe \udce9 *b* _i_ `c` </style>'
)


def hostile_packet(language: str = "en") -> PacketView:
    """A packet of which every text that comes from a file is an attack on whoever shows it."""
    odd = (Remark("sample.close_name", {"named": HOSTILE}),)
    series = SeriesView(HOSTILE, HOSTILE, 1, 2, phantom(1), odd)
    return PacketView(
        case_name=HOSTILE,
        child=ChildView(
            Sourced(HOSTILE, HOSTILE), Sourced(HOSTILE), Sourced(HOSTILE), (NumberView(HOSTILE, HOSTILE, HOSTILE),)
        ),
        made_on=datetime(2026, 11, 20, 2, 14),
        language=language,
        counts=Counts(3, 1, 0, 1, 1),
        records=(
            RecordView(
                "R1",
                HOSTILE,
                f"records/{HOSTILE}",
                Category.LABS,
                PartialDate(2025, 2),
                HOSTILE,
                HOSTILE,
                HOSTILE,
                9,
                1,
                Whose.PROBABLY_SAME,
                odd,
                odd,
                (HOSTILE,),
            ),
            RecordView("R2", "x" * 3000, "javascript:alert(1)", None, PartialDate(1), "", "", "", 0, 0, Whose.UNNAMED),
        ),
        studies=(
            StudyView(
                "R3", HOSTILE, "//example.invalid/x", PartialDate(9999, 12, 31), (HOSTILE,), HOSTILE, HOSTILE, (series,)
            ),
        ),
        unreadable=(UnreadableView(HOSTILE, odd, 0, "/etc/passwd"),),
        set_aside=(OtherChildView(HOSTILE, HOSTILE, None, odd),),
        duplicates=(DuplicateView(HOSTILE, HOSTILE),),
        litter=(HOSTILE,),
        program=HOSTILE,
    )
