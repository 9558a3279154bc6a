"""Which predictors a model gets: one at a time, forward, backward."""
