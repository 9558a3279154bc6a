"""What R's rmda does instead of the definition."""
