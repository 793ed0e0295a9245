"""Letters and figures that look alike, and blanks that recognition lost: what the rest of a word and the network's own
doubt tell. Each line is as it was recognized, with the doubtful signs that the network held for possible."""

from __future__ import annotations

import numpy as np
import pytest

from consilium.readers.recognition import alike, parting


def mended(line: str, possible: float = 0.3) -> str:
    """A line whose signs may each be another one, as likely as `possible`."""
    letters, words, start = list(line), [], 0
    for word in line.split(" "):
        words.append((start, word))
        start += len(word) + 1
    for place, sign in alike.mended(words, lambda _place, _sign: possible):
        letters[place] = sign
    return "".join(letters)


@pytest.mark.parametrize(
    "line",
    [
        "T0N0M0, G0P0",
        "10 mg, 0.5 mg, 0h, 20 S, v0, R0",
        "Hb 10 g/dL el 01/10/2024 10:01",
        "1 tablet, 1/2 tab, 5/1",
        "Ill since Monday. All well.",
        "IL-2, Il-2, II-1",
        "MYC no, ALL, CML",
        "1l0 100",
    ],
)
def test_a_number_and_a_plain_word_stay_as_they_are(line: str) -> None:
    assert mended(line) == line


def test_what_the_network_holds_for_impossible_is_never_said() -> None:
    assert mended("FISH de FOX01, D0B, 5.8 mmol/1, CDla", possible=0.0) == "FISH de FOX01, D0B, 5.8 mmol/1, CDla"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("FISH de FOX01: sin reordenamiento", "FISH de FOXO1: sin reordenamiento"),
        ("Fi02 0.6, Sp02 91, pC02 7.4", "FiO2 0.6, SpO2 91, pCO2 7.4"),
        ("CDla pos, AEl/AE3", "CD1a pos, AE1/AE3"),
        ("(0D Group E; 0S Group C)", "(OD Group E; OS Group C)"),
        ("D0B 09/25/2018 D.0.B: 1", "DOB 09/25/2018 D.O.B: 1"),
        ("DATE 0F SERVICE, NP0, REP0RTED", "DATE OF SERVICE, NPO, REPORTED"),
        ("T4 14.2 pmol/1, K 3,2 mmol/1", "T4 14.2 pmol/l, K 3,2 mmol/l"),
        ("glucosa 91 mg/dI", "glucosa 91 mg/dl"),
        ("estadio Il COG, CN VIl, niveles IIl-IV", "estadio II COG, CN VII, niveles III-IV"),
        ("grupo Ill, NO MO", "grupo III, N0 M0"),
    ],
)
def test_the_rest_of_a_word_tells_letters_from_figures(line: str, said: str) -> None:
    assert mended(line) == said


def parted(line: str, doubt: dict[int, float], steps: int = 2) -> str:
    """A line of letters of `steps` steps each; `doubt` is how likely a blank is at a letter of the line, where there is
    also more room."""
    firsts = np.cumsum([steps + (at in doubt) for at in range(len(line))])
    blank = np.zeros(int(firsts[-1]) + 1, np.float32)
    for at, likely in doubt.items():
        blank[firsts[at]] = likely
    letters = parting.without_specks(line, firsts, blank)
    places = parting.breaks(letters, firsts, blank)
    return "".join(f" {letter}" if at in places else letter for at, letter in enumerate(letters))


def test_a_decimal_a_day_and_a_time_are_never_parted() -> None:
    for line, at in (("8.9", 1), ("8.9", 2), ("03/05", 2), ("10:30", 3), ("1,250", 2), ("49%", 2), ("120", 1)):
        assert parted(line, {at: 0.45}) == line


def test_a_blank_that_the_network_nearly_read_parts_words() -> None:
    assert parted("el03/05/2024", {2: 0.084}) == "el 03/05/2024"
    assert parted("mg0D", {2: 0.47}) == "mg 0D"
    assert parted("hasbeen", {3: 0.31}) == "has been"
    assert parted("D+1(10", {3: 0.46}) == "D+1 (10"


def test_without_doubt_or_room_a_word_stays_whole() -> None:
    assert parted("FOXO1", {4: 0.02}) == "FOXO1"
    assert parted("life", {1: 0.1}) == "life"


def test_a_speck_between_words_is_a_blank_and_one_between_figures_a_mark() -> None:
    assert parted("2.mg", {1: 0.32}) == "2 mg"
    assert parted("operar.el", {6: 0.07}) == "operar el"
    assert parted("2.5", {1: 0.4}) == "2.5"
    assert parted("e.g", {1: 0.0}) == "e.g"
