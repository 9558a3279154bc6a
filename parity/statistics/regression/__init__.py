"""The logistic model: its estimates and what it predicts."""
