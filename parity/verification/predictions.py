"""The fixed predictions that every downstream statistic receives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from parity.checks.regression.rounding import patients_standardised, standardised
from parity.data.cohort import Cohort, Study
from parity.errors import InputError
from parity.statistics.regression.linear_predictor import LinearPredictor, linear_predictor
from parity.statistics.regression.maximum_likelihood import MaximumLikelihood, maximum_likelihood
from parity.verification.sample import Sample
from parity.verification.setting import Role, Setting

SCHEMA = "parity.predictions/1"


def samples(study: Study) -> tuple[Sample, ...]:
    """The development sample, then the validation samples, of a study of one model.

    Where risks are given they are the predictions, and there is no model. Otherwise the model is fitted on the
    development cohort. Where answers of R are recorded, the predictions they were made with are kept beside them, and
    are used as long as they are those of the same cohorts and agree with today's fit: so that a recorded answer is held
    against a result from the very same bits, on every machine.
    """
    study = study.of_model()
    if study.risk:
        return _given(study)
    development = study.development
    fit = maximum_likelihood(development.outcome, development.columns, study.formula)
    terms, coefficients = fit.terms, fit.coefficients
    predicted = {
        cohort.name: linear_predictor(development.outcome, development.columns, cohort.columns, study.formula)
        for cohort in study.cohorts
    }
    kept = _kept(study, fit, predicted)
    if kept is not None:
        coefficients, predicted = kept
    made: list[Sample] = []
    for cohort in study.cohorts:
        setting = _setting(study, cohort)
        of = predicted[cohort.name]
        first = made[0] if made else None
        made.append(
            Sample(
                setting,
                study,
                cohort,
                cohort.outcome,
                cohort.columns,
                terms,
                coefficients,
                of.linear_predictor,
                of.risk,
                first,
            )
        )
    return tuple(made)


def path(study: Study) -> Path | None:
    """Where the predictions of recorded answers are kept; None for a study without recorded answers, or whose risks
    are given."""
    if study.references is None or study.risk:
        return None
    return study.references / _setting(study, study.development).place / "predictions.json"


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


def _setting(study: Study, cohort: Cohort) -> Setting:
    role = Role.DEVELOPMENT if cohort is study.development else Role.VALIDATION
    return Setting(study.name, cohort.name, role, model=study.model)


def _given(study: Study) -> tuple[Sample, ...]:
    made: list[Sample] = []
    for cohort in study.cohorts:
        assert cohort.risk is not None
        setting = _setting(study, cohort)
        first = made[0] if made else None
        made.append(
            Sample(setting, study, cohort, cohort.outcome, {}, (), np.empty(0), np.empty(0), cohort.risk, first)
        )
    return tuple(made)


def _kept(
    study: Study, fit: MaximumLikelihood, predicted: Mapping[str, LinearPredictor]
) -> tuple[np.ndarray, dict[str, LinearPredictor]] | None:
    file = path(study)
    if file is None or not file.exists():
        return None
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        terms, of = tuple(record["terms"]), record["cohorts"]
        if terms != fit.terms or not all(_is_of(cohort, of) for cohort in study.cohorts):
            return None
        kept = _read_only(record["coefficients"])
        read = {
            name: LinearPredictor(_read_only(of[name]["linear_predictor"]), _read_only(of[name]["risk"]))
            for name in predicted
        }
    except (ValueError, KeyError, TypeError):
        step = "restore it, or remove it and `parity record` the study again"
        raise InputError("is not a file of recorded predictions", file=file, step=step) from None
    return (kept, read) if _are_todays(study, kept, read, fit.coefficients, predicted) else None


def _are_todays(
    study: Study,
    kept: np.ndarray,
    read: Mapping[str, LinearPredictor],
    coefficients: np.ndarray,
    predicted: Mapping[str, LinearPredictor],
) -> bool:
    """Whether kept predictions are those of today's fit: two fits to the maximum, each off by no more than rounding may
    move it."""
    developed = study.development
    of_fit = standardised(developed.outcome, developed.columns, study.level, study.formula)
    if not _are_same(kept, coefficients, of_fit["coefficients"]):
        return False
    for cohort in study.cohorts:
        before, now = read[cohort.name], predicted[cohort.name]
        bounds = patients_standardised(developed.outcome, developed.columns, cohort.columns, study.formula)
        if not _are_same(before.linear_predictor, now.linear_predictor, bounds["linear_predictor"]):
            return False
        if not _are_same(before.risk, now.risk, bounds["risk"]):
            return False
    return True


def _are_same(kept: np.ndarray, today: np.ndarray, bound: float | np.ndarray) -> bool:
    return kept.shape == today.shape and bool((np.abs(kept - today) <= 2 * np.asarray(bound)).all())


def _is_of(cohort: Cohort, recorded: Mapping[str, Mapping[str, object]]) -> bool:
    return cohort.name in recorded and recorded[cohort.name]["sha256"] == cohort.sha256


def _read_only(values: list[float]) -> np.ndarray:
    array = np.array(values, dtype=float)
    array.setflags(write=False)
    return array
