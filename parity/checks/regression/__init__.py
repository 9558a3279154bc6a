"""What is asked of the logistic model."""
