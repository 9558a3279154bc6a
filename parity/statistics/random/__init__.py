"""Random numbers as R draws them: the published algorithms, seeded and read in R's order."""
