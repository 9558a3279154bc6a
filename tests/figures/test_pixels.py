"""Python's pictures beside those that R's ``png(type = "cairo")`` makes of the same numbers on this machine."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from cairo_painter import cairo_painter
from PIL import Image
from pixels import PixelDifference, compare_pixels, pixel_differences

from parity import figures
from parity.answers.connect import connect
from parity.answers.modes import Mode
from parity.checks.figures import CHECKS
from parity.data.study_file import bundled_studies, find_study
from parity.figures.figure import Figure
from parity.graphics.drawing.device import Device, pdf_device
from parity.graphics.drawing.display import DisplayList
from parity.graphics.geometry import kind_of
from parity.graphics.geometry.nomogram import NomogramOptions, NomogramValue, draw_nomogram, value_of
from parity.statistics.nomogram.axes import Nomogram, describe
from parity.statistics.nomogram.nomogram import nomogram
from parity.verification.predictions import samples
from parity.verification.sample import Sample

STUDIES = tuple(name for name in bundled_studies() if not find_study(name).models)
cairo_painter()


# two pictures


def picture(*levels: int) -> np.ndarray:
    """One row of grey pixels."""
    return np.repeat(np.array(levels, np.uint8)[None, :, None], 3, axis=2)


def test_equal_pictures_are_identical():
    difference = compare_pixels(picture(0, 128, 255), picture(0, 128, 255))
    assert difference == PixelDifference(pixels=3, differing=0, above_16=0, above_64=0, largest=0, mean=0.0)
    assert difference.identical


def test_differences_are_counted_by_how_far_they_can_be_seen():
    difference = compare_pixels(picture(0, 10, 20, 30, 40), picture(0, 11, 3, 94, 105))
    assert difference == PixelDifference(
        pixels=5, differing=4, above_16=3, above_64=1, largest=65, mean=(1 + 17 + 64 + 65) / 5
    )
    assert not difference.identical
    assert difference.share(difference.differing) == 0.8


def test_a_pixel_differs_by_its_most_different_channel():
    ours, theirs = picture(100), picture(100)
    theirs[0, 0] = (99, 107, 97)
    assert compare_pixels(ours, theirs).largest == 7
    assert compare_pixels(theirs, ours).largest == 7


@pytest.mark.parametrize("other", [picture(1, 2), picture(1, 2, 3) / 255, picture(1, 2, 3)[..., 0]])
def test_what_is_no_picture_of_the_same_size_is_refused(other):
    with pytest.raises(ValueError, match="picture"):
        compare_pixels(picture(1, 2, 3), other)


# the figures, on both sides


SIZES = [(8.0, 6.0, 150.0), (7.0, 5.0, 96.0), (6.5, 6.5, 200.0), (9.0, 7.0, 72.0), (5.3, 6.1, 113.0)]
"""Width and height in inches, pixels an inch."""

COUNTED_IN_BINS = ("calibration", "asah")
"""The one figure that shows how rms before 6.9 counts pairs, on risks in bins of 0.0002: a Dxy of 0.549, not 0.550."""

SHORT_OF_THE_MAXIMUM = ("calibration", "brink")
"""The one where it shows that lrm.fit before 6.9 stops short of a line so steep; `val_prob_page` follows it."""


RESAMPLED = {"calibrate": ({"resamples": 40, "seed": 3}, {"conf_int": 0.0, "xlab": "Risk"})}
"""How a figure of resamples is drawn: what is drawn, and with which options; rms 8.1 has limits and its own title."""


SEPARATED = [("calibrate", study) for study in ("birthwt", "brink", "limits", "strata")]
"""With resamples that separate the outcomes, which R keeps; `calibrate_page` follows it."""


def given(study: str) -> bool:
    """Whether the risks are given: there is no model to draw."""
    return bool(find_study(study).risk)


CASES = [
    pytest.param(name, study, SIZES[0], id=f"{name}-{study}")
    for name in figures.FIGURES
    for study in STUDIES
    if (name, study) not in (COUNTED_IN_BINS, SHORT_OF_THE_MAXIMUM, *SEPARATED)
    and not (name in ("nomogram", "calibrate") and given(study))
]
RESIZED = [
    pytest.param(
        name, "wards" if name == "calibrate" else "birthwt", size, id=f"{name}-{size[0]}x{size[1]}-{size[2]:.0f}"
    )
    for size in SIZES[1:]
    for name in figures.FIGURES
]


@functools.lru_cache(maxsize=None)
def development(study: str) -> Sample:
    return samples(find_study(study))[0]


def levels(file: Path) -> np.ndarray:
    """Red, green and blue of a PNG file."""
    return np.asarray(Image.open(file).convert("RGB"))


@pytest.fixture(scope="module")
def live_r():
    packages = sorted({check.references[0].package for check in CHECKS.values()})
    with connect(Mode.AUTO, None, packages, timeout=300) as connection:
        assert connection.live is not None, connection.why_not
        yield connection.live


@pytest.fixture(scope="module")
def of_r(live_r, tmp_path_factory) -> Callable[..., np.ndarray]:
    """R's picture of a figure of a study; each is drawn once.

    R is started afresh for every size: R 4.5.0 keeps the height of letters of the last device, and places text by it on
    the next device of another resolution that comes to lie at the same address.
    """
    folder = tmp_path_factory.mktemp("r")
    sizes = []

    @functools.lru_cache(maxsize=None)
    def draw(name: str, study: str, size: tuple[float, float, float]) -> np.ndarray:
        kind, check, (width, height, dpi) = kind_of(name), CHECKS[name], size
        package = check.references[0].package
        if package not in live_r.environment["packages"]:
            pytest.skip(f"needs {package}, which is not on this machine")
        if sizes[-1:] != [size]:
            live_r.session.close()
            sizes.append(size)
        script = live_r.scripts / package / f"{check.stem}.R"
        file = folder / f"{name}-{study}-{width}-{height}-{dpi}.png"
        drawn_of, told = RESAMPLED.get(name, ({}, {}))
        chosen = {option.replace("_", "."): value for option, value in {**kind.defaults, **told}.items()}
        arguments = {**check.arguments(development(study)), **drawn_of, "options": chosen}
        answer = live_r.session.draw(
            script, check.stem, arguments, width=width, height=height, file=file, resolution=dpi
        )
        assert answer.value is not None, answer.conditions
        return levels(file)

    return draw


GRIDDED = ("decision_curve", "clinical_impact")


def grid_is_drawn_across_first(live_r) -> bool:
    """As in R 4.5.0, but not in 4.2.2; see `parity.checks.figures.grid`."""
    return tuple(int(part) for part in live_r.environment["r"].split(".")[:2]) > (4, 2)


def of_python(figure: Figure, dpi: float, folder: Path) -> np.ndarray:
    return levels(figure.save(folder / "python.png", dpi=dpi, painter="cairo"))


@pytest.mark.r
@pytest.mark.parametrize(("name", "study", "size"), CASES + RESIZED)
def test_through_cairo_not_a_pixel_differs_from_r(name, study, size, of_r, live_r, tmp_path):
    width, height, dpi = size
    drawn_of, told = RESAMPLED.get(name, ({}, {}))
    figure = getattr(figures, name)(study, width=width, height=height, **drawn_of, **told)
    found = compare_pixels(of_python(figure, dpi, tmp_path), of_r(name, study, size))
    if name in GRIDDED and grid_is_drawn_across_first(live_r):
        assert (
            found.largest <= 1 and found.share(found.differing) < 1e-3
        ), "one grey level where lines of the grid cross"
    else:
        assert found.identical


@pytest.mark.r
def test_of_a_dxy_that_rms_counts_in_bins_only_the_number_differs(of_r, live_r, tmp_path):
    name, study = COUNTED_IN_BINS
    figure = getattr(figures, name)(study, width=8.0, height=6.0)
    differences = pixel_differences(of_python(figure, 150.0, tmp_path), of_r(name, study, SIZES[0]))
    rows, columns = np.nonzero(differences)
    rms = tuple(int(part) for part in live_r.environment["packages"]["rms"].replace("-", ".").split(".")[:2])
    if rms >= (6, 9):
        assert rows.size == 0
    else:
        assert np.ptp(rows) < 0.7 / 72 * 12 * 150 and np.ptp(columns) < 3 * 0.7 / 72 * 12 * 150


# what a small change does


def model(change: Callable[[dict[str, float]], None] = lambda coefficients: None) -> Nomogram:
    sample = development("rait")
    coefficients = dict(zip(sample.terms, sample.coefficients.tolist()))
    change(coefficients)
    span = float(sample.linear_predictor.min()), float(sample.linear_predictor.max())
    names = {axis.name: axis.label for axis in figures.nomogram("rait").nomogram.axes}
    return nomogram(coefficients, describe(sample.predictors), span, names=names)


def one_more_in_the_fourth_digit(coefficients: dict[str, float]) -> None:
    name = list(coefficients)[-1]
    coefficients[name] += 10.0 ** (math.floor(math.log10(abs(coefficients[name]))) - 3)


def another_label(value: NomogramValue) -> NomogramValue:
    risk = value.functions[0]
    changed = dataclasses.replace(risk, labels=tuple(label + "0" if label == "0.2" else label for label in risk.labels))
    assert changed != risk
    return dataclasses.replace(value, functions=(changed,))


def nomogram_figure(value: NomogramValue, options: NomogramOptions = NomogramOptions()) -> Figure:
    def draw(device: Device) -> DisplayList:
        return draw_nomogram(value, device, options)

    return Figure(draw, *SIZES[0][:2])


MUTATIONS = {
    "one label, 0.2 as 0.20": lambda: nomogram_figure(another_label(value_of(model()))),
    "the length of ticks by a hundredth of a line": lambda: nomogram_figure(
        value_of(model()), NomogramOptions(tcl=-0.26)
    ),
    "a coefficient in its fourth digit": lambda: nomogram_figure(value_of(model(one_more_in_the_fourth_digit))),
    "one missing axis": lambda: nomogram_figure(
        dataclasses.replace(value_of(model()), axes=value_of(model()).axes[1:])
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_small_change_shows_on_the_page_and_among_the_primitives(mutation):
    unchanged, changed = nomogram_figure(value_of(model())), MUTATIONS[mutation]()
    assert unchanged.page_content() == figures.nomogram("rait").page_content()
    assert changed.page_content() != unchanged.page_content()
    device = pdf_device(*SIZES[0][:2])
    assert changed.draw(device) != unchanged.draw(device)


@pytest.mark.r
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_small_change_shows_in_the_pixels(mutation, of_r, tmp_path):
    reference = of_r("nomogram", "rait", SIZES[0])
    assert compare_pixels(of_python(nomogram_figure(value_of(model())), 150.0, tmp_path), reference).identical
    difference = compare_pixels(of_python(MUTATIONS[mutation](), 150.0, tmp_path), reference)
    assert difference.above_16 > 0


@pytest.mark.r
def test_a_magnification_that_a_page_rounds_away_shows_in_the_pixels(of_r, tmp_path):
    changed = nomogram_figure(value_of(model()), NomogramOptions(cex_axis=0.86))
    assert not compare_pixels(of_python(changed, 150.0, tmp_path), of_r("nomogram", "rait", SIZES[0])).identical
