"""How a single predictor goes with the outcome."""

from parity.checks.association import (
    characteristics,
    chi_square_simulated,
    chi_square_test,
    conditional_odds_ratio,
    fisher_exact_test,
    fisher_simulated,
    frequencies,
    hodges_lehmann,
    levene_test,
    mann_whitney_exact,
    mann_whitney_test,
    shapiro_wilk_test,
    standardised_difference,
    t_test,
    yates_test,
)

CHECKS = (
    characteristics.CHECK,
    shapiro_wilk_test.CHECK,
    t_test.CHECK,
    levene_test.CHECK,
    mann_whitney_test.CHECK,
    mann_whitney_exact.CHECK,
    hodges_lehmann.CHECK,
    frequencies.CHECK,
    chi_square_test.CHECK,
    chi_square_simulated.CHECK,
    yates_test.CHECK,
    fisher_exact_test.CHECK,
    fisher_simulated.CHECK,
    conditional_odds_ratio.CHECK,
    standardised_difference.CHECK,
)
"""Those of numbers, those of categories, then what is of both, in the order of a paper's tables."""
