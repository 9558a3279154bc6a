"""A study as a person brings it: table, columns, cohorts, study file."""
