"""What ``rms::validate`` gives of a logistic model, in the forms it has had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

import numpy as np

from parity.checks.rms.resampled_fits import lines_before_7, lines_from_7, models_before_7, models_from_7
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.validation.indexes import Fitting
from parity.statistics.validation.optimism import corrected, model_of, validated
from parity.statistics.validation.plans import Method

BEFORE_7 = Fitting(lambda p, n, e, start: models_before_7(p, n, e, 1e-12), lines_before_7)
FROM_7 = Fitting(lambda p, n, e, start: models_from_7(p, n, e), lines_from_7, of_line=True, farthest=40.0)
FROM_8_1 = Fitting(FROM_7.models, FROM_7.lines, of_line=True, emax_each=True, farthest=40.0)


def by(fitting, method, outcome, predictors, resamples, seed, formula):
    patterns, start = model_of(outcome, predictors, formula)
    return corrected(*validated(patterns, start, method, resamples, seed, fitting), fitting.emax_each)
