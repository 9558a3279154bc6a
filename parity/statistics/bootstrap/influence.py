"""How much each row moves a statistic: by regression on the resamples, and by leaving it out."""

from __future__ import annotations

import numpy as np
import scipy.linalg

RANK = 1e-11
"""A direction whose singular value is below this share of the largest was not resampled."""


def influence(replicates: np.ndarray, rows: np.ndarray, strata: np.ndarray | None = None) -> np.ndarray | None:
    """Empirical influence values by regression.

    Parameters
    ----------
    replicates : (B,) float array
        Finite.
    rows : (B, n) int array
        The resample of each, from 0.
    strata : (n,) array or None

    Returns
    -------
    (n,) float array or None
        Their sum in each stratum is 0. None where the resamples do not tell the rows apart: there are too few of them,
        or a row is in none.

    Notes
    -----
    The linear part of the statistic, :math:`t^*_b \\approx t + \\sum_j f_{bj} l_j / n_j`, :math:`f_{bj}` being how
    often row j is in resample b and :math:`n_j` the rows of its stratum. Of all least squares solutions the shortest
    has sum 0 in each stratum: what is added to all rows of a stratum changes nothing.

    Equals ``boot::empinf(out, type = "reg")``, which leaves out the first row of each stratum and centres afterwards.

    References
    ----------
    Davison, Hinkley (1997), Bootstrap Methods and their Application, section 2.7.4.
    """
    resamples, n = rows.shape
    of_row = np.zeros(n, int) if strata is None else np.unique(strata, return_inverse=True)[1]
    sizes = np.bincount(of_row)
    rank = n - len(sizes)
    if resamples <= rank:
        return None
    cells = rows + np.arange(0, resamples * n, n)[:, np.newaxis]
    counts = np.bincount(cells.ravel(), minlength=resamples * n).reshape(resamples, n).astype(float)
    counts -= counts.mean(axis=0)
    centred = replicates - replicates.mean()
    slopes, _, found, _ = scipy.linalg.lstsq(
        counts, centred, cond=RANK, lapack_driver="gelsy", overwrite_a=True, check_finite=False
    )
    return slopes * sizes[of_row] if found == rank else None


def jackknife(original: float, without: np.ndarray, strata: np.ndarray | None = None) -> np.ndarray:
    """Influence values by leaving each row out.

    Parameters
    ----------
    original : float
    without : (n,) float array
        The statistic without each row; NaN where it has none then.
    strata : (n,) array or None

    Notes
    -----
    :math:`l_j = (n_j - 1)(t - t_{(-j)})`, :math:`n_j` being the rows of its stratum. Equals ``boot::empinf(type =
    "jack")``.

    References
    ----------
    Davison, Hinkley (1997), Bootstrap Methods and their Application, section 2.7.3.
    """
    of_row = np.zeros(len(without), int) if strata is None else np.unique(strata, return_inverse=True)[1]
    return (np.bincount(of_row)[of_row] - 1) * (original - without)
