"""The figures of the report, drawn from parity's own numbers: the only module of the report that knows matplotlib."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.compare import ALL_DIGITS, Verdict
from parity.verify import Statistic, Verification

try:
    import matplotlib
    from matplotlib.figure import Figure
except ImportError:
    matplotlib = None

INK, PALE, RULE = "#1c2733", "#8795a5", "#d5dce3"
COLOURS = {"development": "#1f5f8b", "validation": "#b4561f"}
_MARGINS = {"left": 0.155, "right": 0.965, "bottom": 0.135, "top": 0.985}
DASHES = {"development": "-", "validation": (0, (5, 2))}
_STYLE = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 8.5,
    "axes.edgecolor": PALE,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": PALE,
    "ytick.color": PALE,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of the report.

    Attributes
    ----------
    title, caption : str
    svg : str
        An ``svg`` element to stand inside a page.
    """

    title: str
    caption: str
    svg: str


def available() -> bool:
    """Whether figures can be drawn here."""
    return matplotlib is not None


def curves(verification: Verification) -> list[Picture]:
    """ROC, calibration and decision curve of each study, with both cohorts in one figure."""
    pictures = []
    for study in verification.studies:
        for stem, (title, draw) in _CURVES.items():
            drawn = [s for s in verification.statistics if (s.study, s.check.stem) == (study.name, stem) and s.result is not None]
            if drawn and available():
                caption = f"{study.name}: {', '.join(s.role for s in drawn)}. Drawn from parity's numbers."
                pictures.append(_picture(title, caption, (3.6, 3.3), _MARGINS, functools.partial(draw, statistics=drawn)))
    return pictures


def digits(verification: Verification) -> Picture | None:
    """For each statistic the digits of every number, beside the digits needed."""
    rows = [(s, needed, points) for s in verification.statistics for needed, points in sorted(_points(s).items())]
    if not rows or not available():
        return None
    caption = (
        "Each dot is a number against an answer; at the right edge are the identical ones. The upright stroke is what is needed: "
        "dots to its right agree, and a statistic has a line for each such need. Diamonds deviate as documented, crosses "
        "disagree. Exact numbers and those held to an absolute tolerance are not shown."
    )
    height = 0.7 + 0.22 * len(rows)
    return _picture("Digits that agree", caption, (7.6, height), None, lambda axes: _draw_digits(axes, rows))


def _points(statistic: Statistic) -> dict[float, list[tuple[float, Verdict]]]:
    """Digits and verdict of the numbers that have them, by the digits needed; each combination once."""
    points: dict[float, dict[tuple[float, Verdict], None]] = {}
    for comparison in statistic.comparisons:
        for agreement in comparison.agreements:
            tolerance, reference = agreement.tolerance, agreement.reference
            if agreement.digits is None or not tolerance.rtol or not np.isfinite(reference):
                continue
            if tolerance.atol <= tolerance.rtol * abs(reference):
                points.setdefault(tolerance.digits, {})[round(agreement.digits, 2), agreement.verdict] = None
    return {needed: list(some) for needed, some in points.items()}


def _draw_digits(axes: Any, rows: list[tuple[Statistic, float, list[tuple[float, Verdict]]]]) -> None:
    colours = {Verdict.AGREES: COLOURS["development"], Verdict.DEVIATES_AS_DOCUMENTED: "#b58900", Verdict.DISAGREES: "#b3261e"}
    marks = {Verdict.AGREES: "o", Verdict.DEVIATES_AS_DOCUMENTED: "D", Verdict.DISAGREES: "X"}
    several = len({s.cohort for s, _, _ in rows}) > 1
    labels, above = [], None
    for height, (statistic, needed, points) in enumerate(rows):
        axes.plot([0, ALL_DIGITS], [height, height], color=RULE, linewidth=0.6, zorder=0)
        axes.plot([needed, needed], [height - 0.36, height + 0.36], color=INK, linewidth=1.8, solid_capstyle="butt", zorder=2)
        for verdict in marks:
            reached = [digits for digits, how in points if how is verdict]
            if reached:
                axes.plot(
                    reached, [height] * len(reached), marks[verdict], color=colours[verdict], markersize=4.5,
                    markeredgecolor="white", markeredgewidth=0.4, alpha=0.85, zorder=3, clip_on=False,
                )  # fmt: skip
        labels.append("" if statistic is above else statistic.check.title + (f" · {_short(statistic.cohort)}" if several else ""))
        above = statistic
    axes.set_yticks(range(len(rows)))
    axes.set_yticklabels(labels)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, ALL_DIGITS)
    axes.set_xticks([0, 2, 4, 6, 8, 10, 12, 14, ALL_DIGITS])
    axes.set_xticklabels(["0", "2", "4", "6", "8", "10", "12", "14", "all"])
    axes.set_xlabel("significant digits")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _draw_roc(axes: Any, statistics: list[Statistic]) -> None:
    axes.plot([0, 1], [0, 1], color=RULE, linewidth=0.9)
    for s in statistics:
        axes.plot(1 - s.result.specificities, s.result.sensitivities, **_line(s))
    _unit_square(axes, "1 − specificity", "sensitivity", statistics, "lower right")


def _draw_calibration(axes: Any, statistics: list[Statistic]) -> None:
    axes.plot([0, 1], [0, 1], color=RULE, linewidth=0.9)
    for s in statistics:
        axes.plot(s.result.x, s.result.smoothed, **_line(s))
        axes.plot(s.result.x, [-0.03] * len(s.result.x), "|", color=COLOURS[s.role], markersize=3.5, alpha=0.6, clip_on=False)
    _unit_square(axes, "predicted risk", "observed frequency, smoothed", statistics, "upper left")
    axes.set_ylim(-0.05, 1.05)


def _draw_decision(axes: Any, statistics: list[Statistic]) -> None:
    lowest, highest = 0.0, 0.0
    for s in statistics:
        thresholds = np.array([float(name) for name in s.result.thresholds])
        axes.plot(thresholds, s.result.net_benefit_all, color=PALE, linewidth=0.9, linestyle=DASHES[s.role])
        axes.plot(thresholds, s.result.net_benefit, **_line(s))
        finite = s.result.net_benefit[np.isfinite(s.result.net_benefit)]
        highest = max([highest, *finite, *s.result.net_benefit_all[:1]])
        lowest = min([lowest, *finite])
    axes.axhline(0, color=PALE, linewidth=0.9)
    axes.set_xlim(0, 1)
    axes.set_ylim(max(lowest, -0.25 * highest) - 0.05 * highest, 1.08 * highest or 1)
    axes.set_xlabel("threshold probability")
    axes.set_ylabel("net benefit")
    axes.plot([], [], color=PALE, linewidth=0.9, label="treat all; treat none is 0")
    axes.legend(loc="upper right", handlelength=2.6)


_CURVES: dict[str, tuple[str, Callable[[Any, list[Statistic]], None]]] = {
    "roc_curve": ("ROC curve", _draw_roc),
    "calibration_curve": ("Calibration curve", _draw_calibration),
    "decision_curve": ("Decision curve", _draw_decision),
}


def _line(statistic: Statistic) -> dict[str, Any]:
    role = statistic.role
    return {"color": COLOURS[role], "linestyle": DASHES[role], "linewidth": 1.5, "label": role}


def _unit_square(axes: Any, across: str, up: str, statistics: list[Statistic], legend: str) -> None:
    axes.set_xlim(-0.01, 1.01)
    axes.set_ylim(-0.01, 1.01)
    axes.set_aspect("equal")
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    if len(statistics) > 1:
        axes.legend(loc=legend, handlelength=2.6)


def _short(name: str) -> str:
    return name if len(name) <= 24 else name[:23] + "…"


def _picture(
    title: str, caption: str, size: tuple[float, float], margins: Mapping[str, float] | None, draw: Callable[[Any], None]
) -> Picture:
    """Draw and write out; without margins the picture is as large as what was drawn."""
    with matplotlib.rc_context({**_STYLE, "svg.hashsalt": f"{title}: {caption}"}):
        figure = Figure(figsize=size)
        draw(figure.add_subplot())
        text = io.StringIO()
        if margins is not None:
            figure.subplots_adjust(**margins)
        crop = {} if margins is not None else {"bbox_inches": "tight", "pad_inches": 0.04}
        figure.savefig(text, format="svg", transparent=True, metadata={"Date": None}, **crop)
    return Picture(title, caption, _inline(text.getvalue(), f"{title}. {caption}"))


def _inline(svg: str, label: str) -> str:
    """The bare element: no prolog, no metadata, no identifier that nothing refers to, a label for who cannot see it."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    referred = set(re.findall(r"#([\w-]+)", svg))
    svg = re.sub(r' id="([\w.-]+)"', lambda match: match[0] if match[1] in referred else "", svg)
    return svg.replace("<svg", f'<svg role="img" aria-label="{_attribute(label)}"', 1).strip()


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
