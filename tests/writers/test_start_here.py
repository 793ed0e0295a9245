"""START-HERE.html: everything is on it, nothing on it can do harm, and its numbers add up."""

import base64
import dataclasses
import hashlib
import re
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
from lxml.html import HtmlElement

from consilium.domain.dates import PartialDate
from consilium.domain.deadlines import Deadline
from consilium.domain.packet import ChildView, Counts, PacketView, RecordView, StudyView, UnreadableView
from consilium.domain.records import Category, Remark
from consilium.knowledge.catalog import load
from consilium.writers.start_here import NOTHING_BESIDE, PICTURES_BYTES, Beside, LetterBeside, page
from tests.writers.sample_packet import beside_packet, hostile_packet, phantom, sample_packet, words

FILE_NAMES = {"summary", "html", "pdf", "records", "imaging", "manifest", "json", "fhir", "letters"}
SAFE_POLICY = "default-src 'none'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'"


BESIDE = beside_packet()


def parsed(view: PacketView, beside: Beside = NOTHING_BESIDE) -> HtmlElement:
    return lxml.html.document_fromstring(page(view, words(view.language), beside).decode("utf-8"))


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section(root: HtmlElement, name: str) -> str:
    return text(root.xpath(f"//section[@aria-labelledby='{name}']")[0])


def with_records(*records: RecordView) -> PacketView:
    return dataclasses.replace(sample_packet(), records=records, studies=())


def test_hostile_names_stay_texts() -> None:
    root = parsed(hostile_packet())
    assert not root.xpath("//script | //iframe | //object | //form | //*[@onerror]")
    assert all(src.startswith("data:image/png;base64,") for src in root.xpath("//img/@src"))
    assert "<img src=x onerror=alert(1)>" in text(root)
    assert "{{7*7}}" in text(root)


def test_no_control_or_direction_character_reaches_the_page() -> None:
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page(hostile_packet(), words("en")).decode()
    )


@pytest.mark.parametrize("view", [sample_packet(), sample_packet("es"), hostile_packet()])
def test_every_link_leads_into_the_page_or_into_the_packet(view: PacketView) -> None:
    root = parsed(view)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for href in root.xpath("//a/@href"):
        assert href[1:] in ids if href.startswith("#") else href.startswith("./")
        assert "/../" not in unquote(href)


def test_a_path_cannot_become_a_scheme_or_a_host_or_leave_the_packet() -> None:
    paths = ("javascript:alert(1)", "//example.invalid/x", "/etc/passwd", "../../x", "records/a#b?c%d.pdf")
    root = parsed(with_records(*(RecordView(f"R{at}", "x", path) for at, path in enumerate(paths))))
    assert root.xpath("//ul[@class='records']//p[@class='name']/a/@href") == [
        "./javascript%3Aalert%281%29",
        "./example.invalid/x",
        "./etc/passwd",
        "./x",
        "./records/a%23b%3Fc%25d.pdf",
    ]


def test_its_policy_allows_its_own_style_and_data_pictures_only() -> None:
    root = parsed(sample_packet())
    style = root.xpath("//style")[0].text_content()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [SAFE_POLICY.format(digest)]
    assert not root.xpath("//*[@style]")


def test_nothing_is_fetched_from_anywhere() -> None:
    content = page(sample_packet(), words("en")).decode()
    assert "http://" not in content.replace("http://www.w3.org/", "")
    assert "https://" not in content
    assert "url(" not in re.sub(r"url\(#hatch-\w+\)", "", content)


def test_a_packet_with_nothing_in_it_says_so_and_does_not_fail() -> None:
    root = parsed(PacketView("case", ChildView(), datetime(2026, 1, 2), "en", Counts(0, 0)))
    assert "Your child's records, in order" in text(root.xpath("//h1")[0])
    assert "Nothing waits for you here." in section(root, "eye")
    assert "no timeline" in section(root, "timeline")
    assert "No record states it" in section(root, "child")


def test_what_it_is_not_comes_before_everything_else() -> None:
    headings = [text(heading) for heading in parsed(sample_packet(), BESIDE).xpath("//main//h2")]
    assert headings == [
        "Not a diagnosis",
        "For the doctors, and what is missing",
        "The child",
        "What we found",
        "Please look at these first",
        "Timeline",
        "Scans",
        "Records by kind",
        "What could not be read",
        "Set aside: another child's name",
        "Copies left out",
        "Disc programs left out",
        "What else is in this folder",
    ]


def test_without_a_summary_the_page_promises_none() -> None:
    root = parsed(sample_packet())
    assert not root.xpath("//section[@aria-labelledby='next']")
    assert not [href for href in root.xpath("//a/@href") if "summary.html" in href or "letters" in href]


def test_a_holders_name_that_is_hostile_stays_a_text_and_its_letter_stays_in_the_packet() -> None:
    letter = LetterBeside("letters/../../x?y", "<script>alert(1)</script>", "records", "en", 1)
    root = parsed(sample_packet(), Beside(summary=True, owed=1, letters=(letter,)))
    assert not root.xpath("//script")
    assert root.xpath("//ul[@class='letters']//a/@href")[0] == "./letters/x%3Fy.pdf"


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_missing_and_each_letter_that_asks_for_it_are_one_tap_away(language: str) -> None:
    root = parsed(sample_packet(language), BESIDE)
    (next_section,) = root.xpath("//section[@aria-labelledby='next']")
    assert next_section.xpath(".//a/@href") == [
        "./summary.html",
        "./summary.pdf",
        "./summary.html#gaps",
        *(f"./letters/Hospital%20-%20Radiology%20%28scans%29.{end}" for end in ("pdf", "docx", "txt")),
        *(f"./letters/A%20hospital%20-%20Pathology%20%231%20%28tissue%29.{end}" for end in ("pdf", "docx", "txt")),
    ]
    said = text(next_section)
    assert ("3 things are missing or only partly here" if language == "en" else "Faltan 3 cosas") in said
    assert ("We wrote 2 letters" if language == "en" else "Escribimos 2 cartas") in said
    assert ("in Spanish · a list of 2 items" if language == "en" else "en español · una lista de 2 puntos") in said
    assert root.xpath("//nav//a/@href")[0] == "#next"


def test_deadlines_in_papers_come_first_with_their_record_and_as_text() -> None:
    asked = Deadline(PartialDate(2026, 12, 4), "Answer by <b>4 December</b>, please.", "R3")
    loose = Deadline(PartialDate(2026, 12, 9), "Send the slides by 9 December.", "R999")
    (found,) = parsed(sample_packet(), dataclasses.replace(BESIDE, deadlines=(asked, loose))).xpath(
        "//section[@aria-labelledby='next']"
    )
    first = found.xpath(".//li[contains(@class, 'card')]")[0]
    assert "2 deadlines in your papers" in text(first)
    assert "Answer by <b>4 December</b>, please." in text(first)
    assert [href[:8] for href in first.xpath(".//a/@href")] == ["#record-"]
    assert "deadlines in your papers" not in section(parsed(sample_packet(), BESIDE), "next")


def test_a_record_of_a_day_that_cannot_be_waits_for_an_eye() -> None:
    view = sample_packet()
    wrong = dataclasses.replace(view.records[0], remarks=(Remark("packet.dated_ahead", {"date": "2059-05-05"}),))
    said = section(parsed(dataclasses.replace(view, records=(wrong, *view.records[1:]))), "eye")
    assert "1 record has a date that cannot be" in said
    assert "has a date that cannot be" not in section(parsed(view), "eye")


def test_nothing_missing_is_said_with_its_doubt() -> None:
    found = section(parsed(sample_packet(), Beside(summary=True)), "next")
    assert "We found nothing missing" in found
    assert "They may still ask for more." in found
    assert "letter" not in found


def test_the_numbers_of_records_are_explained_where_they_first_stand() -> None:
    assert "R1, R2 and so on are the numbers that we gave the records." in section(parsed(sample_packet()), "child")


def test_the_numbers_add_up_on_the_page() -> None:
    found = section(parsed(sample_packet()), "numbers")
    parts, total = re.search(r"([\d +]+) = (\d+)", found).groups()  # type: ignore[union-attr]
    assert sum(int(part) for part in parts.split("+")) == int(total)
    assert f"{total} files found" in found


def test_counts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        Counts(files_found=10, read=8, unreadable=1)


def test_what_a_person_must_decide_is_listed_with_what_to_do() -> None:
    found = section(parsed(sample_packet()), "eye")
    for sentence in (
        "1 record is probably this child's. Is it?",
        "1 file names another child",
        "4 files could not be read",
        "Pictures are missing in 1 scan",
        "On 5 records we read no name",
        "3 records have no known date",
        "1 record could not be sorted",
    ):
        assert sentence in found
    assert found.count("What to do:") == 7


def test_every_statement_about_the_child_names_its_source() -> None:
    found = section(parsed(sample_packet()), "child")
    assert "Lucía Muestra Ejemplo from R19" in found
    assert "55512, it is not said who gave it from you" in found


def test_every_record_stands_under_its_category_with_date_source_and_file() -> None:
    view = sample_packet()
    root = parsed(view)
    items = root.xpath("//ul[@class='records']/li")
    assert len(items) == len(view.records)
    categories = [text(heading) for heading in root.xpath("//section[@class='category']/h3")]
    assert categories[0] == "Pathology slides and tissue blocks 1 record"
    assert categories[-1] == "Not sorted yet 1 record"
    first = text(items[1])
    assert first.startswith("19 June 2025 Informe de biopsia de ganglio R1")
    assert "Hospital Infantil del Norte (ejemplo)" in first


def test_an_unknown_date_is_said_to_be_unknown() -> None:
    root = parsed(with_records(RecordView("R1", "Our questions", "records/q.txt", Category.QUESTIONS_LIST)))
    assert text(root.xpath("//ul[@class='records']/li")[0]).startswith("date not known Our questions")


def test_a_date_is_never_said_more_precisely_than_it_is_known() -> None:
    root = parsed(with_records(RecordView("R1", "Labs", "records/x", Category.LABS, PartialDate(2026, 7))))
    assert root.xpath("//ul[@class='records']//time/@datetime") == ["2026-07"]
    assert text(root.xpath("//ul[@class='records']//time")[0]) == "July 2026"


def test_unreadable_files_show_their_reason() -> None:
    found = section(parsed(sample_packet()), "unreadable")
    assert "mail/results locked.pdf" in found
    assert "The file is locked with a password." in found


def test_missing_pictures_are_said_at_their_series() -> None:
    found = section(parsed(sample_packet()), "studies")
    assert "Chest 1.5 mm lung" in found
    assert found.count("4 pictures are missing") == 2


def test_the_timeline_is_a_picture_with_words_and_a_table_of_the_same() -> None:
    view = sample_packet()
    root = parsed(view)
    for picture in root.xpath("//svg"):
        title, description = picture.xpath("title")[0], picture.xpath("desc")[0]
        assert picture.get("role") == "img"
        assert picture.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert "No records from January 2026 to June 2026." in text(description)
    rows = [" ".join(text(cell) for cell in row if text(cell)) for row in root.xpath("//table//tr")]
    assert "January 2026 to June 2026 no records" in rows
    assert rows[1].startswith("June 2025 R29 R30 R4 R5 R1 R2 R3")
    shown = {number for row in rows for number in re.findall(r"\bR\d+\b", row)}
    loose = {item.number for item in (*view.undated(), view.records[23])}
    assert shown | loose == {item.number for item in view.everything()}
    assert "Known only by the year: 2019: R24" in section(root, "timeline")


def test_spanish_is_spanish_all_through() -> None:
    root = parsed(sample_packet("es"))
    assert root.get("lang") == "es"
    english = {sentence for code, sentence in load("en").items() if code.startswith("packet.") and "{" not in sentence}
    spanish = {sentence for code, sentence in load("es").items() if code.startswith("packet.")}
    said = [text(element) for element in root.xpath("//h1|//h2|//h3|//p|//li|//dt|//summary|//th|//a")]
    assert not set(said) & (english - spanish)
    assert "12 de junio de 2025" in text(root)


def test_headings_never_skip_a_level() -> None:
    levels = [int(heading.tag[1]) for heading in parsed(sample_packet()).xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pictures_stop_before_the_page_grows_too_large_for_a_telephone() -> None:
    picture = phantom(1)
    count = PICTURES_BYTES // len(picture) + 20
    records = tuple(RecordView(f"R{at}", "x", "records/x", picture=picture) for at in range(count))
    root = parsed(with_records(*records))
    assert len(root.xpath("//img")) == PICTURES_BYTES // len(picture)
    assert len(root.xpath("//ul[@class='records']/li")) == count


def test_a_picture_of_an_unknown_kind_is_not_embedded() -> None:
    root = parsed(with_records(RecordView("R1", "x", "records/x", picture=b"<svg onload=alert(1)>")))
    assert root.xpath("//img") == []


def test_the_page_of_a_usual_case_is_small() -> None:
    assert len(page(sample_packet(), words("en"))) < 3_000_000


def test_the_same_packet_gives_the_same_bytes() -> None:
    assert page(sample_packet(), words("en")) == page(sample_packet(), words("en"))


def test_ten_thousand_unreadable_files_are_all_listed() -> None:
    files = tuple(UnreadableView(f"disc/IM{at}", ()) for at in range(10_000))
    view = dataclasses.replace(sample_packet(), unreadable=files)
    assert len(parsed(view).xpath("//section[@aria-labelledby='unreadable']//ul/li")) == 10_000


def test_a_study_without_series_still_has_its_place() -> None:
    view = dataclasses.replace(sample_packet(), studies=(StudyView("R1", "CT", "imaging/"),), records=())
    assert "0 pictures" in section(parsed(view), "studies")


def test_a_study_of_two_thousand_files_names_its_folders_not_its_files() -> None:
    sources = tuple(f"disc.zip!/S{at % 5}/IM{at}" for at in range(2000))
    view = dataclasses.replace(
        sample_packet(), studies=(StudyView("R1", "CT", "imaging/", sources=sources),), records=()
    )
    found = section(parsed(view), "studies")
    assert "Found in: disc.zip!/S0/; disc.zip!/S1/; disc.zip!/S2/; and 2 more folders" in found
    assert "IM7" not in found


def test_the_templates_hold_no_words_of_their_own() -> None:
    folder = Path(__file__).parents[2] / "src" / "consilium" / "writers" / "start_here"
    for template in folder.glob("*.html"):
        markup = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", template.read_text("utf-8"), flags=re.DOTALL)
        bare = re.sub(r"<[^>]*>", " ", markup)
        left = set(re.findall(r"[A-Za-z]{3,}", bare)) - FILE_NAMES
        assert left == set(), template.name
