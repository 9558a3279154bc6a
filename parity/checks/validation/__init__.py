"""Validation by resampling."""
