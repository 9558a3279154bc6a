"""Checks of the statistics in ``parity.statistics.selection``."""
