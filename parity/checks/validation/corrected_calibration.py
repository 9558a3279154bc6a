"""Calibration corrected for optimism: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.rms.calibrate import FIELDS, OF_RESAMPLES, deviations
from parity.checks.rms.no_model import LEFT_OUT
from parity.checks.rms.validate import SENT
from parity.checks.validation.rounding import of_curves
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Quantity,
    RCall,
    Scope,
    Tolerance,
    Undefined,
    exact,
    iterative,
    without_model,
)
from parity.statistics.validation.corrected_calibration import CorrectedCalibration, corrected_calibration
from parity.statistics.validation.optimism import FIELD_OF, FOLDS
from parity.statistics.validation.plans import Method

CALLS = {
    Method.BOOT: ("corrected_calibration", 'method = "boot"'),
    Method.CROSSVALIDATION: ("corrected_calibration_crossvalidation", f'method = "crossvalidation", B = {FOLDS}'),
    Method.OMITTED: ("corrected_calibration_632", 'method = ".632"'),
    Method.RANDOMIZATION: ("corrected_calibration_randomization", 'method = "randomization"'),
}
SAYS = {
    **LEFT_OUT,
    r"method=\"\.632\" does not properly handle missing summary indexes": "-",
}
"""How many resamples an element is made of, the fields `used` tell."""


def _call(method: Method) -> RCall:
    name, how = CALLS[method]
    return RCall(
        "rms",
        "calibrate",
        name=name,
        fields=tuple(f"{FIELD_OF[method]}.{field}" for field in FIELDS),
        sends=SENT[method],
        conditions=SAYS,
        deviations=deviations(method),
        note=f"{how}; set.seed(seed) stands before the call; lrm at its defaults",
    )


def _tolerance(name: str) -> Tolerance:
    if name.endswith(".used"):
        return exact("a count of resamples")
    return iterative(
        1e-13,
        "the same resamples, by R's own generator from the same seed; in each the same steps, then weighted sums over "
        "the patients, where R adds one after the other; frequencies and their differences are at most about 1",
        atol=1e-13,
        bound=Bound(of_curves, name, scale=1.0),
    )


CHECK = Check(
    stem="corrected_calibration",
    group="validation",
    title="Calibration corrected for optimism",
    compute=corrected_calibration,
    result=CorrectedCalibration,
    draws=True,
    from_patients=tuple(f"{prefix}.{name}" for prefix in FIELD_OF.values() for name in ("risk", "apparent", "error")),
    inputs={"folds": FOLDS},
    scope=Scope.MODEL,
    unless=without_model,
    references=tuple(_call(method) for method in Method),
    undefined=(
        Undefined(
            tuple(name for of_method in OF_RESAMPLES.values() for name in of_method),
            "in no resample do both curves reach this risk",
        ),
    ),
    quantities=(
        Quantity("Mean absolute calibration error, corrected", "boot.mean_absolute_error"),
        Quantity("90% quantile of calibration error, corrected", "boot.error_90"),
    ),
    tolerances={
        name: _tolerance(name) for name in (f"{prefix}.{field}" for prefix in FIELD_OF.values() for field in FIELDS)
    },
    citations=(
        Citation(
            "Harrell, Lee, Mark. Statistics in Medicine 15 (1996) 361-387.",
            "10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4",
        ),
        Citation(
            "Cleveland. Journal of the American Statistical Association 74 (1979) 829-836.",
            "10.1080/01621459.1979.10481038",
        ),
    ),
)
