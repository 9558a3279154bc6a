"""The whole analysis, from the data to the numbers that a reader would quote."""
