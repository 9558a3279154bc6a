"""Mistakes in a drawing."""

from __future__ import annotations

from functools import partial

from parity.selftest.fault import Fault, Kind


def _in(file: str, *checks: str) -> partial[Fault]:
    return partial(Fault, Kind.DRAWING, f"parity/graphics/{file}.py", checks)


_BASE, _AXIS = _in("drawing/base", "roc_page"), _in("drawing/axis", "roc_page", "decision_curve_page")
_LEGEND, _SCALE = _in("drawing/legend", "val_prob_page"), _in("drawing/coordinates", "roc_page")
_THRESHOLDS = _in("geometry/threshold_axes", "decision_curve_page", "clinical_impact_page")
_ROC, _NOMO = _in("geometry/roc", "roc_page"), _in("geometry/nomogram/drawing", "nomogram_page")
_CURVE, _IMPACT = _in("geometry/decision_curve", "decision_curve_page"), _in(
    "geometry/clinical_impact", "clinical_impact_page"
)
_CAL, _PDF = _in("geometry/calibration", "val_prob_page"), _in("painters/r_pdf", "roc_page")
_SVG, _PAINT, _CAIRO = (_in(f"painters/{name}", "roc_page") for name in ("svg", "paint", "cairo"))
_LABELS = _in("drawing/axis", "nomogram_page", "decision_curve_page", "clinical_impact_page")
_OPTIONS = _in("geometry/nomogram/options", "nomogram_page")

FAULTS = (
    _BASE(
        "fig-label-0.1pt",
        "labels a tenth of a point to the right",
        "place = self.x.from_inches(x), self.y.from_inches(y)",
        "place = self.x.from_inches(x + 0.1 / 72), self.y.from_inches(y)",
    ),
    _BASE(
        "fig-margin",
        "a plot region without R's 4 % on each side",
        "more = 0.04 * high - 0.04 * low if max(abs(low), abs(high)) > 100 else 0.04 * (high - low)",
        "more = 0.0",
    ),
    _AXIS(
        "fig-tick-missing",
        "a tick missing",
        "    for tick in ticks:\n        if low <= tick <= high:",
        "    for tick in ticks[1:]:\n        if low <= tick <= high:",
    ),
    _LABELS(
        "fig-label-overlap",
        "labels nearer to each other than R has them",
        "if place - 0.5 * width - end_of_last >= gap:",
        "if place - 0.5 * width - end_of_last >= 0.5 * gap:",
    ),
    _AXIS(
        "fig-ticks-inwards",
        "ticks inwards",
        "tip = base - outwards * rise.convert_length(tcl",
        "tip = base + outwards * rise.convert_length(tcl",
    ),
    _LEGEND(
        "fig-legend-line",
        "lines of a legend half a row too low",
        "middle += (row if number else 0.0) / 2 + row / 2",
        "middle += (row if number else 0.0) + row / 2",
    ),
    _SCALE(
        "fig-upside-down",
        "a scale from the wrong end",
        "self._window = (start - slope * low, slope)",
        "self._window = (start + slope * high, -slope)",
    ),
    _THRESHOLDS("fig-grid-colour", "another grey", 'GRID = Stroke("#ebebeb")', 'GRID = Stroke("#ebebec")'),
    _THRESHOLDS(
        "fig-ratio-nearest",
        "a rank without R's fuzz",
        "fuzz = 4 * 2.0**-52",
        "fuzz = 0.0",
        tests="tests/figures/test_decision_curve_pages.py",
    ),
    _THRESHOLDS(
        "fig-ratio-inverted", "benefit to cost for cost to benefit", 'f"{cost}:{benefit}"', 'f"{benefit}:{cost}"'
    ),
    _ROC(
        "fig-auc-four-decimals",
        "four decimals for three",
        'share = "%.1f%%" if value.percent else "%.3f"',
        'share = "%.1f%%" if value.percent else "%.4f"',
    ),
    _ROC(
        "fig-roc-steps",
        "the curve from the other end",
        "return specificities, sensitivities[::-1]",
        "return specificities[::-1], sensitivities",
    ),
    _ROC("fig-identity-missing", "no diagonal", "if options.identity:", "if False:"),
    _ROC(
        "fig-axis-turned",
        "specificity from left to right",
        "options.xlim or (whole, 0.0)",
        "options.xlim or (0.0, whole)",
    ),
    _OPTIONS("fig-font-size", "letters a point larger", "cex_axis: float = 0.85", "cex_axis: float = 0.9"),
    _NOMO(
        "fig-minor-ticks",
        "minor ticks at thirds for quarters",
        "(middle - step / 4, middle, middle + step / 4)",
        "(middle - step / 3, middle, middle + step / 3)",
    ),
    _CURVE(
        "fig-model-colour",
        "the curves of the model and of treating all in each other's place",
        "plot.lines(thresholds, value.treat_all.net_benefit, treat_all)",
        "plot.lines(thresholds, value.treat_all.net_benefit, treat_none)",
    ),
    _IMPACT(
        "fig-legend-width",
        "a line of the legend as wide as on the plot",
        "Stroke(col[1], 1.0, DASHED)",
        "Stroke(col[1], 2.0, DASHED)",
    ),
    _IMPACT(
        "fig-population",
        "of 1000 patients one more",
        "[part * size for part in line]",
        "[part * (size + 1) for part in line]",
    ),
    _CAL(
        "fig-histogram-left-closed",
        "intervals closed on the left",
        'np.searchsorted(breaks, values, side="left") - 1',
        'np.searchsorted(breaks, values, side="right") - 1',
        study="strata",
    ),
    _CAL(
        "fig-statistics-rounded",
        "two decimals for three",
        "format_common([round(number, 3) for _, number in statistics])",
        "format_common([round(number, 2) for _, number in statistics])",
    ),
    _CAL(
        "fig-line-not-logistic",
        "the calibration line straight on the scale of the risks",
        "recalibrated = [value.intercept + value.slope * x for x in log_odds]",
        "recalibrated = [value.intercept + x for x in log_odds]",
        study="wards",
    ),
    _SVG(
        "fig-svg-shifted",
        "an SVG drawn shifted",
        'return f"{point[0]:.2f}", f"{self._height - point[1]:.2f}"',
        'return f"{point[0] + 1:.2f}", f"{self._height - point[1]:.2f}"',
        tests="tests/figures/test_svg_places.py",
    ),
    _PAINT(
        "fig-matplotlib-shifted",
        "a picture of matplotlib's drawn shifted",
        ".translate(0.0, height)",
        ".translate(1.0, height)",
        tests="tests/figures/test_paint.py",
    ),
    _CAIRO(
        "fig-cairo-font",
        "another font of cairo's",
        "font.set_family(_FAMILY)",
        'font.set_family("Courier")',
        tests="tests/figures/test_cairo.py",
    ),
)
