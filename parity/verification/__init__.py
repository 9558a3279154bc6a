"""Results and answers held together: a setting, our side, the comparison, a whole run, recording."""
