"""The figures held against R's own: the content of the page that R's PDF device writes, line by line."""

from __future__ import annotations

from parity.figures.pages import clinical_impact_page, decision_curve_page, nomogram_page, roc_page, val_prob_page

CHECKS = (
    roc_page.CHECK,
    val_prob_page.CHECK,
    decision_curve_page.CHECK,
    clinical_impact_page.CHECK,
    nomogram_page.CHECK,
)
"""Every figure that is verified."""
