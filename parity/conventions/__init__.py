"""What one name stands for in different programs: the conventions of a statistic, and which of them gives a number."""
