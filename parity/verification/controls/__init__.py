"""Does parity notice what it must? Comparisons of which it is known how they end, made before every run."""
