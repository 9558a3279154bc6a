"""The Python side: every statistic from its definition, without R."""
