"""The page of a clinical impact curve."""

from __future__ import annotations

import numpy as np

from parity.checks.figures.clinical_impact_page import CHECK, clinical_impact_page
from parity.data.study_file import find_study
from parity.verification.predictions import samples

INPUTS = CHECK.arguments(samples(find_study("asah"))[0])


def test_it_is_of_1000_patients_however_many_there_were():
    doubled = {**INPUTS, **{name: np.concatenate([INPUTS[name], INPUTS[name]]) for name in ("outcome", "risk")}}
    assert clinical_impact_page(**doubled).content == clinical_impact_page(**INPUTS).content
