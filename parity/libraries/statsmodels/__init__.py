"""What statsmodels is asked."""
