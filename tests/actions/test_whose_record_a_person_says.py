"""A person says whose records are: refused without a name, stronger than rules, named, audited, taken back."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from consilium.actions import packet
from consilium.actions.cases import Child
from consilium.actions.entries import ClashError
from consilium.actions.opened import OpenCase, working_alone
from consilium.actions.records import whose
from consilium.actions.records.gather import Everything, Gathered, gather
from consilium.actions.search import find, opened_index
from consilium.casebook.models import AuditEvent, InputFile, Job
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError, NotFoundError
from consilium.domain.records import Ended
from tests.actions.conftest import Add
from tests.cast import MIA, OTHER
from tests.papers import letter, write, zipped

ANA = "Ana Example"
NOBODY = "Hemoglobin 9.1 g/dL. Seen in the day clinic. Discharge summary.\n"


def ends(everything: Everything) -> dict[str, Ended]:
    return {one.path: one.ended for one in everything.files}


def at(case: OpenCase, path: str) -> Gathered:
    return next(one for one in gather(case).files if one.path == path)


@pytest.fixture
def case(add: Add, tmp_path: Path) -> OpenCase:
    files: dict[str, bytes | str] = {f"{n}.txt": letter(words=f"Visit {n}.") for n in range(3)}
    files |= {f"other {n}.txt": letter(OTHER, f"Ferritin 77{n} ng/mL.") for n in range(2)}
    files |= {"nobody.txt": NOBODY, "bag.zip": zipped({"inside.txt": (NOBODY + "Again.").encode()})}
    child = Child(MIA.name, PartialDate.from_iso(MIA.born))
    return add(write(tmp_path / "records", files), case="c", child=child).case


@pytest.mark.parametrize("name", ["", "  \t"])
def test_nobody_named_is_refused_and_nothing_changes(case: OpenCase, name: str) -> None:
    before = ends(gather(case))
    with pytest.raises(InputError):
        whose.say(case, at(case, "other 0.txt").id, True, name)
    assert ends(gather(case)) == before


def test_a_file_of_no_case_and_words_without_end_are_refused(case: OpenCase) -> None:
    with pytest.raises(NotFoundError):
        whose.say(case, uuid4(), True, ANA)
    with pytest.raises(InputError):
        whose.say(case, at(case, "0.txt").id, True, ANA, "x" * 9_999)


def test_two_who_decide_at_the_same_moment_are_both_heard_and_the_first_stays(case: OpenCase) -> None:
    file = at(case, "other 0.txt").id
    assert whose.say(case, file, True, ANA)
    with pytest.raises(ClashError):
        whose.say(case, file, False, "Luis Example")
    assert whose.told(case, file).version == 1
    assert ends(gather(case))["other 0.txt"] is Ended.READ


def test_what_rules_set_aside_is_the_childs_when_a_person_says_so(case: OpenCase) -> None:
    assert ends(gather(case))["other 0.txt"] is Ended.OTHER_CHILD
    assert find(case, opened_index(case), "ferritin") == ()
    assert whose.say(case, at(case, "other 0.txt").id, True, ANA, "it is her second name")
    everything = gather(case)
    assert ends(everything)["other 0.txt"] is Ended.READ
    assert ends(everything)["other 1.txt"] is Ended.READ  # it names its patient in the same way
    one = at(case, "other 0.txt")
    said = [reason.code for reason in one.why]
    assert said[:2] == ["identity.person_ours", "identity.person_note"]
    assert any(code.startswith("identity.name_") for code in said)  # what the rules saw stays visible
    assert one.why[0].args["by"] == ANA
    assert len(find(case, opened_index(case), "ferritin")) == 2


def test_what_rules_took_for_the_childs_is_set_aside_and_never_merged_again(
    case: OpenCase, add: Add, tmp_path: Path
) -> None:
    files = [one for one in gather(case).files if one.ended is Ended.READ and one.path[0] in "012"]
    whose.say(case, files[0].id, False, ANA)
    assert {ends(gather(case))[one.path] for one in files} == {Ended.OTHER_CHILD}
    again = add(write(tmp_path / "more", {"new.txt": letter(words="A later run.")}), case="c").case
    assert ends(gather(again))["new.txt"] is Ended.OTHER_CHILD
    packet.write(again, tmp_path / "packet", "en")
    assert ANA in (tmp_path / "packet" / "START-HERE.html").read_text("utf-8")


def test_taken_back_the_rules_decide_and_the_history_stays(case: OpenCase) -> None:
    file = at(case, "other 0.txt").id
    whose.say(case, file, True, ANA)
    whose.take_back(case, file, "Luis Example", 1)
    assert ends(gather(case))["other 0.txt"] is Ended.OTHER_CHILD
    told = whose.told(case, file)
    assert (told.now, told.version, told.files) == (None, 2, 2)
    assert [(one.struck, one.value.by) for one in told.history] == [(False, ANA), (True, "Luis Example")]


def test_what_names_nobody_is_decided_file_by_file(case: OpenCase) -> None:
    whose.say(case, at(case, "nobody.txt").id, False, ANA)
    now = ends(gather(case))
    assert now["nobody.txt"] is Ended.OTHER_CHILD
    assert now["bag.zip!/inside.txt"] is Ended.READ
    assert at(case, "nobody.txt").reasons[0].code == "identity.person_not_ours"
    whose.take_back(case, at(case, "nobody.txt").id, ANA, 1)
    assert ends(gather(case))["nobody.txt"] is Ended.READ


def test_what_lies_in_a_bag_of_somebody_elses_goes_with_it_unless_a_person_says_otherwise(case: OpenCase) -> None:
    whose.say(case, at(case, "bag.zip").id, False, ANA)
    assert ends(gather(case))["bag.zip!/inside.txt"] is Ended.OTHER_CHILD
    whose.say(case, at(case, "bag.zip!/inside.txt").id, True, ANA)
    assert ends(gather(case))["bag.zip!/inside.txt"] is Ended.READ


def test_the_four_ends_still_add_up(case: OpenCase) -> None:
    whose.say(case, at(case, "other 0.txt").id, True, ANA)
    whose.say(case, at(case, "nobody.txt").id, False, ANA)
    assert sum(InputFile.objects.filter(ended=ended).count() for ended in Ended) == InputFile.objects.count()


def test_the_log_says_that_it_was_decided_and_not_by_what_name(case: OpenCase) -> None:
    whose.say(case, at(case, "other 0.txt").id, True, ANA)
    kept = b"".join(bytes(event.body) for event in AuditEvent.objects.all())
    assert b"whose.written" in kept
    assert ANA.encode() not in kept


def test_while_a_run_is_at_work_the_word_is_kept_and_a_job_sees_to_it(case: OpenCase) -> None:
    with working_alone(case):
        assert not whose.say(case, at(case, "other 0.txt").id, True, ANA)
    assert Job.objects.get().kind == "prepare"
    assert whose.told(case, at(case, "other 0.txt").id).version == 1


def test_where_two_children_are_named_a_persons_word_tells_which_one_it_is(add: Add, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {f"{n}.txt": letter(words=f"Visit {n}.") for n in range(2)}
    files |= {f"other {n}.txt": letter(OTHER, f"Visit {n}.") for n in range(2)}
    case = add(write(tmp_path / "records", files), case="c").case
    assert case.document.doubt
    whose.say(case, at(case, "other 0.txt").id, False, ANA)
    now = ends(gather(case))
    assert {now["0.txt"], now["1.txt"]} == {Ended.READ}
    assert {now["other 0.txt"], now["other 1.txt"]} == {Ended.OTHER_CHILD}
    assert at(case, "0.txt").person.match == "same"
