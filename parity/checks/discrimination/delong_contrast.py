"""DeLong's test that the areas under the ROC curves of the model and of all its predictors, or of models, are equal."""

from __future__ import annotations

from typing import Any

from parity.checks.discrimination.bootstrap import PERFECT, ROBIN
from parity.checks.discrimination.delong import DELONG, areas, computed
from parity.checks.discrimination.scores import scores_of
from parity.checks.pROC.delong import contrast_rounding
from parity.checks.vocabulary import Check, Citation, Quantity, RCall, Scope, exact
from parity.statistics.discrimination.delong_contrast import DeLongContrast, delong_contrast, no_inverse


def _unless(sample: Any) -> str:
    return no_inverse(sample.outcome, sample.risk, scores_of(sample))


CHECK = Check(
    stem="delong_contrast",
    group="discrimination",
    title="AUC of the model and of all other scores, DeLong's test",
    compute=delong_contrast,
    result=DeLongContrast,
    scope=Scope.CONTRAST,
    inputs={"scores": scores_of},
    applies=lambda sample: bool(sample.others) or len(scores_of(sample)) > 1,
    unless=_unless,
    references=(
        RCall(
            "pROC",
            "cov",
            conditions=PERFECT,
            note="the joint covariance by pROC::var and pROC::cov, method = 'delong', solved by base::solve; direction "
            "fixed to '<', levels to 0 and 1; a predictor with an area below 1/2 is sent with its sign turned, and "
            "one whose levels have no order not at all",
        ),
        RCall("stats", "cov", note="of differences of placements from ranks, solved by Cholesky's factor"),
    ),
    of_models=(
        Quantity("χ²", "chi_square", decimals=2),
        Quantity("p, DeLong", "p_value", p_value=True),
    ),
    tolerances={
        **areas("area", "areas", "differences"),
        **computed(contrast_rounding, ("standard_errors", "chi_square", "p_value")),
        "df": exact("a count of scores"),
    },
    citations=(DELONG, ROBIN, Citation("SAS/STAT User's Guide, The LOGISTIC Procedure, Comparing ROC Curves.")),
)
