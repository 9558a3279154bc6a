"""`parity.bootstrap`: any statistic, of data in any shape, resampled as R does, and held against R's boot."""

from __future__ import annotations

import numpy as np
import pandas
import pytest

import parity
from parity.checks.vocabulary.verdict import Verdict
from parity.errors import InputError
from parity.statistics.bootstrap.rows import boot_rows
from parity.statistics.caution import Caution

DRAW = np.random.default_rng(20261126)
X = DRAW.gamma(2.0, size=40)
Y = X + DRAW.normal(size=40)
FRAME = pandas.DataFrame({"x": X, "y": Y, "sex": pandas.Categorical(np.where(Y > 2, "male", "female"))})


def correlation(x, y):
    return np.corrcoef(x, y)[0, 1]


def of_columns(data):
    return correlation(data["x"], data["y"])


def several(data):
    return [data["x"].mean(), data["y"].std(), (data["sex"] == "male").mean()]


IN_R = {
    "correlation": "function(d, i) cor(d$x[i], d$y[i])",
    "several": "function(d, i) c(mean(d$x[i]), sd(d$y[i]), mean(d$sex[i] == 'male'))",
    "median": "function(d, i) median(d[i])",
}


def test_arrays_a_mapping_and_a_frame_are_resampled_alike():
    of_arrays = parity.bootstrap(correlation, X, Y, resamples=200, seed=3)
    of_names = parity.bootstrap(correlation, {"y": Y, "x": X}, resamples=200, seed=3)
    of_mapping = parity.bootstrap(of_columns, {"x": X, "y": Y}, resamples=200, seed=3)
    of_frame = parity.bootstrap(of_columns, FRAME, resamples=200, seed=3)
    of_matrix = parity.bootstrap(lambda data: correlation(*data.T), np.column_stack([X, Y]), resamples=200, seed=3)
    for other in (of_names, of_mapping, of_frame, of_matrix):
        np.testing.assert_array_equal(other.replicates, of_arrays.replicates)
        assert other.bca == of_arrays.bca
    rows = boot_rows(parity.RRandom(3), 40, 200)
    np.testing.assert_array_equal(of_arrays.indices, rows)
    assert of_arrays.replicates[7] == correlation(X[rows[7]], Y[rows[7]])


def test_one_number_gives_numbers_and_several_arrays():
    one, three = (parity.bootstrap(f, FRAME, resamples=100, seed=1) for f in (lambda d: d["x"].mean(), several))
    assert isinstance(one.bca.low, float) and one.replicates.shape == (100,)
    assert three.bca.low.shape == (3,) and three.replicates.shape == (100, 3)
    assert three.bca.low[0] == one.bca.low and three.standard_error[0] == one.standard_error
    assert "bca" in repr(one) and repr(three).count("standard error") == 3


def test_given_resamples_are_used_as_they_are():
    rows = parity.RRandom(9).resamples(40, 150)
    found = parity.bootstrap(np.median, X, indices=rows)
    assert found.replicates.tolist() == [np.median(X[of]) for of in rows]
    same = parity.bootstrap(np.median, X, indices=boot_rows(parity.RRandom(3), 40, 150))
    assert same.bca == parity.bootstrap(np.median, X, resamples=150, seed=3).bca
    with pytest.raises(InputError, match="R's boot draws its resamples itself"):
        found.hold(IN_R["median"])


def test_strata_of_any_name_keep_their_sizes():
    strata = np.where(X > 1, "a", "b")
    found = parity.bootstrap(np.median, X, resamples=60, seed=3, strata=strata)
    assert (np.sort(strata[found.indices], axis=1) == np.sort(strata)).all()


def test_what_the_intervals_do_not_say_is_said():
    holed = np.concatenate([[np.nan], X[:19]])
    with pytest.warns(Caution, match="resamples give no finite value"):
        parity.bootstrap(np.mean, np.where(np.isnan(holed), np.inf, holed), resamples=200, seed=3)
    with pytest.warns(Caution, match="the first and the last of 30 values"):
        parity.bootstrap(np.mean, X[:20], resamples=30, seed=3)
    with pytest.warns(Caution, match="no BCa interval"):
        parity.bootstrap(np.max, X, resamples=100, seed=3, strata=np.arange(40))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"data": (), "resamples": 10, "seed": 1}, "no data to resample"),
        ({"data": (X,)}, "needs resamples and a seed"),
        ({"data": (X,), "resamples": 1, "seed": 1}, "needs at least 2"),
        ({"data": (X, Y[:5]), "resamples": 10, "seed": 1}, "of different rows: x has 40, y has 5"),
        ({"data": (X,), "resamples": 10, "seed": 1, "level": 95}, "level is 95"),
        ({"data": (X,), "resamples": 10, "seed": 1, "strata": [1, 2]}, "of 40 rows"),
        ({"data": (X,), "indices": np.ones((5, 40))}, "float64"),
        ({"data": (X,), "indices": np.ones((5, 39), int)}, "a resample has 39 rows, the data have 40"),
        ({"data": (X,), "indices": np.full((5, 40), 40)}, "subtract 1 from R's"),
        ({"data": (X,), "indices": np.ones((5, 40), int), "seed": 1}, "the indices say which resamples there are"),
    ],
)
def test_what_cannot_be_resampled_is_refused(arguments, said):
    data = arguments.pop("data")
    with pytest.raises(InputError) as refused:
        parity.bootstrap(lambda x, y=None: float(np.mean(x)), *data, **arguments)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"seed": "a"}, "seed is 'a'; it is a whole number, such as seed=123"),
        ({"seed": 1.5}, "seed is 1.5; it is a whole number, such as seed=123"),
        ({"seed": True}, "seed is True; it is a whole number"),
        ({"seed": 2**31}, "seed is 2147483648; R's seeds go from -2147483647 to 2147483647"),
        ({"seed": -(2**31)}, "seed is -2147483648; R's seeds go from -2147483647 to 2147483647"),
        ({"resamples": "many"}, "resamples is 'many'; it is a whole number from 2 on, such as resamples=2000"),
        ({"resamples": 20.0}, "resamples is 20.0; it is a whole number from 2 on"),
        ({"level": "95%"}, "level is '95%'; it is a number between 0 and 1, such as level=0.95"),
        ({"level": True}, "level is True; it is a number between 0 and 1"),
    ],
)
def test_a_number_of_another_type_is_named_with_what_it_takes(arguments, said):
    with pytest.raises(InputError) as refused:
        parity.bootstrap(np.median, X, **{"resamples": 20, "seed": 1, **arguments})
    assert str(refused.value).startswith(said)


def test_numpy_s_numbers_and_r_s_least_and_largest_seed_are_taken():
    found = parity.bootstrap(np.median, X, resamples=np.int64(100), seed=np.int32(3), level=np.float32(0.5))
    assert found.basic == parity.bootstrap(np.median, X, resamples=100, seed=3, level=0.5).basic
    for seed in (2**31 - 1, 1 - 2**31):
        assert parity.bootstrap(np.median, X, resamples=100, seed=seed).seed == seed


def test_a_statistic_that_stops_or_changes_its_shape_is_told_with_its_resample():
    def fickle(x):
        if len(np.unique(x)) < 25:
            raise ValueError("too few")
        return x.mean()

    with pytest.raises(ValueError, match=r"the statistic stops on resample \d+: too few"):
        parity.bootstrap(fickle, X, resamples=100, seed=3)
    with pytest.raises(ValueError, match=r"has the shape \(\d+,\) on resample \d+"):
        parity.bootstrap(lambda x: np.unique(x), X, resamples=100, seed=3)
    with pytest.raises(InputError, match="the statistic stops on the data"):
        parity.bootstrap(lambda x: "much", X, resamples=100, seed=3)


@pytest.mark.r
@pytest.mark.parametrize("strata", [None, np.repeat(["c", "a", "b"], [19, 20, 1])])
@pytest.mark.parametrize("resamples", [30, 200])
def test_r_s_boot_agrees_with_what_is_the_same_statistic(strata, resamples):
    for function, data, name in ((correlation, (X, Y), "correlation"), (several, (FRAME,), "several")):
        found = parity.bootstrap(function, *data, resamples=resamples, seed=2, strata=strata, level=0.9)
        held = found.hold(IN_R[name])
        assert held and {field.name for field in held.comparisons[0].fields} >= {"replicates", "bca.low", "bca.high"}
        agree = [f for f in held.comparisons[0].fields if f.verdict is Verdict.AGREES]
        assert max(np.abs(field.difference).max() for field in agree) < 1e-12


@pytest.mark.r
def test_r_s_boot_does_not_agree_with_another_statistic_another_seed_or_other_strata(tmp_path):
    script = tmp_path / "median.R"
    script.write_text("of_rows <- function(d, i) d[i]\nfunction(d, i) median(of_rows(d, i))\n", encoding="utf-8")
    found = parity.bootstrap(np.median, X, resamples=200, seed=2)
    assert found.hold(script) and found.hold(str(script)) and found.hold(IN_R["median"])
    wrong = parity.bootstrap(lambda x: np.quantile(x, 0.49), X, resamples=200, seed=2).hold(script)
    assert not wrong and "✗ original: given" in repr(wrong)
    object.__setattr__(found, "seed", 3)
    assert not found.hold(script)
    with pytest.raises(InputError, match="R stops: .*nothing"):
        found.hold("function(d, i) nothing(d)")
    with pytest.raises(InputError, match="cannot be read"):
        found.hold(tmp_path / "none.R")


@pytest.mark.r
def test_a_printed_statistic_is_held_to_its_decimals():
    found = parity.bootstrap(lambda x: round(float(np.mean(x)), 3), X, resamples=200, seed=2)
    assert not found.hold("function(d, i) mean(d[i])")
    assert {f.verdict for f in found.hold("function(d, i) mean(d[i])", decimals=2).comparisons[0].fields} == {
        Verdict.AGREES
    }
