"""The model as a nomogram: axes, points, total points and risk."""
