"""The fixed predictions that every downstream statistic receives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from scipy.special import expit

from parity.cohort import Cohort, Study
from parity.errors import InputError
from parity.sample import Sample
from parity.statistics.regression.design_matrix import design_matrix
from parity.statistics.regression.logistic_regression import logistic_regression

SCHEMA = "parity.predictions/1"


def samples(study: Study) -> tuple[Sample, ...]:
    """The development sample and, where the study has one, the validation sample.

    The model is fitted on the development cohort. Where answers of R are recorded, the predictions they were made with are kept
    beside them, and are used as long as they are those of the same cohorts and agree with today's fit: so that a recorded
    answer is held against a result from the very same bits, on every machine.
    """
    development = study.development
    fit = logistic_regression(development.outcome, development.columns, study.level)
    terms, coefficients = tuple(fit.terms), np.asarray(fit.coefficients, dtype=float)
    cohorts = [development] + ([study.validation] if study.validation is not None else [])
    predicted = {cohort.name: design_matrix(cohort.columns).values @ coefficients for cohort in cohorts}
    kept = _kept(study, cohorts, terms, coefficients, predicted)
    if kept is not None:
        coefficients, predicted, risk = kept
    else:
        risk = {name: expit(value) for name, value in predicted.items()}
    first: Sample | None = None
    made = []
    for cohort, role in zip(cohorts, ("development", "validation")):
        sample = Sample(
            study, cohort, role, cohort.outcome, cohort.columns, terms, coefficients, predicted[cohort.name], risk[cohort.name], first
        )
        first = first or sample
        made.append(sample)
    return tuple(made)


def path(study: Study) -> Path | None:
    """Where the predictions of recorded answers are kept; None for a study without recorded answers."""
    return None if study.references is None else study.references / study.development.name / "predictions.json"


def to_json(study: Study) -> str:
    """The predictions in use, as `samples` reads them back bit for bit."""
    made = samples(study)
    record = {
        "schema": SCHEMA,
        "terms": list(made[0].terms),
        "coefficients": made[0].coefficients.tolist(),
        "cohorts": {
            sample.cohort.name: {
                "sha256": sample.cohort.sha256,
                "linear_predictor": sample.linear_predictor.tolist(),
                "risk": sample.risk.tolist(),
            }
            for sample in made
        },
    }
    return json.dumps(record, ensure_ascii=False).replace(', "', ',\n"') + "\n"


def _kept(
    study: Study, cohorts: list[Cohort], terms: tuple[str, ...], coefficients: np.ndarray, predicted: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]] | None:
    file = path(study)
    if file is None or not file.exists():
        return None
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        of = record["cohorts"]
    except (ValueError, KeyError, TypeError):
        step = "restore it, or remove it and `parity record` the study again"
        raise InputError("is not a file of recorded predictions", file=file, step=step) from None
    if tuple(record["terms"]) != terms or any(cohort.name not in of or of[cohort.name]["sha256"] != cohort.sha256 for cohort in cohorts):
        return None
    kept = np.array(record["coefficients"])
    linear_predictor = {cohort.name: np.array(of[cohort.name]["linear_predictor"]) for cohort in cohorts}
    risk = {cohort.name: np.array(of[cohort.name]["risk"]) for cohort in cohorts}
    same = np.allclose(kept, coefficients, rtol=_SAME, atol=0) and all(
        np.allclose(linear_predictor[name], predicted[name], rtol=_SAME, atol=_SAME)
        and np.allclose(risk[name], expit(predicted[name]), rtol=_SAME, atol=0)
        for name in linear_predictor
    )
    return (kept, linear_predictor, risk) if same else None


_SAME = 1e-10
"""Two converged fits of the same data differ by rounding only; a change of the data or the model is orders larger."""
