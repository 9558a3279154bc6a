"""A bootstrap held against R's boot: the same statistic as an R function, the same seed."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

import numpy as np

from parity.answers.answer import Question, Unanswered
from parity.checks.boot.boot_ci import of_any_statistic
from parity.errors import InputError, Missing
from parity.public.given import one_column
from parity.public.held import Held
from parity.public.hold import as_printed, live
from parity.statistics.bootstrap.resampled import Resampled, resampled
from parity.statistics.fields import Field, fields_of
from parity.verification.answered import answered
from parity.verification.compare import compare_given
from parity.verification.inputs import Inputs

if TYPE_CHECKING:
    from parity.public.bootstrap import Bootstrap


def hold_against_boot(found: Bootstrap, r: Union[str, Path], decimals: Union[int, None]) -> Held:
    """A bootstrap beside R's of the same statistic; parameters as in `Bootstrap.hold`."""
    call = of_any_statistic(1.0, lambda: None, False).references[0]
    question = Question(
        call,
        "held",
        "",
        {
            "data": _crossing(found.columns),
            "statistic": _text(r),
            "strata": found.strata,
            "resamples": len(found.replicates),
            "seed": found.seed,
            "level": found.level,
            "replicates": True,
        },
    )
    (answer,) = live().ask(question)
    if isinstance(answer, Unanswered):
        raise Missing(f"R does not answer: {answer.reason}; `parity doctor` says what mends it")
    if answer.value is None:
        stopped = "; ".join(condition.text for condition in answer.conditions)
        raise InputError(f"R stops: {stopped}", step="try the function in R: boot::boot(data, statistic, R = 10)")
    theirs = answered(answer.value, "original")
    assert theirs is not None
    few = len(found.replicates) < found.indices.shape[1]
    check = of_any_statistic(float(np.abs(theirs.values).max()), lambda: _by_regression(found), few)
    judged = check if decimals is None else as_printed(check, decimals)
    comparison = compare_given(judged, judged.references[0], _fields(found), answer, Inputs({}))
    return Held("bootstrap", (comparison,), comparison.verdict)


def _text(r: Union[str, Path]) -> str:
    if isinstance(r, str) and not r.endswith((".R", ".r")):
        return r
    try:
        return Path(r).read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=r, step="give an R function or its script") from None


def _crossing(data: Any) -> Any:
    if isinstance(data, np.ndarray):
        return one_column(data, "the data")
    return {str(name): one_column(data[name], str(name)) for name in data}


def _fields(found: Bootstrap) -> dict[str, Field]:
    """The replicates one number of the statistic after the other, as R has a matrix; limits that there are none of
    are missing, as R's are."""
    parts: dict[str, Any] = {field.name: getattr(found, field.name) for field in dataclasses.fields(Resampled)}
    parts["replicates"] = found.replicates.T.ravel()
    fields = fields_of(Resampled(**parts))
    limits = [name for name in fields if name.endswith((".low", ".high"))]
    return {**fields, **{name: _missing_where_nan(fields[name]) for name in limits}}


def _by_regression(found: Bootstrap) -> dict[str, Any]:
    """The BCa limits as boot has them before 1.3-32, where there are fewer resamples than rows."""
    replicates = found.replicates.reshape(len(found.replicates), -1)
    original = np.atleast_1d(found.original)
    limits = resampled(original, replicates, found.indices, found.level, found.strata, None).bca
    ends = {"low": np.atleast_1d(limits.low), "high": np.atleast_1d(limits.high)}
    return {"bca": {end: [None if np.isnan(one) else float(one) for one in values] for end, values in ends.items()}}


def _missing_where_nan(field: Field) -> Field:
    return dataclasses.replace(field, missing=np.isnan(field.values))
