"""A verification on a terminal, as data, as a page; computes nothing."""
