"""What is known of ``stats::glm``, asked for the optimum of a logistic model."""

from __future__ import annotations

GLM_SAYS = {
    r"fitted probabilities numerically 0 or 1 occurred": "-",
    r"algorithm did not converge": "-",
    r"calculate the null deviance did not converge": "-",
}
"""What it says, asked to go on until the deviance stands still, which rounding may never let it: that it got there, the
numbers show."""
HELD = 30.0
"""Linear predictor at which R holds probabilities (lrm.fit before rms 7, glm)."""
WITHIN_THIRTY = (
    "R holds linear predictors within 30 of 0 (lrm.fit before rms 7; glm gives those beyond a probability of 2e-16): "
    "patients beyond keep up to 9e-14 of residual and variance"
)
BY_WEIGHTS = "glm divides by one minus the risk, which of a patient with a high risk and no event has few digits"
LAST_CHANGE = 1e-14
"""The relative change of the deviance at which it is asked to stop."""
