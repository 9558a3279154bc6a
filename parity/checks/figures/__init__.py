"""The figures held against R's own: the content of the page that R's PDF device writes, line by line."""

from parity.checks.figures import (
    calibrate_page,
    clinical_impact_bands_page,
    clinical_impact_page,
    decision_curve_bands_page,
    decision_curve_page,
    nomogram_page,
    roc_band_page,
    roc_page,
    val_prob_page,
)

CHECKS = {
    "roc": roc_page.CHECK,
    "calibration": val_prob_page.CHECK,
    "calibrate": calibrate_page.CHECK,
    "decision_curve": decision_curve_page.CHECK,
    "clinical_impact": clinical_impact_page.CHECK,
    "nomogram": nomogram_page.CHECK,
}
"""The check of every figure, by the name of the figure."""

RESAMPLED = {
    "roc": roc_band_page.CHECK,
    "decision_curve": decision_curve_bands_page.CHECK,
    "clinical_impact": clinical_impact_bands_page.CHECK,
}
"""The check of every figure that may have bootstrap intervals or bands, likewise."""
