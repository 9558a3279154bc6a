"""What R's stats does instead of the definition."""
