"""How well predicted risks match observed frequencies."""
