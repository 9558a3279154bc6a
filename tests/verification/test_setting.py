"""On what a check is run, and where its answers are kept."""

from __future__ import annotations

import pytest

from parity.verification.setting import Resamples, Role, Setting


def setting(**more) -> Setting:
    return Setting(**{"study": "rait", "cohort": "rait-validation", "role": Role.VALIDATION, **more})


@pytest.mark.parametrize(
    ("more", "place", "label"),
    [
        ({}, "rait-validation", "rait-validation"),
        ({"subgroup": "sex=male"}, "rait-validation/subgroup sex=male", "rait-validation · sex=male"),
        (
            {"subgroup": "age >= 55", "model": "with Tg"},
            "rait-validation/subgroup age _= 55-e5d1d1e0/model with Tg",
            "rait-validation · age >= 55 · model with Tg",
        ),
        ({"predictor": "größe"}, "rait-validation/predictor größe", "rait-validation · predictor größe"),
        (
            {"resamples": Resamples(2000, 7)},
            "rait-validation/drawn 2000-resamples-seed-7",
            "rait-validation · 2,000 resamples, seed 7",
        ),
    ],
)
def test_a_setting_has_a_folder_and_a_name_for_people(more, place, label):
    assert (setting(**more).place, setting(**more).label) == (place, label)


def test_one_name_of_different_things_is_told_apart():
    different = [setting(**{what: "age"}) for what in ("subgroup", "model", "predictor")]
    assert len({one.place for one in different}) == len({one.label for one in different}) == 3


def test_a_name_that_cannot_be_a_folder_s_stays_within_the_study_and_is_told_apart():
    names = ["a/b", "a_b", "a\\b", "a\0b", "..", ".", "../../x", "x" * 300, "x" * 299 + "y", "ä" * 150, "CRP ≥5", "lp."]
    places = [setting(predictor=name).place for name in names]
    assert len(set(places)) == len(names)
    for place in places:
        cohort, folder = place.split("/")
        assert (
            cohort == "rait-validation"
            and folder not in (".", "..")
            and "\0" not in folder
            and len(folder.encode()) <= 255
        )
    assert setting(predictor="CRP ≥5").place.endswith("/predictor CRP ≥5")
