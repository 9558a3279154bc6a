"""parity: show that a Python number equals R's, digit by digit, in writing."""

__version__ = "0.1.0.dev0"
