"""What R's dcurves does instead of the definition."""
