"""Random models, and random choices of how their nomograms look."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.special import expit

from parity.data.cohort import Column, Factor
from parity.models.design import term_names
from parity.statistics.nomogram.axes import Numeric, Predictor, describe
from parity.statistics.nomogram.model import Model, model_of, model_terms
from parity.models.terms import Linear, LinearSpline, Polynomial, RestrictedCubicSpline, Scored, Term

FUNCTIONS = {"Risk": expit, "Odds": np.exp, "Survival": lambda log_odds: expit(-log_odds)}
RISKS = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]
SIZES = [(7.0, 5.0), (6.0, 6.0), (8.0, 4.5), (10.0, 8.0), (5.0, 4.0)]
PATIENTS = 301
"""An odd number, so that the median of scores is a score."""
WORST_CONDITION = 1e6
"""Of a design that R can still fit."""
LEVELS = {
    "sex": ("female", "male"),
    "stage": ("I", "II", "III", "IVa"),
    "centre": ("Basel", "Geneva", "St. Gallen", "Upper Valais", "Zurich East"),
    "smoker": ("never smoker", "past smoker", "current smoker"),
}
LABELS = {
    "age": "Age of the patient at diagnosis in completed years",
    "marker": "Stimulated thyroglobulin (ng/mL)",
    "stage": "Stage, by the 8th edition",
    "nodes": "Nodes",
}


@dataclass
class Case:
    """A model and what is chosen of its nomogram."""

    columns: dict[str, Column]
    terms: dict[str, Term]
    interactions: list[tuple[str, ...]]
    coefficients: dict[str, float]
    covariance: np.ndarray
    labels: dict[str, str]
    ordinal: bool
    functions: list[str]
    points: float = 100.0
    intervals: int = 10
    options: dict[str, Any] = field(default_factory=dict)
    drawing: dict[str, Any] = field(default_factory=dict)
    size: tuple[float, float] = (7.0, 5.0)

    @property
    def predictors(self) -> dict[str, Predictor]:
        return describe(self.columns)

    @property
    def model(self) -> Model:
        return model_of(self.coefficients, self.predictors, self.terms, self.interactions, False)

    @property
    def linear_predictor(self) -> np.ndarray:
        model, log_odds = self.model, self.model.effects(_values(self.columns), tuple(self.columns))
        return log_odds + model.coefficients[model.intercepts[0]]

    @property
    def formula(self) -> str:
        terms = [_called(name, self.terms.get(name, Linear())) for name in self.columns]
        called = dict(zip(self.columns, terms))
        return "y ~ " + " + ".join(
            terms + [":".join(called[name] for name in together) for together in self.interactions]
        )


def random_case(seed: int) -> Case:
    rnd, rng = random.Random(seed), np.random.default_rng(seed)
    while True:
        columns = _chosen(rnd, _columns(rng), rnd.randint(1, 6))
        predictors = describe(columns)
        terms = {name: _term(rnd, name, columns[name]) for name in columns if isinstance(predictors[name], Numeric)}
        interactions = _interactions(rnd, list(columns))
        names = term_names(model_terms(predictors, terms), interactions)
        unit = model_of(dict.fromkeys(["Intercept", *names], 1.0), predictors, terms, interactions, False)
        design = unit.columns(_values(columns), tuple(columns))
        spread = design.std(axis=0)
        if (spread > 0).all() and np.linalg.cond(
            np.column_stack([np.ones(PATIENTS), design / spread])
        ) < WORST_CONDITION:
            break
    ordinal = rnd.random() < 0.2 and len(names) < 8 and "dose" not in columns  # lrm must be able to fit it
    intercepts = ["y>=2", "y>=3", "y>=4"] if ordinal else ["Intercept"]
    sizes = 1 / spread
    slopes = rng.normal(size=len(names)) * sizes * rnd.choice([0.3, 0.6, 1.0])
    centre = float((design @ slopes).mean())
    starts = np.sort(rng.normal(size=len(intercepts)))[::-1] - centre
    root = rng.normal(size=(len(intercepts) + len(names),) * 2) * 0.1
    scale = np.concatenate([np.ones(len(intercepts)), sizes])
    case = Case(
        columns=columns,
        terms=terms,
        interactions=interactions,
        coefficients=dict(zip([*intercepts, *names], [*starts.tolist(), *slopes.tolist()])),
        covariance=(root @ root.T) * np.outer(scale, scale),
        labels={name: label for name, label in LABELS.items() if name in columns and rnd.random() < 0.5},
        ordinal=ordinal,
        functions=rnd.choice([["Risk"], ["Risk"], ["Risk", "Survival"], ["Odds", "Risk"], []]),
        points=rnd.choice([100.0, 100.0, 100.0, 10.0, 50.0, 150.0]),
        intervals=rnd.choice([10, 10, 10, 5, 7, 15]),
        drawing=_drawing(rnd),
        size=rnd.choice(SIZES),
    )
    case.options = _options(rnd, case, predictors)
    return case


def _columns(rng: np.random.Generator) -> dict[str, Column]:
    n = PATIENTS
    numbers = {
        "age": rng.normal(55, 12, n).round(1),
        "marker": rng.lognormal(1.5, 0.8, n).round(2),
        "nodes": rng.poisson(4, n),
        "calcium": rng.normal(2.3, 0.15, n).round(3),
        "dose": (rng.normal(0, 1, n) * 2e4 + 1e5).round(0),
        "grade": rng.integers(1, 6, n),
        "score": np.concatenate([np.arange(4), rng.integers(0, 4, n - 4)]),
        "diabetes": np.concatenate([np.arange(2), rng.integers(0, 2, n - 2)]).astype(float),
    }
    factors = {
        name: Factor(np.concatenate([np.arange(len(levels)), rng.integers(0, len(levels), n - len(levels))]), levels)
        for name, levels in LEVELS.items()
    }
    return {**numbers, **factors}


def _chosen(rnd: random.Random, columns: Mapping[str, Column], count: int) -> dict[str, Column]:
    return {name: columns[name] for name in rnd.sample(list(columns), count)}


def _term(rnd: random.Random, name: str, column: np.ndarray) -> Term:
    if name == "score":
        return rnd.choice([Linear(), Scored(tuple(np.unique(column).tolist()))])
    if name in ("grade", "diabetes", "dose"):
        return Linear()
    knots = [tuple(np.quantile(column, places).round(3).tolist()) for places in _KNOTS]
    splines = [RestrictedCubicSpline(places) for places in knots if len(set(places)) == len(places)]
    broken = [LinearSpline(knots[0][1:2]), LinearSpline(knots[0][:2])]
    return rnd.choice([Linear(), Linear(), Polynomial(2), Polynomial(3), *broken, *splines])


_KNOTS = ((0.1, 0.5, 0.9), (0.05, 0.35, 0.65, 0.95), (0.05, 0.275, 0.5, 0.725, 0.95))


def _interactions(rnd: random.Random, names: Sequence[str]) -> list[tuple[str, ...]]:
    if len(names) < 2 or rnd.random() < 0.4:
        return []
    pairs = list(itertools.combinations(names, 2))
    chosen = set(rnd.sample(pairs, min(len(pairs), rnd.choice([1, 1, 2]))))
    triples = [triple for triple in itertools.combinations(names, 3) if rnd.random() < 0.04]
    for triple in triples[:1]:
        chosen |= set(itertools.combinations(triple, 2))
        return [*(pair for pair in pairs if pair in chosen), triple]
    return [pair for pair in pairs if pair in chosen]


def _options(rnd: random.Random, case: Case, predictors: Mapping[str, Predictor]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    many = [name for name, predictor in predictors.items() if isinstance(predictor, Numeric) and not predictor.values]
    involved = {name for together in case.interactions for name in together}
    for name in many:
        # all but one of a group must be set, and rms may choose any
        if name in involved:
            options.setdefault("interact", {})[name] = np.quantile(case.columns[name], [0.25, 0.75]).round(2).tolist()
    plain = [name for name in many if name not in involved and not isinstance(case.terms[name], Scored)]
    settings: dict[str, Any] = {}
    if plain and rnd.random() < 0.2:
        settings[plain[0]] = (
            np.quantile(case.columns[plain[0]], np.linspace(0, 1, rnd.choice([4, 7]))).round(1).tolist()
        )
        if len(set(settings[plain[0]])) < len(settings[plain[0]]):
            del settings[plain[0]]
    factors = [name for name in case.columns if name in LEVELS]
    if factors and rnd.random() < 0.1:
        settings[factors[0]] = LEVELS[factors[0]][-1]
    if settings:
        options["settings"] = settings
    span = case.linear_predictor.min(), case.linear_predictor.max()
    reachable = [risk for risk in RISKS if expit(span[0]) < risk < expit(span[1])]
    if case.functions == ["Risk"] and len(reachable) > 1:
        if rnd.random() < 0.4:
            options["fun_at"] = RISKS
        elif rnd.random() < 0.2:
            options["fun_lp_at"] = np.linspace(*span, 5).round(1).tolist()
    if rnd.random() < 0.15:
        options["lp"] = False
    if rnd.random() < 0.15:
        options["lp_at"] = np.linspace(*span, 6).tolist()
    if rnd.random() < 0.2:
        options["vnames"] = "names"
    if rnd.random() < 0.15:
        options["varname_label"] = False
    if rnd.random() < 0.15:
        options["varname_label_sep"] = ": "
    if not case.interactions and len(case.columns) > 2 and rnd.random() < 0.1:
        options["omit"] = [list(case.columns)[1]]
    numbers_are_set = any(isinstance(predictors[name], Numeric) for name in involved)
    if factors and not numbers_are_set and rnd.random() < 0.4:
        # rms has an axis too many where some are named and there are interactions
        options |= {
            "abbrev": True if case.interactions else rnd.choice([True, factors[:1]]),
            "minlength": rnd.choice([1, 2, 4]),
        }
    if not case.ordinal and rnd.random() < 0.25:
        options |= {
            "conf_int": rnd.choice([[0.7, 0.9], [0.95]]),
            "conf_lp": rnd.choice(["representative", "all", "none"]),
        }
        if rnd.random() < 0.5 and factors:
            options["adj_to"] = {factors[-1]: LEVELS[factors[-1]][0]}
    if case.ordinal and rnd.random() < 0.7:
        options["kint"] = rnd.choice([2, 3])
    return options


def _drawing(rnd: random.Random) -> dict[str, Any]:
    choices: list[tuple[float, str, list]] = [
        (0.3, "xfrac", [0.2, 0.45, 0.5]),
        (0.3, "cex_axis", [0.5, 0.7, 1.1]),
        (0.3, "cex_var", [0.7, 1.3]),
        (0.3, "lmgp", [0.2, 0.6]),
        (0.3, "tcl", [-0.4, 0.3]),
        (0.2, "label_every", [2, 3]),
        (0.2, "ia_space", [0.3, 1.0]),
        (0.2, "force_label", [True]),
        (0.3, "col_grid", [["#cccccc", "#f2f2f2"]]),
        (0.2, "lplabel", ["Log odds"]),
        (0.2, "total_points_label", ["Sum"]),
        (0.15, "cap_labels", [True]),
        (0.1, "naxes", [4, 6]),
        (0.1, "total_sep_page", [True]),
    ]
    return {name: rnd.choice(values) for share, name, values in choices if rnd.random() < share}


def _values(columns: Mapping[str, Column]) -> dict[str, list]:
    return {
        name: [column.levels[code] for code in column.codes] if isinstance(column, Factor) else column.tolist()
        for name, column in columns.items()
    }


def _called(name: str, term: Term) -> str:
    """A term in R's words."""
    if isinstance(term, Polynomial):
        return f"pol({name}, {term.degree})"
    if isinstance(term, LinearSpline):
        return f"lsp({name}, c({', '.join(map(repr, term.knots))}))"
    if isinstance(term, RestrictedCubicSpline):
        return f"rcs({name}, c({', '.join(map(repr, term.knots))}))"
    return f"scored({name})" if isinstance(term, Scored) else name
