"""Several figures on one page, as R's ``par(mfrow = c(rows, columns))`` lays them out."""

from __future__ import annotations

import math
import string
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Optional

import numpy as np

from parity.data.given_types import refuse_other_types
from parity.errors import InputError, plural
from parity.figures.figure import Figure
from parity.figures.samples import sample_of, samples_of
from parity.figures.studied import figure_of
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DisplayList, Primitive
from parity.graphics.drawing.parameters import MARGINS
from parity.graphics.geometry import kind_of
from parity.verification.sample import Sample

_TYPES = {"rows": int, "columns": int, "titles": Sequence[str]}
_ROC = {"mar": MARGINS, "print_auc_x": 0.7, "print_auc_y": 0.2}
"""Room for a title, and for the area with its interval, which a panel would cut off where pROC writes it by default."""


def panels(
    drawings: Sequence[Figure], rows: int, columns: int, width: float, height: float, titles: Sequence[str]
) -> Figure:
    """Figures side by side, row by row; each is drawn anew in its part of the page, its own size is not used.

    Parameters
    ----------
    drawings : sequence of Figure
        Of one page each; places that are left over stay empty.
    rows, columns : int
    width, height : float
        Of the page, in inches.
    titles : sequence of str
        Written above the figures; none, or one for each.

    Notes
    -----
    As R does, two rows of two columns shrink text and margins to 0.83, three or more rows or columns to 0.66. Lines
    keep their width, and text that R writes by ``mtext()``, as below a decision curve, keeps its size.

    Equals the page of ``par(mfrow = c(rows, columns))`` and of each figure's call, followed by ``title(main = )`` where
    there is a title. The area and the cut-offs in an ROC figure are those of ``print.auc.cex = 1, print.thres.cex =
    1``: by default pROC shrinks them once more.

    After a nomogram rms sets the layout back, and R goes on to another page (seen in rms 6.5); here the next panel
    follows.
    """
    if not isinstance(drawings, (list, tuple)) or not all(isinstance(one, Figure) for one in drawings) or not drawings:
        raise InputError("panels are figures that Python draws", step='give a list: [figures.roc("rait"), ...]')
    refuse_other_types({"rows": rows, "columns": columns, "titles": titles}, _TYPES)
    if min(rows, columns) < 1 or len(drawings) > rows * columns:
        rule = f"{rows} x {plural(columns, 'panel')} cannot hold {plural(len(drawings), 'figure')}"
        raise InputError(rule, step="choose more rows or columns")
    if titles and len(titles) != len(drawings):
        rule = f"titles names {len(titles)} of {plural(len(drawings), 'figure')}"
        raise InputError(rule, step="give one for each, or none")
    titles = titles or [""] * len(drawings)

    def draw(device: Device) -> DisplayList:
        page: list[Primitive] = []
        for number, (drawing, title) in enumerate(zip(drawings, titles)):
            panel = _panel(device, number, rows, columns)
            page += _only_page(drawing.draw(panel))
            if title:
                page += _title(panel, title)
        return DisplayList(device.width, device.height, device.per_inch, device.upwards, (tuple(page),))

    return Figure(draw, width, height, "; ".join(dict.fromkeys(drawing.title for drawing in drawings if drawing.title)))


def subgroup_roc(of: Any, cohort: str, width: float, height: float) -> Figure:
    """A panel for each group of each of the study's subgroup variables, as square a grid as holds them."""
    sample = sample_of(of, cohort)
    study, drawings, titles = sample.study, [], []
    for column, factor in sample.cohort.subgroups.items():
        for code, level in enumerate(factor.levels):
            members = factor.codes == code
            title = f"{study.labels.get(column, column)}: {level}"
            if len(np.unique(sample.outcome[members])) < 2:
                step = "an ROC curve needs both; choose another cut, or leave the subgroup out of the study"
                raise InputError(f"the subgroup {title} has patients with one outcome only", step=step)
            drawings.append(_panel_of("roc", sample, members, **_ROC))
            titles.append(title)
    if not drawings:
        step = 'parity.study(..., subgroups=["sex", "age:55"]), or in its file [[subgroups]], column = "age", cut = 55'
        raise InputError(f"the study {study.name} has no subgroups", step=step)
    columns = math.ceil(math.sqrt(len(drawings)))
    return panels(drawings, math.ceil(len(drawings) / columns), columns, width, height, titles)


def performance(of: Any, width: Optional[float], height: float) -> Figure:
    """Three panels a cohort, one below the other."""
    every = samples_of(of)
    shown: dict[str, dict[str, Any]] = {"roc": _ROC, "calibration": {}, "decision_curve": {}}
    drawings = [_panel_of(name, sample, **chosen) for name, chosen in shown.items() for sample in every]
    roles = [sample.setting.role.value.capitalize() for sample in every]
    columns = [role if roles.count(role) == 1 else sample.cohort.name for role, sample in zip(roles, every)]
    titles = [f"{string.ascii_lowercase[number]} {column}" for number, column in enumerate(columns * len(shown))]
    return panels(drawings, len(shown), len(every), 4.0 * len(every) if width is None else width, height, titles)


def _panel(device: Device, number: int, rows: int, columns: int) -> Device:
    """The part of a device for one of the panels, which are counted row by row from 0."""
    row, column = divmod(number, columns)
    shrunk = 0.66 if max(rows, columns) > 2 else 0.83 if rows == columns == 2 else 1.0
    region = (column / columns, (column + 1) / columns), (1.0 - (row + 1) / rows, 1.0 - row / rows)
    return replace(
        device, pointsize=shrunk * device.pointsize, magnification=shrunk, region=region, continued=number > 0
    )


def _only_page(drawn: DisplayList) -> tuple[Primitive, ...]:
    if len(drawn.pages) != 1:
        raise InputError(f"a panel is a figure of one page; this one has {len(drawn.pages)}")
    return drawn.pages[0]


def _title(panel: Device, text: str) -> tuple[Primitive, ...]:
    plot = Plot(replace(panel, continued=False))
    plot.new_page((0.0, 1.0), (0.0, 1.0))
    plot.title(text)
    return _only_page(plot.display_list())


def _panel_of(name: str, sample: Sample, members: Any = slice(None), **chosen: Any) -> Figure:
    """A figure of a sample, or of some of its patients."""
    kind = kind_of(name)
    made_with, options = kind.split({**kind.keywords, **chosen})
    inputs = kind.inputs_of(sample)
    of_members = {name: value[members] if name in ("outcome", "risk") else value for name, value in inputs.items()}
    return figure_of(kind, kind.value_of(of_members, made_with), options, kind.width, kind.height)
